import dataclasses
import gzip
import io
import socket
import zlib
from pathlib import Path

import pytest

from osint_kit.gateway import Gateway
from osint_kit.gateway.failures import Failure, Guarded, NotInWorld, Unreachable
from osint_kit.gateway.http_framing import read_response
from osint_kit.gateway.http_reading import read_http
from osint_kit.reach import Reach
from osint_kit.version import VERSION
from tests.gateway.conftest import PUBLIC, URL, Kept, MakeWorld, Serve, ask
from tests.gateway.servers import answering, ok, read_head


def test_keeps_the_bytes_as_they_were_on_the_wire(serve: Serve, world: MakeWorld) -> None:
    seen: list[bytes] = []
    answer = ok(b"hello", "X-Odd:  spaced ", "x-odd: again")
    server = serve(answering(answer, seen=seen))
    exchange = world({"*:80": server.place}).perform(ask())
    assert (exchange.failure, exchange.why) == ("", "")
    assert exchange.received == answer
    assert [exchange.sent] == seen
    assert exchange.peer == (PUBLIC, 80)
    assert exchange.started <= exchange.ended


def test_the_request_is_honest_and_plain(serve: Serve, world: MakeWorld) -> None:
    seen: list[bytes] = []
    server = serve(answering(ok(), seen=seen))
    world({"*:80": server.place}).perform(ask())
    lines = seen[0].decode().split("\r\n")
    assert lines[0] == "GET /a?b=c HTTP/1.1"
    assert set(lines[1:-2]) == {
        "Host: shop.example",
        f"User-Agent: osint-kit/{VERSION}",
        "Accept: */*",
        "Accept-Encoding: gzip, deflate",
        "Connection: close",
    }


def test_headers_and_body_of_the_request_are_sent(serve: Serve, world: MakeWorld) -> None:
    seen: list[bytes] = []

    def script(connection: socket.socket) -> None:
        seen.append(read_head(connection) + connection.recv(3))
        connection.sendall(ok())

    headers = (("user-agent", "other"), ("X-Name", "Bücher"), ("Cookie", "secret=1"))
    exchange = world({"*:80": serve(script).place}).perform(ask(method="POST", headers=headers, body=b"a=b"))
    assert b"POST /a?b=c" in seen[0]
    assert b"user-agent: other\r\n" in seen[0]
    assert b"osint-kit" not in seen[0]
    assert "X-Name: Bücher\r\n".encode() in seen[0]
    assert b"Content-Length: 3\r\n" in seen[0]
    assert seen[0].endswith(b"\r\n\r\na=b")
    assert b"secret=1" in seen[0]
    assert b"secret=1" not in exchange.sent
    assert exchange.sent == seen[0].replace(b"secret=1", b"(left out)")


@pytest.mark.parametrize("name, value", [("X-Bad", "a\r\nX-More: b"), ("X:Bad", "a"), ("", "a")])
def test_headers_cannot_smuggle(name: str, value: str, serve: Serve, world: MakeWorld) -> None:
    exchange = world({"*:80": serve(answering(ok())).place}).perform(ask(headers=((name, value),)))
    assert exchange.failure == "unreachable"
    assert exchange.sent == b""


BODY = b"The quick brown fox. " * 50
CHUNKED = b"".join(b"%x\r\n%b\r\n" % (len(BODY[i : i + 100]), BODY[i : i + 100]) for i in range(0, 1050, 100))
RAW_DEFLATE = zlib.compressobj(9, zlib.DEFLATED, -15)


def chunked(body: bytes, *headers: str) -> bytes:
    head = "".join(f"{line}\r\n" for line in ("HTTP/1.1 200 OK", "Transfer-Encoding: chunked", *headers))
    return head.encode() + b"\r\n" + b"%x;ext=1\r\n%b\r\n0\r\nTrailer: x\r\n\r\n" % (len(body), body)


