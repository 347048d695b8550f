"""DNS (RFC 1034, RFC 1035): the records that a domain publishes, read from the world's resolver."""

import ipaddress
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from osint_kit.findings import Finding, Grade
from osint_kit.gateway import Gateway
from osint_kit.gateway.exchange import DnsAnswer, DnsRecord, DnsRequest
from osint_kit.gateway.failures import Failure, TimedOut, Unreachable
from osint_kit.identifiers import Identifier, Kind
from osint_kit.overlap import in_order
from osint_kit.reach import Reach
from osint_kit.sources.dns_aliases import chain, has_alias
from osint_kit.sources.dns_texts import read_text
from osint_kit.sources.source import Declaration, Planned

TYPES = ("A", "AAAA", "CNAME", "MX", "NS", "TXT", "SOA", "CAA")
PROPERTIES = {
    "A": "address",
    "AAAA": "address",
    "CNAME": "alias_of",
    "MX": "mail_server",
    "NS": "name_server",
    "TXT": "text_record",
    "SOA": "start_of_authority",
    "CAA": "certificate_authority",
    "PTR": "reverse_name",
}
STATEMENTS = ("spf", "dmarc", "verification")
"""What texts say (`dns_texts`); the value is what was said, and the same verification on two domains ties them."""
ANSWERED = ("NOERROR", "NXDOMAIN")
"""Statuses that answer a question; all others are a resolver's own trouble."""
LEARNS = "the resolver, and whoever runs the domain's name servers"

DECLARATION = Declaration(
    name="dns",
    title="Domain Name System",
    home="https://www.iana.org/domains/root",
    documentation="https://www.rfc-editor.org/rfc/rfc1035",
    terms="public by design",
    kinds=(Kind.DOMAIN,),
    reach=Reach.REGISTRY,
    pace="as the resolver allows",
    yields=(*dict.fromkeys(PROPERTIES.values()), *STATEMENTS),
    grade=Grade("A", 2, "published by whoever runs the domain's name servers"),
    learns=LEARNS,
)


class DnsSource:
    """All usual record types of a domain."""

    declaration = DECLARATION

    def plan(self, identifier: Identifier) -> list[Planned]:
        """One question a record type."""
        return [plan_question(identifier.value, type_) for type_ in TYPES]

    def ask(self, identifier: Identifier, gateway: Gateway) -> Iterator[Finding]:
        """One finding a record, however many answers hold it; a name that does not exist is a finding too."""
        outcomes = ask_types(identifier.value, TYPES, gateway)
        failures = [failure for outcome in outcomes if (failure := _no_answer(outcome))]
        if len(failures) == len(outcomes):
            raise failures[0]
        seen: set[str] = set()
        for outcome in outcomes:
            for finding in findings(identifier, outcome.answer) if outcome.answer else ():
                if finding.id not in seen:
                    seen.add(finding.id)
                    yield finding


def reverse_name(address: str) -> str:
    """The name under which the PTR record of an IP address stands (RFC 1035 section 3.5, RFC 3596 section 2.5)."""
    return ipaddress.ip_address(address).reverse_pointer


def plan_question(name: str, type_: str) -> Planned:
    """What one question would tell whom."""
    return Planned(f"{type_} records of {name}", "the resolver", Reach.REGISTRY, LEARNS)


@dataclass(frozen=True)
class Outcome:
    """What came of one question: an answer, those by which its aliases were ``followed``, or a failure on the way."""

    type: str
    answer: DnsAnswer | None = None
    failure: Failure | None = None
    followed: tuple[DnsAnswer, ...] = ()

    @property
    def answers(self) -> tuple[DnsAnswer, ...]:
        """All answers, in the order in which they came."""
        return (self.answer, *self.followed) if self.answer else ()

    @property
    def records(self) -> tuple[DnsRecord, ...]:
        """The records of all answers."""
        if not self.followed:
            return self.answer.records if self.answer else ()
        return tuple(record for answer in self.answers for record in answer.records)

    @property
    def status(self) -> str | None:
        """The word for what came of it, which is that of the last name on the way (RFC 6604)."""
        if self.failure:
            return "TIMEOUT" if self.timed_out else None
        last = self.followed[-1] if self.followed else self.answer
        return last.status if last else None

    @property
    def problem(self) -> str | None:
        """Why there is no answer, in a sentence."""
        if self.failure:
            return self.failure.message
        if self.status not in ANSWERED:
            return f"the resolver answered {self.status}"
        records = self.records
        if self.answer and has_alias(records) and (way := chain(self.answer.name, records)).loop:
            return f"the aliases go round in a circle: {way}"
        return None

    @property
    def timed_out(self) -> bool:
        """Whether the resolver stayed silent."""
        return isinstance(self.failure, TimedOut)


def ask_types(name: str, types: Sequence[str], gateway: Gateway) -> list[Outcome]:
    """Ask for several record types of a name side by side; one that fails does not stop the others."""

    def ask(type_: str) -> Outcome:
        try:
            return Outcome(type_, gateway.dns(DnsRequest(name, type_, DECLARATION.name)))
        except Failure as failure:
            return Outcome(type_, failure=failure)

    return list(in_order(ask, types, len(types)))


def findings(subject: Identifier, answer: DnsAnswer) -> Iterable[Finding]:
    """A finding for each record in an answer, and one for the statement that the name does not exist.

    With aliases in the answer that is said of where they lead (RFC 6604), and not of the subject.
    """
    if answer.status == "NXDOMAIN" and not answer.records:
        yield DECLARATION.finding(subject, "exists", False, answer.at, answer.evidence)
    for record in answer.records:
        what, value = PROPERTIES.get(record.type, "record"), f"{record.name} {record.type} {record.value}"
        leads_to = _object(record.type, record.value)
        yield DECLARATION.finding(subject, what, value, answer.at, answer.evidence, leads_to)
        if record.type == "TXT" and (said := read_text(record.name, record.value)):
            yield DECLARATION.finding(subject, said.property, said.value, answer.at, answer.evidence)


def _no_answer(outcome: Outcome) -> Failure | None:
    """The failure of a question; the resolver's own (SERVFAIL, REFUSED) is one too."""
    answer = outcome.answer
    if answer is None or answer.status in ANSWERED:
        return outcome.failure
    return Unreachable(f"the resolver answered {answer.status} about {answer.name}", answer.evidence)


def _object(type_: str, value: str) -> Identifier | None:
    if type_ in ("A", "AAAA"):
        return Identifier(Kind.IP, value)
    if type_ in ("CNAME", "NS", "MX", "PTR"):
        host = value.split()[-1].rstrip(".").lower()
        return Identifier(Kind.DOMAIN, host) if host else None
    return None
