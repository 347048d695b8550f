"""The worlds that are reached over real sockets: the internet, and the one of a world file."""

import copy
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from osint_kit.clock import now
from osint_kit.errors import UsageError
from osint_kit.gateway.caps import Caps, Deadline
from osint_kit.gateway.dial import Dialler
from osint_kit.gateway.exchange import DnsRequest, Exchange, HttpRequest, Request, WhoisRequest
from osint_kit.gateway.failures import Failure, Guarded, NotInWorld, TimedOut, TlsFailed, Unreachable
from osint_kit.gateway.http_transport import exchange_http
from osint_kit.gateway.names import Names
from osint_kit.gateway.pace import POLITE, Pace
from osint_kit.gateway.routes import read_place
from osint_kit.gateway.sockets import PLAIN, Sockets
from osint_kit.gateway.wire import Place, Tape
from osint_kit.gateway.world_file import INTERNET, WorldFile, read_world_file
from osint_kit.identifiers.ip import is_ip, read_ip
from osint_kit.identifiers.url import Url, read_host, read_url

if TYPE_CHECKING:
    from osint_kit.gateway.flight import Flight
    from osint_kit.gateway.hub import Hub
    from osint_kit.gateway.proxy import Proxy

POLITE_QUESTIONS = 50.0
"""DNS questions a second to resolvers that others use too, and as many under way, unless the operator says otherwise.

Google's drops what one address asks beyond 100 (https://gist.github.com/Finkregh/6f571b106b747dafb0a7df854cc45cb9).
"""
FREE_AT_ONCE = 1024
"""Questions under way in a simulated world; more than an answer's way there and back has room for."""
OVER_HTTPS_AT_ONCE = 16
DNS_PORT = 53


class Network:
    """A `World` of sockets. Without a ``file`` it is the internet. One connection an exchange.

    ``resolvers`` are asked in place of the system's; a world file names its own. ``doh`` is the address of a server
    for DNS over HTTPS, which is asked in place of all resolvers. ``dns_rate`` is the most questions a second.
    """

    _names: Names
    _dialler: Dialler

    def __init__(
        self,
        file: WorldFile | None = None,
        proxy: "Proxy | None" = None,
        caps: Caps | None = None,
        resolvers: Sequence[Place] = (),
        doh: Url | None = None,
        dns_rate: float | None = None,
    ) -> None:
        polite = file is None or file.pace
        self.name = file.name if file else INTERNET
        self.simulated = file is not None
        self.pace = Pace(POLITE if polite else None)
        self._caps = caps or Caps()
        self._file = file
        self._proxy = proxy
        self._dns_rate = dns_rate or (POLITE_QUESTIONS if polite else None)
        self._doh = doh
        self._asked = (file.resolver,) if file and file.resolver else () if file else tuple(resolvers) or None
        self._use(PLAIN)
        if doh:
            from osint_kit.gateway.doh import Doh

            self._names = Names(self._asked, Doh(doh, self._dialler, file, proxy, self._caps))
            self._dialler = Dialler(self._names, file, proxy, self._caps)

    def _use(self, sockets: Sockets) -> None:
        self._names = Names(self._asked, sockets=sockets)
        self._dialler = Dialler(self._names, self._file, self._proxy, self._caps, sockets)

    def in_one_thread(self, hub: "Hub") -> "Network | None":
        """This world for work that a hub lets go on side by side; None where that cannot be: the ways through a proxy
        and of DNS over HTTPS wait in a thread each."""
        if self._proxy or self._doh:
            return None
        from osint_kit.gateway.shared_sockets import SharedSockets

        world = copy.copy(self)
        world._use(SharedSockets(hub))
        return world

    def flight(self) -> "Flight":
        """Many DNS questions side by side: over UDP in this thread, over HTTPS in a few threads."""
        from osint_kit.gateway.dns_flight import DnsFlight, Ease
        from osint_kit.gateway.flight import SideBySide

        try:
            resolvers = () if self._doh or self._proxy else self._names.resolvers()
        except NotInWorld:
            resolvers = ()
        if not resolvers:
            turns = Pace(self._dns_rate)

            def in_turn(request: DnsRequest) -> Exchange:
                turns.turn("the resolver")
                return self.perform(request)

            return SideBySide(in_turn, OVER_HTTPS_AT_ONCE)
        ease = Ease(FREE_AT_ONCE)
        if self._dns_rate:
            ease = Ease(max(1, min(int(self._dns_rate), FREE_AT_ONCE)), self._dns_rate)
        return DnsFlight(resolvers, self.perform, ease, self._caps.seconds)

    def perform(self, request: Request) -> Exchange:
        """Carry out one request. Raises no `Failure`: what went wrong is in the exchange."""
        tape, started, failure = Tape(), now(), None
        try:
            self._carry_out(request, tape)
        except Failure as error:
            failure = error
        except OSError as error:
            failure = self._plain(error, _whom(request))
        return Exchange(
            request,
            started,
            now(),
            sent=bytes(tape.sent),
            received=bytes(tape.received),
            peer=tape.peer,
            tls=tape.tls,
            failure=failure.word if failure else "",
            why=failure.message if failure else "",
            notes=tuple(tape.notes),
            lookups=tuple(tape.lookups),
            response=tape.response,
        )

    def _plain(self, error: OSError, whom: str) -> Failure:
        """What an error of a socket means, in words."""
        import ssl

        if isinstance(error, TimeoutError):
            return TimedOut(f"no whole answer within {self._caps.seconds:g} s")
        if isinstance(error, ssl.SSLError):
            return TlsFailed(f"the TLS connection with {whom} broke: {error.reason or error}")
        return Unreachable(f"no connection to {whom}: {error.strerror or error}")

    def _carry_out(self, request: Request, tape: Tape) -> None:
        deadline = Deadline(self._caps.seconds)
        if isinstance(request, HttpRequest):
            self._http(request, tape, deadline)
        elif isinstance(request, WhoisRequest):
            self._whois(request, tape, deadline)
        elif self._proxy and not self._doh:
            raise NotInWorld(f"DNS questions would go round the proxy {self._proxy.text}, so none is asked")
        else:
            self._names.ask(request.name, request.type, deadline, tape)

    def _http(self, request: HttpRequest, tape: Tape, deadline: Deadline) -> None:
        try:
            url = read_url(request.url)
        except ValueError as error:
            raise Guarded(str(error)) from error
        tls = url.scheme == "https"
        with self._dialler.dial(url.host, url.connect_port, tls, tape, deadline, request.insecure) as wire:
            exchange_http(request, url, wire, tape, self._caps.bytes)

    def _whois(self, request: WhoisRequest, tape: Tape, deadline: Deadline) -> None:
        from osint_kit.gateway.whois_transport import PORT, exchange_whois

        try:
            host = read_host(request.server)
        except ValueError as error:
            raise Guarded(f"{request.server} is no WHOIS server: {error}") from error
        with self._dialler.dial(host, PORT, False, tape, deadline) as wire:
            exchange_whois(request, wire, tape)