@pytest.mark.parametrize(
    "wire",
    [
        ok(BODY),
        b"HTTP/1.0 200 OK\r\n\r\n" + BODY,
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + CHUNKED + b"0\r\n\r\n",
        chunked(gzip.compress(BODY), "Content-Encoding: gzip"),
        ok(gzip.compress(BODY), "Content-Encoding: GZIP"),
        ok(gzip.compress(BODY[:500]) + gzip.compress(BODY[500:]), "Content-Encoding: gzip"),
        ok(zlib.compress(BODY), "Content-Encoding: deflate"),
        ok(zlib.compress(BODY)[2:-4], "Content-Encoding: deflate"),
        ok(gzip.compress(zlib.compress(BODY)), "Content-Encoding: deflate, gzip"),
        ok(gzip.compress(BODY) + b"junk", "Content-Encoding: gzip"),
        ok(BODY, "Content-Encoding: gzip"),
        ok(BODY, "Content-Encoding: unheard-of"),
        ok(BODY, "Content-Encoding: identity"),
        b"HTTP/1.1 100 Continue\r\n\r\n" + ok(BODY),
        ok(BODY) + b"and what comes behind the end",
    ],
)
def test_reads_all_codings_the_same_live_and_from_the_record(
    wire: bytes, serve: Serve, world: MakeWorld, tmp_path: Path
) -> None:
    recorder = Kept()
    gateway = Gateway(world({"*:80": serve(answering(wire)).place}), Reach.TARGET, recorder)
    answer = gateway.http(ask())
    assert answer.body == BODY
    assert not answer.truncated
    assert answer == read_http(recorder.kept[0], "urn:1")


def test_reads_status_headers_and_text(serve: Serve, world: MakeWorld) -> None:
    wire = ok(
        b"caf\xe9", "Content-Type: text/html; charset=latin-1", "X-Long: a\r\n  b", "X: ü", status="404 Not There"
    )
    answer = Gateway(world({"*:80": serve(answering(wire)).place}), Reach.TARGET).http(ask())
    assert (answer.status, answer.reason, answer.text) == (404, "Not There", "café")
    assert answer.header("x-long") == "a b"
    assert answer.header("x") == "ü"
    assert answer.evidence is None
    assert answer.url == URL


def test_head_and_no_content_have_no_body(serve: Serve, world: MakeWorld) -> None:
    head = b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n"
    net = world({"*:80": serve(answering(head, ok(b"", status="204 No Content"))).place})
    assert Gateway(net, Reach.TARGET).http(ask(method="HEAD")).body == b""
    assert Gateway(net, Reach.TARGET).http(ask()).status == 204


@pytest.mark.parametrize("piece", [b"HTTP/1.1 2", b"HTTP/1.1 200 OK\r\nX: 1\r\n", ok(b"x" * 100)[:-50], b""])
def test_a_closed_connection_is_no_answer(piece: bytes, serve: Serve, world: MakeWorld) -> None:
    exchange = world({"*:80": serve(answering(piece)).place}).perform(ask())
    assert exchange.failure == "unreachable"
    assert exchange.received == piece


def test_a_chunked_answer_that_breaks_off_is_none(serve: Serve, world: MakeWorld) -> None:
    exchange = world({"*:80": serve(answering(chunked(BODY)[:-30])).place}).perform(ask())
    assert exchange.failure == "unreachable"
    assert "broke off" in exchange.why


@pytest.mark.parametrize(
    "junk", [b"SSH-2.0-OpenSSH\r\n", b"\x00" * 64, b"HTTP/9.9 200 OK\r\n\r\n", b"HTTP/1.1 abc\r\n\r\n"]
)
def test_what_is_no_http_is_no_answer(junk: bytes, serve: Serve, world: MakeWorld) -> None:
    exchange = world({"*:80": serve(answering(junk)).place}).perform(ask())
    assert (exchange.failure, exchange.received) == ("unreachable", junk)


def test_nobody_listens(closed_port: int, world: MakeWorld) -> None:
    exchange = world({"*:80": f"127.0.0.1:{closed_port}"}).perform(ask())
    assert exchange.failure == "unreachable"
    assert f"127.0.0.1:{closed_port}, where the world file sends {PUBLIC}:80" in exchange.why
    assert exchange.peer == (PUBLIC, 80)


