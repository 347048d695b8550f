"""Who learnt: counted one by one up to a number of systems, so that a list of a million links takes no more memory."""

import pytest

from osint_kit.clock import now
from osint_kit.gateway import Budget, Learnt
from osint_kit.gateway.exchange import Exchange
from osint_kit.gateway.usage import Usage
from osint_kit.reach import Reach
from tests.gateway.conftest import ask


@pytest.mark.parametrize("together", [False, True])
def test_systems_beyond_the_listed_ones_are_counted_together(together: bool) -> None:
    usage = Usage(most_listed=3)
    for host in ("a", "b", "c", "d", "e", "a", "d"):
        usage.begin(Budget())
        exchange = Exchange(ask(), now(), now(), b"12", b"345", ("192.0.2.1", 80))
        if together:
            usage.end_many(host, [exchange])
        else:
            usage.end(host, exchange)
    assert {learnt.host: times for learnt, times in usage.learnt.items()} == {"a": 2, "b": 1, "c": 1}
    assert usage.unlisted == 3
    assert Learnt("a", "test", Reach.PLATFORM) in usage.learnt
    assert (usage.requests, usage.sent, usage.received) == (7, 14, 21)
