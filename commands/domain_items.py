"""How the commands of `osint domain` read their items: the name in a text, and the column that holds names."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from osint_kit.identifiers import Identifier

HINTS = ("domain", "host", "hostname", "website", "site", "url", "link")


def host(text: str) -> "Identifier":
    """The full name in a text. Raises `NotReadable`."""
    from osint_kit.identifiers import Identifier, Kind, NotReadable
    from osint_kit.identifiers.domain import domain_record

    record = domain_record(text)
    if not record.valid or not record.ascii:
        raise NotReadable(record.problem or "not a domain name")
    return Identifier(Kind.DOMAIN, record.ascii)


def registrable(text: str) -> "Identifier":
    """The registrable domain in a text. Raises `NotReadable`."""
    from osint_kit.identifiers import Identifier, Kind, NotReadable
    from osint_kit.identifiers.domain import domain_record

    record = domain_record(text)
    if not record.domain:
        raise NotReadable(record.problem or "nothing that can be registered: a public suffix by itself")
    return Identifier(Kind.DOMAIN, record.domain)


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
