"""Time as the kit writes it: UTC, ISO 8601, ending in Z."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

_told: Callable[[], datetime] | None = None


def now() -> datetime:
    """The present moment, in UTC; within `told_by`, the one that is told."""
    return _told() if _told else datetime.now(UTC)


@contextmanager
def told_by(tell: Callable[[], datetime]) -> Iterator[None]:
    """For all threads of this program the present is what ``tell`` says: in a replay, the time of the recorded run."""
    global _told
    before, _told = _told, tell
    try:
        yield
    finally:
        _told = before


def iso(moment: datetime) -> str:
    """Write a moment as ``2026-11-24T02:05:29.123456Z``; ``moment`` must know its time zone."""
    utc = moment if moment.tzinfo is UTC else moment.astimezone(UTC)
    return utc.isoformat(timespec="microseconds")[:-6] + "Z"


def compact(moment: datetime) -> str:
    """Write a moment as ``20261124T020529Z``: safe in the name of a file on every system."""
    return moment.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
