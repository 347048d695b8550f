"""HTTP/1.1 as a server reads and writes it (RFC 9112), by hand: one connection, many requests, pipelined or not."""

import re
import time
from collections.abc import Callable
from dataclasses import dataclass
from email.utils import formatdate
from functools import lru_cache
from http import HTTPStatus

from osint_kit.exercises.connections import Connection
from osint_kit.exercises.responses import Response, page

LARGEST_HEAD = 65_536
LARGEST_BODY = 1 << 20
BODILESS = frozenset({204, 304})
METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS"})
ABSOLUTE = re.compile(r"https?://([^/?]*)(.*)")
"""The form of a request target that proxies are sent (RFC 9112 section 3.2.2)."""
SERVER = "osint-kit-exercise"
"""The header ``Server``, which stamps every answer as an exercise."""
PHRASES = {status.value: status.phrase for status in HTTPStatus}


@dataclass(frozen=True)
class WebRequest:
    """One request: ``target`` as in the request line, ``host`` in lower case without port, ``who`` asks."""

    method: str
    host: str
    target: str
    body: bytes = b""
    who: str = ""


WebAnswer = Callable[[WebRequest], Response]


class HttpConnection(Connection):
    """Answers requests until the client closes, asks to close, or falls silent."""

    def __init__(self, answer: WebAnswer) -> None:
        self._answer = answer
        self._buffer = b""
        self._closing = False

    def take(self, data: bytes) -> None:
        """Answer every request that is whole by now."""
        self._buffer = self._buffer + data if self._buffer else data
        answers = []
        while self._buffer and not self._closing and (answer := self._next()) is not None:
            answers.append(answer)
        if answers:
            self.out.write(b"".join(answers))
        if self._closing:
            self.out.close()

    def _next(self) -> bytes | None:
        """The answer to the first request in the buffer; None where it is not whole yet."""
        while self._buffer.startswith(b"\r\n"):
            self._buffer = self._buffer[2:]  # RFC 9112 section 2.2: empty lines before a request are overlooked
        end = self._buffer.find(b"\r\n\r\n")
        if end < 0:
            return self._refuse(431) if len(self._buffer) > LARGEST_HEAD else None
        first, *lines = self._buffer[:end].decode("latin-1").split("\r\n")
        words = first.split(" ")
        if len(words) != 3 or not words[2].startswith("HTTP/1."):
            return self._refuse(400)
        fields = {}
        for line in lines:
            name, _, value = line.partition(":")
            fields[name.strip().lower()] = value.strip()
        length = fields.get("content-length", "0")
        if "transfer-encoding" in fields or not length.isdecimal() or int(length) > LARGEST_BODY:
            self._closing, length = True, "0"  # the body is not read, so nothing after it can be
        whole = end + 4 + int(length)
        if len(self._buffer) < whole:
            if fields.get("expect", "").lower() == "100-continue" and len(self._buffer) == end + 4:
                self.out.write(b"HTTP/1.1 100 Continue\r\n\r\n")
            return None
        body = self._buffer[end + 4 : whole]
        self._buffer = self._buffer[whole:]
        return self._answered(words, fields, body)

    def _answered(self, words: list[str], fields: dict[str, str], body: bytes) -> bytes:
        method, target, version = words
        if method not in METHODS:
            return self._refuse(501)
        host = fields.get("host", "")
        if absolute := ABSOLUTE.fullmatch(target):
            host, target = absolute[1], absolute[2] or "/"
        if not host and version == "HTTP/1.1":
            return self._refuse(400)
        wish = fields.get("connection", "").lower()
        if wish == "close" or (version == "HTTP/1.0" and wish != "keep-alive"):
            self._closing = True
        name = host.partition(":")[0].lower().rstrip(".")
        response = self._answer(WebRequest(method, name, target, body, self.who))
        return written(response, with_body=method != "HEAD", closing=self._closing)

    def _refuse(self, status: int) -> bytes:
        """What the client is told that cannot be answered; nothing after it is read."""
        self._closing = True
        phrase = f"{status} {PHRASES[status]}"
        return written(page(status, phrase, f"<h1>{phrase}</h1>"), with_body=True, closing=True)


def written(response: Response, *, with_body: bool, closing: bool) -> bytes:
    """A response as on the wire."""
    body = b"" if response.status in BODILESS else response.body
    lines = [
        f"HTTP/1.1 {response.status} {PHRASES.get(response.status, '')}",
        f"Server: {SERVER}",
        f"Date: {_date(int(time.time()))}",
        *(f"{key}: {value}" for key, value in response.headers),
    ]
    if response.status not in BODILESS:
        lines.append(f"Content-Length: {len(body)}")
    if closing:
        lines.append("Connection: close")
    head = "\r\n".join(lines).encode() + b"\r\n\r\n"
    return head + body if with_body else head


@lru_cache(maxsize=2)
def _date(seconds: int) -> str:
    return formatdate(seconds, usegmt=True)
