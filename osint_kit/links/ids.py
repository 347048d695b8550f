"""Times in ids that any site may use: UUID versions 1, 6 and 7, ULID, KSUID, MongoDB's ObjectId, xid.

A form of letters and digits may be met by chance; the certainty says how much the form itself proves.
"""

import re
from collections.abc import Iterator
from datetime import UTC, datetime

from osint_kit.links.part import Certainty, Part, moment, time_part
from osint_kit.links.taken_apart import Link

UUID = "https://www.rfc-editor.org/rfc/rfc9562#section-5"
ULID = "https://github.com/ulid/spec"
KSUID = "https://github.com/segmentio/ksuid"
OBJECT_ID = "https://www.mongodb.com/docs/manual/reference/bson-types/#objectid"
XID = "https://github.com/rs/xid"
HASHES = {
    32: ("MD5", "https://www.rfc-editor.org/rfc/rfc1321"),
    40: ("SHA-1", "https://www.rfc-editor.org/rfc/rfc3174"),
    64: ("SHA-256", "https://www.rfc-editor.org/rfc/rfc6234"),
}

MOST = 20
"""Ids that are read of one link."""

_UUID = re.compile(r"(?<![0-9a-z])[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}(?![0-9a-z])", re.IGNORECASE)
_BARE_UUID = re.compile(r"[0-9a-f]{12}[167][0-9a-f]{3}[89ab][0-9a-f]{15}", re.IGNORECASE)
_ULID = re.compile(r"[0-7][0-9A-HJKMNP-TV-Z]{25}")
_KSUID = re.compile(r"[0-2][0-9A-Za-z]{26}")
_OBJECT_ID = re.compile(r"[4-7][0-9a-f]{23}")
_XID = re.compile(r"[0-9a-v]{20}")
_HEX = re.compile(r"[0-9a-f]+|[0-9A-F]+")
_CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_BASE62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
_BASE32_HEX = "0123456789abcdefghijklmnopqrstuv"
_GREGORIAN = datetime(1582, 10, 15, tzinfo=UTC)
_KSUID_EPOCH = 1_400_000_000
_PLAUSIBLE = datetime(2008, 1, 1, tzinfo=UTC)
"""No site gave out such ids before; random letters decode to older times as easily."""


def read(link: Link) -> Iterator[Part]:
    """The ids in the path, the parameters and the fragment of a link."""
    seen: set[str] = set()
    for value in (*link.segments, *(pair.value for pair in link.pairs), link.fragment or ""):
        if 19 < len(value) < 2000 and value not in seen and len(seen) < MOST:
            seen.add(value)
            yield from ids_in(value)


def ids_in(value: str) -> Iterator[Part]:
    """The ids in one text."""
    found = [match[0] for match in _UUID.finditer(value)][:MOST]
    if _BARE_UUID.fullmatch(value):
        found.append(value)
    for text in found:
        yield from _uuid(text.replace("-", "").lower())
    if found:
        return
    if len(value) in HASHES and _HEX.fullmatch(value) and not value.isdigit():
        name, source = HASHES[len(value)]
        yield Part(
            "hash",
            value,
            Certainty.POSSIBLE,
            f"It has the form of a hash ({name}) of something else, which cannot be read from it. Any id may have it.",
            source,
        )
    elif _OBJECT_ID.fullmatch(value):
        yield from _time(int(value[:8], 16) * 1000, "a MongoDB ObjectId", OBJECT_ID, Certainty.POSSIBLE)
    elif _ULID.fullmatch(value.upper()) and (value.isupper() or value.islower()):
        number = _number(value.upper()[:10], _CROCKFORD)
        yield from _time(number, "a ULID", ULID, Certainty.POSSIBLE)
    elif _KSUID.fullmatch(value):
        number = _number(value, _BASE62)
        if number < 1 << 160:
            yield from _time(((number >> 128) + _KSUID_EPOCH) * 1000, "a KSUID", KSUID, Certainty.POSSIBLE)
    elif _XID.fullmatch(value) and value[-1] in "0g" and not value.isdigit():
        number = _number(value, _BASE32_HEX) >> 4
        yield from _time((number >> 64) * 1000, "an xid", XID, Certainty.POSSIBLE)


def _uuid(text: str) -> Iterator[Part]:
    version = text[12]
    if text[16] not in "89ab":
        return
    if version == "4":
        yield Part(
            "random id",
            text,
            Certainty.LIKELY,
            "An id in the form of a UUID of version 4: random, so that neither a time nor a computer stands in it.",
            UUID,
        )
    elif version == "7":
        yield from _time(int(text[:12], 16), "a UUID of version 7", UUID, Certainty.LIKELY)
    elif version in "16":
        ticks = text[13:16] + text[8:12] + text[:8] if version == "1" else text[:12] + text[13:16]
        at = moment(0, _GREGORIAN, microseconds=int(ticks, 16) // 10)
        if at:
            yield _made(at, f"a UUID of version {version}", UUID, Certainty.LIKELY)
        node = bytes.fromhex(text[20:])
        if version == "1" and not node[0] & 1:
            yield Part(
                "network card",
                ":".join(f"{byte:02x}" for byte in node),
                Certainty.LIKELY,
                "The hardware address (MAC) of a network card of the computer that made this id, by the standard."
                " Some programs put a made-up number there.",
                UUID,
            )


def _time(milliseconds: int, form: str, source: str, certainty: Certainty) -> Iterator[Part]:
    at = moment(milliseconds)
    if at and at >= _PLAUSIBLE and at < datetime(2038, 1, 1, tzinfo=UTC):
        yield _made(at, form, source, certainty)


def _made(at: datetime, form: str, source: str, certainty: Certainty) -> Part:
    chance = " Other ids can have the same form by chance." if certainty is Certainty.POSSIBLE else ""
    return time_part(
        "id made at",
        at,
        certainty,
        f"When the computer that made this id says it was made; the id has the form of {form}.{chance}"
        " What the id stands for is not told.",
        source,
    )


def _number(text: str, alphabet: str) -> int:
    number = 0
    for char in text:
        number = number * len(alphabet) + alphabet.index(char)
    return number
