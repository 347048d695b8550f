"""HTTP/1.1 of the range as bytes on a socket: cut anywhere, pipelined, too large, with a body, without an end."""

import socket
import ssl
from contextlib import closing, suppress

import pytest

from tests.exercises.client import Client

GET = b"GET /island-jobs-2026 HTTP/1.1\r\nHost: bit.ly\r\n\r\n"


def dialled(client: Client, pattern: str = "*:80") -> socket.socket:
    opened = client.dial(pattern)
    opened.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return opened


def read_until(opened: socket.socket, times: int) -> bytes:
    got = b""
    while got.count(b"HTTP/1.1 ") < times or not got.endswith(b"</html>\n"):
        more = opened.recv(65536)
        assert more, got
        got += more
    return got


def test_a_request_that_comes_byte_by_byte(island_jobs: Client) -> None:
    with dialled(island_jobs) as opened:
        for at in range(len(GET)):
            opened.sendall(GET[at : at + 1])
        assert read_until(opened, 1).startswith(b"HTTP/1.1 301")


def test_the_same_over_tls(island_jobs: Client) -> None:
    context = ssl.create_default_context(cafile=island_jobs.ca)
    with closing(context.wrap_socket(dialled(island_jobs, "*:443"), server_hostname="bit.ly")) as opened:
        for at in range(len(GET)):
            opened.sendall(GET[at : at + 1])
        answer = opened.recv(65536)
    assert b"Location: https://tinyurl.com/ij-apply\r\n" in answer


def test_a_hundred_requests_at_once_are_answered_in_order(island_jobs: Client) -> None:
    with dialled(island_jobs) as opened:
        asked = [b"GET /%d HTTP/1.1\r\nHost: bit.ly\r\n\r\n" % number for number in range(99)]
        opened.sendall(b"".join(asked) + GET)
        got = read_until(opened, 100)
    assert got.count(b"HTTP/1.1 404") == 99
    assert got.rindex(b"HTTP/1.1 301") > got.rindex(b"HTTP/1.1 404")


def test_a_client_that_waits_for_leave_to_send_its_body(island_jobs: Client) -> None:
    with dialled(island_jobs) as opened:
        opened.sendall(b"POST /x HTTP/1.1\r\nHost: bit.ly\r\nContent-Length: 5\r\nExpect: 100-continue\r\n\r\n")
        assert opened.recv(100) == b"HTTP/1.1 100 Continue\r\n\r\n"
        opened.sendall(b"hello" + GET)
        got = read_until(opened, 2)
    assert got.startswith(b"HTTP/1.1 404")
    assert b"HTTP/1.1 301" in got


@pytest.mark.parametrize(
    "sent, status",
    [
        (b"GET / HTTP/1.1\r\nHost: bit.ly\r\nX: " + b"a" * 70_000, b"431"),
        (b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\r\n\r\n", b"400"),
        (b"GET /a b HTTP/1.1\r\nHost: bit.ly\r\n\r\n", b"400"),
        (b"GET / HTTP/2.0\r\nHost: bit.ly\r\n\r\n", b"400"),
        (b"\r\n\r\n" + GET, b"301"),
        (b"POST / HTTP/1.1\r\nHost: bit.ly\r\nContent-Length: 99999999\r\n\r\n", b"404"),
    ],
)
def test_what_is_too_large_or_no_http(island_jobs: Client, sent: bytes, status: bytes) -> None:
    with dialled(island_jobs) as opened:
        opened.sendall(sent)
        assert opened.recv(4096).startswith(b"HTTP/1.1 " + status)


def test_a_client_that_never_reads_is_not_read_for_ever(island_jobs: Client) -> None:
    with dialled(island_jobs) as opened:
        opened.settimeout(1)
        opened.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        sent = 0
        with suppress(TimeoutError):
            while sent < 200_000_000:
                sent += opened.send(GET * 1000)
    assert sent < 100_000_000, "the range has stopped reading"
    assert island_jobs.fetch("https://bit.ly/free-wifi").status == 302
