"""Servers in one thread with one event loop; after `stop` neither a thread nor a socket is left."""

import asyncio
import errno
import socket
import threading
from collections.abc import Callable

from osint_kit.errors import UsageError
from osint_kit.exercises.connections import Connection, DnsDatagrams

LOOPBACK = "127.0.0.1"
TIMEOUT = 30.0
"""Seconds that a connection may be idle."""
SWEEP = 5.0
"""Seconds between looks for connections that have been idle too long."""
WAITING = 1024
"""Connections that the system holds until they are accepted."""
PORT_TRIES = 50

MakeConnection = Callable[[], Connection]


class Servers:
    """Listens on ``address``. Ports are opened at once, so that mistakes are told; answering begins with `start`."""

    def __init__(self, address: str = LOOPBACK) -> None:
        self._address = address
        self._listening: list[tuple[socket.socket, MakeConnection]] = []
        self._datagrams: list[tuple[socket.socket, DnsDatagrams]] = []
        self._open: set[_Wire] = set()
        self._loop = asyncio.new_event_loop()
        self._thread: threading.Thread | None = None

    def listen(self, make: MakeConnection, port: int = 0) -> str:
        """Open a TCP port (0: one that the system picks); returns ``ADDRESS:PORT``.

        Raises ``UsageError`` where the port is taken or the address is none of this machine's.
        """
        listener = self._bound(socket.SOCK_STREAM, port)
        self._listening.append((listener, make))
        listener.listen(WAITING)
        return self._place(listener)

    def listen_for_dns(self, make: MakeConnection, datagrams: DnsDatagrams) -> str:
        """Open the same port number for TCP and UDP, as resolvers have it; returns ``ADDRESS:PORT``."""
        for attempt in range(PORT_TRIES):
            listener = self._bound(socket.SOCK_STREAM, 0)
            try:
                udp = self._bound(socket.SOCK_DGRAM, listener.getsockname()[1])
            except UsageError:  # the number that is free for TCP may be taken for UDP
                listener.close()
                if attempt == PORT_TRIES - 1:
                    raise
                continue
            listener.listen(WAITING)
            self._listening.append((listener, make))
            self._datagrams.append((udp, datagrams))
            break
        return self._place(listener)

    def start(self) -> None:
        """Answer, in the background."""
        ready = threading.Event()
        self._thread = threading.Thread(target=self._run, args=(ready,), daemon=True, name="osint-exercise")
        self._thread.start()
        ready.wait()

    def stop(self) -> None:
        """End what is open, close the ports; the thread has ended when this returns. A second call does nothing."""
        if self._thread:
            self._loop.call_soon_threadsafe(self._loop.stop)
            self._thread.join()
            self._thread = None
        for listener, _ in (*self._listening, *self._datagrams):
            listener.close()
        self._listening, self._datagrams = [], []
        if not self._loop.is_closed():
            self._loop.close()

    def _run(self, ready: threading.Event) -> None:
        asyncio.set_event_loop(self._loop)
        self._loop.run_until_complete(self._serve())
        self._loop.call_soon(ready.set)
        sweeping = self._loop.create_task(self._sweep())
        self._loop.run_forever()
        sweeping.cancel()
        self._loop.run_until_complete(self._end())

    async def _serve(self) -> None:
        self._servers = [
            await self._loop.create_server(lambda make=make: _Wire(make(), self._open), sock=listener)  # type: ignore[misc]
            for listener, make in self._listening
        ]
        self._udp = [
            (await self._loop.create_datagram_endpoint(lambda answers=answers: answers, sock=udp))[0]  # type: ignore[misc]
            for udp, answers in self._datagrams
        ]

    async def _sweep(self) -> None:
        while True:
            await asyncio.sleep(SWEEP)
            oldest = self._loop.time() - TIMEOUT
            for wire in [wire for wire in self._open if wire.last < oldest]:
                wire.close()

    async def _end(self) -> None:
        for server in self._servers:
            server.close()
        for udp in self._udp:
            udp.close()
        halfway = asyncio.all_tasks() - {asyncio.current_task()}
        if halfway:  # connections that were being accepted, and the sweep
            await asyncio.wait(halfway)
        for wire in list(self._open):
            wire.abort()
        await asyncio.sleep(0)  # transports close their sockets in the next turn of the loop

    def _bound(self, kind: socket.SocketKind, port: int) -> socket.socket:
        family = socket.AF_INET6 if ":" in self._address else socket.AF_INET
        opened = socket.socket(family, kind)
        try:
            if kind is socket.SOCK_STREAM and hasattr(socket, "SO_EXCLUSIVEADDRUSE"):
                opened.setsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE, 1)
            elif kind is socket.SOCK_STREAM:
                opened.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            opened.bind((self._address, port))
            opened.setblocking(False)
        except OSError as error:
            opened.close()
            raise _cannot_listen(error, self._address, port) from error
        return opened

    def _place(self, listener: socket.socket) -> str:
        host = f"[{self._address}]" if ":" in self._address else self._address
        return f"{host}:{listener.getsockname()[1]}"


class _Wire(asyncio.Protocol):
    """A socket under a connection; remembered until it ends."""

    def __init__(self, connection: Connection, opened: "set[_Wire]") -> None:
        self.last = 0.0
        self._connection = connection
        self._opened = opened
        self._transport: asyncio.Transport | None = None
        self._loop = asyncio.get_running_loop()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = transport  # type: ignore[assignment]  # asyncio gives a Transport here
        self._opened.add(self)
        self.last = self._loop.time()
        peer = transport.get_extra_info("peername")
        self._connection.begin(self, str(peer[0]) if peer else "")

    def data_received(self, data: bytes) -> None:
        self.last = self._loop.time()
        self._connection.take(data)

    def connection_lost(self, exc: Exception | None) -> None:
        self._opened.discard(self)

    def pause_writing(self) -> None:
        """A client that does not read is not read from either."""
        if self._transport:
            self._transport.pause_reading()

    def resume_writing(self) -> None:
        if self._transport:
            self._transport.resume_reading()

    def write(self, data: bytes) -> None:
        if self._transport and not self._transport.is_closing():
            self._transport.write(data)

    def close(self) -> None:
        if self._transport:
            self._transport.close()

    def abort(self) -> None:
        if self._transport:
            self._transport.abort()


def _cannot_listen(error: OSError, address: str, port: int) -> UsageError:
    if error.errno == errno.EADDRINUSE:
        return UsageError(f"port {port} of {address} is taken by another program", "give another number with --port")
    if error.errno in (errno.EADDRNOTAVAIL, errno.EINVAL) or isinstance(error, socket.gaierror):
        return UsageError(f"{address} is no address of this machine", "see the addresses with: ip addr, or ipconfig")
    if error.errno == errno.EACCES:
        return UsageError(f"port {port} of {address} is not open to this user", "give a number above 1024 with --port")
    return UsageError(f"no port of {address} can be opened: {error.strerror}", "close some programs and try again")
