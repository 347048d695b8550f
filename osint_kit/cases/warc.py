"""WARC 1.1 records, written and read back: one gzip member a record (ISO 28500:2017, annex D).

Digests are SHA-256, where most writers still use SHA-1. Only what the kit needs is here; its files open in
any WARC tool (the tests hold them against warcio and fastwarc).
"""

import hashlib
import os
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import BinaryIO, NamedTuple

from osint_kit.cases.packing import is_packed, member, packer_for
from osint_kit.clock import iso
from osint_kit.errors import UsageError

GZIP = zlib.MAX_WBITS | 16
CHUNK = 1 << 16
PIECE = 1 << 18
"""Bytes that are unpacked at once, so that a small file cannot fill the memory."""
LONGEST_HEAD = 1 << 20
Fields = Sequence[tuple[str, str]]


class WarcError(ValueError):
    """The bytes are no whole WARC record, or do not match their digest."""


class TornRecord(WarcError):
    """The file ends within a record."""


@dataclass(frozen=True)
class Record:
    """One WARC record: the values of its named fields and the bytes of its block.

    ``offset`` and ``size`` say where its gzip member lies in the file it was read from.
    """

    type: str
    id: str
    fields: tuple[tuple[str, str], ...]
    block: bytes
    offset: int = 0
    size: int = 0

    def field(self, name: str) -> str:
        """The value of a named field, empty where the record has none."""
        return next((value for key, value in self.fields if key.lower() == name.lower()), "")


def new_record_id() -> str:
    """A fresh record id, as findings name it (in the file it stands in angle brackets)."""
    return new_record_ids(1)[0]


def new_record_ids(count: int) -> list[str]:
    """Some of these in one step."""
    drawn = os.urandom(16 * count).hex()
    return [_as_id(drawn[at : at + 32]) for at in range(0, len(drawn), 32)]


def _as_id(digits: str) -> str:
    """32 random hexadecimal digits as a UUID of version 4 (RFC 9562 section 5.4)."""
    variant = "89ab"[int(digits[16], 16) & 3]
    return f"urn:uuid:{digits[:8]}-{digits[8:12]}-4{digits[13:16]}-{variant}{digits[17:20]}-{digits[20:]}"


def warc_date(moment: datetime) -> str:
    """A moment in UTC with microseconds, as WARC 1.1 allows in ``WARC-Date``."""
    return iso(moment)


def digest(block: bytes) -> str:
    """The value of ``WARC-Block-Digest`` for a block."""
    return "sha256:" + hashlib.sha256(block).hexdigest()


def encode(
    type_: str,
    record_id: str,
    at: datetime,
    block: bytes,
    content_type: str,
    fields: Fields = (),
) -> bytes:
    """The gzip member of one record; line breaks in values of fields become spaces."""
    record = plain(type_, record_id, warc_date(at), block, content_type, named_fields(fields))
    return member(record, is_packed(block))


def plain(type_: str, record_id: str, date: str, block: bytes, content_type: str, named: str) -> bytes:
    """One record before it is packed; from a `warc_date` and `named_fields`, which records of one event share."""
    return b"".join((_head(type_, record_id, date, digest(block), len(block), content_type, named), block, b"\r\n\r\n"))


def named_fields(fields: Fields) -> str:
    """The lines of a head for fields; those without a value are left out, line breaks in values become spaces."""
    lines = []
    for key, value in fields:
        if value:
            lines.append(f"{key}: {value if value.isprintable() else ' '.join(value.split())}\r\n")
    return "".join(lines)


class Measured(NamedTuple):
    """The SHA-256 of a file in hexadecimal, and its size in bytes."""

    sha256: str
    size: int


def measure(file: BinaryIO) -> Measured:
    """Read a file from where it stands to its end, and go back to its beginning. Raises ``OSError``."""
    hashed, size = hashlib.sha256(), 0
    while piece := file.read(CHUNK):
        hashed.update(piece)
        size += len(piece)
    file.seek(0)
    return Measured(hashed.hexdigest(), size)


