"""One connection each: WHOIS (RFC 3912), DNS over TCP (RFC 7766), and DNS datagrams. HTTP is in `http_connection`.

A connection turns bytes into a question, asks the function it was given, and sends what that says. All of them run in
the one thread of `osint_kit.exercises.servers`.
"""

import asyncio
from collections.abc import Callable
from typing import Any, Protocol

LONGEST_QUERY = 1024

WhoisAnswer = Callable[[str, str], str]
"""From the query, and the address of who asks, to a text."""
DnsAnswer = Callable[[bytes, str], bytes | None]
"""From a message, and the address of who asks, to a message; None for what is no query."""


class Out(Protocol):
    """Where a connection sends its bytes: a socket, or TLS over one."""

    def write(self, data: bytes) -> None:
        """Send, some time soon."""

    def close(self) -> None:
        """End the connection when everything is sent."""


class Connection:
    """What all connections have: ``who`` is the address of the client, ``out`` leads to it."""

    out: Out
    who: str = ""

    def begin(self, out: Out, who: str) -> None:
        """Called once, before the first bytes."""
        self.out, self.who = out, who

    def take(self, data: bytes) -> None:
        """Take in what the client sent."""
        raise NotImplementedError


class WhoisConnection(Connection):
    """Answers one line with a text, and closes."""

    def __init__(self, answer: WhoisAnswer) -> None:
        self._answer = answer
        self._query = b""
        self._done = False

    def take(self, data: bytes) -> None:
        """Read the query up to its line end; who hangs up before has asked nothing."""
        self._query += data
        if self._done or (b"\n" not in self._query and len(self._query) < LONGEST_QUERY):
            return
        self._done = True
        query = self._query[:LONGEST_QUERY].partition(b"\n")[0].decode("utf-8", "replace").strip()
        text = self._answer(query, self.who)
        self.out.write("".join(f"{line}\r\n" for line in text.splitlines()).encode())
        self.out.close()


class DnsConnection(Connection):
    """Answers messages with a length in front of each until the client closes; no query ends the connection."""

    def __init__(self, answer: DnsAnswer) -> None:
        self._answer = answer
        self._buffer = b""

    def take(self, data: bytes) -> None:
        """One message after the other."""
        self._buffer += data
        while len(self._buffer) >= 2:
            end = 2 + int.from_bytes(self._buffer[:2])
            if len(self._buffer) < end:
                return
            message, self._buffer = self._buffer[2:end], self._buffer[end:]
            answer = self._answer(message, self.who)
            if answer is None:
                self.out.close()
                return
            self.out.write(len(answer).to_bytes(2) + answer)


class DnsDatagrams(asyncio.DatagramProtocol):
    """Answers datagrams; what is no query gets no answer."""

    def __init__(self, answer: DnsAnswer) -> None:
        self._answer = answer
        self._transport: asyncio.DatagramTransport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Remember where answers go."""
        self._transport = transport  # type: ignore[assignment]  # asyncio gives a DatagramTransport here

    def datagram_received(self, data: bytes, addr: "tuple[str | Any, int]") -> None:
        """Answer one."""
        answer = self._answer(data, str(addr[0]))
        if answer is not None and self._transport:
            self._transport.sendto(answer, addr)
