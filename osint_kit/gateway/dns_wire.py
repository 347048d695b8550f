"""DNS messages as bytes (RFC 1035 section 4, EDNS0: RFC 6891): questions written, answers told apart and walked.

Written for speed: a list of names is thousands of messages a second. Nothing here knows a socket.
"""

import os
from functools import lru_cache

from osint_kit.identifiers.hostname import LONGEST_LABEL, LONGEST_NAME

PAYLOAD = 1232
"""The largest answer over UDP that is not cut into fragments on the way (https://www.dnsflagday.net/2020/)."""
TYPES = {
    "A": 1,
    "NS": 2,
    "CNAME": 5,
    "SOA": 6,
    "PTR": 12,
    "MX": 15,
    "TXT": 16,
    "AAAA": 28,
    "SRV": 33,
    "DNAME": 39,
    "DS": 43,
    "DNSKEY": 48,
    "TLSA": 52,
    "SVCB": 64,
    "HTTPS": 65,
    "ANY": 255,
    "CAA": 257,
}
"""The usual record types and their numbers (IANA DNS parameters); dnspython knows all others."""
HEAD = 12
QUERY, RESPONSE, CUT = 0x01, 0x80, 0x02
"""Bits of the third byte of a message: recursion desired, a response, truncated."""
NOERROR, FORMERR, SERVFAIL, NXDOMAIN, NOTIMP, REFUSED = range(6)

_INTERNET = b"\x00\x01"
_NO_ID = b"\x00\x00"
_ONE_QUESTION = b"\x00\x01\x00\x00\x00\x00\x00\x00"
_ONE_QUESTION_WITH_EDNS = b"\x00\x01\x00\x00\x00\x00\x00\x01"
_EDNS = b"\x00\x00\x29" + PAYLOAD.to_bytes(2) + bytes(6)
_POINTER = 0xC0


class Malformed(ValueError):
    """The bytes are no whole DNS message, or the question can be put into none."""


Raw = tuple[int, int, int, int, int, int]
"""One record where it lies in a message: its section (1 answers, 2 authority, 3 additional ones), the offset of its
name, its type, its TTL, and the offset and the size of its data. A plain tuple, since most are only counted."""


@lru_cache(64)
def type_number(type_: str) -> int:
    """The number of a record type. Raises `Malformed` for a word that is none."""
    if number := TYPES.get(type_):
        return number
    import dns.exception
    import dns.rdatatype

    try:
        return int(dns.rdatatype.from_text(type_))
    except (dns.exception.DNSException, ValueError) as error:
        raise Malformed(f"'{type_}' is no record type") from error


@lru_cache(256)
def type_word(number: int) -> str:
    """The word for a record type, such as ``TYPE731`` where it has none of its own (RFC 3597)."""
    word = next((word for word, known in TYPES.items() if known == number), "")
    if word:
        return word
    import dns.rdatatype

    return dns.rdatatype.to_text(dns.rdatatype.RdataType.make(number))


def question(name: str, type_: str) -> bytes:
    """The question section for a name in ASCII, with or without its final dot.

    Raises `Malformed` for names that no message can hold: empty or overlong labels, 254 characters and more.
    """
    try:
        return _written(name.removesuffix(".")) + type_number(type_).to_bytes(2) + _INTERNET
    except ValueError as error:
        raise Malformed(f"{name[:80]} {type_} is no question that DNS can be asked") from error


@lru_cache(1024)
def _written(bare: str) -> bytes:
    """A name as it stands in a message; of one name several types are asked for. Raises ``ValueError``."""
    labels = bare.encode("ascii").split(b".") if bare else []
    if len(bare) > LONGEST_NAME or b"" in labels or any(len(label) > LONGEST_LABEL for label in labels):
        raise Malformed("the name is too long, or a label of it is, or is empty")
    return b"".join([b"%c%b" % (len(label), label) for label in labels]) + b"\0"


