"""The range as a process: one HTTP port for all sites, told apart by the first part of the path, and a resolver.

    python -m tests.bench.accounts.server SEED COUNT HANDLE

prints the two ports, and serves until its standard input is closed. ``/used`` answers with the requests and bytes
since it was last asked.
"""

import asyncio
import json
import sys
from http import HTTPStatus
from typing import cast
from urllib.parse import unquote

from tests.bench.accounts.sites import Reply, draw


class Resolver(asyncio.DatagramProtocol):
    """Says 192.0.2.10 to every question about an IPv4 address (RFC 1035, compressed name at offset 12)."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.DatagramTransport, transport)

    def datagram_received(self, data: bytes, addr: tuple[str, int]) -> None:
        end = 12
        while data[end]:
            end += data[end] + 1
        question = data[12 : end + 5]
        is_a = question[-4:-2] == b"\0\1"
        answer = b"\xc0\x0c\0\1\0\1\0\0\1\x2c\0\4\xc0\0\2\x0a" if is_a else b""
        head = data[:2] + b"\x81\x80\0\1" + (b"\0\1" if is_a else b"\0\0") + b"\0\0\0\0"
        self._transport.sendto(head + question + answer, addr)


class Range:
    """All sites, and what they were asked."""

    def __init__(self, seed: int, count: int, handle: str) -> None:
        self._sites = {site.name: site for site in draw(seed, count, handle)}
        self._paths = {name: site.look.path.split("{}") for name, site in self._sites.items()}
        self.requests = self.received = self.sent = 0

    def answer(self, head: bytes) -> Reply:
        """The reply to the head of a request."""
        path = unquote(head.split(b" ", 2)[1].decode("latin-1"))
        if path == "/used":
            used = json.dumps([self.requests, self.received + self.sent])
            self.requests = self.received = self.sent = 0
            return Reply(200, used, delay=0)
        self.requests += 1
        self.received += len(head)
        name, _, rest = path.removeprefix("/").partition("/")
        site = self._sites.get(name)
        if site is None:
            return Reply(404, "no such site")
        before, after = self._paths[name]
        handle = ("/" + rest).removeprefix(before).rstrip("/").removesuffix(after.rstrip("/"))
        return site.serve(handle, path)


class Connection(asyncio.Protocol):
    """One request, one answer, as most sites do it to strangers."""

    def __init__(self, sites: Range) -> None:
        self._sites = sites
        self._head = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.Transport, transport)

    def data_received(self, data: bytes) -> None:
        self._head += data
        if b"\r\n\r\n" in self._head:
            reply = self._sites.answer(self._head)
            asyncio.get_running_loop().call_later(reply.delay, self._send, reply)

    def _send(self, reply: Reply) -> None:
        if not reply.status:
            self._transport.abort()
            return
        body = reply.body.encode()
        lines = [f"HTTP/1.1 {reply.status} {HTTPStatus(reply.status).phrase}", f"Content-Length: {len(body)}"]
        lines += [
            f"Content-Type: {reply.type}",
            "Connection: close",
            *(f"{key}: {value}" for key, value in reply.headers),
        ]
        whole = "\r\n".join([*lines, "", ""]).encode("latin-1", "replace") + body
        self._sites.sent += len(whole)
        self._transport.write(whole)
        self._transport.close()


async def serve(seed: int, count: int, handle: str) -> None:
    """Serve until standard input ends."""
    loop = asyncio.get_running_loop()
    sites = Range(seed, count, handle)
    server = await loop.create_server(lambda: Connection(sites), "127.0.0.1", 0, backlog=2048)
    resolver, _ = await loop.create_datagram_endpoint(Resolver, ("127.0.0.1", 0))
    print(server.sockets[0].getsockname()[1], resolver.get_extra_info("sockname")[1], flush=True)
    await loop.run_in_executor(None, sys.stdin.read)


if __name__ == "__main__":
    asyncio.run(serve(int(sys.argv[1]), int(sys.argv[2]), sys.argv[3]))
