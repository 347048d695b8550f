"""What the tests of the gateway share: servers that are closed at the end, and world files that lead to them."""

import socket
import ssl
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
import trustme

from osint_kit.gateway.caps import Caps
from osint_kit.gateway.doh import read_doh
from osint_kit.gateway.exchange import Exchange, Headers, HttpRequest, Request
from osint_kit.gateway.hub import Hub
from osint_kit.gateway.network import Network
from osint_kit.gateway.proxy import read_proxy
from osint_kit.gateway.world_file import read_world_file
from osint_kit.reach import Reach
from tests.gateway.servers import DnsScript, DnsServer, Script, Server, Zone, zone

PUBLIC = "192.0.2.10"
"""What `shop.example` and all names below it lead to."""

URL = "http://shop.example/a?b=c"

Serve = Callable[..., Server]
ServeDns = Callable[[DnsScript], DnsServer]
MakeWorld = Callable[..., Network]


class Kept:
    """A recorder in memory."""

    def __init__(self) -> None:
        self.kept: list[Exchange] = []
        self._lock = threading.Lock()

    def keep(self, exchange: Exchange) -> str:
        """Keep one exchange; its id is its number."""
        with self._lock:
            self.kept.append(exchange)
            return f"urn:{len(self.kept)}"


def ask(url: str = URL, method: str = "GET", headers: Headers = (), body: bytes | None = None) -> HttpRequest:
    """A request at reach ``platform``."""
    return HttpRequest(url, Reach.PLATFORM, "test", method, headers, body)


@pytest.fixture
def stack() -> Iterator[ExitStack]:
    """Closes what was entered, at the end of the test."""
    with ExitStack() as open_:
        yield open_


@pytest.fixture
def serve(stack: ExitStack) -> Serve:
    """Serve a script over TCP."""

    def start(script: Script, tls: ssl.SSLContext | None = None) -> Server:
        return stack.enter_context(Server(script, tls))

    return start


@pytest.fixture
def serve_dns(stack: ExitStack) -> ServeDns:
    """Serve a script as a resolver."""
    return lambda script: stack.enter_context(DnsServer(script))


@pytest.fixture(scope="session")
def authority() -> trustme.CA:
    """The authority that the worlds of the tests trust."""
    return trustme.CA()


@pytest.fixture
def tls(authority: trustme.CA) -> Callable[[str], ssl.SSLContext]:
    """The context of a server with a certificate for a name."""
    return lambda name: server_context(authority, name)


def server_context(authority: trustme.CA, name: str) -> ssl.SSLContext:
    """What a server presents itself with."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(name).configure_cert(context)
    return context


class OneThread:
    """A world each request of which is work of a hub, of which each thread has one."""

    def __init__(self, world: Network) -> None:
        self._world = world
        self._mine = threading.local()
        self._hubs: list[Hub] = []

    def perform(self, request: Request) -> Exchange:
        """Carry out one request."""
        if not hasattr(self._mine, "hub"):
            self._mine.hub = Hub(4)
            self._hubs.append(self._mine.hub)
            self._mine.world = self._world.in_one_thread(self._mine.hub) or self._world
        done: Exchange = self._mine.hub.submit(self._mine.world.perform, request).result()
        return done

    def stop(self) -> None:
        """Stop all hubs."""
        for hub in self._hubs:
            hub.stop()

    def __getattr__(self, name: str) -> object:
        return getattr(self._world, name)


@pytest.fixture(params=[lambda world: world, OneThread], ids=["alone", "side by side"])
def world(network: MakeWorld, request: pytest.FixtureRequest) -> Iterator[MakeWorld]:
    """The same, for one request in a thread of its own, and for one among others in one thread: all has to hold."""
    made: list[Network | OneThread] = []

    def make(*given: Any, **named: Any) -> Network:
        made.append(request.param(network(*given, **named)))
        return made[-1]  # type: ignore[return-value]  # whatever else is asked of it goes to the world

    yield make
    for world in made:
        if isinstance(world, OneThread):
            world.stop()


@pytest.fixture
def network(tmp_path: Path, serve_dns: ServeDns, authority: trustme.CA) -> MakeWorld:
    """A world from a file: ``connect`` as in the file, ``names`` a zone or the place of a resolver."""

    def make(
        connect: Mapping[str, str],
        names: Zone | str | None = None,
        caps: Caps | None = None,
        proxy: str | None = None,
        extra: str = "",
        doh: str | None = None,
    ) -> Network:
        zone_ = names or {"shop.example": {"A": [PUBLIC]}}
        resolver = zone_ if isinstance(zone_, str) else serve_dns(zone(zone_)).place
        authority.cert_pem.write_to_path(str(tmp_path / "ca.pem"))
        lines = ['name = "test"', f'resolver = "{resolver}"', 'ca = "ca.pem"', extra, "[connect]"]
        lines += [f'"{pattern}" = "{place}"' for pattern, place in connect.items()]
        file = tmp_path / "world.toml"
        file.write_text("\n".join(lines), "utf-8")
        through, over = read_proxy(proxy) if proxy else None, read_doh(doh) if doh else None
        return Network(read_world_file(file), through, caps, doh=over)

    return make


@pytest.fixture
def closed_port() -> Iterator[int]:
    """A port where nobody listens, and that nobody else is given meanwhile."""
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        yield held.getsockname()[1]
