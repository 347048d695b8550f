import gzip
import socket
import time
import tracemalloc
import zlib

import pytest

from osint_kit.gateway import Gateway
from osint_kit.gateway.caps import Caps
from osint_kit.gateway.failures import TimedOut, TooMuch
from osint_kit.gateway.http_reading import decode, read_http
from osint_kit.reach import Reach
from tests.gateway.conftest import MakeWorld, Serve, ask
from tests.gateway.servers import Script, answering, ok, read_head

QUICK = Caps(seconds=0.4)


def drip(head: bytes, piece: bytes) -> Script:
    def script(connection: socket.socket) -> None:
        read_head(connection)
        connection.sendall(head)
        for _ in range(150):
            connection.sendall(piece)
            time.sleep(0.02)

    return script


@pytest.mark.parametrize(
    "head, piece",
    [
        (b"HTTP/1.1 200", b" "),
        (b"HTTP/1.1 200 OK\r\nX: ", b"y"),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n", b"z"),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", b"1\r\nz\r\n"),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n", b"X: y\r\n"),
        (b"", b"HTTP/1.1 100 Continue\r\n\r\n"),
    ],
)
def test_slow_drips_end_at_the_deadline(head: bytes, piece: bytes, serve: Serve, world: MakeWorld) -> None:
    net = world({"*:80": serve(drip(head, piece)).place}, caps=QUICK)
    before = time.monotonic()
    exchange = net.perform(ask())
    assert time.monotonic() - before < 2
    assert exchange.failure == "timeout"
    assert exchange.received.startswith(head)
    assert len(exchange.received) > len(head)


def test_silence_ends_at_the_deadline(serve: Serve, world: MakeWorld) -> None:
    net = world({"*:80": serve(lambda connection: time.sleep(0.6)).place}, caps=QUICK)
    with pytest.raises(TimedOut, match=r"within 0\.4 s"):
        Gateway(net, Reach.TARGET).http(ask())


def endless(head: bytes, piece: bytes) -> Script:
    def script(connection: socket.socket) -> None:
        read_head(connection)
        connection.sendall(head)
        for _ in range(50_000):
            connection.sendall(piece)

    return script


@pytest.mark.parametrize(
    "head, piece",
    [
        (b"HTTP/1.1 200 OK\r\n\r\n", b"z" * 9999),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 99999999\r\n\r\n", b"z" * 9999),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", b"1f4\r\n" + b"z" * 500 + b"\r\n"),
    ],
)
def test_an_endless_body_is_cut(head: bytes, piece: bytes, serve: Serve, world: MakeWorld) -> None:
    caps = Caps(bytes=100_000)
    gateway = Gateway(world({"*:80": serve(endless(head, piece)).place}, caps=caps), Reach.TARGET, caps=caps)
    answer = gateway.http(ask())
    assert answer.truncated
    assert 100_000 <= gateway.usage.received < 100_200  # the answer, and that of the resolver
    assert 98_000 < len(answer.body) < 100_000
    assert set(answer.body) == {ord("z")}


@pytest.mark.parametrize(
    "bomb, coding", [(gzip.compress(bytes(30_000_000)), "gzip"), (zlib.compress(bytes(30_000_000)), "deflate")]
)
def test_a_bomb_is_cut(bomb: bytes, coding: str, serve: Serve, world: MakeWorld) -> None:
    net = world({"*:80": serve(answering(ok(bomb, f"Content-Encoding: {coding}"))).place})
    answer = Gateway(net, Reach.TARGET).http(ask())
    assert answer.truncated
    assert len(answer.body) == 10_000_000


def test_a_bomb_takes_no_memory() -> None:
    bomb = gzip.compress(bytes(30_000_000))
    tracemalloc.start()
    try:
        assert decode(bomb, "gzip", 1000) == (bytes(1000), True)
        assert tracemalloc.get_traced_memory()[1] < 1_000_000
    finally:
        tracemalloc.stop()


def test_a_body_of_very_many_parts_is_cut() -> None:
    before = time.monotonic()
    assert decode(gzip.compress(b"x") * 400_000, "gzip", 10_000_000) == (b"x" * 100, True)
    assert time.monotonic() - before < 5


@pytest.mark.parametrize(
    "headers",
    [b"".join(b"X-%d: y\r\n" % i for i in range(10_000)), b"X: " + b"y" * 100_000 + b"\r\n"],
)
def test_too_many_or_too_long_headers(headers: bytes, serve: Serve, world: MakeWorld) -> None:
    net = world({"*:80": serve(answering(b"HTTP/1.1 200 OK\r\n" + headers + b"\r\n")).place})
    with pytest.raises(TooMuch):
        Gateway(net, Reach.TARGET).http(ask())


def test_endless_headers_are_too_much(serve: Serve, world: MakeWorld) -> None:
    net = world({"*:80": serve(endless(b"", b"HTTP/1.1 100 Continue\r\n\r\n")).place}, caps=Caps(bytes=50_000))
    assert net.perform(ask()).failure == "limit"


def test_a_body_cut_on_the_wire_still_unpacks(serve: Serve, world: MakeWorld) -> None:
    packed = gzip.compress(bytes(i * 7919 % 251 for i in range(400_000)))
    caps = Caps(bytes=len(packed) // 2)
    net = world({"*:80": serve(answering(ok(packed, "Content-Encoding: gzip"))).place}, caps=caps)
    answer = read_http(net.perform(ask()))
    assert answer.truncated
    assert answer.body
