"""A gateway to real servers on loopback, with names, pages and WHOIS answers that a test writes."""

import socket
import ssl
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from pathlib import Path

import pytest
import trustme

from osint_kit.findings import Finding
from osint_kit.gateway import Gateway
from osint_kit.gateway.caps import Caps
from osint_kit.gateway.exchange import Exchange, HttpRequest
from osint_kit.gateway.network import Network
from osint_kit.gateway.world_file import read_world_file
from osint_kit.reach import Reach
from tests.gateway.conftest import server_context
from tests.gateway.servers import DnsScript, DnsServer, Script, Server, Zone, ok, read_head, zone

ADDRESS = "192.0.2.10"

Ask = Callable[..., Gateway]
Pages = Mapping[str, bytes | Callable[[str], bytes]]
"""From ``host/path`` to a whole HTTP response, or to what makes one from the head of the request."""


class Keeper:
    """A recorder that numbers what it is given."""

    def __init__(self) -> None:
        self.kept: list[Exchange] = []

    @property
    def pages(self) -> list[Exchange]:
        """What was asked of web servers."""
        return [exchange for exchange in self.kept if isinstance(exchange.request, HttpRequest)]

    def keep(self, exchange: Exchange) -> str:
        self.kept.append(exchange)
        return f"urn:test:{len(self.kept)}"


def pages_script(pages: Pages) -> Script:
    """Serve pages by host and path."""

    def script(connection: socket.socket) -> None:
        head = read_head(connection).decode("latin-1")
        host = next((line[6:] for line in head.split("\r\n") if line.lower().startswith("host: ")), "")
        target = ([*head.split(" "), "", ""])[1]
        page = pages.get(host + target, ok(b"nothing here", status="404 Not Found"))
        connection.sendall(page(head) if callable(page) else page)

    return script


def whois_script(answer: bytes) -> Script:
    """Serve one answer to whatever is asked."""

    def script(connection: socket.socket) -> None:
        while (piece := connection.recv(1)) and piece != b"\n":
            pass
        connection.sendall(answer)

    return script


@pytest.fixture
def keeper() -> Keeper:
    return Keeper()


@pytest.fixture
def gateway(tmp_path: Path, keeper: Keeper) -> Iterator[Ask]:
    """Makes a gateway to ``pages``, ``whois`` servers and a ``names`` zone.

    Pages are served over http, and over https for the ``tls`` host, by a ``context`` of its own where one is given.
    """
    with ExitStack() as stack:

        def make(
            pages: Pages | None = None,
            whois: Mapping[str, bytes] | None = None,
            names: Zone | DnsScript | None = None,
            reach: Reach = Reach.PLATFORM,
            tls: str = "",
            context: ssl.SSLContext | None = None,
            caps: Caps | None = None,
        ) -> Gateway:
            hosts = {key.split("/")[0] for key in pages or {}} | set(whois or {})
            script = names if callable(names) else zone(names or {host: {"A": [ADDRESS]} for host in hosts})
            connect = {"*:80": stack.enter_context(Server(pages_script(pages or {}))).place}
            if tls:
                authority = trustme.CA()
                authority.cert_pem.write_to_path(str(tmp_path / "ca.pem"))
                secure = Server(pages_script(pages or {}), context or server_context(authority, tls))
                connect["*:443"] = stack.enter_context(secure).place
            for host, answer in (whois or {}).items():
                connect[f"{host}:43"] = stack.enter_context(Server(whois_script(answer))).place
            resolver = stack.enter_context(DnsServer(script)).place
            lines = ['name = "test"', f'resolver = "{resolver}"', 'ca = "ca.pem"' if tls else "", "[connect]"]
            lines += [f'"{pattern}" = "{place}"' for pattern, place in connect.items()]
            file = tmp_path / "world.toml"
            file.write_text("\n".join(lines), "utf-8")
            return Gateway(Network(read_world_file(file), caps=caps), reach, keeper)

        yield make


def moved(location: str) -> bytes:
    """A redirect."""
    return ok(b"", f"Location: {location}", status="301 Moved Permanently")


def text_of(finding: Finding) -> object:
    """What a finding about an account says: the address of the account, or the value of a fact."""
    assert isinstance(finding.value, dict)
    return finding.value.get("url", finding.value.get("value"))


def state_of(finding: Finding) -> object:
    """Whether an account is there, by a finding ``account``."""
    assert finding.property == "account"
    assert isinstance(finding.value, dict)
    return finding.value["state"]
