"""Two small proxies: HTTP with CONNECT, and SOCKS 5. Names lead where their table says, as behind a real one."""

import contextlib
import socket
import threading
from collections.abc import Mapping

from tests.gateway.servers import Script, read_head

Ways = Mapping[str, int]
"""From ``host:port`` to the port on loopback that stands for it."""


def connect_proxy(ways: Ways, seen: list[bytes], status: str = "200 OK") -> Script:
    """A proxy for CONNECT; ``seen`` is what it was told."""

    def script(connection: socket.socket) -> None:
        head = read_head(connection)
        seen.append(head)
        port = ways.get(head.split(b" ")[1].decode())
        if port is None:
            connection.sendall(b"HTTP/1.1 502 Bad Gateway\r\n\r\n")
            return
        connection.sendall(f"HTTP/1.1 {status}\r\nVia: test\r\n\r\n".encode())
        relay(connection, port)

    return script


def socks_proxy(ways: Ways, seen: list[bytes], login: bytes = b"") -> Script:
    """A SOCKS 5 proxy that takes names only (RFC 1928, address type 3), after ``login`` (RFC 1929) where it is set."""

    def script(connection: socket.socket) -> None:
        with connection.makefile("rb") as file:
            methods = file.read(2)[1]
            file.read(methods)
            connection.sendall(b"\x05\x02" if login else b"\x05\x00")
            if login:
                user = file.read(file.read(2)[1])
                password = file.read(file.read(1)[0])
                if user + b":" + password != login:
                    connection.sendall(b"\x01\x01")
                    return
                connection.sendall(b"\x01\x00")
            _, _, _, type_, size = file.read(5)
            host, port = file.read(size if type_ == 3 else 0), int.from_bytes(file.read(2))
        seen.append(b"%b:%d" % (host, port))
        way = ways.get(f"{host.decode()}:{port}")
        connection.sendall(b"\x05" + (b"\x04" if way is None else b"\x00") + b"\x00\x01" + bytes(6))
        if way is not None:
            relay(connection, way)

    return script


def relay(client: socket.socket, port: int) -> None:
    """Pass bytes both ways until both sides are done."""

    def pump(source: socket.socket, sink: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while data := source.recv(65536):
                sink.sendall(data)
        with contextlib.suppress(OSError):
            sink.shutdown(socket.SHUT_WR)

    with socket.create_connection(("127.0.0.1", port)) as server:
        upward = threading.Thread(target=pump, args=(client, server))
        upward.start()
        pump(server, client)
        with contextlib.suppress(OSError):
            socket.socket.shutdown(client, socket.SHUT_RDWR)
        upward.join()
