"""The framing of responses, fed with bytes: what browsers forgive is forgiven, what is no answer is none."""

import io
import time

import pytest

from osint_kit.gateway.failures import TooMuch, Unreachable
from osint_kit.gateway.http_framing import MOST_HEADERS, Response, read_response


def read(wire: bytes, method: str = "GET") -> Response:
    return read_response(io.BytesIO(wire), method)


@pytest.mark.parametrize(
    "wire, status, reason",
    [
        (b"HTTP/1.1 200 OK\r\n\r\n", 200, "OK"),
        (b"HTTP/1.0 404 Not  Found\n\n", 404, "Not  Found"),
        (b"HTTP/1.1 302\r\n\r\n", 302, ""),
        (b"HTTP/1.1 302 \r\n\r\n", 302, ""),
        (
            b"HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\nHTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\n\r\n",
            200,
            "OK",
        ),
        (b"HTTP/1.1 101 Switching Protocols\r\n\r\nwhatever", 101, "Switching Protocols"),
        (b"HTTP/1.1 999 Request denied\r\n\r\n", 999, "Request denied"),
    ],
)
def test_status_lines(wire: bytes, status: int, reason: str) -> None:
    answer = read(wire)
    assert (answer.status, answer.reason) == (status, reason)


@pytest.mark.parametrize(
    "wire", [b"", b"HTTP/2 200 OK\r\n\r\n", b"HTTP/1.1 20 OK\r\n\r\n", b"HTTP/1.1 2000\r\n\r\n", b"<html>", b"\r\n" * 9]
)
def test_what_is_no_answer(wire: bytes) -> None:
    with pytest.raises(Unreachable):
        read(wire)


@pytest.mark.parametrize(
    "lines, headers",
    [
        (b"A: 1\r\nB:2\r\nC :\t3 \r\n", (("A", "1"), ("B", "2"), ("C", "3"))),
        (b"A: 1\nB: 2\n", (("A", "1"), ("B", "2"))),
        (b"A: one\r\n two\r\n\tthree\r\n", (("A", "one two three"),)),
        (b" stray\r\nA: 1\r\n", (("A", "1"),)),
        (b"no colon\r\n: no name\r\nA: 1\r\n", (("A", "1"),)),
        (b"A: 1\rB: 2\r\n", (("A", "1 B: 2"),)),
        (b"A: \xc3\xa9\r\n", (("A", "Ã©"),)),
    ],
)
def test_headers(lines: bytes, headers: tuple[tuple[str, str], ...]) -> None:
    assert read(b"HTTP/1.1 200 OK\r\n" + lines + b"\r\n").headers == headers


def test_headers_have_a_limit() -> None:
    for count in (MOST_HEADERS, MOST_HEADERS + 1):
        wire = b"HTTP/1.1 200 OK\r\n" + b"A: 1\r\n" * count + b"\r\n"
        if count <= MOST_HEADERS:
            assert len(read(wire).headers) == count
        else:
            with pytest.raises(TooMuch):
                read(wire)


@pytest.mark.parametrize(
    "headers, sent, body, whole",
    [
        (b"Content-Length: 3\r\n", b"abcdef", b"abc", True),
        (b"Content-Length: 9\r\n", b"abc", b"abc", False),
        (b"Content-Length: -3\r\n", b"abc", b"abc", True),
        (b"Content-Length: 3\r\nContent-Length: 3\r\n", b"abc", b"abc", True),
        (b"Content-Length: " + b"9" * 400 + b"\r\n", b"abc", b"abc", False),
        (b"Content-Length: 1\r\nTransfer-Encoding: chunked\r\n", b"3\r\nabc\r\n0\r\n\r\n", b"abc", True),
        (b"Transfer-Encoding: gzip, Chunked\r\n", b"3;x=y\r\nabc\r\n00\r\nT: x\r\n\r\n", b"abc", True),
        (b"Transfer-Encoding: chunked\r\n", b"3\nabc\n0\n\n", b"abc", True),
        (b"Transfer-Encoding: chunked\r\n", b"3\r\nabc\r\n0\r\n", b"abc", True),
        (b"Transfer-Encoding: chunked\r\n", b"3\r\nabc\r\n", b"abc", False),
        (b"Transfer-Encoding: chunked\r\n", b"9\r\nabc", b"abc", False),
        (b"Transfer-Encoding: chunked\r\n", b"-3\r\nabc\r\n0\r\n\r\n", b"", False),
        (b"Transfer-Encoding: chunked\r\n", b"f" * 16 + b"\r\nabc\r\n0\r\n\r\n", b"", False),
        (b"", b"to the end", b"to the end", True),
    ],
)
def test_bodies(headers: bytes, sent: bytes, body: bytes, whole: bool) -> None:
    answer = read(b"HTTP/1.1 200 OK\r\n" + headers + b"\r\n" + sent)
    assert (answer.body, answer.whole) == (body, whole)


@pytest.mark.parametrize("method, status", [("HEAD", 200), ("GET", 204), ("GET", 304)])
def test_answers_without_a_body(method: str, status: int) -> None:
    answer = read(b"HTTP/1.1 %d X\r\nContent-Length: 3\r\n\r\nabc" % status, method)
    assert (answer.body, answer.whole) == (b"", True)


def test_a_million_small_chunks_take_no_time() -> None:
    before = time.monotonic()
    answer = read(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + b"1\r\na\r\n" * 300_000 + b"0\r\n\r\n")
    assert (len(answer.body), answer.whole) == (300_000, True)
    assert time.monotonic() - before < 5
