"""Sockets for work that goes on side by side in one thread: where one would wait, the hub lets other work go on."""

import os
import socket
import ssl
import time
from collections.abc import Callable
from typing import Any, ClassVar, TypeVar

from osint_kit.gateway.hub import READ, WRITE, Hub
from osint_kit.gateway.sockets import Sockets

T = TypeVar("T")


class SharedSockets(Sockets):
    """They look like usual ones to whoever uses them, and may be used by work of the hub only."""

    def __init__(self, hub: Hub) -> None:
        self.tls = type("PatientTls", (_PatientTls,), {"hub": hub})
        self._plain = type("PatientSocket", (_Patient,), {"hub": hub})

    def new(self, family: int, kind: int) -> socket.socket:
        """A socket that is not connected yet."""
        made: socket.socket = self._plain(family, kind)
        return made


class _Patient(socket.socket):
    """A socket that the system never waits for: where it would, the hub lets other work go on.

    A time limit is for one call, as with usual sockets, the whole of a TLS handshake for one.
    """

    hub: ClassVar[Hub]
    _limit: float | None = None
    _set = False

    def settimeout(self, value: float | None) -> None:
        self._limit = value
        if not self._set:  # the system's own limit is 0, once for all
            self._set = True
            super().settimeout(0)

    def gettimeout(self) -> float | None:
        return self._limit

    def connect(self, address: Any) -> None:
        try:
            super().connect(address)
        except BlockingIOError:
            self.hub.wait(self.fileno(), WRITE, self._end())
            if code := self.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR):
                raise OSError(code, os.strerror(code)) from None

    def recv(self, *arguments: Any) -> bytes:
        return self._patiently(super().recv, READ, *arguments)

    def recv_into(self, *arguments: Any) -> int:
        return self._patiently(super().recv_into, READ, *arguments)

    def send(self, *arguments: Any) -> int:
        return self._patiently(super().send, WRITE, *arguments)

    def sendall(self, data: Any, flags: int = 0) -> None:
        with memoryview(data) as view:
            sent = 0
            while sent < len(view):
                sent += self.send(view[sent:])

    def close(self) -> None:
        self.hub.forget(self.fileno())
        super().close()

    def _patiently(self, call: Callable[..., T], event: int, *arguments: Any) -> T:
        """What a call returns as soon as it can. Raises ``TimeoutError`` at the end of the time limit."""
        end = None
        while True:
            try:
                return call(*arguments)
            except ssl.SSLWantReadError:
                waits_for = READ
            except ssl.SSLWantWriteError:
                waits_for = WRITE
            except BlockingIOError:
                waits_for = event
            end = self._end() if end is None else end
            self.hub.wait(self.fileno(), waits_for, end)

    def _end(self) -> float:
        return float("inf") if self._limit is None else time.monotonic() + self._limit


class _PatientTls(_Patient, ssl.SSLSocket):
    """The same over TLS. Its class makes it of a socket that is open already, and calls no ``__init__``."""

    def do_handshake(self, block: bool = False) -> None:
        self._patiently(super().do_handshake, READ)
