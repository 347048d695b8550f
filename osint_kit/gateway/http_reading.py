"""Reading the answer in a recorded HTTP exchange: pure, the same live and in a replay."""

import io
import zlib

from osint_kit.gateway.caps import Caps
from osint_kit.gateway.exchange import Exchange, HttpAnswer, HttpRequest
from osint_kit.gateway.failures import TooMuch, Unreachable
from osint_kit.gateway.http_framing import read_response

MOST_CODINGS = 4
MOST_MEMBERS = 100
"""Parts of one gzip body (RFC 1952 section 2.2). Each costs a copy of the rest, so a body of a million would stall."""


def read_http(exchange: Exchange, evidence: str | None = None, caps: Caps | None = None) -> HttpAnswer:
    """The answer in an exchange without failure; a body that was cut at the cap is ``truncated``.

    ``gzip`` and ``deflate`` are undone up to the cap on bytes; what was coded otherwise, or not as it says, stays
    as it came. Raises `Unreachable` and `TooMuch` where the bytes are no readable response.
    """
    request = exchange.request
    assert isinstance(request, HttpRequest)
    most = (caps or Caps()).bytes
    try:
        response = exchange.response or read_response(io.BytesIO(exchange.received), request.method)
    except (Unreachable, TooMuch) as failure:
        failure.evidence = evidence
        raise
    body, cut = decode(response.body, response.values("content-encoding"), most)
    return HttpAnswer(
        url=request.url,
        status=response.status,
        reason=response.reason,
        headers=response.headers,
        body=body,
        evidence=evidence,
        at=exchange.started,
        truncated=cut or not response.whole or len(exchange.received) >= most,
        peer=exchange.peer,
        tls=exchange.tls,
    )


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
