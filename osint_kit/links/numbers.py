"""Plain numbers that may be times: Unix seconds, milliseconds, microseconds, nanoseconds, WebKit, FILETIME, .NET ticks.

Many numbers are counters, ids or amounts. A number is told as a time only where it falls between 2004 and ten years
from now in one of these countings, and the certainty says whether its name calls it a time.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime

from osint_kit.links.part import EPOCH, Certainty, Part, moment, time_part
from osint_kit.links.snowflakes import holds_ids
from osint_kit.links.taken_apart import Link

UNIX = "https://pubs.opengroup.org/onlinepubs/9699919799/basedefs/V1_chap04.html#tag_04_16"
WEBKIT = "https://source.chromium.org/chromium/chromium/src/+/main:base/time/time.h"
FILETIME = "https://learn.microsoft.com/en-us/windows/win32/api/minwinbase/ns-minwinbase-filetime"
TICKS = "https://learn.microsoft.com/en-us/dotnet/api/system.datetime.ticks"
ISO_8601 = "https://www.rfc-editor.org/rfc/rfc3339"

MOST = 20
"""Numbers that are read of one link."""

_FROM, _TO = datetime(2004, 1, 1, tzinfo=UTC), datetime(2036, 1, 1, tzinfo=UTC)
_WINDOWS = datetime(1601, 1, 1, tzinfo=UTC)
_YEAR_ONE = datetime(1, 1, 1, tzinfo=UTC)
_CALLED_TIME = re.compile(
    r"(?i:(?:^|[_.-])(?:t|ts|time|date|created|updated|modified|exp|iat|epoch|since|until|start|end|when|ctime|mtime|utime"
    r"|lastmod|published|issued|e|se|st|qid|now)(?:$|[_.-])|timestamp|datetime|expir)|[a-z](?:Time|Date|Stamp|At)$"
)
_DIGITS = re.compile(r"\d{10,19}(?:\.\d{1,9})?")
_WRITTEN = re.compile(r"\d{4}-?\d\d-?\d\d[T ]\d\d:?\d\d(?::?\d\d)?(?:\.\d{1,9})?(?:Z|[+ -]\d\d:?\d\d)?")
_FORMS = (
    # digits, units in a second, counted from, name, source
    (10, 1, EPOCH, "Unix seconds", UNIX),
    (13, 1_000, EPOCH, "Unix milliseconds", UNIX),
    (16, 1_000_000, EPOCH, "Unix microseconds", UNIX),
    (19, 1_000_000_000, EPOCH, "Unix nanoseconds", UNIX),
    (17, 1_000_000, _WINDOWS, "microseconds since 1601, as Chrome and WebKit count", WEBKIT),
    (18, 10_000_000, _WINDOWS, "a Windows FILETIME", FILETIME),
    (18, 10_000_000, _YEAR_ONE, ".NET ticks", TICKS),
)


def read(link: Link) -> Iterator[Part]:
    """The numbers in the parameters and the path of a link that may be times."""
    told = 0
    for pair in link.pairs:
        for part in times_of(pair.value, named=bool(_CALLED_TIME.search(pair.name))):
            told += 1
            yield part
        if told >= MOST:
            return
    if holds_ids(link):
        return
    for segment in link.segments:
        for part in times_of(segment, named=False):
            told += 1
            yield part
        if told >= MOST:
            return


def times_of(text: str, *, named: bool) -> Iterator[Part]:
    """What times a number may be; ``named`` where its name calls it one."""
    if _WRITTEN.fullmatch(text):
        yield from _written(text)
    if not _DIGITS.fullmatch(text):
        return
    whole = text.partition(".")[0]
    for digits, units, start, form, source in _FORMS:
        if len(whole) != digits:
            continue
        at = moment(0, start, microseconds=int(whole) * 1_000_000 // units)
        if at and _FROM <= at < _TO:
            part = time_part(
                "number as time",
                at,
                Certainty.LIKELY if named else Certainty.POSSIBLE,
                f"The number {text} read as {form}. "
                + (
                    "Its name calls it a time; what happened then is not told."
                    if named
                    else "It may as well be an id or a counter: nothing in the link calls it a time."
                ),
                source,
            )
            yield part if named else replace(part, guessed_of=text)


def _written(text: str) -> Iterator[Part]:
    """A time that is written out, as ISO 8601 has it."""
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        return
    if at.tzinfo and _FROM <= at < _TO:
        yield time_part(
            "time in the link",
            at,
            Certainty.CERTAIN,
            f"The time {text}, written out in the link. What happened then is not told.",
            ISO_8601,
        )
