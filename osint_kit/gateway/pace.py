"""How fast one host is asked, and when it wants to be left alone."""

import threading
import time
from collections.abc import Callable, Mapping
from datetime import UTC, datetime

from osint_kit.gateway.exchange import HttpAnswer

POLITE = 10.0
"""Requests a second to one host, at most."""
SLOWER = {"web.archive.org": 0.4}
"""Hosts that are asked less often: the web archive takes 24 questions a minute, by those who keep its Python client
(https://github.com/edgi-govdata-archiving/wayback/releases/tag/v0.5.1)."""
LONGEST_WAIT = 30.0
"""Seconds that a command waits for one host before it goes on without it."""
MOST_HOSTS = 4096
"""Hosts remembered; of more, those whose turn has passed are forgotten, so that memory stays constant."""


class Pace:
    """Turns at hosts, shared by all threads. Without ``per_second`` only `hold` makes anybody wait.

    ``slower`` has the requests a second of hosts that are asked less often than ``per_second``.
    """

    def __init__(self, per_second: float | None = None, slower: Mapping[str, float] = SLOWER) -> None:
        self._interval = 1 / per_second if per_second else 0.0
        self._slower = slower
        self._next: dict[str, float] = {}
        self._held: dict[str, float] = {}
        self._lock = threading.Lock()

    @property
    def polite(self) -> bool:
        """Whether a host is asked so many times a second at most."""
        return self._interval > 0

    def turn(self, host: str, sleep: Callable[[float], object] = time.sleep) -> str:
        """Wait until a host may be asked, and return nothing; where it is to be left alone longer, say so at once.

        ``sleep`` is how whoever asks waits.
        """
        slot = self._slot(host)
        while True:
            with self._lock:
                held = self._held.get(host, 0.0)
            moment = time.monotonic()
            if held - moment > LONGEST_WAIT:
                return f"{host} asked to be left alone for {held - moment:.0f} s more"
            if held > moment:
                sleep(held - moment)
                slot = self._slot(host)  # a new one, or all who waited would ask at once
            elif slot > moment:
                sleep(slot - moment)
            else:
                return ""

    def held(self, host: str) -> float:
        """For how many seconds more a host is left alone; 0 where it is not."""
        with self._lock:
            return max(self._held.get(host, 0.0) - time.monotonic(), 0.0)

    def hold(self, host: str, seconds: float) -> None:
        """Leave a host alone for some time from now on."""
        with self._lock:
            _forget_passed(self._held)
            self._held[host] = max(self._held.get(host, 0.0), time.monotonic() + seconds)

    def _slot(self, host: str) -> float:
        """The moment of the next turn, with some jitter, so that the requests of a run do not march in step."""
        if not self._interval:
            return time.monotonic()
        from random import uniform

        with self._lock:
            _forget_passed(self._next)
            slot = max(time.monotonic(), self._next.get(host, 0.0))
            interval = 1 / self._slower[host] if host in self._slower else self._interval
            self._next[host] = slot + interval * uniform(1.0, 1.5)
            return slot


def _forget_passed(moments: dict[str, float]) -> None:
    if len(moments) >= MOST_HOSTS:
        moment = time.monotonic()
        for host in [host for host, end in moments.items() if end <= moment]:
            del moments[host]


def retry_after(answer: HttpAnswer, at: datetime) -> float | None:
    """The seconds after ``at`` for which a 429 or 503 asks to be left alone (RFC 9110 section 10.2.3).

    None for other answers, and where the header is absent or unreadable.
    """
    value = (answer.header("retry-after") or "").strip()
    if answer.status not in (429, 503) or not value:
        return None
    if value.isascii() and value.isdecimal():
        return float(value[:9])
    from email.utils import parsedate_to_datetime

    try:
        moment = parsedate_to_datetime(value)
    except ValueError:
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return max((moment - at).total_seconds(), 0.0)
