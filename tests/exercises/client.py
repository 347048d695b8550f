"""A trainee's machine: real clients that go where a world file sends them."""

import json
import socket
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import dns.message
import dns.query
import urllib3

from osint_kit.canonical import Json
from osint_kit.exercises import Range, Scenario


class Client:
    """Asks a range by DNS, WHOIS and HTTP, knowing nothing but its world file."""

    def __init__(self, world_file: Path) -> None:
        world = tomllib.loads(world_file.read_text(encoding="utf-8"))
        self.connect: dict[str, str] = world["connect"]
        self.resolver, port = world["resolver"].split(":")
        self.dns_port = int(port)
        self.ca = str(world_file.parent / world["ca"])

    def resolve(self, name: str, type_: str = "A", edns: int | None = None) -> dns.message.Message:
        query = dns.message.make_query(name, type_, use_edns=None if edns is None else 0, payload=edns)
        return dns.query.udp(query, self.resolver, timeout=5, port=self.dns_port)

    def resolve_over_tcp(self, name: str, type_: str = "A") -> dns.message.Message:
        query = dns.message.make_query(name, type_)
        return dns.query.tcp(query, self.resolver, timeout=5, port=self.dns_port)

    def whois(self, server: str, query: str) -> str:
        with self.dial(f"{server}:43") as connection:
            connection.sendall(query.encode() + b"\r\n")
            with connection.makefile(encoding="utf-8", newline="") as answer:
                return answer.read()

    def dial(self, pattern: str) -> socket.socket:
        host, port = self.connect.get(pattern, self.connect[f"*:{pattern.rpartition(':')[2]}"]).split(":")
        return socket.create_connection((host, int(port)), timeout=5)

    def fetch(self, url: str, method: str = "GET") -> urllib3.BaseHTTPResponse:
        with self.pool(url) as pool:
            return ask(pool, url, method)

    def fetch_json(self, url: str) -> tuple[int, Json]:
        answer = self.fetch(url)
        assert answer.headers["content-type"].startswith("application/json"), answer.data
        found: Json = json.loads(answer.data)
        return answer.status, found

    @contextmanager
    def pool(self, url: str) -> Iterator[urllib3.HTTPConnectionPool]:
        """Kept-alive connections to the host of an address, with its certificate checked."""
        parts = urllib3.util.parse_url(url)
        host = str(parts.host)
        if parts.scheme == "http":
            pool = urllib3.HTTPConnectionPool(*self._place("*:80"), timeout=5, maxsize=1, block=True)
        else:
            pool = urllib3.HTTPSConnectionPool(
                *self._place("*:443"),
                timeout=5,
                maxsize=1,
                block=True,
                ca_certs=self.ca,
                server_hostname=host,
                assert_hostname=host,
            )
        with pool:
            yield pool

    def _place(self, pattern: str) -> tuple[str, int]:
        host, port = self.connect[pattern].split(":")
        return host, int(port)


def ask(pool: urllib3.HTTPConnectionPool, url: str, method: str = "GET") -> urllib3.BaseHTTPResponse:
    """One request, no redirect followed and none repeated."""
    parts = urllib3.util.parse_url(url)
    return pool.urlopen(method, parts.request_uri, headers={"Host": str(parts.host)}, redirect=False, retries=False)


@contextmanager
def running(scenario: Scenario, folder: Path) -> Iterator[tuple[Range, Client]]:
    """A range of a scenario and a client that knows its world."""
    with Range(scenario) as range_:
        yield range_, Client(range_.write_world(folder))