def encode_file(
    type_: str,
    record_id: str,
    at: datetime,
    file: BinaryIO,
    content_type: str,
    fields: Fields = (),
    measured: Measured | None = None,
) -> Iterator[bytes]:
    """The same for a block that is a file, a piece at a time: it is read twice, first to be ``measured``.

    Raises `UsageError` where the file changes meanwhile.
    """
    measured = measured or measure(file)
    file.seek(measured.size // 2)
    packing = packer_for(measured.size, is_packed(file.read(CHUNK)))
    file.seek(0)
    stated, named = f"sha256:{measured.sha256}", named_fields(fields)
    yield packing.compress(_head(type_, record_id, warc_date(at), stated, measured.size, content_type, named))
    second = hashlib.sha256()
    while piece := file.read(CHUNK):
        second.update(piece)
        yield packing.compress(piece)
    if second.hexdigest() != measured.sha256:
        raise UsageError("the input file changed while it was read", "work on a copy that nobody writes to")
    yield packing.compress(b"\r\n\r\n") + packing.flush()


def _head(type_: str, record_id: str, date: str, block_digest: str, size: int, content_type: str, named: str) -> bytes:
    head = (
        f"WARC/1.1\r\nWARC-Type: {type_}\r\nWARC-Record-ID: <{record_id}>\r\nWARC-Date: {date}\r\n{named}"
        f"WARC-Block-Digest: {block_digest}\r\nContent-Type: {content_type}\r\nContent-Length: {size}\r\n\r\n"
    )
    return head.encode("utf-8", "replace")


def read_records(stream: BinaryIO, blocks: bool = True) -> Iterator[Record]:
    """All records of a file, each checked against its digest; without ``blocks`` in memory that does not grow.

    Raises `WarcError` at the first that is torn, malformed or changed; what was yielded before it is whole.
    """
    offset, pending = 0, b""
    while pending or (pending := stream.read(CHUNK)):
        member = _Member(stream, pending, offset)
        yield _read_record(member, blocks)
        offset, pending = offset + member.size, member.pending


def whole_length(stream: BinaryIO) -> tuple[int, set[str]]:
    """How many bytes from the start are whole records, and the ids of these."""
    end, ids = 0, set[str]()
    try:
        for record in read_records(stream, blocks=False):
            end = record.offset + record.size
            ids.add(record.id)
    except WarcError:
        pass  # the torn rest is what the caller asks about
    return end, ids


class _Member:
    """One gzip member, unpacked a piece at a time; ``pending`` is what was read of the file and not used yet."""

    def __init__(self, stream: BinaryIO, pending: bytes, offset: int) -> None:
        self.pending = pending
        self.offset = offset
        self.size = 0
        self._stream = stream
        self._unpacker = zlib.decompressobj(GZIP)

    def piece(self) -> bytes:
        """The next unpacked bytes; none where the member has ended. Raises `WarcError`."""
        unpacker = self._unpacker
        while not unpacker.eof:
            self.pending = self.pending or self._stream.read(CHUNK)
            if not self.pending:
                raise TornRecord(f"the record at byte {self.offset} is cut off")
            try:
                data = unpacker.decompress(self.pending, PIECE)
            except zlib.error as error:
                raise WarcError(f"the record at byte {self.offset} is not readable: {error}") from error
            left = unpacker.unused_data if unpacker.eof else unpacker.unconsumed_tail
            self.size += len(self.pending) - len(left)
            self.pending = left
            if data:
                return data
        return b""


def _read_record(member: _Member, blocks: bool) -> Record:
    data = member.piece()
    while (end := data.find(b"\r\n\r\n")) < 0:
        more = member.piece()
        if not more or len(data) > LONGEST_HEAD:
            raise WarcError(f"no WARC record at byte {member.offset}")
        data += more
    lines = data[:end].decode("utf-8", "replace").split("\r\n")
    if not lines[0].startswith("WARC/1."):
        raise WarcError(f"no WARC record at byte {member.offset}")
    fields = tuple((key.strip(), value.strip()) for key, _, value in (line.partition(":") for line in lines[1:]))
    named = {key.lower(): value for key, value in fields}
    stated = named.get("content-length", "")
    length = int(stated) if stated.isascii() and stated.isdecimal() and len(stated) < 19 else -1
    found, kept, rest = _read_block(member, data[end + 4 :], length, blocks)
    if rest != b"\r\n\r\n" or str(length) != stated:
        raise WarcError(f"the record at byte {member.offset} has not the length that it states")
    record_id = named.get("warc-record-id", "").strip("<>")
    if named.get("warc-block-digest") != f"sha256:{found}":
        raise WarcError(f"the record {record_id} does not match its digest")
    return Record(named.get("warc-type", ""), record_id, fields, kept, member.offset, member.size)


def _read_block(member: _Member, data: bytes, length: int, blocks: bool) -> tuple[str, bytes, bytes]:
    """The digest of a block, the block itself where it is wanted, and what follows it, up to a few bytes."""
    hashing, left, parts = hashlib.sha256(), length, []
    rest = b""
    while True:
        part = data[:left] if left > 0 else b""
        hashing.update(part)
        if blocks:
            parts.append(part)
        left -= len(part)
        rest += data[len(part) :]
        data = member.piece() if len(rest) <= 4 else b""
        if not data:
            break
    return hashing.hexdigest(), b"".join(parts), rest if left <= 0 else b""
