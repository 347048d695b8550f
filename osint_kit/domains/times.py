"""Dates and spans as a person says them."""

from datetime import UTC, datetime, timedelta

DAY = timedelta(days=1)
YEAR = timedelta(days=365.2425)


def day(moment: datetime) -> str:
    """``3 November 2026``, in UTC."""
    there = moment.astimezone(UTC)
    return f"{there.day} {there:%B %Y}"


def span(length: timedelta) -> str:
    """``5 hours``, ``21 days``, ``7 months``, ``14 years``: rounded down."""
    days = length // DAY
    if days >= 730:
        return f"{int(length / YEAR)} years"
    if days >= 61:
        return f"{int(days / 30.44)} months"
    return count(days, "day") if days else count(int(length / timedelta(hours=1)), "hour")


def ago(moment: datetime, now: datetime) -> str:
    """``21 days ago``, or ``in 11 months``."""
    return f"in {span(moment - now)}" if moment > now else f"{span(now - moment)} ago"


def count(number: int, what: str) -> str:
    """``1 day``, ``2 days``."""
    return f"{number} {what}{'' if number == 1 else 's'}"
