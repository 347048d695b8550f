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


def ask_many(
    requests: Iterable[DnsRequest],
    world: World,
    refusal: Callable[[DnsRequest], Failure | None],
    usage: Usage,
    recorder: Recorder,
    whom: str,
) -> Iterator[DnsAnswer | Failure]:
    """An answer or a failure for each request, in order; requests are taken only as answers are taken.

    ``refusal`` says why the world is not asked, and counts the request where it is. Exchanges are recorded as they
    are settled, so that an interruption loses none of them.
    """
    coming, places = iter(requests), count()
    ready: dict[int, DnsAnswer | Failure] = {}
    turn, last, more = 0, 0, True
    with _flight(world) as flight:
        while more or turn < last:
            settled: list[tuple[int, Exchange]] = []
            while more and last - turn < AHEAD and flight.room():
                request = next(coming, None)
                if request is None:
                    more = False
                    break
                place = next(places)
                last = place + 1
                if refused := refusal(request):
                    settled.append((place, _not_asked(request, refused)))
                else:
                    flight.put(place, request)
            asked = flight.wait()
            usage.end_many(whom, [exchange for _, exchange in asked])
            settled += asked
            kept = keep_all(recorder, [exchange for _, exchange in settled])
            for (place, exchange), evidence in zip(settled, kept, strict=True):
                ready[place] = _read(exchange, evidence)
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
