"""A proxy that stands between the kit and the world, so that hosts see its address and not the operator's.

Names are resolved behind it. HTTP proxies are asked with CONNECT (RFC 9110 section 9.3.6), for plain HTTP too;
SOCKS 5 is RFC 1928 with names as they are, as Tor wants it.
"""

import base64
import socket
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from osint_kit.errors import UsageError
from osint_kit.gateway.caps import Deadline
from osint_kit.gateway.failures import Unreachable
from osint_kit.gateway.wire import Timed

if TYPE_CHECKING:
    import ssl

SCHEMES = ("http", "https", "socks5h")
"""Not ``socks5``: with it the names would be asked for on this side."""
LONGEST_HEAD = 65536


@dataclass(frozen=True)
class Proxy:
    """Where a proxy is and what it takes to use it."""

    scheme: str
    host: str
    port: int
    user: str = ""
    password: str = ""

    @property
    def text(self) -> str:
        """The address without user and password, as it may be recorded."""
        return f"{self.scheme}://{self.host}:{self.port}"

    def tunnel(
        self, host: str, port: int, deadline: Deadline, context: "Callable[[], ssl.SSLContext]", stack: ExitStack
    ) -> socket.socket:
        """A stream to ``host`` through the proxy, closed by ``stack``; it is TLS itself for an ``https`` proxy.

        Raises `Unreachable`, `TimedOut`, and ``OSError`` as sockets do.
        """
        try:
            if self.scheme == "socks5h":
                from osint_kit.gateway.socks_proxy import connect

                return stack.enter_context(connect(self, host, port, deadline))
            stream = stack.enter_context(socket.create_connection((self.host, self.port), deadline.left()))
            if self.scheme == "https":
                stream.settimeout(deadline.left())
                stream = stack.enter_context(context().wrap_socket(stream, server_hostname=self.host))
        except TimeoutError:
            raise
        except OSError as error:
            raise Unreachable(f"the proxy {self.text} does not let through to {host}: {error}") from error
        self._connect(stream, f"[{host}]:{port}" if ":" in host else f"{host}:{port}", deadline)
        return stream

    def _connect(self, stream: socket.socket, target: str, deadline: Deadline) -> None:
        secret = base64.b64encode(f"{self.user}:{self.password}".encode()).decode()
        login = f"Proxy-Authorization: Basic {secret}\r\n" if self.user else ""
        timed = Timed(stream, deadline)
        timed.sendall(f"CONNECT {target} HTTP/1.1\r\nHost: {target}\r\n{login}\r\n".encode())
        head = bytearray()
        while not head.endswith(b"\r\n\r\n") and len(head) < LONGEST_HEAD:
            byte = timed.recv(1)  # what follows the head belongs to the host behind
            if not byte:
                break
            head += byte
        status = head.split(b"\r\n", 1)[0].decode("latin-1")
        if not status.startswith("HTTP/1.") or status.split(" ")[1:2] != ["200"]:
            raise Unreachable(f"the proxy {self.text} does not let through to {target}: {status or 'no answer'}")


def read_proxy(text: str) -> Proxy:
    """Read ``http://HOST:PORT``, ``https://…`` or ``socks5h://…``, with ``USER:PASSWORD@`` where it wants that.

    Raises `UsageError`, which never repeats the password.
    """
    step = "write one such as http://127.0.0.1:8080, or socks5h://127.0.0.1:9050 for Tor"
    try:
        parts = urlsplit(text.strip())
        host, port = parts.hostname, parts.port
    except ValueError as error:
        raise UsageError("the address of the proxy cannot be read", step) from error
    if parts.scheme not in SCHEMES:
        raise UsageError(f"{parts.scheme or 'that'!r} is no kind of proxy that the kit can use", step)
    if not host or not port or parts.path.strip("/") or parts.query or parts.fragment:
        raise UsageError("the address of the proxy needs a host and a port, and nothing else", step)
    return Proxy(parts.scheme, host, port, unquote(parts.username or ""), unquote(parts.password or ""))