def test_the_environment_changes_nothing(
    serve: Serve, world: MakeWorld, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    seen: list[bytes] = []
    server = serve(answering(ok(), seen=seen))
    decoy = serve(answering(ok(b"decoy")))
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "HTTPS_PROXY"):
        monkeypatch.setenv(name, f"http://{decoy.place}")
    (tmp_path / "netrc").write_text("machine shop.example login a password b", "utf-8")
    monkeypatch.setenv("NETRC", str(tmp_path / "netrc"))
    world({"*:80": server.place}).perform(ask())
    assert len(seen) == 1
    assert b"Authorization" not in seen[0]
    assert decoy.connections == 0


def test_userinfo_stays_here(serve: Serve, world: MakeWorld) -> None:
    seen: list[bytes] = []
    world({"*:80": serve(answering(ok(), seen=seen)).place}).perform(ask("http://me:secret@shop.example/"))
    assert b"secret" not in seen[0]
    assert b"Authorization" not in seen[0]
    assert b"Host: shop.example\r\n" in seen[0]


@pytest.mark.parametrize(
    "url",
    [
        "ftp://shop.example/",
        "javascript:alert(1)",
        "http://",
        "shop.example",
        "http://10.0.0.5/",
        "http://localhost/",
        "http://127.1.1.1:80\\@shop.example/",
    ],
)
def test_refused_addresses_are_not_asked(url: str, serve: Serve, world: MakeWorld) -> None:
    server = serve(answering(ok()))
    with pytest.raises(Guarded):
        Gateway(world({"*:*": server.place}), Reach.TARGET).http(ask(url))
    assert server.connections == 0


def test_what_is_judged_is_what_is_connected_to(serve: Serve, world: MakeWorld) -> None:
    seen: list[bytes] = []
    server = serve(answering(ok(), seen=seen))
    net = world({"192.0.2.1:80": server.place, "*:*": "127.0.0.1:1"})
    exchange = net.perform(ask("http://192.0.2.1:80\\@127.2.2.2:80/"))
    assert exchange.failure == ""
    assert exchange.peer == ("192.0.2.1", 80)
    assert seen[0].startswith(b"GET /@127.2.2.2:80/ HTTP/1.1\r\nHost: 192.0.2.1\r\n")


def test_only_places_of_the_world_are_connected_to(serve: Serve, world: MakeWorld) -> None:
    gateway = Gateway(world({"*:80": serve(answering(ok())).place}), Reach.TARGET)
    with pytest.raises(NotInWorld, match=r"shop\.example:8080"):
        gateway.http(ask("http://shop.example:8080/"))
    assert gateway.usage.requests == 0


def test_a_bad_request_never_raises_another_error(world: MakeWorld) -> None:
    for request in (
        ask("http://shop.example/", method="BAD METHOD"),
        ask("http://" + "a" * 9000 + "/"),
        ask("http://a..b/"),
    ):
        with pytest.raises(Failure):
            Gateway(world({"*:80": "127.0.0.1:1"}), Reach.TARGET).http(request)


@pytest.mark.parametrize(
    "sent",
    [
        ok(b"body"),
        ok(b"body") + b"HTTP/1.1 200 OK and what nobody asked for",
        b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 404 Not Found\r\nA: 1\r\nA:\r\n 2\r\n\r\nto the end",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4;x=y\r\nbody\r\n0\r\nTrailer: t\r\n\r\n",
        b"HTTP/1.1 204 No Content\r\n\r\njunk",
    ],
)
def test_the_record_reads_as_what_came(serve: Serve, world: MakeWorld, sent: bytes) -> None:
    exchange = world({"*:80": serve(answering(sent)).place}).perform(ask())
    assert exchange.response == read_response(io.BytesIO(exchange.received), "GET")
    assert read_http(exchange) == read_http(dataclasses.replace(exchange, response=None))


def test_unreachable_where_the_record_is_no_http(serve: Serve, world: MakeWorld) -> None:
    exchange = world({"*:80": serve(answering(ok())).place}).perform(ask())
    with pytest.raises(Unreachable) as raised:
        read_http(dataclasses.replace(exchange, received=b"junk", response=None), "urn:7")
    assert raised.value.evidence == "urn:7"
