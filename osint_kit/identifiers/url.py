"""Web addresses, read once and as browsers read them: the WHATWG URL standard (https://url.spec.whatwg.org/).

Only ``http`` and ``https``. What one program reads differently from another (backslashes, ``user@host``,
``127.1``, full-width digits, ``%31``) is settled here: who judges a `Url` and who connects use the same host.
"""

import dataclasses
import ipaddress
import re
from dataclasses import dataclass
from functools import lru_cache

from osint_kit.identifiers.defanged import refang as refang
from osint_kit.identifiers.hostname import read_host_name

DEFAULT_PORTS = {"http": 80, "https": 443}

_QUERY = " \"#<>'"
_PATH = ' "#<>?^`{}'
_FRAGMENT = ' "<>`'
_USERINFO = _PATH + "/:;=@[\\]|"
"""Printable characters that are percent-encoded in each part (URL standard, section 1.3)."""

_EDGES = "".join(map(chr, range(0x21)))
_DROPPED = str.maketrans("", "", "\t\n\r")
_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):", re.IGNORECASE)
_BEYOND_ASCII = re.compile(r"[^\0-\x7f]+")
_PORT = re.compile(r"[0-9]{0,5}")
_SEVERAL = re.compile(
    r"[^\s?#.:]{0,300}[.:](?:[^?#]*\s|.*[\r\n][ \t]{0,20})h\w{2}ps?(?:://|\[)", re.IGNORECASE | re.DOTALL
)
SEVERAL = "several links stand here; write each on a line, or in a row, of its own"
"""What is said of a text that `holds_several`."""
_NUMBER = re.compile(r"0x[0-9a-f]*|[0-9]+")


@dataclass(frozen=True)
class Url:
    """An address in canonical form; two that are asked the same way are equal.

    ``host`` is ASCII and lower-case, an IPv6 address without its brackets; ``port`` is None for the default one;
    ``query`` and ``fragment`` come without their mark, None where there is none.
    """

    scheme: str
    userinfo: str
    host: str
    port: int | None
    path: str
    query: str | None = None
    fragment: str | None = None

    @property
    def host_port(self) -> str:
        """Host, and port where it is not the default one: the ``Host`` header of RFC 9110."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port is None else f"{host}:{self.port}"

    @property
    def origin(self) -> str:
        """Scheme, host and port, such as ``https://example.com:8443``."""
        return f"{self.scheme}://{self.host_port}"

    @property
    def target(self) -> str:
        """Path and query: what the server is asked for."""
        return self.path if self.query is None else f"{self.path}?{self.query}"

    @property
    def connect_port(self) -> int:
        """The port that is connected to."""
        return self.port or DEFAULT_PORTS[self.scheme]

    @property
    def text(self) -> str:
        """The whole address; `read_url` reads it back as this very value."""
        userinfo = f"{self.userinfo}@" if self.userinfo else ""
        fragment = "" if self.fragment is None else f"#{self.fragment}"
        return f"{self.scheme}://{userinfo}{self.host_port}{self.target}{fragment}"


@lru_cache(maxsize=4096)  # each address is read by whoever asks, judges, waits and connects, many at a time
def read_url(text: str) -> Url:
    """Read an absolute address. Raises ``ValueError`` with a plain reason for anything else."""
    cleaned = text.strip(_EDGES).translate(_DROPPED)
    scheme = _SCHEME.match(cleaned)
    if not scheme:
        raise ValueError("a web address begins with http:// or https://")
    if scheme[1].lower() not in DEFAULT_PORTS:
        raise ValueError(f"only http and https addresses can be asked, and this one is {_shown(scheme[1])}:")
    return _read_authority(scheme[1].lower(), cleaned[scheme.end() :].lstrip("/\\"))


def holds_several(text: str) -> bool:
    """Whether several addresses stand in a text, one behind the other, as in a cell of a table.

    A blank may stand in the query of one address, with another behind it; a new line may not.
    """
    return bool(_SEVERAL.match(text.strip(_EDGES)))


def read_host(text: str) -> str:
    """The canonical form of a host as it stands in an address: `Url.host`. Raises ``ValueError`` for any other text.

    Any notation of an IPv4 address becomes four decimal numbers; an IPv6 address stands in square brackets.
    """
    if text.startswith("["):
        return _ipv6(text[1:-1])
    name = _unquoted(text) if "%" in text else text
    if not name.isascii():
        name = _mapped(name)
    name = name.lower()
    if not name.strip("."):
        raise ValueError("the address names no host")
    labels = name.removesuffix(".").split(".")
    if _NUMBER.fullmatch(labels[-1]):
        return _ipv4(labels)
    return read_host_name(name).ascii


def join(base: Url, reference: str) -> Url:
    """The address that a reference in a document or a ``Location`` at ``base`` leads to.

    Raises ``ValueError`` with a plain reason where it leads to no web address.
    """
    cleaned = reference.strip(_EDGES).translate(_DROPPED)
    scheme = _SCHEME.match(cleaned)
    if scheme:
        rest = cleaned[scheme.end() :]
        if scheme[1].lower() != base.scheme or _slashes(rest) >= 2:
            return read_url(cleaned)
        cleaned = rest  # the standard takes http:page at an http address for a relative reference
    if _slashes(cleaned) >= 2:
        return read_url(f"{base.scheme}:{cleaned}")
    path, query, fragment = _split(cleaned)
    if _slashes(path):
        path = _path(path)
    elif path:
        path = _path(base.path.rpartition("/")[0] + "/" + path)
    else:
        path = base.path
        query = base.query if query is None else query
    return dataclasses.replace(base, path=path, query=query, fragment=fragment)


