"""The framing of an HTTP/1.1 response (RFC 9112): its head, its transfer coding, and where it ends.

The same reader over a connection and over recorded bytes. ``http.client`` does the same work through the parser for
e-mail headers, which costs more than all else in an exchange, and stops at the first interim answer but 100.
"""

import io
import re
from dataclasses import dataclass
from typing import TypeAlias

from osint_kit.gateway.exchange import Headers
from osint_kit.gateway.failures import TooMuch, Unreachable
from osint_kit.gateway.wire import CutShort

Source: TypeAlias = "io.BufferedReader[io.RawIOBase] | io.BytesIO"
CHUNK = 1 << 16
LONGEST_LINE = 1 << 16
"""Bytes of a header with its name."""
MOST_HEADERS = 100
BODILESS = frozenset({204, 304})
_STATUS = re.compile(rb"HTTP/1\.\d[ \t]+([1-9]\d\d)(?:[ \t]+([^\r\n]*))?\r?\n?")
_SIZE = re.compile(rb"[ \t]*([0-9A-Fa-f]{1,15})[ \t]*(?:;[^\n]*)?\r?\n")


@dataclass(frozen=True)
class Response:
    """A response with its transfer coding undone; not ``whole`` where it ended before its own end."""

    status: int
    reason: str
    headers: Headers
    body: bytes
    whole: bool

    def values(self, name: str) -> str:
        """The values of all headers of a name in lower case, joined by commas (RFC 9110 section 5.3)."""
        return ",".join(value for key, value in self.headers if key.lower() == name)


def read_response(stream: io.RawIOBase | io.BytesIO, method: str) -> Response:
    """Read up to the end of a response, which may be the end of the stream or its cap.

    Raises `Unreachable` for what is no response, `TooMuch` for too many or too large headers.
    """
    source: Source = stream if isinstance(stream, io.BytesIO) else io.BufferedReader(stream, CHUNK)
    status = 100
    try:
        while status < 200 and status != 101:  # interim answers (RFC 9110 section 15.2)
            status, reason = _read_status(source)
            headers = _read_headers(source)
    except CutShort as error:
        raise TooMuch("the headers of the answer are too large") from error
    head = Response(status, reason, headers, b"", True)
    if method == "HEAD" or status in BODILESS or status == 101:
        return head
    body = bytearray()
    try:
        whole = _read_body(source, head, body)
    except CutShort:
        whole = False
    return Response(status, reason, headers, bytes(body), whole)


def _read_status(source: Source) -> tuple[int, str]:
    line = source.readline(LONGEST_LINE)
    if not line:
        raise Unreachable("the connection was closed without an answer")
    found = _STATUS.fullmatch(line)
    if not found:
        raise Unreachable("what came is no HTTP answer")
    return int(found[1]), (found[2] or b"").decode("latin-1").strip()


def _read_headers(source: Source) -> Headers:
    """Headers as Latin-1; one on several lines is joined by a blank (section 5.2), a line without a colon is none."""
    headers: list[tuple[str, str]] = []
    for _ in range(MOST_HEADERS + 1):
        line = source.readline(LONGEST_LINE)
        if not line.endswith(b"\n"):
            if len(line) == LONGEST_LINE:
                raise TooMuch("the headers of the answer are too large")
            raise Unreachable("the answer broke off before the end of its headers")
        text = line.decode("latin-1").rstrip("\r\n")
        if not text:
            return tuple(headers)
        if text[0] in " \t":
            if headers:
                name, value = headers[-1]
                headers[-1] = name, f"{value} {text.strip()}".strip()
            continue
        name, colon, value = text.partition(":")
        if colon and name:
            headers.append((name.rstrip(), value.replace("\r", " ").strip()))
    raise TooMuch("the answer has too many headers")


def _read_body(source: Source, head: Response, body: bytearray) -> bool:
    """Read the body as far as it comes; whether it came to its own end (section 6.3)."""
    if head.values("transfer-encoding").lower().rpartition(",")[2].strip() == "chunked":
        return _read_chunks(source, body)
    length = head.values("content-length")
    if length.isascii() and length.isdecimal():
        return _read_exactly(source, int(length[:15]), body)
    while piece := source.read1(CHUNK):
        body += piece
    return True


def _read_chunks(source: Source, body: bytearray) -> bool:
    """Section 7.1; trailers are passed over."""
    while size := _SIZE.fullmatch(source.readline(LONGEST_LINE)):
        count = int(size[1], 16)
        if not count:
            while source.readline(LONGEST_LINE).strip(b"\r\n"):
                pass
            return True
        if not _read_exactly(source, count, body):
            return False
        source.readline(2)
    return False


def _read_exactly(source: Source, count: int, body: bytearray) -> bool:
    while count and (piece := source.read1(min(CHUNK, count))):
        body += piece
        count -= len(piece)
    return not count
