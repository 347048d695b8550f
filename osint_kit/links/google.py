"""Times that Google puts into links: `gclid`, `ei`, `ved`, `sxsrf`, `ust`, `dsh`.

None of these is documented by Google. `gclid`: https://deedpolloffice.com/blog/articles/decoding-gclid-parameter;
`ei`: https://deedpolloffice.com/blog/articles/decoding-ei-parameter and
http://cheeky4n6monkey.blogspot.com/2014/10/google-eid.html; `ved`:
https://deedpolloffice.com/blog/articles/decoding-ved-parameter; the others:
https://github.com/RyanDFIR/unfurl/blob/main/unfurl/parsers/parse_google.py. The wire format is that of Protocol
Buffers: https://protobuf.dev/programming-guides/encoding/.
"""

import base64
import binascii
import re
from collections.abc import Callable, Iterator
from datetime import datetime

from osint_kit.links.countries import GOOGLE
from osint_kit.links.messages import fields, varint
from osint_kit.links.part import Certainty, Part, moment, time_part
from osint_kit.links.taken_apart import Link

GCLID = "https://deedpolloffice.com/blog/articles/decoding-gclid-parameter"
EI = "https://deedpolloffice.com/blog/articles/decoding-ei-parameter"
VED = "https://deedpolloffice.com/blog/articles/decoding-ved-parameter"
OTHERS = "https://github.com/RyanDFIR/unfurl/blob/main/unfurl/parsers/parse_google.py"


def read(link: Link) -> Iterator[Part]:
    """The times in the parameters of a link."""
    on_google = bool(GOOGLE.fullmatch(link.host))
    for pair in link.pairs:
        for name, google_only, reader in _READERS:
            if pair.name == name and (on_google or not google_only) and len(pair.value) < 400:
                yield from reader(pair.value)


def _gclid(value: str) -> Iterator[Part]:
    """A message whose field 1 is, in the ids that were published, a time in microseconds."""
    at = _microseconds(_fields(_bytes(value)).get(1))
    if at:
        yield time_part(
            "click time",
            at,
            Certainty.POSSIBLE,
            "A time in the id of a click on a Google advertisement, thought to be about when the advertisement was"
            " shown or clicked. Google has not published the form, and many newer ids hold no such time.",
            GCLID,
        )


def _ei(value: str) -> Iterator[Part]:
    """Four bytes of seconds, little-endian, then numbers of which the first is the fraction in microseconds."""
    data = _bytes(value)
    if len(data) < 8:
        return
    micros, _ = varint(data, 4)
    fraction = micros if micros and micros < 1_000_000 else 0
    at = moment(int.from_bytes(data[:4], "little") * 1000, microseconds=fraction)
    if at:
        yield time_part(
            "session time",
            at,
            Certainty.LIKELY,
            "About when the search session on Google began, by the clock of Google. It may be seconds or days before"
            " this search was made.",
            EI,
        )


def _ved(value: str) -> Iterator[Part]:
    """Version 2: a message, in which field 13 holds a message, in which field 1 holds the time."""
    if value[:1] != "2":
        return
    fields = _fields(_bytes(value[1:]))
    inner = fields.get(13)
    if isinstance(inner, bytes):
        session = _fields(inner).get(1)
        at = _microseconds(_fields(session).get(1)) if isinstance(session, bytes) else None
        if at:
            yield time_part(
                "page time",
                at,
                Certainty.LIKELY,
                "About when the page of Google's results was made, by the clock of Google; the link was clicked later.",
                VED,
            )
    place = fields.get(6)
    if isinstance(place, int) and place < 1000:
        yield Part(
            "place of the result",
            str(place),
            Certainty.POSSIBLE,
            "Where the result that was clicked stood on the page of results, counted from 0.",
            VED,
        )


def _sxsrf(value: str) -> Iterator[Part]:
    found = re.search(r":(\d{13})$", value)
    at = moment(int(found[1])) if found else None
    if at:
        yield time_part("page time", at, Certainty.LIKELY, "About when the page of Google was loaded.", OTHERS)


def _ust(value: str) -> Iterator[Part]:
    at = _microseconds(int(value)) if re.fullmatch(r"\d{16}", value) else None
    if at:
        yield time_part(
            "page time",
            at,
            Certainty.LIKELY,
            "A time that Google put into its redirect, thought to be when the link or the page around it was made.",
            OTHERS,
        )


def _dsh(value: str) -> Iterator[Part]:
    found = re.fullmatch(r"S?-?\d{1,20}:(\d{16})", value)
    at = _microseconds(int(found[1])) if found else None
    if at:
        yield time_part("page time", at, Certainty.LIKELY, "When a sign-in to Google was begun.", OTHERS)


_READERS: tuple[tuple[str, bool, Callable[[str], Iterator[Part]]], ...] = (
    ("gclid", False, _gclid),
    ("dclid", False, _gclid),
    ("ei", True, _ei),
    ("sei", True, _ei),
    ("ved", True, _ved),
    ("sxsrf", True, _sxsrf),
    ("ust", True, _ust),
    ("dsh", True, _dsh),
)


def _microseconds(value: int | bytes | None) -> datetime | None:
    return moment(0, microseconds=value) if isinstance(value, int) and value < 1 << 63 else None


def _bytes(value: str) -> bytes:
    bare = value.replace(" ", "+").translate({ord("-"): "+", ord("_"): "/"}).rstrip("=")
    try:
        return base64.b64decode(bare + "=" * (-len(bare) % 4), validate=True)
    except (binascii.Error, ValueError):
        return b""


def _fields(data: bytes) -> dict[int, int | bytes]:
    """The first value of each field of a message; empty where the bytes are none."""
    found: dict[int, int | bytes] = {}
    for number, value in fields(data) or ():
        found.setdefault(number, value)
    return found
