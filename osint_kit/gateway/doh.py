"""DNS over HTTPS (RFC 8484): each question is a POST to a server that the operator named.

For lines that let nothing but the web through, and for proxies, past which no question may go.
"""

import ipaddress
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from functools import cached_property
from typing import TYPE_CHECKING

from osint_kit.clock import now
from osint_kit.errors import UsageError
from osint_kit.gateway import dns_wire
from osint_kit.gateway.caps import Caps, Deadline
from osint_kit.gateway.dial import Dialler, connect_first
from osint_kit.gateway.exchange import Exchange, HttpRequest
from osint_kit.gateway.failures import NotInWorld, Unreachable
from osint_kit.gateway.guard import is_address
from osint_kit.gateway.wire import Tape, Wire
from osint_kit.gateway.world_file import WorldFile
from osint_kit.identifiers.url import Url, read_url
from osint_kit.reach import Reach

if TYPE_CHECKING:
    import ssl

    from osint_kit.gateway.proxy import Proxy

MEDIA_TYPE = "application/dns-message"
ID = b"\x00\x00"
"""So that equal questions are equal requests (RFC 8484 section 4.1)."""


class Doh:
    """Asks one server over HTTPS, through the proxy where there is one. Safe to use from many threads."""

    def __init__(self, url: Url, dialler: Dialler, file: WorldFile | None, proxy: "Proxy | None", caps: Caps) -> None:
        self.url = url
        self._dialler = dialler
        self._file = file
        self._proxy = proxy
        self._caps = caps

    def ask(self, name: str, type_: str, deadline: Deadline, tape: Tape) -> bytes:
        """Ask one question, and return the message that answers it.

        The tape keeps the two DNS messages, and of HTTP whom it was and how. Raises `Failure`, and ``OSError`` as
        sockets do.
        """
        from osint_kit.gateway.dns_transport import asked_for
        from osint_kit.gateway.http_reading import read_http
        from osint_kit.gateway.http_transport import exchange_http

        asked = asked_for(name, type_)
        query = dns_wire.query(asked)
        headers = (("Accept", MEDIA_TYPE), ("Content-Type", MEDIA_TYPE))
        request = HttpRequest(self.url.text, Reach.REGISTRY, "gateway", "POST", headers, query)
        own, started = Tape(), now()
        try:
            with self._dial(own, deadline) as wire:
                tape.sent[:] = query
                exchange_http(request, self.url, wire, own, self._caps.bytes)
        finally:
            tape.peer, tape.tls = own.peer, own.tls
            tape.notes += [*own.notes, f"asked over HTTPS of {self.url.text}"]
            tape.lookups += own.lookups
        answer = read_http(Exchange(request, started, now(), bytes(own.sent), bytes(own.received)), caps=self._caps)
        if answer.status != 200:
            raise Unreachable(f"the DNS server {self.url.host} answered {answer.status} {answer.reason}".rstrip())
        tape.received[:] = answer.body
        if not (dns_wire.is_response(answer.body, ID, asked) and dns_wire.is_whole(answer.body)):
            raise Unreachable(f"the DNS server {self.url.host} sent what is no answer to the question")
        return answer.body

    @contextmanager
    def _dial(self, tape: Tape, deadline: Deadline) -> Iterator[Wire]:
        """A stream to the server. An address that the operator typed himself is not judged by the guard."""
        host, port, tls = self.url.host, self.url.connect_port, self.url.scheme == "https"
        if not is_address(host):
            with self._dialler.dial(host, port, tls, tape, deadline) as wire:
                yield wire
            return
        route = self._file.routes.find(host, port) if self._file else (host, port)
        if route is None:
            raise NotInWorld(f"this world has no place for the DNS server {self.url.host_port}")
        with ExitStack() as stack:
            if self._proxy:
                stream = self._proxy.tunnel(host, port, deadline, lambda: self._context, stack)
                tape.notes.append(f"through the proxy {self._proxy.text}")
            else:
                stream = stack.enter_context(connect_first((host,), port, route, tape, deadline))
            if not tls:
                yield Wire(stream, deadline, tape, self._caps.bytes)
                return
            from osint_kit.gateway.tls import described, secure

            secured = secure(stream, host, self._context, deadline, stack)
            tape.tls = described(secured)
            yield Wire(secured, deadline, tape, self._caps.bytes)

    @cached_property
    def _context(self) -> "ssl.SSLContext":
        from osint_kit.gateway.tls import trusting

        return trusting(self._file.ca if self._file else None)


def read_doh(text: str) -> Url:
    """Read ``https://HOST/dns-query``, also as the template that RFC 8484 has; ``http`` on this machine only.

    Raises `UsageError`.
    """
    step = "write one such as https://dns.quad9.net/dns-query"
    try:
        url = read_url(text.strip().removesuffix("{?dns}"))
    except ValueError as error:
        raise UsageError(f"the address for DNS over HTTPS cannot be read: {error}", step) from error
    here = is_address(url.host) and ipaddress.ip_address(url.host.strip("[]")).is_loopback
    if url.scheme != "https" and not here:
        raise UsageError("DNS over HTTPS needs an https address, or everybody on the way reads the questions", step)
    return url
