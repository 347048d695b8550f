"""Many DNS questions through the door: each is let through, counted and recorded as a single one is."""

from collections.abc import Callable, Iterable, Iterator
from itertools import count

from osint_kit.clock import now
from osint_kit.gateway.dns_reading import read_dns
from osint_kit.gateway.exchange import DnsAnswer, DnsRequest, Exchange
from osint_kit.gateway.failures import BY_WORD, Failure
from osint_kit.gateway.flight import Flies, Flight, SideBySide
from osint_kit.gateway.recorder import Recorder, keep_all
from osint_kit.gateway.usage import Usage
from osint_kit.gateway.world import World

AHEAD = 16384
"""Questions that may be answered already while one before them is still waited for."""
AT_ONCE = 16
"""Questions under way in a world where each takes a thread."""


class _NoMore:
    """Behind the last request."""


_NO_MORE = _NoMore()


def as_settled(
    requests: Iterable[DnsRequest | None],
    world: World,
    refusal: Callable[[DnsRequest], Failure | None],
    usage: Usage,
    recorder: Recorder,
    whom: str,
) -> Iterator[tuple[int, DnsAnswer | Failure]]:
    """What came of each request, with its place among them from 0, as soon as it is known.

    Requests are taken as there is room for them on the way. Where ``requests`` yields None, there is none just now,
    and it is looked again when more answers were taken. ``refusal`` says why the world is not asked, and counts the
    request where it is. Exchanges are recorded before their answers are given, so that an interruption loses none.
    """
    coming, places = iter(requests), count()
    under_way, more = 0, True
    with _flight(world) as flight:
        while more or under_way:
            settled: list[tuple[int, Exchange]] = []
            while more and flight.room():
                request = next(coming, _NO_MORE)
                if isinstance(request, _NoMore) or (request is None and not under_way):
                    more = False
                    break
                if request is None:
                    break
                place = next(places)
                under_way += 1
                if refused := refusal(request):
                    settled.append((place, _not_asked(request, refused)))
                    break
                flight.put(place, request)
            asked = flight.wait() if not settled else []
            usage.end_many(whom, [exchange for _, exchange in asked])
            settled += asked
            under_way -= len(settled)
            kept = keep_all(recorder, [exchange for _, exchange in settled])
            for (place, exchange), evidence in zip(settled, kept, strict=True):
                yield place, _read(exchange, evidence)


def in_order(
    settle: Callable[[Iterable[DnsRequest | None]], Iterator[tuple[int, DnsAnswer | Failure]]],
    requests: Iterable[DnsRequest],
) -> Iterator[DnsAnswer | Failure]:
    """The same in the order of the requests, which are taken only as answers are taken."""
    ready: dict[int, DnsAnswer | Failure] = {}
    turn = taken = 0

    def near() -> Iterator[DnsRequest | None]:
        nonlocal taken
        for request in requests:
            while taken - turn >= AHEAD:
                yield None
            taken += 1
            yield request

    for place, answer in settle(near()):
        ready[place] = answer
        while turn in ready:
            yield ready.pop(turn)
            turn += 1


def _flight(world: World) -> Flight:
    if isinstance(world, Flies):
        return world.flight()
    return SideBySide(world.perform, AT_ONCE)


def _not_asked(request: DnsRequest, refused: Failure) -> Exchange:
    moment = now()
    return Exchange(request, moment, moment, failure=refused.word, why=refused.message)


def _read(exchange: Exchange, evidence: str | None) -> DnsAnswer | Failure:
    if exchange.failure:
        return BY_WORD[exchange.failure](exchange.why, evidence)
    try:
        return read_dns(exchange, evidence)
    except Failure as failure:
        return failure
