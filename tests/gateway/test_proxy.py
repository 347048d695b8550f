import base64
import socket
import ssl
import time
from collections.abc import Callable

import pytest

from osint_kit.errors import UsageError
from osint_kit.gateway import Gateway, open_world
from osint_kit.gateway.caps import Caps
from osint_kit.gateway.exchange import DnsRequest, HttpRequest, WhoisRequest
from osint_kit.gateway.failures import Guarded, NotInWorld
from osint_kit.gateway.proxy import Proxy, read_proxy
from osint_kit.reach import Reach
from tests.gateway.conftest import MakeWorld, Serve, ServeDns
from tests.gateway.proxies import Ways, connect_proxy, socks_proxy
from tests.gateway.servers import Script, Server, answering, ok, read_head, zone

Tls = Callable[[str], ssl.SSLContext]
Make = Callable[[Ways, list[bytes]], Server]
EVERYWHERE = {"*:*": "127.0.0.1:1"}
"""Nobody listens there: what arrives came through the proxy."""


def http(url: str) -> HttpRequest:
    return HttpRequest(url, Reach.TARGET, "test")


@pytest.fixture(params=["http", "https", "socks5h"])
def kind(request: pytest.FixtureRequest) -> str:
    word: str = request.param
    return word


@pytest.fixture
def make(kind: str, serve: Serve, tls: Tls) -> Make:
    """A proxy of each kind in turn."""

    def start(ways: Ways, seen: list[bytes]) -> Server:
        script = socks_proxy if kind == "socks5h" else connect_proxy
        return serve(script(ways, seen), tls("127.0.0.1") if kind == "https" else None)

    return start


def test_all_goes_through_by_name(
    kind: str, make: Make, serve: Serve, serve_dns: ServeDns, world: MakeWorld, tls: Tls
) -> None:
    ways = {
        "shop.example:80": serve(answering(ok(b"plain"))).port,
        "shop.example:443": serve(answering(ok(b"secret")), tls("shop.example")).port,
        "shop.example:43": serve(lambda connection: connection.sendall(connection.recv(99) + b"whois")).port,
    }
    seen: list[bytes] = []
    resolver = serve_dns(zone({}))
    proxy = f"{kind}://{make(ways, seen).place}"
    net = world(EVERYWHERE, resolver.place, proxy=proxy)
    gateway = Gateway(net, Reach.TARGET)
    assert gateway.http(http("http://shop.example/")).body == b"plain"
    assert gateway.http(http("https://shop.example/")).body == b"secret"
    assert gateway.whois(WhoisRequest("shop.example", "x", "test")).text == "x\r\nwhois"
    assert len(seen) == 3
    assert all(b"shop.example" in told for told in seen)
    assert resolver.asked == []
    exchange = net.perform(http("http://shop.example/"))
    assert exchange.peer is None
    assert exchange.notes == (f"through the proxy {proxy}",)
    assert exchange.sent.startswith(b"GET / HTTP/1.1\r\nHost: shop.example\r\n")
    assert exchange.received == ok(b"plain")


def test_the_certificate_of_the_host_is_checked_through_it(
    kind: str, make: Make, serve: Serve, world: MakeWorld, tls: Tls
) -> None:
    ways = {"shop.example:443": serve(answering(ok()), tls("other.example")).port}
    net = world(EVERYWHERE, proxy=f"{kind}://{make(ways, []).place}")
    assert net.perform(http("https://shop.example/")).failure == "tls"


def test_dns_questions_would_go_round_it(kind: str, make: Make, serve_dns: ServeDns, world: MakeWorld) -> None:
    resolver = serve_dns(zone({}))
    net = world(EVERYWHERE, resolver.place, proxy=f"{kind}://{make({}, []).place}")
    with pytest.raises(NotInWorld, match="round the proxy"):
        Gateway(net, Reach.TARGET).dns(DnsRequest("shop.example", "A", "test"))
    assert resolver.asked == []


@pytest.mark.parametrize("host", ["127.0.0.1", "10.0.0.5", "localhost", "[::1]", "2130706433"])
def test_the_guard_judges_what_is_written(host: str, kind: str, make: Make, world: MakeWorld) -> None:
    seen: list[bytes] = []
    net = world(EVERYWHERE, proxy=f"{kind}://{make({}, seen).place}")
    with pytest.raises(Guarded):
        Gateway(net, Reach.TARGET).http(http(f"http://{host}/"))
    assert seen == []


def test_a_proxy_that_does_not_let_through(kind: str, make: Make, world: MakeWorld) -> None:
    exchange = world(EVERYWHERE, proxy=f"{kind}://{make({}, []).place}").perform(http("http://shop.example/"))
    assert exchange.failure == "unreachable"
    assert "the proxy" in exchange.why
    assert "shop.example" in exchange.why
    assert exchange.sent == b""


