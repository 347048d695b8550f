"""The range: a scenario served on loopback with the real protocols, and the world file that leads there."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from osint_kit.exercises.addresses import read_address
from osint_kit.exercises.handout import FOLDER, handout
from osint_kit.exercises.log import Asked, Log
from osint_kit.exercises.scenario import Scenario

if TYPE_CHECKING:
    from osint_kit.exercises.certificates import Certificates
    from osint_kit.exercises.internet import Internet
    from osint_kit.exercises.servers import Servers

LOOPBACK = "127.0.0.1"


class Range:
    """A simulated internet between `start` and `stop`, or in a ``with`` block.

    ``on_event`` is told of each question, from the range's own thread; it must be quick and raise nothing.
    ``address`` is where it listens; on any but loopback, ``class_port`` is where a class fetches its world file
    (`osint_kit.exercises.joining`).
    """

    def __init__(
        self,
        scenario: Scenario,
        on_event: Callable[[Asked], None] | None = None,
        address: str = LOOPBACK,
        class_port: int | None = None,
    ) -> None:
        self.scenario = scenario
        self.join_at = ""
        """The address that trainees join at, once the range runs for a class."""
        self._address = address
        self._class_port = class_port
        self._log = Log(on_event)
        self._servers: Servers | None = None
        self._certificates: Certificates | None = None
        self._world = b""

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

    @property
    def authority(self) -> "Certificates":
        """The certificate authority. Raises ``RuntimeError`` where the range is not running."""
        if self._certificates is None:
            raise RuntimeError("the range is not running")
        return self._certificates

    @property
    def places(self) -> dict[str, str]:
        """Where ``*:80`` and ``*:443`` really are, as in the world file."""
        import tomllib

        connect: dict[str, str] = tomllib.loads(self._world.decode())["connect"]
        return connect

    def start(self) -> None:
        """Serve, where that is not done already. Raises ``UsageError`` where the system gives no ports."""
        from osint_kit.exercises.internet import Internet
        from osint_kit.exercises.servers import Servers

        if self._servers:
            return
        internet = Internet(self.scenario, self._log)
        self._servers = Servers(self._address)
        try:
            self._open(internet, self._servers)
            self._servers.start()
        except BaseException:  # Ctrl-C too: nothing that was opened may stay
            self.stop()
            raise

    def stop(self) -> None:
        """End all servers and connections; a second call does nothing."""
        if self._servers:
            self._servers.stop()
        self._servers = self._certificates = None

    def write_world(self, folder: Path) -> Path:
        """Write ``ca.pem`` and ``world.toml`` into an existing folder; returns the path of the latter.

        Raises ``RuntimeError`` where the range is not running.
        """
        (folder / "ca.pem").write_bytes(self.authority.pem)
        world = folder / "world.toml"
        world.write_bytes(self._world)
        return world

    def write_material(self, folder: Path) -> Path:
        """Write what the trainee is handed into ``material`` in an existing folder; returns its path."""
        material = folder / FOLDER
        material.mkdir(exist_ok=True)
        for name, body in handout(self.scenario).items():
            (material / name).write_bytes(body)
        return material

    def _open(self, internet: "Internet", servers: "Servers") -> None:
        """Open all ports."""
        from osint_kit.exercises.certificates import Certificates
        from osint_kit.exercises.class_board import ClassBoard
        from osint_kit.exercises.connections import DnsConnection, DnsDatagrams, WhoisConnection
        from osint_kit.exercises.http_connection import HttpConnection
        from osint_kit.exercises.tls_connection import TlsConnection

        self._certificates = certificates = Certificates()
        web = partial(internet.web, scheme="http")
        secure_web = partial(internet.web, scheme="https")
        resolver = servers.listen_for_dns(
            lambda: DnsConnection(partial(internet.dns, over_udp=False)),
            DnsDatagrams(partial(internet.dns, over_udp=True)),
        )
        connect = {
            "*:80": servers.listen(lambda: HttpConnection(web)),
            "*:443": servers.listen(lambda: TlsConnection(certificates.context, HttpConnection(secure_web))),
        }
        for host in internet.whois_hosts:
            connect[f"{host}:43"] = servers.listen(partial(WhoisConnection, partial(internet.whois, host)))
        self._world = world_file(self.scenario.name, resolver, connect)
        if self._class_port is not None:
            board = ClassBoard(self.scenario, self._world, certificates.pem)
            self.join_at = f"http://{servers.listen(lambda: HttpConnection(board.answer), self._class_port)}"


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
