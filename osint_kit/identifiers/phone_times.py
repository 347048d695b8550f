"""What time it is where a phone number may be."""

from collections.abc import Sequence
from datetime import datetime, timedelta


def local_time(zones: Sequence[str], moment: datetime) -> str:
    """The local time at a moment (which knows its own zone) in IANA time zones: ``15:18 on Tuesday …``.

    Where the zones differ, the earliest and the latest. Windows has no zone data of its own: where the package
    tzdata is missing too, the answer says so.
    """
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

    if not zones:
        return "not known"
    try:
        times = sorted((moment.astimezone(ZoneInfo(zone)) for zone in zones), key=_offset)
    except ZoneInfoNotFoundError as missing:
        return f"not known here: this computer has no time zone data ({missing}); the package tzdata brings it"
    first, last = times[0], times[-1]
    if _offset(first) == _offset(last):
        return f"{_said(first)} ({', '.join(zones)})"
    return f"between {_said(first)} and {_said(last)}, in one of {len(zones)} time zones"


def _said(time: datetime) -> str:
    return f"{time:%H:%M on %A} {time.day} {time:%B %Y}, UTC{_signed(_offset(time))}"


def _signed(offset: timedelta) -> str:
    """``+12`` or ``-9:30``."""
    minutes = abs(int(offset.total_seconds())) // 60
    return f"{'-' if offset < timedelta() else '+'}{minutes // 60}{f':{minutes % 60:02}' if minutes % 60 else ''}"


def _offset(time: datetime) -> timedelta:
    return time.utcoffset() or timedelta()
