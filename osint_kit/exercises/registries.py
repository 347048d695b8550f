"""The simulated WHOIS (RFC 3912): IANA, which knows the registries, one for each top-level domain, and registrars."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, time
from functools import partial

from osint_kit.exercises.scenario import Domain, Registration, Scenario

IANA = "whois.iana.org"
SERVERS = {
    # IANA's root zone database, https://www.iana.org/domains/root/db; .vu: https://whois.dnrs.vu
    "com": "whois.verisign-grs.com",
    "net": "whois.verisign-grs.com",
    "org": "whois.publicinterestregistry.org",
    "fj": "www.whois.fj",
    "vu": "whois.dnrs.vu",
}
"""Registries whose server has another name than ``whois.nic.`` and the top-level domain."""

Lookup = Callable[[str], str]


def whois_servers(scenario: Scenario) -> dict[str, Lookup]:
    """Each server by its host name, as a function from a query to the text of the answer."""
    suffixes = sorted({suffix_of(domain.name) for domain in scenario.domains})
    servers: dict[str, Lookup] = {IANA: lambda query: refer(query, suffixes)}
    for host in sorted({server_of(suffix) for suffix in suffixes}):
        known = {d.name: d for d in scenario.domains if server_of(suffix_of(d.name)) == host}
        servers[host] = partial(look_up, known=known)
    for host in sorted(set(filter(None, map(registrar_server, scenario.domains)))):
        own = {d.name: d for d in scenario.domains if registrar_server(d) == host}
        servers[host] = partial(look_up, known=own, by_registrar=True)
    return servers


def any_server(scenario: Scenario) -> Lookup:
    """A server for queries that come without a host name: IANA for a bare suffix, else the registry."""
    known = {domain.name: domain for domain in scenario.domains}
    suffixes = sorted({suffix_of(name) for name in known})
    return lambda query: look_up(query, known) if "." in asked_name(query) else refer(query, suffixes)


def suffix_of(name: str) -> str:
    """The top-level domain of a name."""
    return name.rpartition(".")[2]


def server_of(suffix: str) -> str:
    """The host name of the WHOIS server of a top-level domain."""
    return SERVERS.get(suffix, f"whois.nic.{suffix}")


def registrar_server(domain: Domain) -> str:
    """The host name of the WHOIS server of a domain's registrar, where the registry leaves the holder to him."""
    known = domain.whois
    return f"whois.{known.registrar_host}" if isinstance(known, Registration) and known.registrar_host else ""


def asked_name(query: str) -> str:
    """The name in a query such as ``example.com`` or ``domain example.com``."""
    return (query.split() or [""])[-1].lower().strip(".")


def refer(query: str, suffixes: list[str]) -> str:
    """IANA's answer: which server to ask about names under a top-level domain."""
    suffix = suffix_of(asked_name(query))
    head = "% IANA WHOIS server\n% for more information on IANA, visit http://www.iana.org\n"
    if suffix not in suffixes:
        return head + "% This query returned 0 objects.\n"
    server = server_of(suffix)
    return head + (
        f"% This query returned 1 object\n\nrefer:        {server}\n\ndomain:       {suffix.upper()}\n\n"
        f"whois:        {server}\n\nstatus:       ACTIVE\n\nsource:       IANA\n"
    )


def look_up(query: str, known: dict[str, Domain], by_registrar: bool = False) -> str:
    """The answer of a registry, or of a registrar, about one domain."""
    name = asked_name(query)
    domain = known.get(name)
    if domain is None or domain.whois is None:
        return f'No match for "{name.upper()}".\n'
    if isinstance(domain.whois, str):
        return domain.whois
    if registrar_server(domain) and not by_registrar:
        thin = replace(domain.whois, registrant="", organisation="", country="", emails=(), phones=())
        return render(domain, thin)
    return render(domain, domain.whois)


def render(domain: Domain, known: Registration) -> str:
    """A registration in the form that ICANN prescribes to registries.

    Base Registry Agreement, Specification 4, section 1.5, with the labels of the Registry RDDS Consistent
    Labeling and Display Policy (https://www.icann.org/resources/pages/rdds-labeling-policy-2017-02-01-en).
    The first e-mail and phone are the registrant's, the second administrative, the third technical.
    """
    contacts = ("Registrant", "Admin", "Tech")
    name_servers = [data.rstrip(".") for type_, data in domain.records if type_ == "NS"]
    lines = [
        ("Domain Name", domain.name.upper()),
        ("Updated Date", moment(known.updated)),
        ("Creation Date", moment(known.created)),
        ("Registry Expiry Date", moment(known.expires)),
        ("Registrar WHOIS Server", registrar_server(domain)),
        ("Registrar", known.registrar),
        ("Registrar Abuse Contact Email", known.abuse_email),
        *(("Domain Status", f"{word} https://icann.org/epp#{word}") for word in known.status),
        ("Registrant Name", known.registrant),
        ("Registrant Organization", known.organisation),
        ("Registrant Country", known.country),
        *((f"{who} Phone", phone) for who, phone in zip(contacts, known.phones, strict=False)),
        *((f"{who} Email", email) for who, email in zip(contacts, known.emails, strict=False)),
        *(("Name Server", server.upper()) for server in name_servers),
        ("DNSSEC", "unsigned"),
    ]
    text = "".join(f"{key}: {value}\n" for key, value in lines if value)
    return text + "\nThis is a record of an exercise. It describes nobody.\n"


def moment(value: date | datetime | None) -> str:
    """A date as WHOIS writes it, such as ``2026-11-03T00:00:00Z``; empty for None."""
    if value is None:
        return ""
    whole = value if isinstance(value, datetime) else datetime.combine(value, time())
    return whole.strftime("%Y-%m-%dT%H:%M:%SZ")
