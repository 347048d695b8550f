import socket
import ssl
import time
from collections.abc import Callable

import pytest
import trustme

from osint_kit.gateway import Gateway
from osint_kit.gateway.caps import Caps
from osint_kit.gateway.exchange import HttpRequest
from osint_kit.gateway.failures import TlsFailed
from osint_kit.reach import Reach
from tests.gateway.conftest import PUBLIC, MakeWorld, Serve, server_context
from tests.gateway.servers import answering, ok

Tls = Callable[[str], ssl.SSLContext]
REQUEST = HttpRequest("https://shop.example/", Reach.TARGET, "test")


def test_asks_over_tls_and_says_how(serve: Serve, world: MakeWorld, tls: Tls) -> None:
    net = world({"*:443": serve(answering(ok()), tls("shop.example")).place})
    exchange = net.perform(REQUEST)
    assert exchange.received == ok()
    assert exchange.peer == (PUBLIC, 443)
    version, cipher, certificate = exchange.tls.split()
    assert version.startswith("TLSv1.")
    assert cipher
    assert certificate.startswith("sha256:")
    assert len(certificate) == len("sha256:") + 64


def test_an_address_with_a_certificate_for_it(serve: Serve, world: MakeWorld, tls: Tls) -> None:
    net = world({"192.0.2.7:443": serve(answering(ok()), tls("192.0.2.7")).place})
    assert net.perform(HttpRequest("https://192.0.2.7/", Reach.TARGET, "test")).failure == ""


def test_a_certificate_of_another_host(serve: Serve, world: MakeWorld, tls: Tls) -> None:
    gateway = Gateway(world({"*:443": serve(answering(ok()), tls("other.example")).place}), Reach.TARGET)
    with pytest.raises(TlsFailed, match=r"certificate of shop\.example does not hold"):
        gateway.http(REQUEST)


def test_a_certificate_that_nobody_trusts(serve: Serve, world: MakeWorld) -> None:
    own = server_context(trustme.CA(), "shop.example")
    exchange = world({"*:443": serve(answering(ok()), own).place}).perform(REQUEST)
    assert exchange.failure == "tls"
    assert exchange.sent == exchange.received == b""


def test_a_server_without_tls(serve: Serve, world: MakeWorld) -> None:
    exchange = world({"*:443": serve(lambda connection: connection.sendall(b"not tls at all")).place}).perform(REQUEST)
    assert (exchange.failure, exchange.sent) == ("tls", b"")


@pytest.mark.parametrize("first", [b"", b"\x16\x03\x03\x40\x00"])
def test_a_handshake_that_drips_ends_at_the_deadline(first: bytes, serve: Serve, world: MakeWorld) -> None:
    def script(connection: socket.socket) -> None:
        connection.recv(2000)
        connection.sendall(first)
        for _ in range(150 if first else 0):
            connection.sendall(b"\x00")
            time.sleep(0.02)
        time.sleep(0.6)

    net = world({"*:443": serve(script).place}, caps=Caps(seconds=0.4))
    before = time.monotonic()
    assert net.perform(REQUEST).failure == "timeout"
    assert time.monotonic() - before < 2


def test_a_body_that_drips_over_tls_ends_at_the_deadline(serve: Serve, world: MakeWorld, tls: Tls) -> None:
    def script(connection: socket.socket) -> None:
        connection.recv(2000)
        connection.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
        for _ in range(150):
            connection.sendall(b"x")
            time.sleep(0.02)

    net = world({"*:443": serve(script, tls("shop.example")).place}, caps=Caps(seconds=0.4))
    exchange = net.perform(REQUEST)
    assert exchange.failure == "timeout"
    assert exchange.received.startswith(b"HTTP/1.1 200 OK\r\n\r\nx")


def test_a_server_that_wants_a_certificate_of_ours(
    serve: Serve, world: MakeWorld, tls: Tls, authority: trustme.CA
) -> None:
    context = tls("shop.example")
    context.verify_mode = ssl.CERT_REQUIRED
    authority.configure_trust(context)
    assert world({"*:443": serve(answering(ok()), context).place}).perform(REQUEST).failure == "tls"