def query(asked: bytes, *, edns: bool = True) -> bytes:
    """The query for a question, with the id 0; `with_id` gives it one."""
    if edns:
        return b"%b\x01\x00%b%b%b" % (_NO_ID, _ONE_QUESTION_WITH_EDNS, asked, _EDNS)
    return b"%b\x01\x00%b%b" % (_NO_ID, _ONE_QUESTION, asked)


def new_id() -> bytes:
    """An id that nobody can guess (RFC 5452)."""
    return os.urandom(2)


def with_id(message: bytes, id_: bytes) -> bytes:
    """A message under another id."""
    return id_ + message[2:]


def is_response(data: bytes, id_: bytes, asked: bytes) -> bool:
    """Whether a message answers the query with this id and question; its records may still be unreadable.

    Names in it may have another case. A server that cannot read the query may leave the question out (FORMERR).
    """
    if len(data) < HEAD or data[:2] != id_ or data[2] & 0xF8 != RESPONSE:
        return False
    if data[4:6] == b"\x00\x01":
        found = data[HEAD : HEAD + len(asked)]
        return found == asked or found.lower() == asked.lower()
    return data[4:6] == b"\x00\x00" and data[3] & 0x0F in (FORMERR, NOTIMP)


def is_cut(data: bytes) -> bool:
    """Whether a response is cut off and has to be asked for again over TCP."""
    return bool(data[2] & CUT)


def code_of(data: bytes) -> int:
    """The response code of a message, without the part that EDNS adds."""
    return data[3] & 0x0F


def is_whole(data: bytes) -> bool:
    """Whether all that a message says it holds is there, and nothing else."""
    try:
        walk(data)
    except Malformed:
        return False
    return True


def walk(data: bytes) -> tuple[Raw, ...]:
    """The records of a message in order. Raises `Malformed` where it is torn, or has something behind its end."""
    return _walk_again(data) if len(data) <= PAYLOAD else _walk(data)


def _walk(data: bytes) -> tuple[Raw, ...]:
    records: list[Raw] = []
    end = len(data)
    try:
        at = HEAD
        for _ in range(data[4] << 8 | data[5]):
            at = _behind_name(data, at) + 4
        for section in (1, 2, 3):
            for _ in range(data[4 + 2 * section] << 8 | data[5 + 2 * section]):
                name = at
                at = at + 2 if data[at] >= _POINTER else _behind_name(data, at)
                size = data[at + 8] << 8 | data[at + 9]
                ttl = data[at + 4] << 24 | data[at + 5] << 16 | data[at + 6] << 8 | data[at + 7]
                records.append((section, name, data[at] << 8 | data[at + 1], ttl, at + 10, size))
                at += 10 + size
                if at > end:
                    raise Malformed("the message is cut off")
    except IndexError as error:
        raise Malformed("the message is cut off") from error
    if at != end:
        raise Malformed("the message does not end where it says")
    return tuple(records)


_walk_again = lru_cache(2048)(_walk)
"""Most messages are walked twice soon after one another: when they come, and when they are read."""


def labels_at(data: bytes, at: int) -> tuple[list[bytes], int]:
    """The labels of a name, pointers followed, and the offset behind it. Raises `Malformed`; pointers go back only."""
    labels: list[bytes] = []
    behind, before, octets = 0, at, 0
    try:
        while size := data[at]:
            if size < 64:
                octets += size + 1
                if octets > LONGEST_NAME + 1 or at + 1 + size > len(data):
                    raise Malformed("a name is too long, or cut off")
                labels.append(data[at + 1 : at + 1 + size])
                at += 1 + size
            elif size >= _POINTER:
                behind = behind or at + 2
                at = (size & 0x3F) << 8 | data[at + 1]
                if at >= before:
                    raise Malformed("a pointer in a name does not go back")
                before = at
            else:
                raise Malformed("a label is of an unknown kind")
    except IndexError as error:
        raise Malformed("a name is cut off") from error
    return labels, behind or at + 1


def _behind_name(data: bytes, at: int) -> int:
    while size := data[at]:
        if size >= _POINTER:
            return at + 2
        at += 1 + size
    return at + 1
