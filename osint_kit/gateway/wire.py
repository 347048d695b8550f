"""A connected stream that ends at a deadline and a cap, and what passes over it, kept byte for byte."""

import io
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from osint_kit.gateway.caps import Deadline
from osint_kit.gateway.exchange import Exchange

if TYPE_CHECKING:
    from osint_kit.gateway.http_framing import Response

Place = tuple[str, int]
"""An IP address and a port."""


class Stream(Protocol):
    """What is needed of a socket, of a TLS socket, and of TLS inside TLS."""

    def settimeout(self, value: float, /) -> None: ...

    def recv_into(self, buffer: memoryview, /) -> int: ...

    def sendall(self, data: bytes, /) -> None: ...


@dataclass
class Tape:
    """What happened in one exchange until now; the fields are those of `Exchange`."""

    sent: bytearray = field(default_factory=bytearray)
    received: bytearray = field(default_factory=bytearray)
    peer: Place | None = None
    tls: str = ""
    notes: list[str] = field(default_factory=list)
    lookups: list[Exchange] = field(default_factory=list)
    response: "Response | None" = None


SLACK = 0.25
"""Seconds by which a time limit may be late: to set it costs a call of the system, for each piece that comes."""


class CutShort(Exception):
    """The cap on bytes is reached; the rest was left on the wire."""


class Timed(io.RawIOBase):
    """A stream each call of which ends at the deadline, where a socket alone has a time limit a byte.

    It does not own the stream: closing it leaves that open. Raises `TimedOut`, and ``OSError`` as sockets do.
    """

    def __init__(self, stream: Stream, deadline: Deadline) -> None:
        self._stream = stream
        self._deadline = deadline
        self._limit = float("inf")

    def readable(self) -> bool:
        """Always: ``io.BufferedReader`` asks."""
        return True

    def settimeout(self, value: float | None) -> None:
        """Nothing: the deadline stands. TLS inside TLS asks."""

    def readinto(self, buffer: memoryview, /) -> int:  # type: ignore[override]  # BufferedReader calls it so
        """Wait for some bytes; 0 at the end of the stream."""
        self._limit_time()
        return self._stream.recv_into(buffer)

    def recv(self, size: int) -> bytes:
        """The same in the form of a socket."""
        buffer = bytearray(size)
        return bytes(buffer[: self.readinto(memoryview(buffer))])

    def sendall(self, data: bytes) -> None:
        """Send all of the bytes."""
        self._limit_time()
        self._stream.sendall(data)

    def _limit_time(self) -> None:
        """Let the next call end at the deadline, or a little later. Raises `TimedOut` where that is over."""
        left = self._deadline.left()
        if self._limit - left > min(SLACK, left):
            self._limit = left
            self._stream.settimeout(left)


class Wire(Timed):
    """A stream that writes all that passes onto a tape, and raises `CutShort` after ``most`` bytes received."""

    def __init__(self, stream: Stream, deadline: Deadline, tape: Tape, most: int) -> None:
        super().__init__(stream, deadline)
        self._tape = tape
        self._most = most

    def readinto(self, buffer: memoryview, /) -> int:  # type: ignore[override]  # as above
        """Wait for some bytes, and keep them."""
        room = self._most - len(self._tape.received)
        if room <= 0:
            raise CutShort
        count = super().readinto(buffer[:room])
        self._tape.received += buffer[:count]
        return count

    def sendall(self, data: bytes) -> None:
        """Send all of the bytes, and keep them."""
        super().sendall(data)
        self._tape.sent += data
