"""What an identifier says by itself: the domain of a link or an e-mail address, the handle of an account."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from osint_kit.clock import now
from osint_kit.findings import Finding, Grade
from osint_kit.identifiers import Identifier, Kind, NotReadable
from osint_kit.identifiers.account import account_parts
from osint_kit.identifiers.domain import domain_record
from osint_kit.identifiers.handle import read_handle
from osint_kit.reach import Reach
from osint_kit.sources.source import Declaration, Planned

if TYPE_CHECKING:
    from osint_kit.gateway import Gateway

DECLARATION = Declaration(
    name="parts",
    title="The domain in a link or an e-mail address, the handle in an account",
    home="https://publicsuffix.org",
    documentation="https://github.com/publicsuffix/list/wiki/Format",
    terms="https://www.mozilla.org/MPL/2.0/",
    kinds=(Kind.URL, Kind.EMAIL, Kind.ACCOUNT),
    reach=Reach.OFFLINE,
    pace="offline",
    yields=("domain", "handle"),
    grade=Grade("A", 1, "read off the identifier itself"),
    learns="nobody",
    follows=("domain", "handle"),
)


class Parts:
    """The registrable domain in an address, by the packaged Public Suffix List; the handle in an account."""

    declaration = DECLARATION

    def plan(self, identifier: Identifier) -> list[Planned]:
        """Nothing."""
        return []

    def ask(self, identifier: Identifier, gateway: "Gateway") -> Iterator[Finding]:
        """One finding: the domain, none for an address of digits; or the handle, as far as the kit knows its form."""
        if identifier.kind is Kind.ACCOUNT:
            yield from _handle(identifier)
            return
        domain = domain_record(identifier.value).domain
        if domain:
            yield DECLARATION.finding(identifier, "domain", domain, now(), None, Identifier(Kind.DOMAIN, domain))


def _handle(account: Identifier) -> Iterator[Finding]:
    try:
        handle = read_handle(account_parts(account)[1])
    except NotReadable:
        return
    yield DECLARATION.finding(account, "handle", handle.value, now(), None, handle)
