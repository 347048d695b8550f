"""Sockets that wait as usual: a thread that has to wait does nothing else."""

import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager

from osint_kit.gateway.wire import Place


class Sockets:
    """Makes sockets. ``tls`` is the class that a TLS context makes its sockets of."""

    tls: type[ssl.SSLSocket] = ssl.SSLSocket

    def new(self, family: int, kind: int) -> socket.socket:
        """A socket that is not connected yet."""
        return socket.socket(family, kind)

    def connect(self, place: Place, seconds: float, kind: int = socket.SOCK_STREAM) -> socket.socket:
        """A socket with a connection to an address, which ``socket.create_connection`` would look up like a name.

        Raises ``OSError`` as sockets do.
        """
        made = self.new(socket.AF_INET6 if ":" in place[0] else socket.AF_INET, kind)
        try:
            made.settimeout(seconds)
            made.connect(place)
        except BaseException:
            made.close()
            raise
        return made

    @contextmanager
    def datagrams(self, place: Place, seconds: float) -> Iterator[socket.socket]:
        """A socket for a question to an address by UDP and its answer; the system drops what others send to it.

        Raises ``OSError`` as sockets do.
        """
        with self.connect(place, seconds, socket.SOCK_DGRAM) as made:
            yield made


PLAIN = Sockets()
