"""Real servers on loopback: TCP with a script for each connection, and DNS over UDP and TCP."""

import contextlib
import socket
import ssl
import threading
from collections.abc import Callable, Mapping, Sequence
from types import TracebackType
from typing import Self

import dns.flags
import dns.message
import dns.rcode
import dns.rdatatype
import dns.rrset

LOOPBACK = "127.0.0.1"

Script = Callable[[socket.socket], None]
DnsScript = Callable[[dns.message.Message, bool], Sequence[bytes]]
"""From a query, and whether it came over TCP, to the datagrams or the one message that go back."""


class Server:
    """A TCP server; ``script`` talks to each client in a thread of its own. ``requests`` is what `answering` read."""

    def __init__(self, script: Script, tls: ssl.SSLContext | None = None) -> None:
        self._script = script
        self._tls = tls
        self._open: list[socket.socket] = []
        self._threads: list[threading.Thread] = []
        self.connections = 0
        self._listener = socket.create_server((LOOPBACK, 0))
        self.port: int = self._listener.getsockname()[1]
        self.place = f"{LOOPBACK}:{self.port}"
        self._spawn(self._accept)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        hang_up(self._listener)
        for connection in self._open:
            hang_up(connection)
        for thread in self._threads:
            thread.join()

    def _accept(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                connection, _ = self._listener.accept()
                self.connections += 1
                self._open.append(connection)
                self._spawn(lambda connection=connection: self._talk(connection))  # type: ignore[misc]

    def _talk(self, connection: socket.socket) -> None:
        with contextlib.suppress(OSError), connection:
            if self._tls:
                with self._tls.wrap_socket(connection, server_side=True) as secured:
                    self._open.append(secured)
                    self._script(secured)
            else:
                self._script(connection)

    def _spawn(self, work: Callable[[], None]) -> None:
        thread = threading.Thread(target=work, daemon=True)
        self._threads.append(thread)
        thread.start()


def hang_up(connection: socket.socket) -> None:
    """Wake whoever waits on a socket, and close it."""
    with contextlib.suppress(OSError):
        socket.socket.shutdown(connection, socket.SHUT_RDWR)
    connection.close()


def read_head(connection: socket.socket) -> bytes:
    """A request up to its empty line."""
    head = b""
    while not head.endswith(b"\r\n\r\n"):
        piece = connection.recv(1)
        if not piece:
            break
        head += piece
    return head


def answering(*answers: bytes, seen: list[bytes] | None = None) -> Script:
    """A script that reads a request head and sends the next of the answers, the last one for ever after."""
    left = list(answers)
    lock = threading.Lock()

    def script(connection: socket.socket) -> None:
        head = read_head(connection)
        with lock:
            if seen is not None:
                seen.append(head)
            answer = left.pop(0) if len(left) > 1 else left[0]
        connection.sendall(answer)

    return script


def ok(body: bytes = b"hello", *headers: str, status: str = "200 OK") -> bytes:
    """A whole HTTP response."""
    lines = [f"HTTP/1.1 {status}", f"Content-Length: {len(body)}", *headers]
    return "".join(f"{line}\r\n" for line in lines).encode("latin-1") + b"\r\n" + body


class DnsServer:
    """A resolver on one port of UDP and TCP; ``asked`` is the list of names and types."""

    def __init__(self, script: DnsScript) -> None:
        self._script = script
        self.asked: list[tuple[str, str]] = []
        self._udp = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        while True:
            self._tcp = Server(self._over_tcp)
            try:
                self._udp.bind((LOOPBACK, self._tcp.port))
                break
            except OSError:  # the number that is free for TCP may be taken for UDP
                self._tcp.__exit__(None, None, None)
        self.place = self._tcp.place
        self._udp.settimeout(0.05)
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._over_udp, daemon=True)
        self._thread.start()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stopped.set()
        self._thread.join()
        self._udp.close()
        self._tcp.__exit__(kind, error, trace)

    def _answers(self, wire: bytes, over_tcp: bool) -> Sequence[bytes]:
        query = dns.message.from_wire(wire)
        question = query.question[0]
        self.asked.append((question.name.to_text(omit_final_dot=True), dns.rdatatype.to_text(question.rdtype)))
        return self._script(query, over_tcp)

    def _over_udp(self) -> None:
        while not self._stopped.is_set():
            with contextlib.suppress(TimeoutError):
                wire, client = self._udp.recvfrom(65535)
                for answer in self._answers(wire, False):
                    self._udp.sendto(answer, client)

    def _over_tcp(self, connection: socket.socket) -> None:
        with connection.makefile("rb") as file:
            size = int.from_bytes(file.read(2))
            for answer in self._answers(file.read(size), True):
                connection.sendall(len(answer).to_bytes(2) + answer)


Zone = Mapping[str, Mapping[str, Sequence[str]]]
"""Names, types, and data in the presentation form."""


def zone(records: Zone) -> DnsScript:
    """A script that answers from a zone, aliases not followed, NXDOMAIN for all other names."""

    def script(query: dns.message.Message, over_tcp: bool) -> Sequence[bytes]:
        return [
            reply(query, records).to_wire(
                max_size=65535 if over_tcp else 1232, prefer_truncation=True, want_shuffle=False
            )
        ]

    return script


def reply(query: dns.message.Message, records: Zone) -> dns.message.Message:
    """The answer of a zone to a query."""
    answer = dns.message.make_response(query)
    question = query.question[0]
    name, type_ = question.name.to_text(omit_final_dot=True), dns.rdatatype.to_text(question.rdtype)
    if name not in records:
        answer.set_rcode(dns.rcode.NXDOMAIN)
        return answer
    for found in (type_, "CNAME"):
        if data := records[name].get(found):
            answer.answer.append(dns.rrset.from_text_list(question.name, 60, "IN", found, data))
            break
    return answer
