"""How hard a record is packed into its gzip member (RFC 1952): as hard as is worth the time.

What is packed already, as pictures are and nearly all text from web servers, is put in as it is, and so is what is
short. For the rest, most of the cost of a small record is not the packing: for its usual window zlib takes 256 kB of
memory (https://zlib.net/zlib_tech.html, "Memory Footprint"), which the system hands out anew, page by page, each time.
So the window is no larger than the record.
"""

import zlib
from struct import pack as binary

SHORT = 1 << 10
"""Bytes of a record that is put in as it is: to pack a DNS message or a redirect takes longer than all else that is
done to keep it, and spares some two hundred bytes."""
SMALL = 1 << 11
"""Bytes that are not worth the look whether they are packed: a DNS message, a request."""
SAMPLE = 256
VARIED = 128
"""Different bytes in a sample that is packed already: 162 on average, and hardly more than 100 in text and tables."""
LEVEL = 2
"""A page of 20 kB takes 100 µs, where level 6 takes 550 µs for a member that is 10 to 20 % smaller."""
GZIP = 16
"""Added to the size of a window: gzip's head and end in place of zlib's."""
LONGEST_BLOCK = 0xFFFF
_HEAD = b"\x1f\x8b\x08\0\0\0\0\0\0\xff"


def is_packed(data: bytes) -> bool:
    """Whether some bytes look as if packing could not make them shorter; a look at a few in their middle."""
    middle = (len(data) - SAMPLE) // 2
    return len(data) > SMALL and len(set(data[middle : middle + SAMPLE])) >= VARIED


def member(record: bytes, packed: bool) -> bytes:
    """The gzip member of a record; ``packed`` tells of its block, as `is_packed` does."""
    return store(record) if packed or len(record) <= SHORT else squeeze(record)


def squeeze(data: bytes) -> bytes:
    """The gzip member that holds some bytes, packed."""
    packer = packer_for(len(data))
    return packer.compress(data) + packer.flush()


def store(data: bytes) -> bytes:
    """The gzip member that holds some bytes as they are, in stored blocks (RFC 1951 section 3.2.4)."""
    size = len(data)
    end = binary("<LL", zlib.crc32(data), size & 0xFFFFFFFF)
    if size <= LONGEST_BLOCK:
        return b"".join((_HEAD, binary("<BHH", 1, size, size ^ 0xFFFF), data, end))
    blocks = [_HEAD]
    for start in range(0, size, LONGEST_BLOCK):
        block = data[start : start + LONGEST_BLOCK]
        last = start + LONGEST_BLOCK >= size
        blocks += binary("<BHH", last, len(block), len(block) ^ 0xFFFF), block
    return b"".join((*blocks, end))


def packer_for(size: int, stored: bool = False) -> "zlib._Compress":
    """What makes a gzip member of ``size`` bytes that come piece by piece."""
    if stored:
        return zlib.compressobj(0, zlib.DEFLATED, 9 + GZIP, 1)
    window = max(12, min(size.bit_length(), zlib.MAX_WBITS))
    return zlib.compressobj(LEVEL, zlib.DEFLATED, window + GZIP, window - 7)
