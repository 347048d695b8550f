"""One HTTP/1.1 request over an open stream (RFC 9112): no redirects, no cookies, no settings of the environment."""

import re
import socket
from typing import cast

from urllib3 import HTTPHeaderDict
from urllib3.connection import HTTPConnection

from osint_kit.gateway.exchange import HttpRequest
from osint_kit.gateway.failures import Unreachable
from osint_kit.gateway.http_reading import read_response
from osint_kit.gateway.wire import Tape, Wire
from osint_kit.identifiers.url import Url
from osint_kit.version import VERSION

USER_AGENT = f"osint-kit/{VERSION}"

_SECRETS = re.compile(
    rb"^((?:proxy-)?authorization|cookie|(?:x-)?api-key|[a-z-]+-token):[^\r\n]*", re.IGNORECASE | re.MULTILINE
)


class _Connection(HTTPConnection):
    """urllib3's connection over a stream that is open already, to the address that was judged."""

    def __init__(self, url: Url, wire: Wire) -> None:
        super().__init__(url.host, url.connect_port)
        self._wire = wire

    def _new_conn(self) -> socket.socket:
        return cast(socket.socket, self._wire)  # all that is asked of it is `sendall` and `close`


def exchange_http(request: HttpRequest, url: Url, wire: Wire, tape: Tape, most: int) -> None:
    """Send the request and read the answer to its end, or up to ``most`` bytes; the tape keeps both.

    Raises `Unreachable` and `TooMuch` for what is no whole answer, `TimedOut`, and ``OSError`` as sockets do.
    """
    connection = _Connection(url, wire)
    try:
        connection.request(
            request.method,
            url.target,
            body=request.body,
            headers=_headers(request, url),
            preload_content=False,
            decode_content=False,
        )
    except ValueError as error:
        raise Unreachable(f"the request cannot be written as HTTP: {error}") from error
    finally:
        tape.sent[:] = without_secrets(bytes(tape.sent))
    response = read_response(wire, request.method)
    if response.whole:
        return
    if len(tape.received) < most:
        raise Unreachable(f"the answer of {url.host} broke off before its end")
    tape.notes.append(f"the rest was left on the wire after {most} bytes")


def without_secrets(sent: bytes) -> bytes:
    """A request as it may be kept: keys and cookies of the operator are left out, their headers named."""
    head, end, body = sent.partition(b"\r\n\r\n")
    return _SECRETS.sub(rb"\1: (left out)", head) + end + body


def _headers(request: HttpRequest, url: Url) -> HTTPHeaderDict:
    headers = HTTPHeaderDict(
        {
            "Host": url.host_port,
            "User-Agent": USER_AGENT,
            "Accept": "*/*",
        }
    )
    for name in {name for name, _ in request.headers}:
        headers.discard(name)
    for name, value in request.headers:
        headers.add(name, value.encode().decode("latin-1"))  # http.client writes Latin-1; the wire is UTF-8
    headers["Accept-Encoding"] = "gzip, deflate"  # all that `http_reading` undoes
    headers["Connection"] = "close"
    return headers
