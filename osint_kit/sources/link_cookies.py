"""Cookies within one chain (RFC 6265): some shorteners lead round in a circle without them.

Kept for the host that set them and no other, whatever ``Domain`` it asks for, and gone when the chain ends.
"""

from dataclasses import dataclass

from osint_kit.gateway.exchange import HttpAnswer
from osint_kit.identifiers.url import Url

MOST = 50
LARGEST = 4096
"""Cookies of one chain, and bytes of one with its name (RFC 6265 section 6.1)."""


@dataclass(frozen=True)
class _Cookie:
    host: str
    path: str
    name: str
    value: str
    secure: bool


class Cookies:
    """What the answers of one chain have set until now."""

    def __init__(self) -> None:
        self._kept: dict[tuple[str, str, str], _Cookie] = {}

    def keep(self, url: Url, answer: HttpAnswer) -> None:
        """Keep what an answer sets, and drop what it takes back."""
        for key, value in answer.headers:
            if key.lower() == "set-cookie":
                self._set(url, value)

    def header(self, url: Url) -> str:
        """The value of ``Cookie`` for a request, longer paths first; empty where there is none."""
        fitting = [cookie for cookie in self._kept.values() if _fits(cookie, url)]
        fitting.sort(key=lambda cookie: -len(cookie.path))
        return "; ".join(f"{cookie.name}={cookie.value}" for cookie in fitting)

    def _set(self, url: Url, text: str) -> None:
        pair, *attributes = text.split(";")
        name, equals, value = (part.strip() for part in pair.partition("="))
        named = {key.strip().lower(): given.strip() for key, _, given in (part.partition("=") for part in attributes)}
        domain = named.get("domain", "").lstrip(".").lower()
        if domain and url.host != domain and not url.host.endswith(f".{domain}"):
            return  # for others: section 5.3, step 6
        if not equals or not name or len(text) > LARGEST or any(ord(char) < 32 for char in pair):
            return
        given = named.get("path", "")
        path = given if given.startswith("/") else url.path.rpartition("/")[0] or "/"
        key = url.host, path, name
        self._kept.pop(key, None)
        age = named.get("max-age", "1").removeprefix("-")
        gone = named.get("max-age", "1").startswith("-") or not age.strip("0")
        if not gone and len(self._kept) < MOST:
            self._kept[key] = _Cookie(url.host, path, name, value, "secure" in named)


def _fits(cookie: _Cookie, url: Url) -> bool:
    """Section 5.4: the host that set it, the path or one below, and TLS where it asks for that."""
    below = url.path == cookie.path or url.path.startswith(cookie.path.rstrip("/") + "/")
    return cookie.host == url.host and below and (url.scheme == "https" or not cookie.secure)
