"""Names that look like another: what a name says by its letters. Nothing is asked here."""

from osint_kit.clock import now
from osint_kit.findings import Finding, Grade
from osint_kit.identifiers import Identifier, Kind
from osint_kit.reach import Reach
from osint_kit.sources.source import Declaration

DECLARATION = Declaration(
    name="look-alikes",
    title="Letters that look alike, by Unicode",
    home="https://www.unicode.org/reports/tr39/",
    documentation="https://www.unicode.org/reports/tr39/#Confusable_Detection",
    terms="https://www.unicode.org/license.txt",
    kinds=(Kind.DOMAIN,),
    reach=Reach.OFFLINE,
    pace="offline",
    yields=("imitates", "look_alike"),
    grade=Grade("A", 3, "the letters look alike; that it is meant to deceive is not shown by that"),
    learns="nobody",
)


def imitation(name: Identifier, known: str) -> Finding:
    """The statement that a name imitates a known domain."""
    return DECLARATION.finding(name, "imitates", known, now(), None, Identifier(Kind.DOMAIN, known))
