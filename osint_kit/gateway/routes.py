"""Where connections really go in a world that has a file, and how places are written there."""

import ipaddress
from collections.abc import Iterator, Mapping

from osint_kit.gateway.wire import Place
from osint_kit.identifiers.url import read_host


class Routes:
    """The ``[connect]`` table of a world file: from patterns of ``HOST:PORT`` to places.

    The most exact pattern wins, the host counting before the port: ``shop.example:80``, ``shop.example:*``,
    ``*.example:80`` (names below it, the longest first), ``*.example:*``, ``*:80``, ``*:*``. Patterns are in
    the form that `read_pattern` returns.
    """

    def __init__(self, table: Mapping[str, Place]) -> None:
        self._table = dict(table)

    def find(self, host: str, port: int) -> Place | None:
        """The place for a host in canonical form; None where no pattern fits."""
        keys = (f"{pattern}:{end}" for pattern in _hosts(host) for end in (port, "*"))
        return next((self._table[key] for key in keys if key in self._table), None)


def read_pattern(text: str) -> str:
    """Bring a pattern into the form that `Routes` looks for. Raises ``ValueError`` for what is none."""
    host, colon, port = text.rpartition(":")
    if not colon or not host:
        raise ValueError("a pattern is HOST:PORT, such as '*:443'")
    if port != "*":
        port = str(_port(port))
    if host == "*":
        return f"*:{port}"
    star = "*." if host.startswith("*.") else ""
    return f"{star}{read_host(host.removeprefix(star))}:{port}"


def read_place(text: str) -> Place:
    """Read ``127.0.0.1:8080`` or ``[::1]:8080``; ``localhost`` is 127.0.0.1. Raises ``ValueError``."""
    host, colon, port = text.rpartition(":")
    if not colon:
        raise ValueError("the port is missing; write ADDRESS:PORT, such as '127.0.0.1:8080'")
    if host == "localhost":
        host = "127.0.0.1"
    bare = host[1:-1] if host.startswith("[") and host.endswith("]") else host
    try:
        return str(ipaddress.ip_address(bare)), _port(port)
    except ValueError:
        raise ValueError(f"{text!r} is no ADDRESS:PORT, such as '127.0.0.1:8080'") from None


def shown(place: Place) -> str:
    """A place as a person writes it."""
    host, port = place
    return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"


def _hosts(host: str) -> Iterator[str]:
    yield host
    rest = host
    while ":" not in host and "." in rest:
        rest = rest.partition(".")[2]
        yield f"*.{rest}"
    yield "*"


def _port(text: str) -> int:
    if not (text.isascii() and text.isdecimal() and len(text) <= 5 and 0 < int(text) <= 0xFFFF):
        raise ValueError(f"{text!r} is no port; a port is a number from 1 to 65535")
    return int(text)
