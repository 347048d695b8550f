"""One HTTP/1.1 request over an open stream (RFC 9112): no redirects, no cookies, no settings of the environment."""

import re

from osint_kit.gateway.exchange import HttpRequest
from osint_kit.gateway.failures import Unreachable
from osint_kit.gateway.http_framing import read_response
from osint_kit.gateway.wire import Tape, Wire
from osint_kit.identifiers.url import Url
from osint_kit.version import VERSION

USER_AGENT = f"osint-kit/{VERSION}"

_TOKEN = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
"""Methods and names of headers (RFC 9110 section 5.6.2)."""
_BREAK = re.compile(r"[\r\n\0]")
_WITH_BODY = frozenset({"POST", "PUT", "PATCH"})
"""A request of these says how long its body is, even where it has none (RFC 9110 section 8.6)."""
_OWN = frozenset({"host", "accept-encoding", "connection", "content-length", "transfer-encoding"})
"""Headers that are this room's alone to write."""
_SECRETS = re.compile(
    rb"^((?:proxy-)?authorization|cookie|(?:x-)?api-key|[a-z-]+-token):[^\r\n]*", re.IGNORECASE | re.MULTILINE
)


def exchange_http(request: HttpRequest, url: Url, wire: Wire, tape: Tape, most: int) -> None:
    """Send the request and read the answer to its end, or up to ``most`` bytes; the tape keeps both.

    Raises `Unreachable` and `TooMuch` for what is no whole answer, `TimedOut`, and ``OSError`` as sockets do.
    """
    message = _head(request, url) + (request.body or b"")
    try:
        wire.sendall(message)
    finally:
        tape.sent[:] = without_secrets(bytes(tape.sent))
    response = tape.response = read_response(wire, request.method)
    if response.whole:
        return
    if len(tape.received) < most:
        raise Unreachable(f"the answer of {url.host} broke off before its end")
    tape.notes.append(f"the rest was left on the wire after {most} bytes")


def without_secrets(sent: bytes) -> bytes:
    """A request as it may be kept: keys and cookies of the operator are left out, their headers named."""
    head, end, body = sent.partition(b"\r\n\r\n")
    return _SECRETS.sub(rb"\1: (left out)", head) + end + body


def _head(request: HttpRequest, url: Url) -> bytes:
    """The request up to its empty line. Raises `Unreachable` where it would be another than was meant."""
    if not _TOKEN.fullmatch(request.method):
        raise Unreachable(f"the request cannot be written as HTTP: {request.method!r} is no method")
    given = {name.lower() for name, _ in request.headers}
    usual = (("User-Agent", USER_AGENT), ("Accept", "*/*"))
    headers = [("Host", url.host_port), *(pair for pair in usual if pair[0].lower() not in given)]
    headers += [pair for pair in request.headers if pair[0].lower() not in _OWN]
    headers += [("Accept-Encoding", "gzip, deflate"), ("Connection", "close")]  # all that `http_reading` undoes
    if request.body is not None or request.method in _WITH_BODY:
        headers.append(("Content-Length", str(len(request.body or b""))))
    for name, value in headers:
        if not _TOKEN.fullmatch(name) or _BREAK.search(value):
            raise Unreachable(f"the request cannot be written as HTTP: the header {name!r} is none")
    lines = [f"{request.method} {url.target} HTTP/1.1", *(f"{name}: {value}" for name, value in headers), "", ""]
    return "\r\n".join(lines).encode("utf-8", "replace")
