"""What a link says by itself, as findings: what it wraps, whom it names, when its page was made. Nothing is asked."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from osint_kit.canonical import Json
from osint_kit.clock import iso, now
from osint_kit.findings import Finding, Grade, identifier_record
from osint_kit.identifiers import Identifier, Kind
from osint_kit.identifiers.url import read_url
from osint_kit.links.decode import Decoded, Told, decode
from osint_kit.links.part import Certainty
from osint_kit.links.taken_apart import take_apart
from osint_kit.reach import Reach
from osint_kit.sources.source import Declaration, Planned

if TYPE_CHECKING:
    from osint_kit.gateway import Gateway

GRADES = {
    Certainty.CERTAIN: Grade("A", 1, "read off the link itself"),
    Certainty.LIKELY: Grade("B", 2, "read off the link itself, by a published description of such links"),
    Certainty.POSSIBLE: Grade("C", 3, "read off the link itself; its form could have another meaning"),
}

DECLARATION = Declaration(
    name="link-decode",
    title="What a link says by itself",
    home="https://url.spec.whatwg.org/",
    documentation="https://url.spec.whatwg.org/#url-parsing",
    terms="none: nobody is asked",
    kinds=(Kind.URL,),
    reach=Reach.OFFLINE,
    pace="offline",
    yields=("wraps", "names", "mentions", "created_at", "time"),
    grade=GRADES[Certainty.CERTAIN],
    learns="nobody",
    follows=("wraps", "names"),
)

_LEADS_TO = ("phone", "account")
"""Parts that say whom a link leads to. Whoever else stands in it may be the one it was sent to: no tie to follow."""
_MENTIONED = (Kind.PHONE, Kind.HANDLE, Kind.ACCOUNT, Kind.EMAIL)


class LinkDecode:
    """The links, names and times that stand in a link."""

    declaration = DECLARATION

    def plan(self, identifier: Identifier) -> list[Planned]:
        """Nothing."""
        return []

    def ask(self, identifier: Identifier, gateway: "Gateway") -> Iterator[Finding]:
        """The findings of one link."""
        yield from findings(identifier, decode(identifier.value))


def subject_of(text: str) -> Identifier:
    """The identifier that a text is asked about as: a web link in canonical form, else the text itself."""
    link = take_apart(text)
    if link and link.is_web:
        try:
            return Identifier(Kind.URL, read_url(link.text).text)
        except ValueError:
            pass
    return Identifier(Kind.TEXT, text)


def findings(link: Identifier, decoded: Decoded) -> Iterator[Finding]:
    """``wraps`` from link to link, ``names`` whom it leads to, ``mentions`` others, ``created_at``, ``time``."""
    for told in decoded.told:
        part = told.part
        subject = subject_of(told.link) if told.way else link
        if part.what == "wrapped link" and part.identifier:
            yield _finding(subject, "wraps", part.identifier.value, told, part.identifier)
        elif part.identifier and part.what in _LEADS_TO:
            yield _finding(subject, "names", part.identifier.value, told, part.identifier)
        elif part.identifier and part.identifier.kind in _MENTIONED:
            yield _finding(subject, "mentions", identifier_record(part.identifier), told)
        elif part.at and part.made:
            yield _finding(subject, "created_at", iso(part.at), told)
        elif part.at:
            yield _finding(subject, "time", {"at": iso(part.at), "what": part.what, "explains": part.explains}, told)


def _finding(subject: Identifier, what: str, value: Json, told: Told, leads_to: Identifier | None = None) -> Finding:
    grade = GRADES[told.part.certainty]
    return Finding(subject, what, value, DECLARATION.name, now(), grade, Reach.OFFLINE, object=leads_to)
