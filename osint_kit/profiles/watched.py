"""A gateway that also counts what one question of a build asked of whom, beside the counts of the whole run."""

import copy
from collections import Counter
from collections.abc import Sequence

from osint_kit.gateway import Gateway, Usage
from osint_kit.gateway.budget import Budget
from osint_kit.gateway.exchange import Exchange
from osint_kit.profiles.material import Host


class Watch(Usage):
    """Counts of one question; passes all of it on to the counts of the run, which keep the budget.

    The look-ups by which a host's address is found are not counted: who of several that ask at once makes them is
    chance, and the profile must not depend on it.
    """

    def __init__(self, whole: Usage) -> None:
        super().__init__()
        self._whole = whole
        self._bytes: Counter[tuple[str, str]] = Counter()
        self._times: Counter[tuple[str, str]] = Counter()
        self.refused = ""
        """Why the budget let a request of this question not be made, where one was not."""

    def begin(self, budget: Budget) -> str:
        """As for the whole run."""
        why = self._whole.begin(budget)
        self.refused = why or self.refused
        return why

    def undo(self) -> None:
        """As for the whole run."""
        self._whole.undo()

    def end(self, host: str, exchange: Exchange) -> None:
        """Count what came of a request, here and for the run."""
        self._whole.end(host, exchange)
        with self._lock:
            self._note(host, exchange)

    def end_many(self, host: str, exchanges: Sequence[Exchange]) -> None:
        """The same for many at once."""
        self._whole.end_many(host, exchanges)
        with self._lock:
            for exchange in exchanges:
                self._note(host, exchange)

    @property
    def hosts(self) -> tuple[Host, ...]:
        """The systems that were asked, in order of their names."""
        with self._lock:
            return tuple(
                Host(host, reach, times, self._bytes[host, reach])
                for (host, reach), times in sorted(self._times.items())
            )

    def _note(self, host: str, exchange: Exchange) -> None:
        if exchange.sent or exchange.peer:
            key = (host, exchange.request.reach.word)
            self._times[key] += 1
            self._bytes[key] += len(exchange.sent) + len(exchange.received)


def watched(gateway: Gateway) -> tuple[Gateway, Watch]:
    """The same gateway for one question, and what it will have asked."""
    watch = Watch(gateway.usage)
    own = copy.copy(gateway)
    own.usage = watch
    return own, watch
