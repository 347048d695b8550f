"""Sockets for work that goes on side by side in one thread: where one would wait, the hub lets other work go on."""

import os
import socket
import ssl
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, ClassVar, TypeVar

from osint_kit.gateway.hub import READ, WRITE, Hub
from osint_kit.gateway.sockets import Sockets
from osint_kit.gateway.wire import Place

T = TypeVar("T")
MOST_QUESTIONS = 100
"""Asked from one port by UDP, before the system draws another: who forges answers has to guess it (RFC 5452). c-ares
counts in the same way (``udp_max_queries`` in ares_init_options(3))."""


class SharedSockets(Sockets):
    """They look like usual ones to whoever uses them, and may be used by work of the hub only."""

    def __init__(self, hub: Hub) -> None:
        self.tls = type("PatientTls", (_PatientTls,), {"hub": hub})
        self._plain = type("PatientSocket", (_Patient,), {"hub": hub})
        self._idle: defaultdict[Place, list[tuple[socket.socket, int]]] = defaultdict(list)
        hub.at_end(self._close_idle)

    def new(self, family: int, kind: int) -> socket.socket:
        """A socket that is not connected yet."""
        made: socket.socket = self._plain(family, kind)
        return made

    @contextmanager
    def datagrams(self, place: Place, seconds: float) -> Iterator[socket.socket]:
        """The same socket for one question after the other, up to `MOST_QUESTIONS`; only one has it at a time."""
        idle = self._idle[place]
        made, asked = idle.pop() if idle else (self.connect(place, seconds, socket.SOCK_DGRAM), 0)
        try:
            yield made
        except BaseException:
            made.close()
            raise
        if asked + 1 < MOST_QUESTIONS:
            idle.append((made, asked + 1))
        else:
            made.close()

    def _close_idle(self) -> None:
        for made, _ in (pair for pairs in self._idle.values() for pair in pairs):
            made.close()
        self._idle.clear()


class _Patient(socket.socket):
    """A socket that the system never waits for: where it would, the hub lets other work go on.

    A time limit is for one call, as with usual sockets, the whole of a TLS handshake for one.
    """

    hub: ClassVar[Hub]
    _limit: float | None = None
    _set = False
    _asked = False
    """Something was sent and no answer looked for yet, which is hardly ever there at once."""

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
            if self._is_connected():  # as within one machine it is at once
                return
            self.hub.wait(self.fileno(), WRITE, self._end())
            if code := self.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR):
                raise OSError(code, os.strerror(code)) from None

    def _is_connected(self) -> bool:
        try:
            self.getpeername()
        except OSError:
            return False
        return True

    def recv(self, *arguments: Any) -> bytes:
        self._await_answer()
        return self._patiently(super().recv, READ, *arguments)

    def recv_into(self, *arguments: Any) -> int:
        self._await_answer()
        return self._patiently(super().recv_into, READ, *arguments)

    def send(self, *arguments: Any) -> int:
        self._asked = True
        return self._patiently(super().send, WRITE, *arguments)

    def _await_answer(self) -> None:
        """Wait before the first look for an answer, which spares a look in vain."""
        if self._asked:
            self._asked = False
            self.hub.wait(self.fileno(), READ, self._end())

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

    def _await_answer(self) -> None:
        """Nothing: what came may have been read already, and wait in TLS itself."""

    def do_handshake(self, block: bool = False) -> None:
        self._patiently(super().do_handshake, READ)
