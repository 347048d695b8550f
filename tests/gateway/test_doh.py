"""DNS over HTTPS, by itself and behind a proxy, with nothing asked of anybody beside it."""

import socket
import ssl
from collections.abc import Callable

import dns.message
import pytest

from osint_kit.errors import UsageError
from osint_kit.gateway import Gateway, open_world
from osint_kit.gateway.doh import read_doh
from osint_kit.gateway.exchange import DnsAnswer, DnsRequest, HttpRequest
from osint_kit.gateway.failures import Failure, NotInWorld, Unreachable
from osint_kit.gateway.network import Network
from osint_kit.reach import Reach
from tests.gateway.conftest import Kept, MakeWorld, Serve, ServeDns
from tests.gateway.proxies import connect_proxy, socks_proxy
from tests.gateway.servers import Script, Zone, answering, ok, read_head, reply, zone

Tls = Callable[[str], ssl.SSLContext]
URL = "https://doh.example/dns-query"
ZONE: Zone = {"shop.example": {"A": ["192.0.2.1"], "MX": ["10 mail.shop.example."]}}


def doh_server(heads: list[bytes], records: Zone = ZONE) -> Script:
    """A server for DNS over HTTPS; ``heads`` are those of the requests."""

    def script(connection: socket.socket) -> None:
        head = read_head(connection)
        heads.append(head)
        size = int(head.lower().partition(b"content-length:")[2].split(b"\r\n")[0])
        body = b""
        while len(body) < size:
            body += connection.recv(size - len(body))
        answer = reply(dns.message.from_wire(body), records).to_wire(want_shuffle=False)
        connection.sendall(ok(answer, "Content-Type: application/dns-message"))

    return script


def question(name: str = "shop.example", type_: str = "A") -> DnsRequest:
    return DnsRequest(name, type_, "test")


def test_questions_go_over_https(serve: Serve, serve_dns: ServeDns, world: MakeWorld, tls: Tls) -> None:
    heads: list[bytes] = []
    resolver = serve_dns(zone({"doh.example": {"A": ["192.0.2.53"]}}))
    net = world({"doh.example:443": serve(doh_server(heads), tls("doh.example")).place}, resolver.place, doh=URL)
    kept = Kept()
    gateway = Gateway(net, Reach.REGISTRY, kept)
    assert gateway.dns(question()).values() == ("192.0.2.1",)
    assert {type_ for _, type_ in resolver.asked} <= {"A", "AAAA"}
    assert {name for name, _ in resolver.asked} == {"doh.example"}
    assert heads[0].startswith(b"POST /dns-query HTTP/1.1\r\n")
    assert b"application/dns-message" in heads[0]
    exchange = kept.kept[0]
    assert dns.message.from_wire(exchange.sent).is_response(dns.message.from_wire(exchange.received))
    assert exchange.peer == ("192.0.2.53", 443)
    assert exchange.tls.startswith("TLS")
    assert f"asked over HTTPS of {URL}" in exchange.notes


def test_many_questions_and_names_that_do_not_exist(serve: Serve, world: MakeWorld, tls: Tls) -> None:
    heads: list[bytes] = []
    server = serve(doh_server(heads), tls("doh.example"))
    net = world({"doh.example:443": server.place}, {"doh.example": {"A": ["192.0.2.53"]}}, doh=URL)
    requests = [question(), question("missing.example"), question(type_="MX"), question("a" * 64 + ".example")]
    found = list(Gateway(net, Reach.REGISTRY).dns_many(requests))
    assert [item.status for item in found if isinstance(item, DnsAnswer)] == ["NOERROR", "NXDOMAIN", "NOERROR"]
    assert isinstance(found[3], Failure)


def test_hosts_are_looked_up_over_it_too(serve: Serve, serve_dns: ServeDns, world: MakeWorld, tls: Tls) -> None:
    heads: list[bytes] = []
    resolver = serve_dns(zone({"doh.example": {"A": ["192.0.2.53"]}}))
    ways = {
        "doh.example:443": serve(doh_server(heads), tls("doh.example")).place,
        "shop.example:80": serve(answering(ok(b"page"))).place,
    }
    gateway = Gateway(world(ways, resolver.place, doh=URL), Reach.TARGET)
    assert gateway.http(HttpRequest("http://shop.example/", Reach.TARGET, "test")).body == b"page"
    assert {name for name, _ in resolver.asked} == {"doh.example"}
    assert len(heads) == 1


