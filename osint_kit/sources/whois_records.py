"""WHOIS (RFC 3912): who registered a domain, when, through whom.

The server is found by IANA's referral, asked for the top-level domain alone so that IANA does not learn the
name; a short table saves that question where the answer has been the same for years. python-whois reads the
answer; its choice of servers is not used (it takes ``foo.madrid`` for an Indonesian name).
"""

import re
from collections.abc import Callable, Iterator
from datetime import datetime

from osint_kit.findings import Finding, Grade
from osint_kit.gateway import Gateway
from osint_kit.gateway.exchange import WhoisAnswer, WhoisRequest
from osint_kit.gateway.failures import Failure, Unreachable
from osint_kit.identifiers import Identifier, Kind, NotReadable
from osint_kit.identifiers.email import read_email
from osint_kit.identifiers.hostname import read_host_name
from osint_kit.identifiers.phone import read_phone
from osint_kit.reach import Reach
from osint_kit.sources.source import Declaration, Planned
from osint_kit.sources.whois_reading import REDACTED, Registration, domains_in, read_registration

IANA = "whois.iana.org"
SERVERS = {
    # IANA root zone database, https://www.iana.org/domains/root/db; .vu: https://whois.dnrs.vu
    "com": "whois.verisign-grs.com",
    "net": "whois.verisign-grs.com",
    "org": "whois.publicinterestregistry.org",
    "fj": "www.whois.fj",
    "vu": "whois.dnrs.vu",
    "nz": "whois.irs.net.nz",
    "au": "whois.auda.org.au",
}
LEARNS = "the registry of the top-level domain"

DECLARATION = Declaration(
    name="whois",
    title="WHOIS of the domain registries",
    home="https://www.iana.org/whois",
    documentation="https://www.rfc-editor.org/rfc/rfc3912",
    terms="each registry's own, printed in its answers; bulk harvesting is forbidden by most",
    kinds=(Kind.DOMAIN,),
    reach=Reach.REGISTRY,
    pace="10 a second to one server at most",
    yields=(
        "registrar",
        "created",
        "updated",
        "expires",
        "registrant",
        "organisation",
        "country",
        "email",
        "phone",
    ),
    grade=Grade("B", 3, "entered by the registrant and seldom checked by the registry"),
    learns=LEARNS,
    follows=("email", "phone"),
)


class WhoisSource:
    """The registration of a domain."""

    declaration = DECLARATION

    def plan(self, identifier: Identifier) -> list[Planned]:
        """IANA for the server where the table does not know it, then the registry."""
        return plan_lookup(identifier.value)

    def ask(self, identifier: Identifier, gateway: Gateway) -> Iterator[Finding]:
        """The registration as findings; a refusal yields none."""
        answer = look_up(identifier.value, gateway)
        registration = read_registration(identifier.value, answer.text)
        yield from findings(identifier, registration, answer.at, answer.evidence)


def plan_lookup(domain: str) -> list[Planned]:
    """What looking up one domain would tell whom."""
    suffix = domain.rpartition(".")[2]
    server = SERVERS.get(suffix)
    lookup = Planned(f"the registration of {domain}", server or f"the registry of .{suffix}", Reach.REGISTRY, LEARNS)
    if server:
        return [lookup]
    referral = Planned(
        f"the WHOIS server of .{suffix}",
        IANA,
        Reach.REGISTRY,
        f"IANA: that .{suffix} is of interest; the whole name only where it knows no server",
    )
    return [referral, lookup]


def look_up(domain: str, gateway: Gateway) -> WhoisAnswer:
    """Ask the registry of a registrable domain. Raises `osint_kit.gateway.failures.Failure`."""
    suffix = domain.rpartition(".")[2]
    server = SERVERS.get(suffix)
    if server is None:
        referral = gateway.whois(WhoisRequest(IANA, suffix, DECLARATION.name))
        server = _referred(referral.text)
        if server is None or server == IANA:
            return _of_iana(domain, gateway)
    answer = gateway.whois(WhoisRequest(server, domain, DECLARATION.name))
    registrar = _registrar_server(answer.text)
    if registrar and registrar != server and suffix in ("com", "net"):
        return _of_registrar(registrar, domain, gateway) or answer
    return answer


def _of_iana(domain: str, gateway: Gateway) -> WhoisAnswer:
    """IANA's own answer about a name whose registry it does not name; only a record of that very name counts."""
    answer = gateway.whois(WhoisRequest(IANA, domain, DECLARATION.name))
    if domain not in (name.lower().rstrip(".") for name in domains_in(answer.text)):
        raise Unreachable(f"IANA names no WHOIS server for .{domain.rpartition('.')[2]}", answer.evidence)
    return answer


def _of_registrar(server: str, domain: str, gateway: Gateway) -> WhoisAnswer | None:
    """The registrar's fuller answer; None where it has none, because then the registry's holds."""
    try:
        answer = gateway.whois(WhoisRequest(server, domain, DECLARATION.name))
    except Failure:
        return None
    return answer if read_registration(domain, answer.text).registered else None


def findings(
    subject: Identifier,
    registration: Registration,
    at: datetime,
    evidence: str | None,
    reach: Reach = Reach.REGISTRY,
) -> Iterator[Finding]:
    """A finding for each fact of a registration that was read from an answer of that moment."""

    def fact(what: str, value: str | bool, leads_to: Identifier | None = None) -> Finding:
        return DECLARATION.finding(subject, what, value, at, evidence, leads_to, reach)

    if registration.registered is False:
        yield fact("registered", False)
    for name in ("registrar", "created", "updated", "expires", "registrant", "organisation", "country"):
        value = getattr(registration, name)
        if value:
            yield fact(name, value)
    for email in registration.emails:
        yield fact("email", email, _identifier(read_email, email))
    for phone in registration.phones:
        yield fact("phone", phone, _identifier(read_phone, phone))
    for server in registration.name_servers:
        yield fact("name_server", server, _identifier(_read_server, server))


def _read_server(text: str) -> Identifier:
    return Identifier(Kind.DOMAIN, read_host_name(text).ascii)


def _referred(text: str) -> str | None:
    """The server of an IANA answer: ``refer:`` of a name, ``whois:`` of a top-level domain."""
    found = re.search(r"^(?:refer|whois):[ \t]*(\S+)", text, re.IGNORECASE | re.MULTILINE)
    return found[1].lower() if found else None


def _registrar_server(text: str) -> str | None:
    found = re.search(r"^[ \t]*Registrar WHOIS Server:[ \t]*([\w.-]+)[ \t\r]*$", text, re.IGNORECASE | re.MULTILINE)
    return found[1].lower() if found else None


def _identifier(read: Callable[[str], Identifier], text: str) -> Identifier | None:
    if REDACTED.search(text):
        return None
    try:
        return read(text)
    except NotReadable:
        return None
