"""Asking all that `osint domain show` puts on one screen.

Independent questions overlap, and one that fails hides no other.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import partial

from osint_kit.domains import registration
from osint_kit.domains.mail import TYPES as MAIL_TYPES
from osint_kit.domains.mail import mail_finding
from osint_kit.findings import Finding
from osint_kit.gateway import Gateway
from osint_kit.gateway.failures import Failure, Unreachable
from osint_kit.gateway.guard import address_refusal
from osint_kit.identifiers import Identifier, Kind
from osint_kit.identifiers.domain import domain_record
from osint_kit.overlap import in_order
from osint_kit.sources import (
    address_holders,
    certificate_logs,
    dns_records,
    origin_networks,
    web_archive,
)
from osint_kit.sources.source import Planned

DNS_TYPES = (*MAIL_TYPES, "CNAME", "NS", "TXT")
HOST_TYPES = ("A", "AAAA", "CNAME")
MOST_ADDRESSES = 8
"""Of one name; more are shown and not asked about."""
Part = Callable[[], Iterator[Finding]]


@dataclass(frozen=True)
class Problem:
    """A part that brought no answer, and why."""

    part: str
    why: str


@dataclass
class Look:
    """What was found about one domain, and what could not be."""

    findings: list[Finding] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def site_of(host: Identifier) -> Identifier:
    """What of a name belongs to one holder: the registrable domain, or below a private suffix the name there.

    The certificates and captures of ``alice.github.io`` are looked for, and not those of ``github.io``.
    """
    return Identifier(Kind.DOMAIN, domain_record(host.value, private_suffixes=True).domain or host.value)


def look(
    domain: Identifier,
    host: Identifier,
    gateway: Gateway,
    keep: Callable[[Iterable[Finding]], object],
    refusal: Callable[[Identifier], str | None] = lambda _: None,
) -> Look:
    """Ask about a registrable domain, and about the addresses of ``host``, which is it or a name below it.

    ``keep`` gets the findings of each part as soon as it is there, from several threads; ``refusal`` says why an
    address that was found may not be asked about. Raises no `Failure`.
    """
    site = site_of(host)
    parts: list[tuple[str, Part]] = [
        ("registration", partial(registration.ask, domain, gateway)),
        ("DNS", partial(_records, domain, DNS_TYPES, gateway)),
        ("certificates", partial(certificate_logs.CertificateLogs().ask, site, gateway)),
        ("web archive", partial(web_archive.WebArchive().ask, site, gateway)),
    ]
    if host != domain:
        parts.insert(2, (f"DNS of {host.value}", partial(_records, host, HOST_TYPES, gateway)))
    result = Look()

    def add(named: tuple[str, Part]) -> Look:
        part, ask = named
        own = Look()
        try:
            for finding in ask():
                own.findings.append(finding)  # so that what was said before a failure stays
        except Failure as failure:
            own.problems.append(Problem(part, failure.message))
        keep(own.findings)
        if part.startswith("DNS"):
            _join(own, in_order(add, _address_parts(own.findings, gateway, refusal, own), 4))
        return own

    return _join(result, in_order(add, parts, len(parts)))


def plan_look(domain: str, host: str) -> list[Planned]:
    """What a look would tell whom; the addresses are known only when DNS has answered."""
    site = site_of(Identifier(Kind.DOMAIN, host)).value
    names = [(domain, type_) for type_ in DNS_TYPES] + [(host, type_) for type_ in HOST_TYPES if host != domain]
    return [
        *registration.plan(domain),
        *(dns_records.plan_question(name, type_) for name, type_ in names),
        *certificate_logs.plan_lookup(site),
        *web_archive.plan_lookup(site),
        *origin_networks.plan_lookup(f"each address of {host}"),
        *address_holders.plan_lookup(f"each address of {host}"),
    ]


def addresses_in(findings: Iterable[Finding]) -> list[Identifier]:
    """The IP addresses that findings of DNS lead to, each once."""
    found = (item.object for item in findings if item.property == "address" and item.object)
    return [address for address in dict.fromkeys(found) if address.kind is Kind.IP]


def _join(into: Look, others: Iterable[Look]) -> Look:
    for other in others:
        into.findings.extend(other.findings)
        into.problems.extend(other.problems)
    return into


def _records(name: Identifier, types: Sequence[str], gateway: Gateway) -> Iterator[Finding]:
    """The records of a name, each once, that it has no address, and whether mail can reach it."""
    outcomes = dns_records.ask_types(name.value, types, gateway)
    seen: set[str] = set()
    for outcome in outcomes:
        for finding in dns_records.findings(name, outcome.answer) if outcome.answer else ():
            if finding.id not in seen:
                seen.add(finding.id)
                yield finding
    if none := _no_address(name, outcomes):
        yield none
    if mail := mail_finding(name, outcomes):
        yield mail
    silent = [(outcome.type, why) for outcome in outcomes if (why := _trouble(outcome))]
    if silent:
        raise Unreachable(f"no answer about {', '.join(type_ for type_, _ in silent)}: {silent[0][1]}")


def _no_address(name: Identifier, outcomes: Iterable[dns_records.Outcome]) -> Finding | None:
    """That a name which exists has no address; None where it has one, or where that was not answered."""
    asked = [item for item in outcomes if item.type in ("A", "AAAA")]
    told = [item.answer for item in asked if item.answer and not _trouble(item)]
    if len(told) < len(asked) or any(answer.values() for answer in told):
        return None
    if all(answer.status == "NXDOMAIN" and not answer.records for answer in told):
        return None  # the name does not exist, which is said already
    finding = dns_records.DECLARATION.finding(name, "has_address", False, told[0].at, None)
    return replace(finding, evidence=tuple(answer.evidence for answer in told if answer.evidence))


def _trouble(outcome: dns_records.Outcome) -> str | None:
    if outcome.answer and outcome.answer.status not in ("NOERROR", "NXDOMAIN"):
        return f"the resolver answered {outcome.answer.status}"
    return outcome.problem


def _address_parts(
    findings: Iterable[Finding], gateway: Gateway, refusal: Callable[[Identifier], str | None], own: Look
) -> list[tuple[str, Part]]:
    """A part for each address that may be asked about."""
    parts: list[tuple[str, Part]] = []
    for address in addresses_in(findings)[:MOST_ADDRESSES]:
        if address_refusal(address.value, gateway.world.simulated):
            continue  # nobody holds a private address
        if why := refusal(address):
            own.problems.append(Problem(address.value, why))
            continue
        parts.append((address.value, partial(_address, address, gateway)))
    return parts


def _address(address: Identifier, gateway: Gateway) -> Iterator[Finding]:
    """The origin network, then the holder by the registry that the origin names, or whichever it is."""
    registry, failed = None, None
    try:
        for finding in origin_networks.OriginNetworks().ask(address, gateway):
            if finding.property == "origin_network" and isinstance(finding.value, dict):
                registry = str(finding.value["registry"])
            yield finding
    except Failure as failure:
        failed = failure
    yield from address_holders.findings(address, address_holders.look_up(address.value, gateway, registry))
    if failed:
        raise failed
