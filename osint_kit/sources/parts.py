"""What an address says by itself: the domain that a link or an e-mail address belongs to. Nothing is asked."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from osint_kit.clock import now
from osint_kit.findings import Finding, Grade
from osint_kit.identifiers import Identifier, Kind
from osint_kit.identifiers.domain import domain_record
from osint_kit.reach import Reach
from osint_kit.sources.source import Declaration, Planned

if TYPE_CHECKING:
    from osint_kit.gateway import Gateway

DECLARATION = Declaration(
    name="parts",
    title="The domain in a link or an e-mail address",
    home="https://publicsuffix.org",
    documentation="https://github.com/publicsuffix/list/wiki/Format",
    terms="https://www.mozilla.org/MPL/2.0/",
    kinds=(Kind.URL, Kind.EMAIL),
    reach=Reach.OFFLINE,
    pace="offline",
    yields=("domain",),
    grade=Grade("A", 1, "read off the address itself"),
    learns="nobody",
    follows=("domain",),
)


class Parts:
    """The registrable domain in an address, by the packaged Public Suffix List."""

    declaration = DECLARATION

    def plan(self, identifier: Identifier) -> list[Planned]:
        """Nothing."""
        return []

    def ask(self, identifier: Identifier, gateway: "Gateway") -> Iterator[Finding]:
        """One finding: the domain; none for an address of digits."""
        domain = domain_record(identifier.value).domain
        if domain:
            yield DECLARATION.finding(identifier, "domain", domain, now(), None, Identifier(Kind.DOMAIN, domain))
