"""Reading an HTTP/1.1 response (RFC 9112): the same reader live and over recorded bytes."""

import io
import re
import socket
import zlib
from contextlib import closing
from dataclasses import dataclass
from http.client import HTTPException, HTTPResponse, IncompleteRead, LineTooLong, RemoteDisconnected
from typing import cast

from osint_kit.gateway.caps import Caps
from osint_kit.gateway.exchange import Exchange, Headers, HttpAnswer, HttpRequest
from osint_kit.gateway.failures import TooMuch, Unreachable
from osint_kit.gateway.wire import CutShort

CHUNK = 1 << 16
MOST_CODINGS = 4
MOST_MEMBERS = 100
"""Parts of one gzip body (RFC 1952 section 2.2). Each costs a copy of the rest, so a body of a million would stall."""
_FOLD = re.compile(r"\r?\n[ \t]+")


@dataclass(frozen=True)
class Response:
    """A response with its transfer coding undone; not ``whole`` where it ended before its own end."""

    status: int
    reason: str
    headers: Headers
    body: bytes
    whole: bool


def read_http(exchange: Exchange, evidence: str | None = None, caps: Caps | None = None) -> HttpAnswer:
    """The answer in an exchange without failure; a body that was cut at the cap is ``truncated``.

    ``gzip`` and ``deflate`` are undone up to the cap on bytes; what was coded otherwise, or not as it says, stays
    as it came. Raises `Unreachable` and `TooMuch` where the bytes are no readable response.
    """
    request = exchange.request
    assert isinstance(request, HttpRequest)
    most = (caps or Caps()).bytes
    try:
        response = read_response(io.BytesIO(exchange.received), request.method)
    except (Unreachable, TooMuch) as failure:
        failure.evidence = evidence
        raise
    coding = ",".join(value for key, value in response.headers if key.lower() == "content-encoding")
    body, cut = decode(response.body, coding, most)
    return HttpAnswer(
        url=request.url,
        status=response.status,
        reason=response.reason,
        headers=response.headers,
        body=body,
        evidence=evidence,
        at=exchange.started,
        truncated=cut or not response.whole or len(exchange.received) >= most,
    )


def read_response(stream: io.RawIOBase | io.BytesIO, method: str) -> Response:
    """Read up to the end of a response, which may be the end of the stream or its cap.

    Raises `Unreachable` for what is no response, `TooMuch` for too many or too large headers.
    """
    source = _Source(stream)
    with closing(HTTPResponse(cast(socket.socket, source), method=method)) as response:
        _read_head(response)
        if source.dry:
            raise Unreachable("the answer broke off before the end of its headers")
        body, whole = _read_body(response)
        headers = tuple((key, _FOLD.sub(" ", value)) for key, value in response.headers.items())
        return Response(response.status, response.reason, headers, body, whole)


def _read_head(response: HTTPResponse) -> None:
    try:
        response.begin()
    except (LineTooLong, CutShort) as error:
        raise TooMuch("the headers of the answer are too large") from error
    except RemoteDisconnected as error:
        raise Unreachable("the connection was closed without an answer") from error
    except HTTPException as error:
        if type(error) is HTTPException:  # so http.client says that there are more than a hundred
            raise TooMuch("the answer has too many headers") from error
        raise Unreachable(f"what came is no HTTP answer ({type(error).__name__})") from error


def _read_body(response: HTTPResponse) -> tuple[bytes, bool]:
    """The body with its transfer coding undone, and whether it came to its end."""
    body = bytearray()
    try:
        while piece := response.read1(CHUNK):
            body += piece
    except (IncompleteRead, CutShort):
        return bytes(body), False
    return bytes(body), not response.length


def decode(body: bytes, codings: str, most: int) -> tuple[bytes, bool]:
    """Undo the content codings (RFC 9110 section 8.4), to ``most`` bytes; whether it was cut there."""
    names = [name for name in codings.lower().replace(" ", "").split(",") if name not in ("", "identity")]
    cut = False
    for name in reversed(names if len(names) <= MOST_CODINGS else []):
        try:
            if name in ("gzip", "x-gzip"):
                body, shorter = _inflate(body, zlib.MAX_WBITS | 16, most)
            elif name == "deflate":
                body, shorter = _deflate(body, most)
            else:
                break
        except zlib.error:
            break
        cut = cut or shorter
    return body, cut


def _deflate(body: bytes, most: int) -> tuple[bytes, bool]:
    try:
        return _inflate(body, zlib.MAX_WBITS, most)
    except zlib.error:
        return _inflate(body, -zlib.MAX_WBITS, most)  # many servers leave out the zlib header


def _inflate(body: bytes, window: int, most: int) -> tuple[bytes, bool]:
    """At most ``most`` bytes, and whether there are more; a body that ends early is no error."""
    out = bytearray()
    for _ in range(MOST_MEMBERS):
        unpacker = zlib.decompressobj(window)
        try:
            out += unpacker.decompress(body, most + 1 - len(out))
        except zlib.error:
            if not out:
                raise
            return bytes(out), False  # junk behind the last member
        body = unpacker.unused_data
        if not body or len(out) > most:
            break
    return bytes(out[:most]), bool(body) or len(out) > most


class _Source(io.BufferedReader):
    """A stream as ``http.client`` wants it, which takes the end of the stream for the end of the headers."""

    dry = False

    def makefile(self, mode: str) -> io.BufferedReader:
        """The stream itself."""
        return self

    def readline(self, size: int | None = -1) -> bytes:
        """A line; ``dry`` is set where there was none."""
        line = super().readline(size)
        self.dry = self.dry or not line
        return line
