"""The dates of registries in one form: ISO 8601 in UTC, with the precision that was written, and never guessed.

Registries write them in some forty ways. A time without a zone is taken for UTC, as RFC 9083 and most registries have
it; of a time in a zone whose name is not known here only the date is told. Which of ``03/04/2020`` is the day is told
by the registry's documented habit (``registration_words.json``), by another date of the same answer, or not at all:
then the text stands as it was written.
"""

import re
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta, timezone

from osint_kit.sources.registration_form import words

MONTHS = {
    name: number
    for number, names in enumerate(
        "jan january,feb february,mar march,apr april,may,jun june,jul july,aug august,sep sept september,"
        "oct october,nov november,dec december".split(","),
        1,
    )
    for name in names.split()
}
OFFSETS = {"": 0.0, "z": 0.0, "utc": 0.0, "gmt": 0.0, "jst": 9.0}
"""Hours east of Greenwich of the few names that mean one zone the world over, and of Japan's registry."""
TIME = re.compile(
    r"(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2})(?P<part>[.,]\d+)?)?\s*(?P<half>[ap]m\b)?"
    r"\s*\(?(?:(?:gmt|utc)(?=[+-]))?(?P<zone>[+-]\d{1,2}(?::?\d{2})?|z\b|utc\b|gmt\b|jst\b)?",
    re.IGNORECASE,
)
OTHER_ZONE = re.compile(r"\s*\(?[A-Z]{2,5}\b")
"""The name of a zone behind a time. Most mean different zones in different countries, such as EST, IST and CST."""
YEAR_FIRST = re.compile(r"(?<!\d)(\d{4})\s*([-./]|\s)\s*(\d{1,2})\s*\2\s*(\d{1,2})(?!\d)")
SOLID = re.compile(r"(?<!\d)((?:19|20)\d{2})(\d{2})(\d{2})(?!\d)(?:\s+|T)?")
YEAR_LAST = re.compile(r"(?<!\d)(\d{1,2})([-./])(\d{1,2})\2(\d{4})(?!\d)")
DAY_NAMED = re.compile(r"(?<!\d)(\d{1,2})(?:st|nd|rd|th)?[-\s./]+([a-z]{3,9})\.?[-\s./,]+(\d{4})(?!\d)", re.IGNORECASE)
NAMED_DAY = re.compile(r"\b([a-z]{3,9})\.?[-\s]+(\d{1,2})(?:st|nd|rd|th)?,?(?=[\s,-])", re.IGNORECASE)
YEAR_NAMED = re.compile(r"(?<!\d)(\d{4})[-/ ]([a-z]{3,9})[-/ ](\d{1,2})(?!\d)", re.IGNORECASE)
BEFORE = re.compile(r"^before ([a-z]{3,9})[- ](\d{4})$", re.IGNORECASE)
YEAR = re.compile(r"(?<![\d:+-])(\d{4})(?![\d:])")


def moment(text: str, suffix: str = "", beside: Iterable[str] = ()) -> str | None:
    """A date or time of an answer in ISO 8601; as it was written where it is ambiguous; None where it is no date.

    ``before Aug-1996``, as Nominet writes it, is the first of that month: it was registered by then.
    ``suffix`` is the top-level domain whose registry wrote it, ``beside`` other dates of the same answer.

    >>> moment("28th April 2014"), moment("2014-04-28T12:00:00+12:00"), moment("03/04/2020")
    ('2014-04-28', '2014-04-28T00:00:00Z', '03/04/2020')
    """
    text = " ".join(text.split())[:80]
    found = _date(text, _day_first(suffix, beside))
    if found is None:
        return text if YEAR_LAST.search(text) and _is_date(text) else None
    (year, month, day), rest = found
    try:
        date = datetime(year, month, day, tzinfo=UTC)
    except ValueError:
        return None
    clock = TIME.search(rest)
    if clock is None or (not clock["zone"] and OTHER_ZONE.match(rest, clock.end())):
        return date.date().isoformat()
    return _with_clock(date, clock)


def _with_clock(date: datetime, clock: re.Match[str]) -> str | None:
    hour = int(clock["hour"]) % 12 + 12 * (clock["half"].lower() == "pm") if clock["half"] else int(clock["hour"])
    try:
        whole = date.replace(hour=hour, minute=int(clock["minute"]), second=int(clock["second"] or 0))
        whole = whole.replace(tzinfo=timezone(_offset(clock["zone"] or "")))
        if clock["part"]:
            whole = whole.replace(microsecond=int(clock["part"][1:7].ljust(6, "0")))
        whole = whole.astimezone(UTC)
    except (ValueError, OverflowError):
        return None
    precision = "minutes" if clock["second"] is None else "seconds"
    if whole.microsecond:
        precision = "milliseconds" if len(clock["part"]) <= 4 else "microseconds"
    return whole.isoformat(timespec=precision).replace("+00:00", "Z")


def _offset(zone: str) -> timedelta:
    if zone.lower() in OFFSETS:
        return timedelta(hours=OFFSETS[zone.lower()])
    hours, _, minutes = zone[1:].partition(":") if ":" in zone else (zone[1:3], "", zone[3:5])
    size = timedelta(hours=int(hours), minutes=int(minutes or 0))
    return -size if zone[0] == "-" else size


def _date(text: str, day_first: bool | None) -> tuple[tuple[int, int, int], str] | None:
    """Year, month and day, and the text without them."""
    if found := YEAR_FIRST.search(text) or SOLID.search(text):
        year, month, day = found.group(1, 3, 4) if found.re is YEAR_FIRST else found.groups()
        return (int(year), int(month), int(day)), text[found.end() :]
    if (found := YEAR_NAMED.search(text)) and (named := MONTHS.get(found[2].lower())):
        return (int(found[1]), named, int(found[3])), text[found.end() :]
    if (found := BEFORE.match(text)) and (named := MONTHS.get(found[1].lower())):
        return (int(found[2]), named, 1), ""
    if (found := DAY_NAMED.search(text)) and (named := MONTHS.get(found[2].lower())):
        return (int(found[3]), named, int(found[1])), text[: found.start()] + " " + text[found.end() :]
    for found in NAMED_DAY.finditer(text):
        named, year_found = MONTHS.get(found[1].lower()), YEAR.search(text)
        if named and year_found:
            return (int(year_found[1]), named, int(found[2])), text.replace(found[0], " ")
    if found := YEAR_LAST.search(text):
        first, second = int(found[1]), int(found[3])
        if first > 12 or second > 12 or first == second:
            day_first = first > 12 or first == second
        if day_first is not None:
            day, month = (first, second) if day_first else (second, first)
            return (int(found[4]), month, day), text[found.end() :]
    return None


def _day_first(suffix: str, beside: Iterable[str]) -> bool | None:
    if any(item["suffix"] == suffix for item in words()["day_first"]):
        return True
    told = {int(found[1]) > 12 for text in beside for found in YEAR_LAST.finditer(text) if _tells(found)}
    return told.pop() if len(told) == 1 else None


def _tells(found: re.Match[str]) -> bool:
    return (int(found[1]) > 12) != (int(found[3]) > 12)


def _is_date(text: str) -> bool:
    found = YEAR_LAST.search(text)
    return bool(found and 1 <= int(found[1]) <= 12 and 1 <= int(found[3]) <= 12)
