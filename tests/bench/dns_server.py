"""A resolver for the bench: every name has an A and an MX record; answers come late, and some never.

`python -m tests.bench.dns_server DELAY LOSS` prints its port, and serves until its standard input ends. It reads no
more of a query than its question, so that it is never what is waited for.
"""

import random
import selectors
import socket
import sys
import time
import zlib
from collections import deque

BUFFER = 16 << 20
A, MX = b"\x00\x01\x00\x01", b"\x00\x0f\x00\x01"


def answer(query: bytes) -> bytes:
    """The answer to a query for A or MX: the address is made of the name."""
    end = query.index(0, 12) + 5
    asked, type_ = query[12:end], query[end - 4 : end]
    found = b""
    if type_ == A:
        found = b"\xc0\x0c\x00\x01\x00\x01\x00\x00\x01\x2c\x00\x04\xc6\x12" + zlib.crc32(asked).to_bytes(4)[:2]
    elif type_ == MX:
        found = b"\xc0\x0c\x00\x0f\x00\x01\x00\x00\x01\x2c\x00\x09\x00\x0a\x04mail\xc0\x0c"
    counts = b"\x00\x01\x00\x01\x00\x00\x00\x00" if found else b"\x00\x01\x00\x00\x00\x00\x00\x00"
    return query[:2] + b"\x81\x80" + counts + asked + found


def serve(listener: socket.socket, delay: float, loss: float) -> None:
    """Answer until standard input ends."""
    dice = random.Random(1).random
    waiting: deque[tuple[float, bytes, tuple[str, int]]] = deque()
    receive, send, clock = listener.recvfrom, listener.sendto, time.monotonic
    selector = selectors.DefaultSelector()
    selector.register(listener, selectors.EVENT_READ)
    selector.register(sys.stdin, selectors.EVENT_READ)
    while True:
        patience = max(waiting[0][0] - clock(), 0.0) if waiting else None
        for key, _ in selector.select(patience):
            if key.fileobj is sys.stdin:
                return
            try:
                for _ in range(64):
                    query, client = receive(512)
                    if dice() >= loss:
                        waiting.append((clock() + delay, answer(query), client))
            except BlockingIOError:
                pass
        moment = clock()
        while waiting and waiting[0][0] <= moment:
            _, data, client = waiting.popleft()
            send(data, client)


def main(delay: float, loss: float) -> None:
    """Say the port, and serve."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as listener:
        for option in (socket.SO_RCVBUF, socket.SO_SNDBUF):
            listener.setsockopt(socket.SOL_SOCKET, option, BUFFER)
        listener.bind(("127.0.0.1", 0))
        listener.setblocking(False)
        print(listener.getsockname()[1], flush=True)
        serve(listener, delay, loss)


if __name__ == "__main__":
    main(float(sys.argv[1]), float(sys.argv[2]))
