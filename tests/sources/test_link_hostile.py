"""Shorteners that mean harm, over real sockets: each ends its own chain, in time, and none ends another."""

import gzip
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
import trustme

from osint_kit.gateway import Gateway
from osint_kit.gateway.caps import Caps
from osint_kit.gateway.network import Network
from osint_kit.gateway.world_file import read_world_file
from osint_kit.overlap import in_order
from osint_kit.reach import Reach
from osint_kit.sources.link_hops import Chain, expand
from tests.gateway.conftest import server_context
from tests.gateway.servers import DnsServer, Script, Server, ok, read_head, zone
from tests.sources.conftest import ADDRESS, moved

SMALL = Caps(seconds=0.5, bytes=200_000)
Follow = Callable[[Script], Chain]


@pytest.fixture(params=[False, True], ids=["alone", "side by side"])
def follow(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Follow]:
    """Follow a link of a shortener that answers by a script, with caps that a test can wait for."""
    with ExitStack() as stack:

        def run(script: Script) -> Chain:
            web = stack.enter_context(Server(script))
            names = stack.enter_context(DnsServer(zone({"ow.ly": {"A": [ADDRESS]}})))
            lines = ['name = "test"', f'resolver = "{names.place}"', "[connect]", f'"*:80" = "{web.place}"']
            (tmp_path / "world.toml").write_text("\n".join(lines), "utf-8")
            world = Network(read_world_file(tmp_path / "world.toml"), caps=SMALL)
            gateway = Gateway(world, Reach.PLATFORM, caps=SMALL)
            if not request.param:
                return expand("http://ow.ly/x", gateway)
            own, pool = gateway.side_by_side(4)
            try:
                return pool.submit(expand, "http://ow.ly/x", own).result()
            finally:
                pool.stop()

        yield run


def saying(head: bytes, piece: bytes = b"", times: int = 1, wait: float = 0.0) -> Script:
    def script(connection: socket.socket) -> None:
        read_head(connection)
        connection.sendall(head)
        for _ in range(times):
            time.sleep(wait)
            connection.sendall(piece)

    return script


HOSTILE = [
    (saying(b"HTTP/1.1 200 OK\r\n\r\n", b"x", 200, 0.02), "limit", "within 0.5 s"),
    (saying(b"HTTP/1.1 302 Found\r\nX: ", b"x", 200, 0.02), "limit", "within 0.5 s"),
    (saying(b"", b"", 1, 1.0), "limit", "within 0.5 s"),
    (saying(b"HTTP/1.1 200 OK\r\n\r\n", b"x" * 9999, 5000), "limit", "larger than the cap"),
    (saying(ok(gzip.compress(bytes(9_000_000)), "Content-Encoding: gzip")), "limit", "larger than the cap"),
    (saying(b"HTTP/1.1 302 Found\r\n" + b"X: y\r\n" * 10_000 + b"\r\n"), "limit", "too many headers"),
    (saying(b"HTTP/1.1 302 Found\r\nX: " + b"y" * 100_000 + b"\r\n\r\n"), "limit", "too large"),
    (saying(b"HTTP/1.1 302 Found\r\nLocation: /y"), "error", "broke off"),
    (saying(b"\x16\x03\x01\x00"), "error", "no HTTP answer"),
    (saying(b""), "error", "closed without an answer"),
    (saying(moved("gopher://x.example/")), "guard", "gopher"),
    (saying(moved("http://[::ffff:169.254.169.254]/")), "guard", "metadata"),
    (saying(moved("/y")), "loop", "leads back"),
]


@pytest.mark.parametrize("script, stopped, said", HOSTILE)
def test_each_ends_its_own_chain(follow: Follow, script: Script, stopped: str, said: str) -> None:
    before = time.monotonic()
    chain = follow(script)
    assert time.monotonic() - before < 5
    assert chain.stopped == stopped, chain.problem
    assert said in str(chain.problem)


def test_one_bad_link_never_stops_the_rest(tmp_path: Path) -> None:
    """All of them in one list, side by side, with links that are well between them and one of broken TLS."""
    scripts = [script for script, _, _ in HOSTILE]
    with ExitStack() as stack:
        bad = {f"bad{number}.example": stack.enter_context(Server(script)) for number, script in enumerate(scripts)}
        well = stack.enter_context(Server(saying(ok(b"<title>Jobs</title>"))))
        broken = stack.enter_context(Server(saying(ok()), server_context(trustme.CA(), "broken.example")))
        hosts = [*bad, "well.example", "broken.example", "inside.example"]
        zone_ = {host: {"A": ["10.0.0.5" if host.startswith("inside") else ADDRESS]} for host in hosts}
        names = stack.enter_context(DnsServer(zone(zone_)))
        connect = {f"{host}:80": server.place for host, server in bad.items()}
        connect |= {"well.example:80": well.place, "broken.example:443": broken.place, "inside.example:80": well.place}
        lines = ['name = "test"', f'resolver = "{names.place}"', "[connect]"]
        lines += [f'"{pattern}" = "{place}"' for pattern, place in connect.items()]
        (tmp_path / "world.toml").write_text("\n".join(lines), "utf-8")
        world = Network(read_world_file(tmp_path / "world.toml"), caps=SMALL)
        own, pool = Gateway(world, Reach.TARGET, caps=SMALL).side_by_side(8)
        links = [link for host in bad for link in (f"http://{host}/x", "http://well.example/y")]
        links += ["https://broken.example/", "http://inside.example/", "file:///etc/passwd", "http://well.example/z"]
        chains = list(in_order(lambda link: expand(link, own), links, pool))
    assert [chain.input for chain in chains] == links
    assert {chain.stopped for chain in chains if "well" in chain.input} == {"landing"}
    assert [chain.stopped for chain in chains if "bad" in chain.input] == [stopped for _, stopped, _ in HOSTILE]
    assert [chain.stopped for chain in chains[-4:]] == ["error", "guard", "guard", "landing"]
    assert "certificate" in str(chains[-4].problem)
