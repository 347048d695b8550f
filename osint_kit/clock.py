"""Time as the kit writes it: UTC, ISO 8601, ending in Z."""

from datetime import UTC, datetime


def now() -> datetime:
    """The present moment, in UTC."""
    return datetime.now(UTC)


def iso(moment: datetime) -> str:
    """Write a moment as ``2026-11-24T02:05:29.123456Z``; ``moment`` must know its time zone."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds")[:-6] + "Z"


def compact(moment: datetime) -> str:
    """Write a moment as ``20261124T020529Z``: safe in the name of a file on every system."""
    return moment.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
