"""One connection each: HTTP/1.1 (RFC 9112), WHOIS (RFC 3912), DNS over TCP (RFC 7766) and one DNS datagram.

Handlers turn bytes into a question, ask the function they were given, and send what it says.
"""

import re
import socketserver
import ssl
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler
from typing import Any

from osint_kit.exercises.responses import Response

TIMEOUT = 30
"""Seconds that a connection may be idle."""
ABSOLUTE = re.compile(r"https?://([^/?]*)(.*)")
"""The form of a request target that proxies are sent (RFC 9112 section 3.2.2)."""
LONGEST_QUERY = 1024
LARGEST_BODY = 1 << 20
BODILESS = frozenset({204, 304})

WebAnswer = Callable[[str, str, str], Response]
"""From method, host and target to a response."""
DnsAnswer = Callable[[bytes], bytes | None]
WhoisAnswer = Callable[[str], str]


class WebHandler(BaseHTTPRequestHandler):
    """Answers requests until the client closes, asks to close, or falls silent."""

    protocol_version = "HTTP/1.1"
    default_request_version = "HTTP/1.1"  # nonsense is answered with a status line, not as HTTP/0.9
    timeout = TIMEOUT
    disable_nagle_algorithm = True

    def __init__(self, *connection: Any, answer: WebAnswer) -> None:
        self._answer = answer
        super().__init__(*connection)

    def handle(self) -> None:
        """Shake hands where the connection is TLS, then answer."""
        if isinstance(self.connection, ssl.SSLSocket):
            self.connection.do_handshake()
        super().handle()

    def respond(self) -> None:
        """Answer one request; HEAD gets the same without the body."""
        self._skip_body()
        host = self.headers.get("Host", "")
        target = self.path
        if absolute := ABSOLUTE.fullmatch(target):
            host, target = absolute[1], absolute[2] or "/"
        if not host and self.request_version == "HTTP/1.1":
            self.send_error(400, "A request must name its host")
            return
        self._send(self._answer(self.command, host.partition(":")[0].lower().rstrip("."), target))

    do_GET = do_HEAD = do_POST = do_PUT = do_DELETE = do_OPTIONS = respond  # noqa: N815  # names of http.server

    def _send(self, response: Response) -> None:
        body = b"" if response.status in BODILESS else response.body
        self.send_response(response.status)
        for key, value in response.headers:
            self.send_header(key, value.encode().decode("latin-1"))  # http.server writes Latin-1; the wire is UTF-8
        if response.status not in BODILESS:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def _skip_body(self) -> None:
        """Read past the body of a request, or give the connection up after this answer."""
        length = self.headers.get("Content-Length", "0")
        if "Transfer-Encoding" in self.headers or not length.isdecimal() or int(length) > LARGEST_BODY:
            self.close_connection = True
        else:
            self.rfile.read(int(length))

    def version_string(self) -> str:
        """The name in the header ``Server``, which stamps every answer as an exercise."""
        return "osint-kit-exercise"

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # the name in http.server
        """Print nothing: what was asked is in the log of the range."""


class WhoisHandler(socketserver.StreamRequestHandler):
    """Answers one line with a text, and closes."""

    timeout = TIMEOUT

    def __init__(self, *connection: Any, answer: WhoisAnswer) -> None:
        self._answer = answer
        super().__init__(*connection)

    def handle(self) -> None:
        """Read the query up to its line end; who hangs up before has asked nothing."""
        query = self.rfile.readline(LONGEST_QUERY)
        if not query:
            return
        text = self._answer(query.decode("utf-8", "replace").strip())
        self.wfile.write("".join(f"{line}\r\n" for line in text.splitlines()).encode())


class DnsTcpHandler(socketserver.StreamRequestHandler):
    """Answers messages with a length in front of each until the client closes."""

    timeout = TIMEOUT

    def __init__(self, *connection: Any, answer: DnsAnswer) -> None:
        self._answer = answer
        super().__init__(*connection)

    def handle(self) -> None:
        """One message after the other; what is no query ends the connection."""
        while len(size := self.rfile.read(2)) == 2:
            answer = self._answer(self.rfile.read(int.from_bytes(size)))
            if answer is None:
                return
            self.wfile.write(len(answer).to_bytes(2) + answer)


class DnsUdpHandler(socketserver.BaseRequestHandler):
    """Answers one datagram."""

    def __init__(self, *connection: Any, answer: DnsAnswer) -> None:
        self._answer = answer
        super().__init__(*connection)

    def handle(self) -> None:
        """What is no query gets no answer."""
        message, socket = self.request
        answer = self._answer(message)
        if answer is not None:
            socket.sendto(answer, self.client_address)
