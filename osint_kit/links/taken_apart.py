"""A link taken apart without judging it: a broken host or a bad percent-escape hides nothing of the rest.

The parts are cut where browsers cut them (URL standard, https://url.spec.whatwg.org/#url-parsing); whether the host
can exist is told apart, by `osint_kit.identifiers.url`.
"""

import re
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple
from urllib.parse import unquote, unquote_plus

from osint_kit.identifiers.url import read_host, refang

LONGEST = 65_536
"""In characters; a longer text is not taken apart."""
MOST_PAIRS = 200
"""Parameters that are read of one query."""

_EDGES = "".join(map(chr, range(0x21)))
_DROPPED = str.maketrans("", "", "\t\n\r")
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]{0,40}):")
_BARE_HOST = re.compile(r"[^\s/\\?#@:]{1,253}\.[^\s/\\?#@:.]{2,63}(?::\d{1,5})?(?:[/\\?#]|$)")
_PLAIN_HOST = re.compile(r"https?://[^\s/\\?#\[\](){}]+(?:[/\\?#]|$)", re.IGNORECASE)
"""The beginning of a link that nobody defanged: brackets further on are its own."""
_AUTHORITY_END = re.compile(r"[/\\?#]|$")


class Pair(NamedTuple):
    """One parameter: its name and value decoded, and its value as it stands there; ``place`` is query or fragment."""

    name: str
    value: str
    raw: str
    place: str


@dataclass(frozen=True)
class Link:
    """A link in its parts, as they stand there. ``scheme`` is lower-case.

    Of http and https links: ``authority`` is all between the slashes and the path, ``userinfo`` what stands before its
    last ``@`` (None where there is none), ``raw_host`` and ``port`` the rest. Of all others ``path`` is what stands
    behind the colon, up to the query.
    """

    text: str
    scheme: str
    authority: str
    userinfo: str | None
    raw_host: str
    port: str
    path: str
    query: str | None
    fragment: str | None

    @property
    def is_web(self) -> bool:
        """Whether it is an http or https link."""
        return self.scheme in ("http", "https")

    @cached_property
    def host(self) -> str:
        """The host in its canonical form (`osint_kit.identifiers.url.Url.host`); empty where it can be none."""
        return "" if self.host_problem else self._host[0]

    @property
    def host_problem(self) -> str:
        """Why the host can be none; empty where it can."""
        return self._host[1]

    @cached_property
    def _host(self) -> tuple[str, str]:
        try:
            return read_host(self.raw_host).removesuffix("."), ""
        except ValueError as error:
            return "", str(error)

    @cached_property
    def segments(self) -> tuple[str, ...]:
        """The parts of the path between its slashes, decoded, without the empty one before the first."""
        parts = self.path.replace("\\", "/").removeprefix("/").split("/", MOST_PAIRS)
        return tuple(unquote(part) for part in parts)

    @cached_property
    def pairs(self) -> tuple[Pair, ...]:
        """The parameters of the query, then those of a fragment that is written like a query."""
        found = _pairs(self.query or "", "query")
        if self.fragment and "=" in self.fragment:
            found += _pairs(self.fragment.removeprefix("!").rpartition("?")[2], "fragment")
        return tuple(found[:MOST_PAIRS])

    def first(self, *names: str) -> str:
        """The value of the first parameter of the query that has one of these names, in their order; else empty."""
        for name in names:
            for pair in self.pairs:
                if pair.name == name and pair.value and pair.place == "query":
                    return pair.value
        return ""


def take_apart(text: str) -> Link | None:
    """The parts of a link; None for a text that is none, or is longer than `LONGEST`.

    Defanged links are read, and web addresses without a scheme (``bit.ly/x``).
    """
    if len(text) > LONGEST:
        return None
    cleaned = text.strip(_EDGES).translate(_DROPPED)
    if not _PLAIN_HOST.match(cleaned):
        cleaned = refang(cleaned)
    scheme = _SCHEME.match(cleaned)
    if _BARE_HOST.match(cleaned) and not (scheme and scheme[1].lower() in ("mailto", "tel")):
        cleaned = f"https://{cleaned}"
        scheme = _SCHEME.match(cleaned)
    if not scheme:
        return None
    word, rest = scheme[1].lower(), cleaned[scheme.end() :]
    if word not in ("http", "https"):
        return _other(cleaned, word, rest)
    rest = rest.lstrip("/\\")
    end = _AUTHORITY_END.search(rest)
    authority, tail = (rest[: end.start()], rest[end.start() :]) if end else (rest, "")
    before, at, host_port = authority.rpartition("@")
    host, colon, port = host_port.rpartition(":")
    if not colon or host_port.endswith("]"):
        host, port = host_port, ""
    path, query, fragment = _split(tail)
    return Link(cleaned, word, authority, before if at else None, host, port, path or "/", query, fragment)


def inner_link(value: str) -> str:
    """The web link that a value is, decoded up to three times more where it was encoded again; empty for none."""
    for _ in range(4):
        candidate = value.strip(_EDGES)
        if re.match(r"https?:[/\\]{1,2}[^/\\\s]", candidate, re.IGNORECASE):
            return candidate
        if "%" not in value[:64]:
            return ""
        value = unquote(value)
    return ""


def _other(text: str, scheme: str, rest: str) -> Link:
    path, query, fragment = _split(rest)
    return Link(text, scheme, "", None, "", "", path, query, fragment)


def _split(tail: str) -> tuple[str, str | None, str | None]:
    rest, hash_, fragment = tail.partition("#")
    path, mark, query = rest.partition("?")
    return path, query if mark else None, fragment if hash_ else None


def _pairs(text: str, place: str) -> list[Pair]:
    pairs = []
    for part in text.split("&", MOST_PAIRS)[:MOST_PAIRS]:
        name, _, raw = part.partition("=")
        if part:
            pairs.append(Pair(unquote_plus(name), unquote_plus(raw), raw, place))
    return pairs