def test_a_proxy_that_is_not_there(kind: str, closed_port: int, world: MakeWorld) -> None:
    exchange = world(EVERYWHERE, proxy=f"{kind}://127.0.0.1:{closed_port}").perform(http("http://shop.example/"))
    assert exchange.failure == "unreachable"
    assert f"127.0.0.1:{closed_port}" in exchange.why


def dripping(first: bytes, again: bytes) -> Script:
    def script(connection: socket.socket) -> None:
        connection.recv(2000)
        connection.sendall(first)
        for _ in range(60):
            connection.sendall(again)
            time.sleep(0.05)

    return script


@pytest.mark.parametrize(
    "scheme, first, again",
    [
        ("http", b"HTTP/1.1 200 OK\r\n", b"X"),
        ("http", b"", b"\r"),
        ("socks5h", b"\x05\x00\x05\x00\x00\x03\xff", b"x"),
        ("socks5h", b"\x05", b""),
    ],
)
def test_a_proxy_that_drips(scheme: str, first: bytes, again: bytes, serve: Serve, world: MakeWorld) -> None:
    proxy = f"{scheme}://{serve(dripping(first, again)).place}"
    before = time.monotonic()
    exchange = world(EVERYWHERE, proxy=proxy, caps=Caps(seconds=0.4)).perform(http("http://shop.example/"))
    assert time.monotonic() - before < 2
    assert exchange.failure == "timeout"


def test_tls_inside_tls_ends_at_the_deadline(serve: Serve, world: MakeWorld, tls: Tls) -> None:
    def script(connection: socket.socket) -> None:
        read_head(connection)
        connection.sendall(b"HTTP/1.1 200 OK\r\n\r\n\x16\x03\x03\x40\x00")
        for _ in range(150):
            connection.sendall(b"\x00")
            time.sleep(0.02)

    proxy = f"https://{serve(script, tls('127.0.0.1')).place}"
    before = time.monotonic()
    exchange = world(EVERYWHERE, proxy=proxy, caps=Caps(seconds=0.4)).perform(http("https://shop.example/"))
    assert time.monotonic() - before < 2
    assert exchange.failure == "timeout"


def test_logs_in_to_an_http_proxy(serve: Serve, world: MakeWorld) -> None:
    seen: list[bytes] = []
    server = serve(connect_proxy({"shop.example:80": serve(answering(ok())).port}, seen))
    exchange = world(EVERYWHERE, proxy=f"http://me:pa%20ss@{server.place}").perform(http("http://shop.example/"))
    assert b"Proxy-Authorization: Basic " + base64.b64encode(b"me:pa ss") in seen[0]
    assert exchange.failure == ""
    assert "pa ss" not in repr(exchange)


@pytest.mark.parametrize("login, failure", [("me:word", ""), ("me:wrong", "unreachable")])
def test_logs_in_to_a_socks_proxy(login: str, failure: str, serve: Serve, world: MakeWorld) -> None:
    server = serve(socks_proxy({"shop.example:80": serve(answering(ok())).port}, [], b"me:word"))
    exchange = world(EVERYWHERE, proxy=f"socks5h://{login}@{server.place}").perform(http("http://shop.example/"))
    assert exchange.failure == failure
    assert login not in exchange.why


@pytest.mark.parametrize("text", ["http://h:80", "https://h:443/", " socks5h://127.0.0.1:9050 "])
def test_reads_a_proxy(text: str) -> None:
    assert read_proxy(text).text == text.strip(" /")


def test_reads_user_and_password() -> None:
    assert read_proxy("http://a%40b:c%3Ad@h:1") == Proxy("http", "h", 1, "a@b", "c:d")


@pytest.mark.parametrize(
    "text",
    [
        "socks5://h:1",
        "socks4://h:1",
        "h:1",
        "http://h",
        "http://:80",
        "ftp://h:1",
        "",
        "http://u:topsecret@h:x",
        "http://h:1/x",
        "http://[h:1",
    ],
)
def test_refuses_other_proxies(text: str) -> None:
    with pytest.raises(UsageError) as raised:
        read_proxy(text)
    assert "127.0.0.1:9050" in raised.value.next_step
    assert "topsecret" not in raised.value.message


def test_the_internet_behind_a_proxy(serve: Serve) -> None:
    proxy = serve(connect_proxy({"shop.example:80": serve(answering(ok(b"plain"))).port}, []))
    net = open_world(None, f"http://{proxy.place}")
    assert Gateway(net, Reach.TARGET).http(http("http://shop.example/")).body == b"plain"
