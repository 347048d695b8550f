"""TLS to a host: certificates are checked against its name and the roots that the world trusts (RFC 9525)."""

import hashlib
import socket
import ssl
from contextlib import ExitStack, closing
from typing import Protocol, cast

from osint_kit.gateway.caps import Deadline
from osint_kit.gateway.certificates import UNTRUSTED
from osint_kit.gateway.failures import TlsFailed
from osint_kit.gateway.wire import Stream, Timed


class Secured(Stream, Protocol):
    """A stream over TLS that can say with whom."""

    def version(self) -> str | None: ...

    def cipher(self) -> object: ...

    def getpeercert(self, binary_form: bool, /) -> bytes | None: ...


class Untrusted(TlsFailed):
    """The certificate does not hold; ``reason`` is OpenSSL's."""

    def __init__(self, host: str, reason: str) -> None:
        super().__init__(f"the certificate of {host} does not hold: {reason}")
        self.reason = reason


def trusting(ca: str | None) -> ssl.SSLContext:
    """A context that trusts the certificates of ``ca`` (PEM) alone, or the system's roots where it is None.

    Making one takes milliseconds: a world makes one and shares it between threads.
    """
    context = ssl.create_default_context(cadata=ca)
    context.set_alpn_protocols(["http/1.1"])
    return context


def trusting_anybody() -> ssl.SSLContext:
    """A context for looking at a certificate that does not hold, old protocols and weak keys included."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    context.set_ciphers("DEFAULT:@SECLEVEL=0")
    context.set_alpn_protocols(["http/1.1"])
    return context


def secure(stream: socket.socket, host: str, context: ssl.SSLContext, deadline: Deadline, stack: ExitStack) -> Secured:
    """Shake hands with ``host`` over an open stream; TLS inside TLS, through an ``https`` proxy, works too.

    Raises `Untrusted`, `TlsFailed`, `TimedOut`, and ``OSError`` as sockets do.
    """
    try:
        if isinstance(stream, ssl.SSLSocket):
            from urllib3.util.ssltransport import SSLTransport

            inner = SSLTransport(cast(socket.socket, Timed(stream, deadline)), context, server_hostname=host)
            return cast(Secured, stack.enter_context(closing(inner)))
        stream.settimeout(deadline.left())  # for the whole handshake: Python counts it down
        return cast(Secured, stack.enter_context(context.wrap_socket(stream, server_hostname=host)))
    except ssl.SSLCertVerificationError as error:
        raise Untrusted(host, error.verify_message) from error
    except ssl.SSLError as error:
        raise TlsFailed(f"no TLS with {host}: {(error.reason or str(error)).replace('_', ' ').lower()}") from error


def described(stream: Secured) -> str:
    """Version, cipher and the SHA-256 of the certificate, such as ``TLSv1.3 TLS_AES_256_GCM_SHA384 sha256:…``."""
    return f"{_version(stream)} sha256:{hashlib.sha256(stream.getpeercert(True) or b'').hexdigest()}"


def described_untrusted(stream: Secured, reason: str) -> str:
    """The same of a certificate that does not hold, with what it says of itself; see `certificate_in`."""
    from osint_kit.gateway.certificates import facts

    return f"{_version(stream)} {facts(stream.getpeercert(True) or b'')}{UNTRUSTED}{reason}"


def _version(stream: Secured) -> str:
    cipher = stream.cipher()
    name = cipher[0] if isinstance(cipher, tuple) else ""
    return f"{stream.version()} {name}"
