"""A small client that keeps many connections to a range busy, and counts. It reads of an answer only its end."""

import selectors
import socket
import ssl
import time
from dataclasses import dataclass

RIGHT = (b"HTTP/1.1 2", b"HTTP/1.1 3", b"HTTP/1.1 404")


@dataclass
class Asked:
    """What came of it: answers, those that were wrong, seconds in all, and the slowest of a hundred (seconds)."""

    answers: int
    wrong: int
    seconds: float
    slow: float

    @property
    def rate(self) -> float:
        """Answers a second."""
        return self.answers / self.seconds


class _Talk:
    def __init__(self, place: tuple[str, int], tls: "ssl.SSLContext | None", host: str) -> None:
        self.socket = socket.create_connection(place)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        if tls:
            self.socket = tls.wrap_socket(self.socket, server_hostname=host)
        self.got = b""
        self.sent_at = 0.0

    def whole(self) -> bool:
        """Take in what is there; whether the answer has ended."""
        self.got += self.socket.recv(65536)
        head, end, body = self.got.partition(b"\r\n\r\n")
        if not end:
            return False
        length = int(head.lower().partition(b"content-length: ")[2].split(b"\r\n")[0] or 0)
        return len(body) >= length


def ask(
    place: tuple[str, int],
    host: str,
    paths: list[str],
    number: int,
    connections: int,
    tls: "ssl.SSLContext | None" = None,
) -> Asked:
    """Send ``number`` requests over kept-alive connections, the next one when the last is answered."""
    requests = [f"GET {path} HTTP/1.1\r\nHost: {host}\r\nUser-Agent: bench\r\n\r\n".encode() for path in paths]
    selector = selectors.DefaultSelector()
    talks = [_Talk(place, tls, host) for _ in range(connections)]
    waits: list[float] = []
    sent = wrong = 0
    begun = time.perf_counter()
    for talk in talks:
        selector.register(talk.socket, selectors.EVENT_READ, talk)
        talk.sent_at = time.perf_counter()
        talk.socket.sendall(requests[sent % len(requests)])
        sent += 1
    while len(waits) < number:
        for key, _ in selector.select(10):
            talk = key.data
            if not talk.whole():
                continue
            waits.append(time.perf_counter() - talk.sent_at)
            wrong += not talk.got.startswith(RIGHT)
            talk.got = b""
            if sent < number:
                talk.sent_at = time.perf_counter()
                talk.socket.sendall(requests[sent % len(requests)])
                sent += 1
    seconds = time.perf_counter() - begun
    for talk in talks:
        talk.socket.close()
    return Asked(number, wrong, seconds, sorted(waits)[int(number * 0.99) - 1])


def ask_anew(place: tuple[str, int], host: str, path: str, number: int, tls: "ssl.SSLContext | None" = None) -> Asked:
    """The same with a connection for each request, one after the other, as the kit itself asks."""
    request = f"GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n".encode()
    waits, wrong = [], 0
    begun = time.perf_counter()
    for _ in range(number):
        at = time.perf_counter()
        talk = _Talk(place, tls, host)
        talk.socket.sendall(request)
        while not talk.whole():
            pass
        talk.socket.close()
        waits.append(time.perf_counter() - at)
        wrong += not talk.got.startswith(RIGHT)
    return Asked(number, wrong, time.perf_counter() - begun, sorted(waits)[int(number * 0.99) - 1])
