"""What was asked of a range, from which address, and when."""

import threading
from collections import Counter, deque
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

MOST = 200_000
"""Entries: enough for a class of twelve on a long day, and about 100 MB."""

Protocol = Literal["dns", "whois", "http", "https"]


@dataclass(frozen=True)
class Asked:
    """One question and its outcome.

    ``host`` is the name in a DNS question, the server of a WHOIS query (``*`` where it came without one), the
    host of a web request; ``what`` the record type, the query, or method and target (``GET /form``);
    ``outcome`` the DNS status, the first line of a WHOIS answer, or the HTTP status. ``off_limits`` says that
    the rules of the brief forbid this visit; ``trap`` is the title of the trap that it springs, or empty; ``who`` the
    address of the machine that asked.
    """

    at: datetime
    protocol: Protocol
    host: str
    what: str
    outcome: str
    off_limits: bool = False
    trap: str = ""
    who: str = ""


class Log:
    """Keeps what was asked, in order, the newest `MOST`; safe to use from many threads."""

    def __init__(self, on_event: Callable[[Asked], None] | None = None) -> None:
        self._lock = threading.Lock()
        self._asked: deque[Asked] = deque(maxlen=MOST)
        self._visits: Counter[str] = Counter()
        self._on_event = on_event

    def add(self, asked: Asked) -> None:
        """Keep one question, and tell the observer."""
        with self._lock:
            self._asked.append(asked)
        if self._on_event:
            self._on_event(asked)

    def count_visit(self, url: str) -> int:
        """Count a visit to an address or host, and say how many there have been with this one."""
        with self._lock:
            self._visits[url] += 1
            return self._visits[url]

    def visits(self, url: str) -> int:
        """How often an address or host was visited."""
        with self._lock:
            return self._visits[url]

    def all(self) -> tuple[Asked, ...]:
        """All that was asked until now, oldest first."""
        with self._lock:
            return tuple(self._asked)
