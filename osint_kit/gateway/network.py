"""The worlds that are reached over real sockets: the internet, and the one of a world file."""

from pathlib import Path
from typing import TYPE_CHECKING

from osint_kit.clock import now
from osint_kit.gateway.caps import Caps, Deadline
from osint_kit.gateway.dial import Dialler
from osint_kit.gateway.exchange import Exchange, HttpRequest, Request, WhoisRequest
from osint_kit.gateway.failures import Failure, Guarded, NotInWorld, TimedOut, TlsFailed, Unreachable
from osint_kit.gateway.names import Names
from osint_kit.gateway.pace import POLITE, Pace
from osint_kit.gateway.wire import Tape
from osint_kit.gateway.world_file import INTERNET, WorldFile, read_world_file
from osint_kit.identifiers.url import read_host, read_url

if TYPE_CHECKING:
    from osint_kit.gateway.proxy import Proxy


class Network:
    """A `World` of sockets. Without a ``file`` it is the internet. One connection an exchange."""

    def __init__(self, file: WorldFile | None = None, proxy: "Proxy | None" = None, caps: Caps | None = None) -> None:
        self.name = file.name if file else INTERNET
        self.simulated = file is not None
        self.pace = Pace(POLITE if file is None or file.pace else None)
        self._caps = caps or Caps()
        self._proxy = proxy
        resolvers = None if file is None else (file.resolver,) if file.resolver else ()
        self._names = Names(resolvers)
        self._dialler = Dialler(self._names, file, proxy, self._caps)

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
        elif self._proxy:
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
            from osint_kit.gateway.http_transport import exchange_http

            exchange_http(request, url, wire, tape, self._caps.bytes)

    def _whois(self, request: WhoisRequest, tape: Tape, deadline: Deadline) -> None:
        from osint_kit.gateway.whois_transport import PORT, exchange_whois

        try:
            host = read_host(request.server)
        except ValueError as error:
            raise Guarded(f"{request.server} is no WHOIS server: {error}") from error
        with self._dialler.dial(host, PORT, False, tape, deadline) as wire:
            exchange_whois(request, wire, tape)


def open_network(world_file: Path | None = None, proxy: str | None = None) -> Network:
    """The world of a file, or the internet; all but DNS through a proxy where one is named.

    Raises `UsageError` that says what is wrong with the file or the proxy.
    """
    file = read_world_file(world_file) if world_file else None
    if not proxy:
        return Network(file)
    from osint_kit.gateway.proxy import read_proxy

    return Network(file, read_proxy(proxy))


def _whom(request: Request) -> str:
    if isinstance(request, HttpRequest):
        return read_url(request.url).host_port
    return request.server if isinstance(request, WhoisRequest) else "the resolver"
