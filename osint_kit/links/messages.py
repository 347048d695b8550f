"""Messages in the wire format of Protocol Buffers, which Google and others write into links in base64.

https://protobuf.dev/programming-guides/encoding/. The names of the fields are not in a message, and any short run of
bytes may look like one: only messages that hold words are told.
"""

import base64
import binascii
import re
from collections.abc import Iterator

from osint_kit.links.part import Certainty, Part
from osint_kit.links.taken_apart import Link

WIRE_FORMAT = "https://protobuf.dev/programming-guides/encoding/"

MOST_FIELDS = 64
DEEPEST = 4

_CODED = re.compile(r"[A-Za-z0-9+/_-]{20,4096}={0,2}")
_WORDS = re.compile(r"[^\x00-\x1f\x7f]{5,}")


def read(link: Link) -> Iterator[Part]:
    """The words in the messages of a link's parameters and path."""
    values = [*(pair.value.replace(" ", "+") for pair in link.pairs), *link.segments][:40]
    for value in values:
        if not _CODED.fullmatch(value):
            continue
        words = list(_words(_bytes(value), DEEPEST))
        if words:
            yield Part(
                "words in a message",
                "; ".join(words)[:1000],
                Certainty.POSSIBLE,
                "Words in what has the form of a message of Protocol Buffers. What each stands for is not told in it.",
                WIRE_FORMAT,
            )


def fields(data: bytes) -> list[tuple[int, int | bytes]] | None:
    """Number and value of each field, in their order; None where the bytes are no message."""
    found: list[tuple[int, int | bytes]] = []
    place = 0
    while place < len(data):
        tag, place = varint(data, place)
        if not tag or len(found) >= MOST_FIELDS:
            return None
        value: int | bytes | None
        kind = tag & 7
        if kind == 0:
            value, place = varint(data, place)
        elif kind in (1, 2, 5):
            size: int | None = {1: 8, 5: 4}.get(kind)
            if size is None:
                size, place = varint(data, place)
            if size is None or place + size > len(data):
                return None
            value, place = data[place : place + size], place + size
        else:
            return None
        if value is None:
            return None
        found.append((tag >> 3, value))
    return found


def varint(data: bytes, place: int) -> tuple[int | None, int]:
    """A number of variable length at a place, and the place behind it; None where the bytes end in it."""
    number = 0
    for shift in range(0, 70, 7):
        if place >= len(data):
            return None, place
        byte = data[place]
        place += 1
        number |= (byte & 0x7F) << shift
        if byte < 0x80:
            return number, place
    return None, place


def _words(data: bytes, deeper: int) -> Iterator[str]:
    for _, value in fields(data) or ():
        if not isinstance(value, bytes) or len(value) < 5:
            continue
        try:
            text = value.decode("utf-8")
        except UnicodeDecodeError:
            text = ""
        if _WORDS.fullmatch(text):
            yield text
        elif deeper:
            yield from _words(value, deeper - 1)


def _bytes(value: str) -> bytes:
    bare = value.rstrip("=").translate({ord("-"): "+", ord("_"): "/"})
    try:
        return base64.b64decode(bare + "=" * (-len(bare) % 4), validate=True)
    except (binascii.Error, ValueError):
        return b""
