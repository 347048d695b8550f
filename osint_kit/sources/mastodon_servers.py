"""Which Mastodon servers anybody can join (``mastodon_servers.txt``), and the accounts that their pages are of."""

import re
from functools import lru_cache
from importlib.resources import files

from osint_kit.identifiers import Identifier, NotReadable
from osint_kit.identifiers.account import read_account
from osint_kit.reach import Reach

PAGE = re.compile(r"https://([a-z0-9.-]+)/(?:@|users/)([A-Za-z0-9_.-]+)/?", re.ASCII)
"""https://docs.joinmastodon.org/spec/webfinger/: the addresses of a profile."""


def reach_of(server: str) -> Reach:
    """How near to the subject a server is: his own it may be, unless it is known that anybody can join it."""
    return Reach.PLATFORM if server in open_servers() else Reach.TARGET


@lru_cache(maxsize=1)
def open_servers() -> frozenset[str]:
    """Servers that anybody can join."""
    text = (files("osint_kit.sources") / "mastodon_servers.txt").read_text("utf-8")
    return frozenset(line.strip() for line in text.splitlines() if line and not line.startswith("#"))


def account_of_page(address: str) -> Identifier | None:
    """The account that a page of such a server is of; None for any other address."""
    found = PAGE.fullmatch(address)
    if not found or found[1] not in open_servers():
        return None
    try:
        return read_account(found[1], found[2])
    except NotReadable:
        return None
