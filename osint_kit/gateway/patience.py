"""How long to wait for an answer before the question is asked again: learnt from the answers (RFC 6298)."""

FIRST_WAIT, SHORTEST_WAIT, LONGEST_WAIT = 1.0, 0.2, 4.0
"""Seconds: before any answer came, and the least and the most later on."""


class Patience:
    """Learns how long answers take. Doubles the wait each time the same question is asked."""

    def __init__(self) -> None:
        self._usual, self._spread = 0.0, 0.0
        self._wait = FIRST_WAIT

    def learn(self, seconds: float) -> None:
        """An answer took so long (RFC 6298 section 2)."""
        if self._usual:
            self._spread += (abs(seconds - self._usual) - self._spread) / 4
            self._usual += (seconds - self._usual) / 8
        else:
            self._usual, self._spread = seconds, seconds / 2
        self._wait = min(max(self._usual + 4 * self._spread, SHORTEST_WAIT), FIRST_WAIT)

    def seconds(self, tries: int) -> float:
        """How long to wait for a question that was asked so many times."""
        return min(self._wait * 2.0 ** (tries - 1), LONGEST_WAIT)
