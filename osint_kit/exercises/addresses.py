"""Web addresses and host names as a scenario writes them, in one form."""

import re
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

HOST = re.compile(r"(?=.{1,253}$)[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?(\.[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?)+")


class Address(NamedTuple):
    """Where a page stands: ``scheme`` http or https, ``path`` decoded, with ``?query`` where there is one."""

    scheme: str
    host: str
    path: str

    def __str__(self) -> str:
        return f"{self.scheme}://{self.host}{self.path}"


def host_name(text: str) -> str:
    """A host name in lower-case ASCII (IDNA 2008, UTS 46). Raises ``ValueError`` for any other text."""
    name = text.lower()
    if not name.isascii():
        import idna

        try:
            name = idna.encode(name, uts46=True).decode()
        except idna.IDNAError as error:
            raise ValueError(f"{text!r} is no host name: {error}") from error
    if not HOST.fullmatch(name) or name.rpartition(".")[2].isdigit():
        raise ValueError(f"{text!r} is no host name such as island-jobs.example")
    return name


@lru_cache(maxsize=65_536)
def read_address(text: str) -> Address:
    """Take a web address apart. Raises ``ValueError`` where a range could not serve it."""
    if any(ord(character) < 32 or ord(character) == 127 for character in text):
        raise ValueError(f"{text!r} holds control characters")
    parts = urlsplit(text)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise ValueError(f"{text!r} is no web address such as https://island-jobs.example/page")
    if parts.port or parts.username is not None or parts.fragment:
        raise ValueError(f"{text!r} must be without port, user name and fragment")
    host = host_name(parts.hostname)
    if "_" in host:
        raise ValueError(f"{text!r}: no certificate can be made for a host with an underscore")
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return Address(parts.scheme, host, target_path(target))


def target_path(target: str) -> str:
    """The path and query of a request with percent-encoding undone, so that two spellings compare equal."""
    return unquote(target)