def _read_authority(scheme: str, rest: str) -> Url:
    end = re.search(r"[/\\?#]|$", rest)
    authority, tail = (rest[: end.start()], rest[end.start() :]) if end else (rest, "")
    userinfo, _, host_port = authority.rpartition("@")
    found = re.fullmatch(r"(\[[^\]]*\]|[^:\[\]]*)(?::(.*))?", host_port)
    if not found:
        raise ValueError(f"{_shown(host_port)} is no host with an optional port")
    path, query, fragment = _split(tail)
    return Url(
        scheme,
        _userinfo(userinfo),
        read_host(found[1]),
        _port(found[2] or "", scheme),
        _path(path),
        query,
        fragment,
    )


def _userinfo(text: str) -> str:
    user, _, password = text.partition(":")
    encoded = _encode(user, _USERINFO)
    return f"{encoded}:{_encode(password, _USERINFO)}" if password else encoded


def _port(text: str, scheme: str) -> int | None:
    if not _PORT.fullmatch(text) or int(text or 0) > 0xFFFF:
        raise ValueError(f"{_shown(text)} is no port; a port is a number from 1 to 65535")
    port = int(text) if text else DEFAULT_PORTS[scheme]
    if port == 0:
        raise ValueError("port 0 cannot be connected to")
    return None if port == DEFAULT_PORTS[scheme] else port


def _unquoted(text: str) -> str:
    from urllib.parse import unquote

    return unquote(text)


def _mapped(name: str) -> str:
    """Full-width and other compatible characters and dots made plain (UTS 46), so that numbers are seen."""
    import idna

    try:
        return idna.uts46_remap(name, std3_rules=False, transitional=False)
    except (idna.IDNAError, UnicodeError) as error:
        raise ValueError(f"{_shown(name)} is no host name") from error


def _ipv4(labels: list[str]) -> str:
    """The address that old C libraries and browsers read from one to four numbers (URL standard, section 3.5)."""
    problem = f"{_shown('.'.join(labels))} ends in a number but is no IPv4 address"
    if len(labels) > 4 or not all(map(_NUMBER.fullmatch, labels)):
        raise ValueError(problem)
    try:
        *first, last = map(_number, labels)
    except ValueError as error:
        raise ValueError(problem) from error
    if any(number > 0xFF for number in first) or last >= 256 ** (4 - len(first)):
        raise ValueError(problem)
    return str(ipaddress.IPv4Address(last + sum(number << (8 * (3 - i)) for i, number in enumerate(first))))


def _number(text: str) -> int:
    if text.startswith("0x"):
        return int(text[2:] or "0", 16)
    return int(text, 8) if text.startswith("0") else int(text)


def _ipv6(text: str) -> str:
    try:
        if "%" in text:
            raise ValueError("a zone holds on one machine only")
        address = ipaddress.IPv6Address(text)
    except ValueError as error:
        raise ValueError(f"[{_shown(text)}] is no IPv6 address") from error
    # Python writes these as ::ffff:102:304 until 3.13; RFC 5952 section 5 recommends the dotted form.
    return f"::ffff:{address.ipv4_mapped}" if address.ipv4_mapped else str(address)


def _split(tail: str) -> tuple[str, str | None, str | None]:
    """A raw path, and query and fragment, percent-encoded."""
    rest, hash_, fragment = tail.partition("#")
    path, mark, query = rest.partition("?")
    return (
        path,
        _encode(query, _QUERY) if mark else None,
        _encode(fragment, _FRAGMENT) if hash_ else None,
    )


def _path(raw: str) -> str:
    """A raw absolute path, percent-encoded, without ``.`` and ``..``."""
    kept: list[str] = []
    segments = raw.replace("\\", "/").removeprefix("/").split("/")
    for segment in segments:
        dots = segment.lower().replace("%2e", ".")
        if dots == "..":
            del kept[-1:]
        elif dots != ".":
            kept.append(_encode(segment, _PATH))
    if segments[-1].lower().replace("%2e", ".") in (".", ".."):
        kept.append("")
    return "/" + "/".join(kept)


def _encode(text: str, reserved: str) -> str:
    """Control, reserved and non-ASCII characters as ``%XX`` of their UTF-8; what is encoded already stays."""
    if not text.isascii():
        text = _BEYOND_ASCII.sub(lambda found: _octets(found[0].encode("utf-8", "replace")), text)
    return text.translate(_encoded(reserved))


@lru_cache
def _encoded(reserved: str) -> dict[int, str]:
    return {code: _octets(bytes([code])) for code in range(128) if not " " <= chr(code) <= "~" or chr(code) in reserved}


def _octets(data: bytes) -> str:
    return "".join([f"%{byte:02X}" for byte in data])


def _slashes(text: str) -> int:
    return len(text) - len(text.lstrip("/\\"))


def _shown(text: str) -> str:
    """A part of the input as it can stand in a message: printable, and not too long."""
    shown = "".join(char if char.isprintable() else "?" for char in text)
    return shown if len(shown) <= 60 else shown[:57] + "..."
