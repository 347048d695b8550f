"""The range: a scenario served on loopback with the real protocols, and the world file that leads there."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from osint_kit.exercises.addresses import read_address
from osint_kit.exercises.log import Asked, Log
from osint_kit.exercises.scenario import Scenario

if TYPE_CHECKING:
    from osint_kit.exercises.internet import Internet
    from osint_kit.exercises.servers import Server


class Range:
    """A simulated internet between `start` and `stop`, or in a ``with`` block.

    ``on_event`` is told of each question, from the range's own threads, maybe from several at once; it must
    be quick and raise nothing.
    """

    def __init__(self, scenario: Scenario, on_event: Callable[[Asked], None] | None = None) -> None:
        self.scenario = scenario
        self._log = Log(on_event)
        self._servers: list[Server] = []
        self._world = b""
        self._ca = b""

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    @property
    def log(self) -> tuple[Asked, ...]:
        """All that was asked until now, oldest first; it stays readable after `stop`."""
        return self._log.all()

    def visits(self, place: str) -> int:
        """How many web requests went to an address (``https://bit.ly/x``) or to a host (``bit.ly``)."""
        return self._log.visits(str(read_address(place)) if "://" in place else place)

    def start(self) -> None:
        """Serve, where that is not done already.

        Raises ``OSError`` where the system gives no ports, ``UsageError`` for a scenario with too many hosts.
        """
        from osint_kit.exercises.internet import Internet

        if self._servers:
            return
        try:
            self._open(Internet(self.scenario, self._log))
            for server in self._servers:
                server.start()
        except BaseException:  # Ctrl-C too: nothing that was opened may stay
            self.stop()
            raise

    def stop(self) -> None:
        """End all servers and connections; a second call does nothing."""
        while self._servers:
            self._servers.pop().stop()

    def write_world(self, folder: Path) -> Path:
        """Write ``ca.pem`` and ``world.toml`` into an existing folder; returns the path of the latter.

        Raises ``RuntimeError`` where the range is not running.
        """
        if not self._servers:
            raise RuntimeError("the range is not running: there is no world to write")
        (folder / "ca.pem").write_bytes(self._ca)
        world = folder / "world.toml"
        world.write_bytes(self._world)
        return world

    def _open(self, internet: "Internet") -> None:
        """Open all ports; each server is remembered as soon as it is open, so that `stop` can close it."""
        from osint_kit.exercises.certificates import Certificates
        from osint_kit.exercises.handlers import DnsTcpHandler, DnsUdpHandler, WebHandler, WhoisHandler
        from osint_kit.exercises.servers import TcpServer, dns_servers

        certificates = Certificates()
        self._servers += dns_servers(
            partial(DnsTcpHandler, answer=partial(internet.dns, over_udp=False)),
            partial(DnsUdpHandler, answer=partial(internet.dns, over_udp=True)),
        )
        resolver = self._servers[0].place
        connect: dict[str, str] = {}

        def listen(pattern: str, server: TcpServer) -> None:
            self._servers.append(server)
            connect[pattern] = server.place

        listen("*:80", TcpServer(partial(WebHandler, answer=partial(internet.web, scheme="http"))))
        secure = partial(WebHandler, answer=partial(internet.web, scheme="https"))
        listen("*:443", TcpServer(secure, certificates.context))
        for host in internet.whois_hosts:
            listen(f"{host}:43", TcpServer(partial(WhoisHandler, answer=partial(internet.whois, host))))
        self._ca = certificates.pem
        self._world = world_file(self.scenario.name, resolver, connect)


def world_file(name: str, resolver: str, connect: dict[str, str]) -> bytes:
    """A world file as the gateway reads it. Each WHOIS server has its line: the protocol names no host."""
    lines = [
        f'name = "{name}"',
        f'resolver = "{resolver}"',
        'ca = "ca.pem"',
        "[connect]",
        *(f'"{pattern}" = "{place}"' for pattern, place in connect.items()),
    ]
    return "".join(f"{line}\n" for line in lines).encode()
