"""What a run has used, and who learnt of it."""

import threading
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from osint_kit.gateway.budget import Budget
from osint_kit.gateway.exchange import Exchange
from osint_kit.reach import Reach

MOST_LISTED = 10_000
"""Systems that are listed one by one, so that memory stays constant in the number of links; evidence names all."""


class Learnt(NamedTuple):
    """One system that learnt something: the host that was asked, which source asked it, and at which reach."""

    host: str
    source: str
    reach: Reach


class Usage:
    """Counts of one gateway; safe to use from many threads.

    ``requests`` counts what was sent or is under way, ``sent`` and ``received`` are bytes of requests and
    answers, ``learnt`` says how often each system was asked. ``unlisted`` counts what was asked of systems beyond the
    first ``most_listed`` of them.
    """

    def __init__(self, most_listed: int = MOST_LISTED) -> None:
        self._most_listed = most_listed
        self.unlisted = 0
        self.requests = 0
        self.sent = 0
        self.received = 0
        self.learnt: Counter[Learnt] = Counter()
        self._lock = threading.Lock()

    def begin(self, budget: Budget) -> str:
        """Count a request that is about to be made; says why not where the budget is used up, else nothing."""
        with self._lock:
            if budget.requests is not None and self.requests >= budget.requests:
                return f"the budget of {budget.requests} requests is used up"
            if budget.bytes is not None and self.sent + self.received >= budget.bytes:
                return f"the budget of {budget.bytes} bytes is used up"
            self.requests += 1
            return ""

    def undo(self) -> None:
        """Take back a request that was begun and then not made."""
        with self._lock:
            self.requests -= 1

    def end(self, host: str, exchange: Exchange) -> None:
        """Count what came of a request that was begun; one that reached nobody is taken back."""
        with self._lock:
            for lookup in exchange.lookups:
                self._count("the resolver", lookup)
            if exchange.sent or exchange.peer:
                self._count(host, exchange)
            else:
                self.requests -= 1

    def end_many(self, host: str, exchanges: Sequence[Exchange]) -> None:
        """The same for many at once, none of which has lookups."""
        made = [exchange for exchange in exchanges if exchange.sent or exchange.peer]
        whose = Counter((exchange.request.source, exchange.request.reach) for exchange in made)
        with self._lock:
            self.requests -= len(exchanges) - len(made)
            self.sent += sum(len(exchange.sent) for exchange in made)
            self.received += sum(len(exchange.received) for exchange in made)
            for (source, reach), times in whose.items():
                self._list(Learnt(host, source, reach), times)

    def _count(self, host: str, exchange: Exchange) -> None:
        self.sent += len(exchange.sent)
        self.received += len(exchange.received)
        self._list(Learnt(host, exchange.request.source, exchange.request.reach), 1)

    def _list(self, learnt: Learnt, times: int) -> None:
        if len(self.learnt) < self._most_listed or learnt in self.learnt:
            self.learnt[learnt] += times
        else:
            self.unlisted += times
