"""Who registered a domain: RDAP first, WHOIS behind it, and what is told where neither answers."""

import codecs
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import reduce

from osint_kit.findings import Finding
from osint_kit.gateway import Gateway
from osint_kit.gateway.exchange import HttpAnswer
from osint_kit.gateway.failures import Failure, OverBudget, OverReach, Unreachable
from osint_kit.gateway.whois_transport import decode
from osint_kit.identifiers import Identifier
from osint_kit.sources import rdap_records, whois_reading, whois_records
from osint_kit.sources.rdap_bootstrap import Bootstrap, packaged
from osint_kit.sources.rdap_reading import RDAP_JSON, read_domain
from osint_kit.sources.registration_answer import Answer
from osint_kit.sources.registration_form import Registration
from osint_kit.sources.source import Planned


class Via(StrEnum):
    """By which protocol a registry is asked."""

    RDAP = "rdap"
    WHOIS = "whois"


@dataclass(frozen=True)
class Lookup:
    """The answers about one domain, the registry's first; ``notes`` say why RDAP gave none."""

    answers: tuple[Answer, ...]
    notes: tuple[str, ...] = ()

    @property
    def registration(self) -> Registration:
        """What all answers say together: the first that says a thing counts."""
        return reduce(Registration.with_gaps_filled, (answer.registration for answer in self.answers))

    @property
    def via(self) -> str:
        """The protocol."""
        return self.answers[0].via

    @property
    def server(self) -> str | None:
        """The servers that answered."""
        return "; ".join(dict.fromkeys(answer.server for answer in self.answers if answer.server)) or None

    def findings(self, subject: Identifier) -> Iterator[Finding]:
        """A finding for each fact of each answer, with the record that it was read from."""
        for answer in self.answers:
            yield from answer.findings(subject)


class RegistrationSource:
    """The registration of a domain."""

    declaration = rdap_records.DECLARATION
    behind = (whois_records.DECLARATION,)

    def plan(self, identifier: Identifier) -> list[Planned]:
        """RDAP, then what would be asked where it gives no answer."""
        return plan_lookup(identifier.value)

    def ask(self, identifier: Identifier, gateway: Gateway) -> Iterator[Finding]:
        """The registration as findings. Raises `Failure`; a refusal is one, and never "not registered"."""
        found = look_up(identifier.value, gateway)
        yield from found.findings(identifier)
        if problem := found.registration.problem:
            raise Unreachable(problem, found.answers[0].evidence)


def plan_lookup(domain: str, via: Via | None = None, bootstrap: Bootstrap | None = None) -> list[Planned]:
    """What looking up one domain would tell whom: WHOIS is asked only where RDAP gives no answer."""
    by_rdap = [] if via is Via.WHOIS else rdap_records.plan_lookup(domain, bootstrap or packaged())
    return by_rdap + ([] if via is Via.RDAP else whois_records.plan_lookup(domain))


def look_up(domain: str, gateway: Gateway, via: Via | None = None, bootstrap: Bootstrap | None = None) -> Lookup:
    """Ask about a registrable domain. Raises `Failure` where nobody answered."""
    if via is Via.WHOIS:
        return Lookup(tuple(whois_records.look_up(domain, gateway)))
    try:
        return Lookup(tuple(rdap_records.look_up(domain, gateway, bootstrap or packaged())))
    except (OverReach, OverBudget):
        raise
    except Failure as failure:
        if via is Via.RDAP:
            raise
        by_rdap = failure
    try:
        return Lookup(tuple(whois_records.look_up(domain, gateway)), (by_rdap.message,))
    except Failure as failure:
        raise type(failure)(f"{failure.message}; by RDAP: {by_rdap.message}", failure.evidence) from by_rdap


def domain_in(saved: bytes) -> str | None:
    """The domain that a saved answer says it is about."""
    if (record := _rdap(saved)) is not None:
        name = record.get("ldhName")
        return name.lower().rstrip(".") if isinstance(name, str) else None
    names = whois_reading.domains_in(_text(saved))
    return next((name.lower().rstrip(".") for name in names if "." in name), None)


def refusal_in(saved: bytes) -> str | None:
    """Why a saved answer that names no domain answers nothing; None where it may yet be an answer."""
    return whois_reading.refusal_in(_text(saved))


def read_saved(domain: str, saved: bytes, at: datetime, evidence: str | None) -> Answer:
    """A saved answer, the text of WHOIS or the JSON of RDAP; what cannot be read is a ``problem``."""
    if _rdap(saved) is None:
        registration = whois_reading.read_registration(domain, _text(saved))
        return Answer(registration, Via.WHOIS, None, at, evidence, whois_records.DECLARATION)
    answer = HttpAnswer("", 200, "", (("Content-Type", RDAP_JSON),), _text(saved).encode(), evidence, at)
    try:
        registration = read_domain(answer, domain)
    except Failure as failure:
        registration = Registration(domain, problem=failure.message)
    return Answer(registration, Via.RDAP, None, at, evidence, rdap_records.DECLARATION)


def _text(saved: bytes) -> str:
    """The text of a saved answer; Windows PowerShell writes what a program prints in UTF-16."""
    wide = saved.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    return (saved.decode("utf-16", "replace") if wide else decode(saved)).removeprefix("\ufeff")


def _rdap(saved: bytes) -> "dict[str, object] | None":
    """The object of a saved RDAP answer; None for anything else."""
    text = _text(saved).lstrip()
    if not text.startswith("{"):
        return None
    try:
        record = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return record if isinstance(record, dict) and "objectClassName" in record else None
