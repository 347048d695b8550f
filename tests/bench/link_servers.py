"""A loopback range that is no bottleneck: DNS and redirects, in one asyncio process.

`python -m tests.bench.link_servers FOLDER HOPS DELAY` serves every host name, writes FOLDER/world.toml, and answers
`/N/LINK` with a redirect to the next host after DELAY seconds, until the way of HOPS redirects ends at a page.
Each host keeps to its turn: LINK n goes over the hosts `aN.example`, `bN.example` and so on.
"""

import asyncio
import re
import sys
from pathlib import Path
from typing import cast

LETTERS = "abcdefghij"
PAGE = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 26\r\n\r\n<title>Island jobs</title>"
TARGET = re.compile(rb"GET (?:http://[^/ ]+)?/(\d+)/(\d+) ")


def host(hop: int, link: int) -> str:
    """The host that a link comes over at a hop."""
    return f"{LETTERS[hop]}{link}.example"


def first(link: int) -> str:
    """A link as it stands in the list."""
    return f"http://{host(0, link)}/0/{link}"


class Web(asyncio.Protocol):
    """Answers one request after the other on a connection, each after the delay."""

    hops = 3
    delay = 0.05

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """A client came."""
        self._transport = cast(asyncio.Transport, transport)
        self._head = b""

    def data_received(self, data: bytes) -> None:
        """Answer when a whole head is there."""
        self._head += data
        if self._head.endswith(b"\r\n\r\n"):
            close = b"\nconnection: close" in self._head.lower()
            found = TARGET.match(self._head)
            hop, link = (int(found[1]), int(found[2])) if found else (self.hops, 0)
            self._head = b""
            answer = PAGE
            if hop < self.hops:
                location = f"http://{host(hop + 1, link)}/{hop + 1}/{link}"
                answer = f"HTTP/1.1 301 Moved\r\nLocation: {location}\r\nContent-Length: 0\r\n\r\n".encode()
            asyncio.get_running_loop().call_later(self.delay, self._answer, answer, close)

    def _answer(self, answer: bytes, close: bool) -> None:
        self._transport.write(answer)
        if close:
            self._transport.close()


class Names(asyncio.DatagramProtocol):
    """Every name has the same address; there is no IPv6."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """The port is open."""
        self._transport = cast(asyncio.DatagramTransport, transport)

    def datagram_received(self, data: bytes, addr: tuple[str, int]) -> None:
        """Answer a question of one name (RFC 1035 section 4.1), whatever stands behind it."""
        end = data.index(b"\0", 12) + 5
        is_a = data[end - 4 : end - 2] == b"\0\1"
        record = b"\xc0\x0c\0\1\0\1\0\0\0\x3c\0\4\xc0\0\2\x0a" if is_a else b""
        head = data[:2] + b"\x81\x80\0\1" + (b"\0\1" if is_a else b"\0\0") + b"\0\0\0\0"
        self._transport.sendto(head + data[12:end] + record, addr)


async def serve(folder: Path, hops: int, delay: float) -> None:
    """Serve until the process is ended."""
    Web.hops, Web.delay = hops, delay
    loop = asyncio.get_running_loop()
    web = await loop.create_server(Web, "127.0.0.1", 0, backlog=4096)
    names, _ = await loop.create_datagram_endpoint(Names, ("127.0.0.1", 0))
    web_port, names_port = web.sockets[0].getsockname()[1], names.get_extra_info("sockname")[1]
    lines = ['name = "bench"', f'resolver = "127.0.0.1:{names_port}"', "pace = true", "[connect]"]
    text = "\n".join([*lines, f'"*:80" = "127.0.0.1:{web_port}"', ""])
    (folder / "world.new").write_text(text, "utf-8")
    (folder / "world.new").rename(folder / "world.toml")
    await web.serve_forever()


if __name__ == "__main__":
    asyncio.run(serve(Path(sys.argv[1]), int(sys.argv[2]), float(sys.argv[3])))
