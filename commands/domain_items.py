"""How the commands of `osint domain` read their items: the name in a text, and the column that holds names."""

import re
from typing import TYPE_CHECKING

from osint_kit.identifiers.hostname import LONGEST_NAME

if TYPE_CHECKING:
    from osint_kit.identifiers import Identifier

_PLAIN = re.compile(r"(?:(?!xn--)[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+(?!xn--)[a-z]{2,63}")
"""What needs no closer look: most names in a long list are written so."""
HINTS = ("domain", "host", "hostname", "website", "web", "homepage", "site", "url", "link")


def host(text: str) -> "Identifier":
    """The full name in a text. Raises `NotReadable`."""
    plain = _plain(text)
    if plain:
        return plain
    from osint_kit.identifiers import Identifier, Kind, NotReadable
    from osint_kit.identifiers.domain import domain_record

    record = domain_record(text)
    if not record.valid or not record.ascii:
        raise NotReadable(record.problem or "not a domain name")
    return Identifier(Kind.DOMAIN, record.ascii)


def _plain(text: str) -> "Identifier | None":
    """The name, where it is written so that it needs no closer look; it ends in letters, so it is no address."""
    bare = text.strip().lower()
    if len(bare) > LONGEST_NAME or not _PLAIN.fullmatch(bare):
        return None
    from osint_kit.identifiers import Identifier, Kind

    return Identifier(Kind.DOMAIN, bare)


def host_or_address(text: str) -> "Identifier":
    """The full name, or the IP address, in a text. Raises `NotReadable`."""
    plain = _plain(text)
    if plain:
        return plain
    from osint_kit.identifiers.ip import is_ip, read_ip

    bare = text.strip().removeprefix("ip:")
    return read_ip(bare) if is_ip(bare) else host(text)


def registrable(text: str) -> "Identifier":
    """The registrable domain in a text. Raises `NotReadable`."""
    from osint_kit.identifiers import Identifier, Kind, NotReadable
    from osint_kit.identifiers.domain import domain_record

    record = domain_record(text)
    if not record.domain:
        raise NotReadable(record.problem or "nothing that can be registered: a public suffix by itself")
    return Identifier(Kind.DOMAIN, record.domain)


def looks_like_host_or_address(text: str) -> bool:
    """Whether a cell holds one of these."""
    from osint_kit.identifiers.ip import is_ip

    return is_ip(text.strip()) or looks_like_domain(text)


def owned(text: str) -> "Identifier":
    """What one holder has: the registrable domain, or below a private suffix the name there. Raises `NotReadable`.

    Of ``alice.github.io`` it is not github.io that its certificates and captures are about.
    """
    from osint_kit.identifiers import Identifier, Kind, NotReadable
    from osint_kit.identifiers.domain import domain_record

    record = domain_record(text, private_suffixes=True)
    if not record.domain:
        raise NotReadable(record.problem or "nothing that can be registered: a public suffix by itself")
    return Identifier(Kind.DOMAIN, record.domain)


def looks_like_domain(text: str) -> bool:
    from osint_kit.identifiers.domain import domain_record

    return "." in text and bool(domain_record(text).domain)