@pytest.mark.parametrize("kind", ["http", "socks5h"])
def test_behind_a_proxy_nobody_else_is_asked(
    kind: str, serve: Serve, serve_dns: ServeDns, world: MakeWorld, tls: Tls
) -> None:
    heads: list[bytes] = []
    seen: list[bytes] = []
    resolver = serve_dns(zone(ZONE))
    ways = {
        "doh.example:443": serve(doh_server(heads), tls("doh.example")).port,
        "shop.example:80": serve(answering(ok(b"page"))).port,
    }
    proxy = serve((socks_proxy if kind == "socks5h" else connect_proxy)(ways, seen))
    net = world({"*:*": "127.0.0.1:1"}, resolver.place, proxy=f"{kind}://{proxy.place}", doh=URL)
    gateway = Gateway(net, Reach.TARGET)
    found = list(gateway.dns_many([question(), question(type_="MX")]))
    assert [item.values() for item in found if isinstance(item, DnsAnswer)] == [
        ("192.0.2.1",),
        ("10 mail.shop.example.",),
    ]
    assert gateway.http(HttpRequest("http://shop.example/", Reach.TARGET, "test")).body == b"page"
    assert resolver.asked == []
    assert {line.split(b" ")[1] if kind == "http" else line for line in seen} == {
        b"doh.example:443",
        b"shop.example:80",
    }


def test_behind_a_proxy_without_it_nothing_is_asked(serve: Serve, serve_dns: ServeDns, world: MakeWorld) -> None:
    seen: list[bytes] = []
    resolver = serve_dns(zone(ZONE))
    proxy = serve(connect_proxy({}, seen))
    net = world({"*:*": "127.0.0.1:1"}, resolver.place, proxy=f"http://{proxy.place}")
    (found,) = Gateway(net, Reach.TARGET).dns_many([question()])
    assert isinstance(found, NotInWorld)
    assert (resolver.asked, seen) == ([], [])


def test_a_server_on_this_machine(serve: Serve) -> None:
    heads: list[bytes] = []
    server = serve(doh_server(heads))
    net = open_world(doh=f"http://{server.place}/dns-query{{?dns}}")
    assert Gateway(net, Reach.REGISTRY).dns(question()).values() == ("192.0.2.1",)


def test_a_world_names_the_place_of_an_address_too(serve: Serve, world: MakeWorld) -> None:
    server = serve(doh_server([]))
    net = world({}, doh=f"http://{server.place}/dns-query")
    with pytest.raises(NotInWorld):
        Gateway(net, Reach.REGISTRY).dns(question())


@pytest.mark.parametrize(
    "answer, words",
    [
        (ok(b"", status="429 Too Many Requests"), "429"),
        (ok(b"<html>"), "no answer"),
        (ok(dns.message.make_query("shop.example", "A", id=0).to_wire()), "no answer"),
    ],
)
def test_what_is_no_answer(answer: bytes, words: str, serve: Serve) -> None:
    def script(connection: socket.socket) -> None:
        read_head(connection)
        connection.sendall(answer)

    net: Network = open_world(doh=f"http://{serve(script).place}/dns-query")  # type: ignore[assignment]
    with pytest.raises(Unreachable, match=words):
        Gateway(net, Reach.REGISTRY).dns(question())


@pytest.mark.parametrize("text", ["http://doh.example/dns-query", "doh.example", "ftp://127.0.0.1/", "https://"])
def test_what_is_no_such_address(text: str) -> None:
    with pytest.raises(UsageError):
        read_doh(text)


@pytest.mark.parametrize("text", ["9.9.9.9", "127.0.0.1:5353", "[::1]:53", "2620:fe::fe"])
def test_resolvers_are_written_with_or_without_a_port(text: str) -> None:
    open_world(resolvers=[text])


@pytest.mark.parametrize("text", ["dns.quad9.net", "127.0.0.1:", "1.2.3", "127.0.0.1:99999", ""])
def test_what_is_no_resolver(text: str) -> None:
    with pytest.raises(UsageError):
        open_world(resolvers=[text])
