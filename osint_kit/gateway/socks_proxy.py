"""A stream through a SOCKS 5 proxy (RFC 1928, RFC 1929), which resolves the name of the host."""

import ipaddress
import socket

import socks

from osint_kit.gateway.caps import Deadline
from osint_kit.gateway.failures import Unreachable
from osint_kit.gateway.proxy import Proxy


class _Socket(socks.socksocket):
    """PySocks' socket with a time limit in all, where its own is one a byte."""

    deadline: Deadline

    def recv_into(self, buffer: memoryview, size: int = 0, flags: int = 0) -> int:  # type: ignore[override]
        """Wait until the deadline; the answers of the proxy are read by this."""
        super().settimeout(self.deadline.left())
        return super().recv_into(buffer, size, flags)


def connect(proxy: Proxy, host: str, port: int, deadline: Deadline) -> socket.socket:
    """Open a stream; the caller closes it. Raises `Unreachable`, `TimedOut`, ``TimeoutError``."""
    stream = _Socket(_family(proxy.host))
    stream.deadline = deadline
    stream.set_proxy(socks.SOCKS5, proxy.host, proxy.port, True, proxy.user or None, proxy.password or None)
    try:
        stream.settimeout(deadline.left())
        stream.connect((host, port))
    except socks.ProxyError as error:
        stream.close()
        if isinstance(error.socket_err, TimeoutError):
            raise TimeoutError from error
        raise Unreachable(f"the proxy {proxy.text} does not let through to {host}: {error.msg}") from error
    except BaseException:
        stream.close()
        raise
    return stream


def _family(host: str) -> socket.AddressFamily:
    try:
        return socket.AF_INET6 if ipaddress.ip_address(host).version == 6 else socket.AF_INET
    except ValueError:
        return socket.AF_INET
