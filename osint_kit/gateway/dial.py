"""Opening a stream to a host: the guard judges it, and the connection goes to the address that was judged."""

import socket
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from functools import cached_property
from typing import TYPE_CHECKING

from osint_kit.gateway.caps import Caps, Deadline
from osint_kit.gateway.certificates import certificate_in
from osint_kit.gateway.failures import Guarded, NotInWorld, TlsFailed, Unreachable
from osint_kit.gateway.guard import address_refusal, host_refusal, is_address
from osint_kit.gateway.names import Names
from osint_kit.gateway.routes import shown
from osint_kit.gateway.sockets import PLAIN, Sockets
from osint_kit.gateway.wire import Place, Tape, Wire
from osint_kit.gateway.world_file import WorldFile

if TYPE_CHECKING:
    import ssl

    from osint_kit.gateway.proxy import Proxy


class Dialler:
    """Opens streams in one world, through a proxy where there is one. Safe to use from many threads."""

    def __init__(
        self, names: Names, file: WorldFile | None, proxy: "Proxy | None", caps: Caps, sockets: Sockets = PLAIN
    ) -> None:
        self._sockets = sockets
        self._names = names
        self._file = file
        self._proxy = proxy
        self._caps = caps

    @contextmanager
    def dial(
        self, host: str, port: int, tls: bool, tape: Tape, deadline: Deadline, insecure: bool = False
    ) -> Iterator[Wire]:
        """A stream to a host in canonical form, closed at the end; all that passes goes onto the tape.

        ``insecure``: a certificate that does not hold is noted, and trusted all the same. Raises `Failure`, and
        ``OSError`` as sockets do.
        """
        simulated = self._file is not None
        if refusal := host_refusal(host, simulated):
            raise Guarded(refusal)
        route = self._route(host, port)
        if not (self._proxy or tls):
            addresses = self._judged(host, simulated, tape, deadline)
            with connect_first(addresses, port, route, tape, deadline, self._sockets) as stream:
                yield Wire(stream, deadline, tape, self._caps.bytes)
            return
        with ExitStack() as stack:
            if self._proxy:
                proxy = self._proxy
                tape.notes.append(f"through the proxy {proxy.text}")

                def connected() -> socket.socket:
                    return proxy.tunnel(host, port, deadline, lambda: self._context, stack)
            else:
                addresses = self._judged(host, simulated, tape, deadline)

                def connected() -> socket.socket:
                    return stack.enter_context(connect_first(addresses, port, route, tape, deadline, self._sockets))

            stream = connected()
            if not tls:
                yield Wire(stream, deadline, tape, self._caps.bytes)
                return
            from osint_kit.gateway.tls import Untrusted, described, described_untrusted, secure

            try:
                secured = secure(stream, host, self._context, deadline, stack)
                tape.tls = described(secured)
            except Untrusted as broken:
                secured = secure(connected(), host, self._unchecked, deadline, stack)
                tape.tls = described_untrusted(secured, broken.reason)
                if not insecure:
                    raise TlsFailed(f"{broken.message} ({certificate_in(tape.tls)})") from broken
                tape.notes.append(f"{broken.message}; it was asked all the same, as the operator wished")
            yield Wire(secured, deadline, tape, self._caps.bytes)

    @cached_property
    def _context(self) -> "ssl.SSLContext":
        from osint_kit.gateway.tls import trusting

        context = trusting(self._file.ca if self._file else None)
        context.sslsocket_class = self._sockets.tls
        return context

    @cached_property
    def _unchecked(self) -> "ssl.SSLContext":
        from osint_kit.gateway.tls import trusting_anybody

        context = trusting_anybody()
        context.sslsocket_class = self._sockets.tls
        return context

    def _route(self, host: str, port: int) -> Place | None:
        """Where a world file sends the connection; None on the internet, which needs no sending."""
        if self._file is None:
            return None
        place = self._file.routes.find(host, port)
        if place is None:
            raise NotInWorld(f"the world {self._file.name} has no place for {shown((host, port))}")
        return place

    def _judged(self, host: str, simulated: bool, tape: Tape, deadline: Deadline) -> Sequence[str]:
        """The addresses of a host, in the order to try them. One that is refused refuses all (DNS rebinding)."""
        if is_address(host):
            return (host,)
        if host.endswith(".onion") and not simulated:  # RFC 7686: no resolver may see such a name
            raise NotInWorld(f"{host} is in Tor only: ask with --proxy socks5h://127.0.0.1:9050, where Tor is running")
        addresses, resolver = self._names.addresses(host, deadline, tape)
        tape.notes.append(f"{host} is {', '.join(addresses)} by {resolver}")
        for address in addresses:
            if refusal := address_refusal(address, simulated):
                raise Guarded(f"{host} leads to a refused address: {refusal}")
        return addresses


def connect_first(
    addresses: Sequence[str],
    port: int,
    route: Place | None,
    tape: Tape,
    deadline: Deadline,
    sockets: Sockets = PLAIN,
) -> socket.socket:
    """A connection to the first address that takes one, each given its share of the time; the tape says to which.

    ``route`` is where it really goes, whatever the address. Raises ``OSError`` as sockets do, and `Failure`.
    """
    for left, address in zip(range(len(addresses), 0, -1), addresses, strict=True):
        tape.peer = (address, port)
        try:
            return sockets.connect(route or (address, port), deadline.left() / left)
        except OSError as error:
            if route and not isinstance(error, TimeoutError):
                raise Unreachable(
                    f"nobody answers at {shown(route)}, where the world file sends {shown((address, port))};"
                    f" is the exercise running? ({error.strerror or error})"
                ) from error
            if left == 1 or route:
                raise
    raise AssertionError("a name has one address at least")
