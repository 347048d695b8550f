"""How long one exchange may take, and how much it may bring."""

import time
from dataclasses import dataclass

from osint_kit.gateway.failures import TimedOut


@dataclass(frozen=True)
class Caps:
    """``seconds`` in all, from the first name looked up to the last byte; ``bytes`` on the wire, and once more
    after decompression."""

    seconds: float = 20.0
    bytes: int = 10_000_000


class Deadline:
    """The moment at which an exchange has to be over, ``seconds`` after this was made."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self._end = time.monotonic() + seconds

    def left(self) -> float:
        """Seconds that remain, more than 0. Raises `TimedOut` where none do."""
        left = self._end - time.monotonic()
        if left <= 0:
            raise TimedOut(f"no whole answer within {self.seconds:g} s")
        return left
