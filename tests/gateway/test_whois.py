import socket
import time

import pytest

from osint_kit.gateway import Gateway
from osint_kit.gateway.caps import Caps
from osint_kit.gateway.exchange import WhoisRequest
from osint_kit.gateway.failures import Failure
from osint_kit.gateway.whois_transport import read_whois
from osint_kit.reach import Reach
from tests.gateway.conftest import PUBLIC, MakeWorld, Serve
from tests.gateway.servers import Script

REQUEST = WhoisRequest("shop.example", "police.example", "test")


def speaking(reply: bytes, seen: list[bytes]) -> Script:
    def script(connection: socket.socket) -> None:
        with connection.makefile("rb") as file:
            seen.append(file.readline())
        connection.sendall(reply)

    return script


@pytest.mark.parametrize(
    "reply, text",
    [
        (b"Domain: police.example\r\n", "Domain: police.example\r\n"),
        ("Registrant: Tévi\n".encode(), "Registrant: Tévi\n"),
        ("Registrant: Tévi\n".encode("latin-1"), "Registrant: Tévi\n"),
        ("[登録者名] 株式会社\n".encode("shift_jis"), "[登録者名] 株式会社\n"),
        ("[登録者名] ㈱髙橋①\n".encode("cp932"), "[登録者名] ㈱髙橋①\n"),
        ("[登録者名] 株式会社\n".encode("iso2022_jp"), "[登録者名] 株式会社\n"),
        (b"Registrant: \x1b$ T\xe9vi\n", "Registrant: \x1b$ T\xe9vi\n"),
        (b"Domain: police.example", "Domain: police.example"),
    ],
)
def test_reads_utf_8_else_japanese_else_latin_1(reply: bytes, text: str, serve: Serve, world: MakeWorld) -> None:
    seen: list[bytes] = []
    net = world({"*:43": serve(speaking(reply, seen)).place})
    exchange = net.perform(REQUEST)
    assert seen == [b"police.example\r\n"] == [exchange.sent]
    assert exchange.received == reply
    assert exchange.peer == (PUBLIC, 43)
    assert read_whois(exchange).text == text


def test_the_gateway_returns_the_answer(serve: Serve, world: MakeWorld) -> None:
    gateway = Gateway(world({"shop.example:43": serve(speaking(b"x\n", [])).place}), Reach.REGISTRY)
    answer = gateway.whois(REQUEST)
    assert (answer.server, answer.query, answer.text) == ("shop.example", "police.example", "x\n")


@pytest.mark.parametrize("reply", [b"", b"\r\n \r\n"])
def test_an_empty_answer_is_none(reply: bytes, serve: Serve, world: MakeWorld) -> None:
    exchange = world({"*:43": serve(speaking(reply, [])).place}).perform(REQUEST)
    assert exchange.failure == "unreachable"


def test_an_endless_answer_is_too_much(serve: Serve, world: MakeWorld) -> None:
    net = world({"*:43": serve(speaking(b"x" * 200_000, [])).place}, caps=Caps(bytes=100_000))
    exchange = net.perform(REQUEST)
    assert (exchange.failure, len(exchange.received)) == ("limit", 100_000)


def test_a_drip_ends_at_the_deadline(serve: Serve, world: MakeWorld) -> None:
    def script(connection: socket.socket) -> None:
        for _ in range(150):
            connection.sendall(b"x")
            time.sleep(0.02)

    exchange = world({"*:43": serve(script).place}, caps=Caps(seconds=0.3)).perform(REQUEST)
    assert exchange.failure == "timeout"
    assert exchange.received


@pytest.mark.parametrize(
    "server, query, word",
    [
        ("10.0.0.5", "x", "guard"),
        ("localhost", "x", "guard"),
        ("shop.example:80/", "x", "guard"),
        ("", "x", "guard"),
        ("a b", "x", "guard"),
        ("me@shop.example", "x", "guard"),
        ("shop.example", "x\r\ny", "unreachable"),
        ("198.51.100.1", "x", "unreachable"),
    ],
)
def test_what_is_not_asked(
    server: str, query: str, word: str, closed_port: int, serve: Serve, world: MakeWorld
) -> None:
    listening = serve(speaking(b"x", []))
    connect = {"*:43": listening.place, "198.51.100.1:43": f"127.0.0.1:{closed_port}"}
    with pytest.raises(Failure) as raised:
        Gateway(world(connect), Reach.REGISTRY).whois(WhoisRequest(server, query, "test"))
    assert raised.value.word == word
