"""TLS under a connection (RFC 8446), by OpenSSL in memory: the sockets stay in the hands of `servers`."""

import ssl
from contextlib import suppress

from osint_kit.exercises.connections import Connection, Out

CHUNK = 65_536


class TlsConnection(Connection):
    """Shakes hands, then hands what it decrypts to the connection ``inside``, and encrypts what that sends."""

    def __init__(self, context: ssl.SSLContext, inside: Connection) -> None:
        self._received, self._to_send = ssl.MemoryBIO(), ssl.MemoryBIO()
        self._tls = context.wrap_bio(self._received, self._to_send, server_side=True)
        self._inside = inside
        self._shaken = False

    def begin(self, out: Out, who: str) -> None:
        """The connection inside writes into this one."""
        super().begin(out, who)
        self._inside.begin(self, who)

    def take(self, data: bytes) -> None:
        """Decrypt; a client that speaks no TLS, or that we have no certificate for, is told so and left."""
        self._received.write(data)
        try:
            if not self._shaken:
                self._tls.do_handshake()
                self._shaken = True
                self._flush()
            while plain := self._tls.read(CHUNK):
                self._inside.take(plain)
            self.close()  # the client has said that it is done
        except ssl.SSLWantReadError:
            self._flush()
        except ssl.SSLError:
            self._flush()
            self.out.close()

    def write(self, data: bytes) -> None:
        """Encrypt and send."""
        with suppress(ssl.SSLError):  # the client has ended TLS in the meantime
            self._tls.write(data)
        self._flush()

    def close(self) -> None:
        """Tell the client first, or it would suspect a cut (RFC 8446 section 6.1)."""
        with suppress(ssl.SSLError):
            self._tls.unwrap()
        self._flush()
        self.out.close()

    def _flush(self) -> None:
        if self._to_send.pending:
            self.out.write(self._to_send.read())
