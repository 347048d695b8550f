"""WHOIS (RFC 3912): who registered a domain, when, through whom.

The server is found by IANA's referral, asked for the top-level domain alone so that IANA does not learn the
name; a short table saves that question where the answer has been the same for years. The registrar's server is asked
where the registry's answer names it and no holder. python-whois reads the answer; its choice of servers is not used
(it takes ``foo.madrid`` for an Indonesian name).
"""

import re
from collections.abc import Iterator

from osint_kit.findings import Grade
from osint_kit.gateway import Gateway
from osint_kit.gateway.exchange import WhoisAnswer, WhoisRequest
from osint_kit.gateway.failures import Failure, Unreachable
from osint_kit.identifiers import Kind
from osint_kit.reach import Reach
from osint_kit.sources.registration_answer import Answer
from osint_kit.sources.registration_form import FACTS
from osint_kit.sources.source import Declaration, Planned
from osint_kit.sources.whois_reading import domains_in, read_registration
from osint_kit.sources.whois_referrals import referral

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
LEARNS = "the registry of the top-level domain, and the registrar where the registry leaves the holder to him"

DECLARATION = Declaration(
    name="whois",
    title="WHOIS of the domain registries",
    home="https://www.iana.org/whois",
    documentation="https://www.rfc-editor.org/rfc/rfc3912",
    terms="each registry's own, printed in its answers; bulk harvesting is forbidden by most",
    kinds=(Kind.DOMAIN,),
    reach=Reach.REGISTRY,
    pace="10 a second to one server at most",
    yields=FACTS,
    grade=Grade("B", 3, "entered by the registrant and seldom checked by the registry"),
    learns=LEARNS,
    follows=("email", "phone"),
)


def plan_lookup(domain: str) -> list[Planned]:
    """What looking up one domain would tell whom."""
    suffix = domain.rpartition(".")[2]
    server = SERVERS.get(suffix)
    lookup = Planned(f"the registration of {domain}", server or f"the registry of .{suffix}", Reach.REGISTRY, LEARNS)
    if server:
        return [lookup]
    referred = Planned(
        f"the WHOIS server of .{suffix}",
        IANA,
        Reach.REGISTRY,
        f"IANA: that .{suffix} is of interest; the whole name only where it knows no server",
    )
    return [referred, lookup]


def look_up(domain: str, gateway: Gateway) -> list[Answer]:
    """The registry's answer, and behind it the registrar's where the registry leaves the holder to him.

    Raises `osint_kit.gateway.failures.Failure`.
    """
    suffix = domain.rpartition(".")[2]
    server = SERVERS.get(suffix)
    if server is None:
        server = _referred(referral(gateway, WhoisRequest(IANA, suffix, DECLARATION.name)).text)
        if server is None or server == IANA:
            return [_read(_of_iana(domain, gateway), domain)]
    found = gateway.whois(WhoisRequest(server, domain, DECLARATION.name))
    answers = [_read(found, domain)]
    said = answers[0].registration
    registrar = _registrar_server(found.text)
    if registrar and registrar != server and said.registered and not (said.registrant or said.organisation):
        answers.extend(_of_registrar(registrar, domain, gateway))
    return answers


def _read(found: WhoisAnswer, domain: str) -> Answer:
    registration = read_registration(domain, found.text)
    return Answer(registration, DECLARATION.name, found.server, found.at, found.evidence, DECLARATION)


def _of_iana(domain: str, gateway: Gateway) -> WhoisAnswer:
    """IANA's own answer about a name whose registry it does not name; only a record of that very name counts."""
    answer = gateway.whois(WhoisRequest(IANA, domain, DECLARATION.name))
    if domain not in (name.lower().rstrip(".") for name in domains_in(answer.text)):
        raise Unreachable(f"IANA names no WHOIS server for .{domain.rpartition('.')[2]}", answer.evidence)
    return answer


def _of_registrar(server: str, domain: str, gateway: Gateway) -> Iterator[Answer]:
    """The registrar's fuller answer; none where he has none, because then the registry's holds."""
    try:
        answer = _read(gateway.whois(WhoisRequest(server, domain, DECLARATION.name)), domain)
    except Failure:
        return
    if answer.registration.registered:
        yield answer


def _referred(text: str) -> str | None:
    """The server of an IANA answer: ``refer:`` of a name, ``whois:`` of a top-level domain."""
    found = re.search(r"^(?:refer|whois):[ \t]*(\S+)", text, re.IGNORECASE | re.MULTILINE)
    return found[1].lower() if found else None


def _registrar_server(text: str) -> str | None:
    found = re.search(r"^[ \t]*Registrar WHOIS Server:[ \t]*([\w.-]+)[ \t\r]*$", text, re.IGNORECASE | re.MULTILINE)
    return found[1].lower() if found else None
