"""Servers on loopback, on ports that the system picks; they leave no thread and no socket behind."""

import contextlib
import socket
import socketserver
import ssl
import sys
import threading
from collections.abc import Callable
from typing import Any, TypeAlias

LOOPBACK = "127.0.0.1"
POLL = 0.02
"""Seconds until a server sees that it is to stop."""
PORT_TRIES = 50

Handler: TypeAlias = Callable[[Any, Any, Any], socketserver.BaseRequestHandler]
"""A class of `osint_kit.exercises.handlers` with its answers bound by `functools.partial`."""


class Server(socketserver.BaseServer):
    """A server that runs in a thread of its own between `start` and `stop`."""

    socket: socket.socket
    _serving: threading.Thread | None = None

    @property
    def port(self) -> int:
        """The number that the system picked."""
        return int(self.socket.getsockname()[1])

    @property
    def place(self) -> str:
        """Where it listens, as ``127.0.0.1:PORT``."""
        return f"{LOOPBACK}:{self.port}"

    def start(self) -> None:
        """Serve in the background."""
        self._serving = threading.Thread(target=self.serve_forever, args=(POLL,), daemon=True)
        self._serving.start()

    def stop(self) -> None:
        """Stop serving, end what is open, close the port; all threads have ended when this returns."""
        if self._serving:
            self.shutdown()
            self._serving.join()
        self.hang_up()
        self.server_close()

    def hang_up(self) -> None:
        """End the connections that are open."""

    def handle_error(self, request: object, client_address: object) -> None:
        """Overlook what clients do (hang up, send no TLS); raise anything else, a mistake in the range."""
        if not isinstance(sys.exc_info()[1], OSError):
            raise  # socketserver calls this from its `except`


class TcpServer(Server, socketserver.ThreadingTCPServer):
    """A thread for each connection; with ``tls`` the handshake is left to the handler, in that thread."""

    request_queue_size = 256

    def __init__(self, handler: Handler, tls: ssl.SSLContext | None = None) -> None:
        super().__init__((LOOPBACK, 0), handler)
        self._tls = tls
        self._lock = threading.Lock()
        self._open: set[socket.socket] = set()

    def get_request(self) -> tuple[socket.socket, Any]:
        """Accept a connection, and remember it until it ends."""
        connection, peer = super().get_request()
        if self._tls:
            connection = self._tls.wrap_socket(connection, server_side=True, do_handshake_on_connect=False)
        with self._lock:
            self._open.add(connection)
        return connection, peer

    def shutdown_request(self, request: Any) -> None:
        """End a connection; a TLS client is told first, or it would suspect a cut (RFC 8446 section 6.1)."""
        with self._lock:
            self._open.discard(request)
        if isinstance(request, ssl.SSLSocket):
            request.settimeout(0)
            with contextlib.suppress(OSError, ValueError):
                request.unwrap()
        super().shutdown_request(request)

    def hang_up(self) -> None:
        """Wake the threads that wait for a client."""
        with self._lock:
            waiting = list(self._open)
        for connection in waiting:
            with contextlib.suppress(OSError):
                # SSLSocket.shutdown would drop its TLS state under the thread that reads
                socket.socket.shutdown(connection, socket.SHUT_RDWR)


class UdpServer(Server, socketserver.UDPServer):
    """Answers datagrams one after the other."""

    def __init__(self, handler: Handler, port: int) -> None:
        super().__init__((LOOPBACK, port), handler)


def dns_servers(over_tcp: Handler, over_udp: Handler) -> tuple[TcpServer, UdpServer]:
    """Two servers on one port number, as resolvers have it. Raises ``OSError`` where no such port is free."""
    for _ in range(PORT_TRIES - 1):
        with contextlib.suppress(OSError):  # the number that is free for TCP may be taken for UDP
            return _pair(over_tcp, over_udp)
    return _pair(over_tcp, over_udp)


def _pair(over_tcp: Handler, over_udp: Handler) -> tuple[TcpServer, UdpServer]:
    tcp = TcpServer(over_tcp)
    try:
        return tcp, UdpServer(over_udp, tcp.port)
    except OSError:
        tcp.server_close()
        raise
