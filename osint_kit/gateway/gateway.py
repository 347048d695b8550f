"""The one door to any network: reach, budget and pace are checked, the world is asked, the bytes are kept."""

import copy
import time
from collections.abc import Callable, Iterable, Iterator

from osint_kit.clock import now
from osint_kit.gateway.budget import Budget
from osint_kit.gateway.caps import Caps
from osint_kit.gateway.exchange import (
    DnsAnswer,
    DnsRequest,
    Exchange,
    HttpAnswer,
    HttpRequest,
    Request,
    WhoisAnswer,
    WhoisRequest,
)
from osint_kit.gateway.failures import BY_WORD, Failure, OverBudget, OverReach, RateLimited
from osint_kit.gateway.http_reading import read_http
from osint_kit.gateway.pace import LONGEST_WAIT, retry_after
from osint_kit.gateway.recorder import KeepNothing, Recorder, keep_all
from osint_kit.gateway.usage import Usage
from osint_kit.gateway.world import SharesThread, World
from osint_kit.identifiers.url import read_url
from osint_kit.overlap import Pool, Threads
from osint_kit.reach import Reach

RESOLVER = "the resolver"
MOST_THREADS = 128
"""Under way where each request needs a thread: more of them get into each other's way."""
ASKED_AGAIN = 2
"""How often a host that says "later" is asked again within one request."""


class Gateway:
    """Asks one world on behalf of one run; every request and every refusal goes to the recorder. Thread-safe.

    ``usage`` says what was used until now, and who learnt of it. The methods raise the `Failure` that fits, with
    the id of its evidence.
    """

    def __init__(
        self,
        world: World,
        ceiling: Reach,
        recorder: Recorder | None = None,
        budget: Budget | None = None,
        caps: Caps | None = None,
    ) -> None:
        self.world = world
        self.ceiling = ceiling
        self.usage = Usage()
        self._recorder = recorder or KeepNothing()
        self._budget = budget or Budget()
        self._caps = caps
        self._sleep: Callable[[float], None] = time.sleep

    def side_by_side(self, at_once: int) -> "tuple[Gateway, Pool]":
        """A pool for ``at_once`` pieces of work that ask much and compute little, and the gateway for them to ask.

        Usage, budget and recorder are those of this one. Where the world allows it, all of the work goes on in the
        thread that waits for its results.
        """
        if isinstance(self.world, SharesThread):
            from osint_kit.gateway.hub import Hub

            hub = Hub(at_once)
            if world := self.world.in_one_thread(hub):
                own = copy.copy(self)
                own.world, own._sleep = world, hub.sleep
                return own, hub
        return self, Threads(min(at_once, MOST_THREADS))

    def http(self, request: HttpRequest) -> HttpAnswer:
        """Ask one address. A 429 or 503 with a ``Retry-After`` of half a minute at most is asked again."""
        for tries_left in reversed(range(ASKED_AGAIN + 1)):
            exchange, evidence = self._ask(request, _host(request.url))
            answer = read_http(exchange, evidence, self._caps)
            seconds = retry_after(answer, exchange.ended)
            if seconds is None:
                break
            self.world.pace.hold(_host(request.url), seconds)
            if seconds > LONGEST_WAIT or not tries_left:
                break
        return answer

    def dns(self, request: DnsRequest) -> DnsAnswer:
        """Ask one DNS question of the world's resolver. NXDOMAIN and SERVFAIL are answers."""
        from osint_kit.gateway.dns_reading import read_dns

        return read_dns(*self._ask(request, RESOLVER))

    def dns_many(self, requests: Iterable[DnsRequest]) -> Iterator[DnsAnswer | Failure]:
        """Ask many DNS questions side by side; what came of each, in order, failures returned and not raised.

        Requests are taken only as answers are taken, so memory stays constant.
        """
        from osint_kit.gateway.dns_many import in_order

        return in_order(self.dns_as_settled, requests)

    def dns_as_settled(self, requests: Iterable[DnsRequest | None]) -> Iterator[tuple[int, DnsAnswer | Failure]]:
        """The same as soon as each is known, with its place among the requests from 0.

        None among the requests says that there is none just now: what is asked next may depend on answers.
        """
        from osint_kit.gateway.dns_many import as_settled

        def refusal(request: DnsRequest) -> Failure | None:
            return self._refusal(request, RESOLVER)

        return as_settled(requests, self.world, refusal, self.usage, self._recorder, RESOLVER)

    def whois(self, request: WhoisRequest) -> WhoisAnswer:
        """Ask one WHOIS server."""
        from osint_kit.gateway.whois_transport import read_whois

        return read_whois(*self._ask(request, request.server.lower()))

    def _ask(self, request: Request, host: str) -> tuple[Exchange, str | None]:
        refusal = self._refusal(request, host)
        if refusal:
            moment = now()
            exchange = Exchange(request, moment, moment, failure=refusal.word, why=refusal.message)
        else:
            exchange = self.world.perform(request)
            self.usage.end(host, exchange)
        evidence, *_ = keep_all(self._recorder, [exchange, *exchange.lookups])
        if exchange.failure:
            failure = BY_WORD[exchange.failure](exchange.why, evidence)
            failure.peer, failure.tls = exchange.peer, exchange.tls
            raise failure
        return exchange, evidence

    def _refusal(self, request: Request, host: str) -> Failure | None:
        """Why the world is not asked at all; waits for the host's turn where it is. The request is counted then."""
        if request.reach > self.ceiling:
            return OverReach(
                f"asking {host} needs reach {request.reach.word}, and this run may go as far as {self.ceiling.word}"
            )
        if why := self.usage.begin(self._budget):
            return OverBudget(why)
        if not isinstance(request, DnsRequest) and (why := self.world.pace.turn(host, self._sleep)):
            self.usage.undo()
            return RateLimited(why)
        return None


def _host(url: str) -> str:
    """The host of an address; what is no address has none, and the world refuses it."""
    try:
        return read_url(url).host
    except ValueError:
        return "no host"
