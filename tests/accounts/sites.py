"""Real sites on loopback, told apart by the name that is asked for, and the world file that leads to them."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from socket import socket

from tests.gateway.servers import DnsServer, Server, ok, read_head, zone


@dataclass(frozen=True)
class Asked:
    """One request as a site got it; header names are in lower case."""

    method: str
    target: str
    headers: dict[str, str]
    body: str


Site = Callable[[Asked], bytes]


@dataclass
class Sites:
    """Sites by host name, all on one port; ``asked`` holds their requests."""

    sites: dict[str, Site]
    asked: dict[str, list[Asked]] = field(default_factory=dict)

    def talk(self, connection: socket) -> None:
        head = read_head(connection).decode("utf-8", "replace")
        line, *lines = head.split("\r\n")
        method, target, _ = line.split(" ", 2)
        headers = {key.lower(): value for key, _, value in (line.partition(": ") for line in lines if line)}
        body = b""
        while len(body) < int(headers.get("content-length", 0)):
            body += connection.recv(1000)
        host = headers["host"]
        request = Asked(method, target, headers, body.decode())
        self.asked.setdefault(host, []).append(request)
        connection.sendall(self.sites[host](request))

    def targets(self, host: str) -> list[str]:
        return [asked.target for asked in self.asked.get(host, [])]


@contextmanager
def serving(folder: Path, sites: dict[str, Site]) -> Iterator[tuple[Sites, Path]]:
    """The sites while they are served, and the world file."""
    served = Sites(sites)
    names = {host: {"A": ["192.0.2.10"]} for host in sites}
    with DnsServer(zone(names)) as dns, Server(served.talk) as server:
        world = folder / "world.toml"
        world.write_text(f'name = "sites"\nresolver = "{dns.place}"\n[connect]\n"*:80" = "{server.place}"\n', "utf-8")
        yield served, world


def members(*handles: str, missing: str = "404 Not Found") -> Site:
    """A site that shows a page for some handles and "nobody" for all others; the handle ends the address."""

    def site(asked: Asked) -> bytes:
        handle = asked.target.rpartition("/")[2]
        if handle in handles:
            return ok(f'<h1 class="card">{handle}</h1>'.encode())
        return ok(b"nobody", status=missing)

    return site