def open_network(
    world_file: Path | None = None,
    proxy: str | None = None,
    doh: str | None = None,
    resolvers: Sequence[str] = (),
    dns_rate: float | None = None,
) -> Network:
    """The world of a file, or the internet; through a proxy where one is named, DNS too where it goes over HTTPS.

    Raises `UsageError` that says what is wrong with the file, the proxy, or whom to ask DNS questions.
    """
    file = read_world_file(world_file) if world_file else None
    through = None
    if proxy:
        from osint_kit.gateway.proxy import read_proxy

        through = read_proxy(proxy)
    over = None
    if doh:
        from osint_kit.gateway.doh import read_doh

        over = read_doh(doh)
    return Network(file, through, None, _resolvers(resolvers, file, proxy, doh), over, dns_rate)


def _resolvers(typed: Sequence[str], file: WorldFile | None, proxy: str | None, doh: str | None) -> tuple[Place, ...]:
    """The resolvers that the operator named. Raises `UsageError`."""
    if typed and file:
        raise UsageError(f"the world {file.name} has a resolver of its own", "leave --resolver out")
    if typed and (proxy or doh):
        raise UsageError(f"--resolver and --{'doh' if doh else 'proxy'} contradict each other", "leave one of them out")
    places = []
    for text in typed:
        bare = text.strip().removeprefix("[").removesuffix("]")
        try:
            places.append((read_ip(bare).value, DNS_PORT) if is_ip(bare) else read_place(text.strip()))
        except ValueError as error:
            raise UsageError(
                f"{text!r} is no resolver", "write an address such as 9.9.9.9, 127.0.0.1:5353 or [2620:fe::fe]:53"
            ) from error
    return tuple(places)


def _whom(request: Request) -> str:
    if isinstance(request, HttpRequest):
        return read_url(request.url).host_port
    return request.server if isinstance(request, WhoisRequest) else "the resolver"
