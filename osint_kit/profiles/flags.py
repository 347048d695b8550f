"""The red flags of a case's findings: advertisement texts, accounts, domains and numbers. Pure.

Counted, never added up to a score, and no verdict about a person: each flag names its findings, its source, how good
the evidence for it is, and what it means when all is well.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, product

from osint_kit.canonical import Json
from osint_kit.domains.known import Known
from osint_kit.domains.oddities import oddities
from osint_kit.findings import OPERATOR, Finding, identifier_record
from osint_kit.identifiers import Identifier, Kind
from osint_kit.profiles.flags_contacts import different, listed
from osint_kit.profiles.flags_text import Flag, flags_of, imitated_by, read
from osint_kit.profiles.flags_words import Book, own_book

ADVERTISED = "advertised_in"
"""The property by which a contact is known from an advertisement; its value holds the ``text``."""
TEXTS = frozenset({"bio", "description", "archived_title", ADVERTISED})
"""Properties whose value is a text that somebody wrote."""
NAMES = frozenset({"display_name", "name", "registrant", "organisation"})
"""Properties that say what somebody is called."""
CONTACTS = frozenset({Kind.PHONE, Kind.EMAIL, Kind.WALLET})
ODD = {"young": "young_domain", "hidden": "hidden_holder"}
"""Which oddities of a domain are red flags, and of which code."""
BESIDE = {"young": ("registered_again",)}
"""Which other oddities are told with one of them, because they change what it means."""


@dataclass(frozen=True)
class Raised:
    """A flag about an identifier, and the findings behind it."""

    flag: Flag
    about: Identifier
    findings: tuple[str, ...]

    def record(self) -> dict[str, Json]:
        """The entry of a profile."""
        rule = self.flag.rule
        return {
            "flag": rule.code,
            "title": rule.title,
            "evidence_grade": rule.evidence_grade.value,
            "source": rule.source,
            "innocent": rule.innocent,
            "about": identifier_record(self.about),
            "excerpt": self.flag.excerpt or None,
            "findings": list(self.findings),
        }


def flags_in(findings: Sequence[Finding], region: str | None = None, book: Book | None = None) -> list[Raised]:
    """The flags of findings, in the order of the catalogue and then of the findings; one a code and identifier.

    ``region`` is that of numbers in texts without a country code. What was tested and failed is left out.
    """
    book = book or own_book()
    merged: dict[tuple[str, Identifier, str], Raised] = {}
    for raised in (*_of_texts(findings, region, book), *_of_domains(findings, book), *_of_names(findings, book)):
        if not raised.flag.rule.shown:
            continue
        key = (raised.flag.rule.code, raised.about, raised.flag.excerpt)
        before = merged.get(key)
        cited = tuple(dict.fromkeys((*(before.findings if before else ()), *raised.findings)))
        merged[key] = Raised(raised.flag, raised.about, cited)
    order = {code: place for place, code in enumerate(book.rules)}
    return sorted(merged.values(), key=lambda raised: order[raised.flag.rule.code])


def _of_texts(findings: Iterable[Finding], region: str | None, book: Book) -> Iterator[Raised]:
    texts: dict[str, list[Finding]] = {}
    for finding in findings:
        if finding.property in TEXTS and (text := text_of(finding)):
            texts.setdefault(text, []).append(finding)
    for text, found in texts.items():
        raised = list(flags_of(read(text, region, book), book))
        for subject in dict.fromkeys(finding.subject for finding in found):
            ids = tuple(finding.id for finding in found if finding.subject == subject)
            yield from (Raised(flag, subject, ids) for flag in raised)


def text_of(finding: Finding) -> str:
    """The text that a finding holds, empty where it holds none."""
    value = finding.value
    if isinstance(value, dict):
        value = value.get("text" if finding.property == ADVERTISED else "value")
    return value if isinstance(value, str) else ""


def _of_domains(findings: Sequence[Finding], book: Book) -> Iterator[Raised]:
    said: dict[Identifier, list[Finding]] = {}
    for finding in findings:
        if finding.subject.kind is Kind.DOMAIN and finding.source != OPERATOR:
            said.setdefault(finding.subject, []).append(finding)
    for domain, found in said.items():
        known = Known(("", finding) for finding in found)
        odd = {item.rule: item for item in oddities(domain, known, max(finding.observed_at for finding in found))}
        for rule in (rule for rule in ODD if rule in odd):
            told = [odd[rule], *(odd[other] for other in BESIDE.get(rule, ()) if other in odd)]
            ids = tuple(finding.id for item in told for finding in item.findings)
            yield Raised(Flag(book.rules[ODD[rule]], "; ".join(item.fact for item in told)), domain, ids)
        if alike := imitated_by(domain.value):
            flag = Flag(book.rules["look_alike"], f"looks like {alike}")
            yield Raised(flag, domain, tuple(finding.id for finding in found))


def _of_names(findings: Sequence[Finding], book: Book) -> Iterator[Raised]:
    """One phone, mail address or wallet of accounts and domains that go by different names."""
    names: dict[Identifier, list[Finding]] = {}
    for finding in findings:
        if finding.property in NAMES and text_of(finding):
            names.setdefault(finding.subject, []).append(finding)
    users: dict[Identifier, dict[Identifier, Finding]] = {}
    for finding in findings:
        if finding.object and finding.object.kind in CONTACTS and finding.subject in names:
            users.setdefault(finding.object, {}).setdefault(finding.subject, finding)
    for contact, ties in users.items():
        said = [finding for subject in ties for finding in names[subject]]
        called = tuple(dict.fromkeys(text_of(finding) for finding in said))
        bearers = {frozenset(text_of(finding) for finding in names[subject]) for subject in ties}
        if any(_apart(one, other) for one, other in combinations(bearers, 2)):
            ids = (*(tie.id for tie in ties.values()), *(finding.id for finding in said))
            flag = Flag(book.rules["shared_contact"], f"{contact.value}: {listed(called)}")
            yield Raised(flag, contact, ids)


def _apart(one: Iterable[str], other: Iterable[str]) -> bool:
    """Whether no name of one may be one of the other's: a person and a firm on one account are no two."""
    return all(different(pair) for pair in product(one, other))
