"""Accounts: a handle on one platform."""

import re

from osint_kit.identifiers.handle import canonical_handle
from osint_kit.identifiers.kinds import Identifier, Kind, NotReadable

OWN_HOST = ".bsky.social"
_PLATFORM = re.compile(r"[a-z0-9][a-z0-9._-]{0,63}")


def read_account(platform: str, handle: str) -> Identifier:
    """An account from its platform, such as ``github`` or ``mastodon.example``, and its handle.

    Canonical is ``platform:handle``, both in lower case. Raises `NotReadable` where either cannot be one;
    a platform is a short word of ASCII letters, digits, ``.``, ``_``, ``-``. A Bluesky handle is a host name; one of
    the platform's own (https://atproto.com/specs/handle) is written without ``.bsky.social``.
    """
    word = platform.strip(" \t").lower()
    if not _PLATFORM.fullmatch(word):
        raise NotReadable("a platform is a short word of letters, digits, '.', '_', '-'; write github:sefa")
    name = canonical_handle(handle)
    return Identifier(Kind.ACCOUNT, f"{word}:{name.removesuffix(OWN_HOST) if word == 'bluesky' else name}")


def platform_of(site: str) -> str:
    """A site's name as the platform of an account, such as ``hacker-news``; of one server of many its host."""
    if server := re.fullmatch(r".+ \(([a-z0-9-]+(?:\.[a-z0-9-]+)+)\)", site.lower()):
        return server[1]
    return "-".join("".join(char if char.isalnum() else " " for char in site.lower()).split())


def account_parts(account: Identifier) -> tuple[str, str]:
    """The platform and the handle of an account."""
    platform, _, handle = account.value.partition(":")
    return platform, handle
