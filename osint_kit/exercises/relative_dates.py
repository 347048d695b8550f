"""Dates that a scenario gives from its start: ``"3 days before the start"``."""

import re
from datetime import UTC, date, datetime, time, timedelta

UNITS = {
    "minute": timedelta(minutes=1),
    "hour": timedelta(hours=1),
    "day": timedelta(days=1),
    "week": timedelta(weeks=1),
    "month": timedelta(days=30),
    "year": timedelta(days=365),
}
"""A month counts as 30 days and a year as 365."""
FORM = re.compile(r"(\d{1,5}|an?) (minute|hour|day|week|month|year)s? (before|after) (?:the )?start", re.IGNORECASE)
EXAMPLE = "a date without quotes, such as 2026-11-03, or a text such as '3 days before the start'"


def read_relative(text: str, start: datetime) -> datetime:
    """The moment that a text means. Raises ``ValueError`` where it is not of that form."""
    plain = " ".join(text.split())
    if plain.lower().removeprefix("the ") == "start":
        return start
    found = FORM.fullmatch(plain)
    if found is None:
        raise ValueError(f"{text!r} is no date: write {EXAMPLE}")
    number = 1 if found[1].lower() in ("a", "an") else int(found[1])
    distance = number * UNITS[found[2].lower()]
    try:
        return start - distance if found[3].lower() == "before" else start + distance
    except OverflowError as error:
        raise ValueError(f"{text!r} is too far away") from error


def midnight(moment: date | datetime) -> datetime:
    """A moment in UTC: that of a date is its first, and a time without a zone is taken as UTC."""
    whole = moment if isinstance(moment, datetime) else datetime.combine(moment, time())
    return whole.astimezone(UTC) if whole.tzinfo else whole.replace(tzinfo=UTC)
