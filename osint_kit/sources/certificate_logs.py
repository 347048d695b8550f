"""Certificate logs (RFC 9162) as crt.sh searches them: which names stand in certificates, since when, by whom issued.

crt.sh documents its JSON by its own source, https://github.com/crtsh/certwatch_db (``fnc/web_apis.fnc``): a list of
``issuer_name common_name name_value entry_timestamp not_before not_after serial_number``, at most 10,000 entries;
``name_value`` has a name a line. A search that its database gives up comes as HTML with status 200.
A name in a certificate is a statement of the log. It does not prove that the host exists or ever did.
"""

from collections.abc import Iterator
from urllib.parse import urlencode

from osint_kit.canonical import Json
from osint_kit.findings import Finding, Grade
from osint_kit.gateway import Gateway
from osint_kit.gateway.exchange import HttpAnswer, HttpRequest
from osint_kit.identifiers import Identifier, Kind
from osint_kit.reach import Reach
from osint_kit.sources.certificates import CertificateLog, read_log
from osint_kit.sources.source import Declaration, Planned

HOST = "crt.sh"
LEARNS = "crt.sh (Sectigo), but nobody at the domain"

DECLARATION = Declaration(
    name="crtsh",
    title="Certificate logs (crt.sh)",
    home="https://crt.sh",
    documentation="https://github.com/crtsh/certwatch_db",
    terms="https://www.sectigo.com/legal",
    kinds=(Kind.DOMAIN,),
    reach=Reach.REGISTRY,
    pace="no limit is published; one question at a time",
    yields=("certificates", "first_certificate", "last_certificate", "certificate_name"),
    grade=Grade("A", 2, "logged by the certificate authority; the name need not exist in DNS"),
    learns=LEARNS,
)


class CertificateLogs:
    """The certificates of a domain and of all names below it."""

    declaration = DECLARATION

    def plan(self, identifier: Identifier) -> list[Planned]:
        """One request."""
        return plan_lookup(identifier.value)

    def ask(self, identifier: Identifier, gateway: Gateway) -> Iterator[Finding]:
        """Findings for the names seen. Raises ``Failure``."""
        answer = look_up(identifier.value, gateway)
        yield from findings(identifier, answer, read_log(identifier.value, answer))


def plan_lookup(domain: str) -> list[Planned]:
    """What looking up one domain would tell whom."""
    return [Planned(f"certificates for {domain} and names below it", HOST, Reach.REGISTRY, LEARNS)]


def look_up(domain: str, gateway: Gateway) -> HttpAnswer:
    """Ask for all certificates that name a domain or a name below it. Raises ``Failure``.

    ``deduplicate`` lists a certificate and its pre-certificate once. Without ``match`` a domain with a hyphen would be
    compared as a whole, and names below it left out.
    """
    query = urlencode({"q": domain, "match": "ILIKE", "output": "json", "deduplicate": "Y"})
    accept = (("Accept", "application/json"),)
    return gateway.http(HttpRequest(f"https://{HOST}/?{query}", Reach.REGISTRY, DECLARATION.name, headers=accept))


def findings(subject: Identifier, answer: HttpAnswer, log: CertificateLog) -> Iterator[Finding]:
    """How many names, the first and the last certificate, and a finding a name, as read from an answer.

    That there is none is a finding too. A name below the domain is no identifier of its own: a large domain has
    thousands.
    """
    names = log.names

    def fact(what: str, value: Json) -> Finding:
        return DECLARATION.finding(subject, what, value, answer.at, answer.evidence)

    yield fact("certificates", {"names": len(names), "cut": log.cut})
    if not names:
        return
    yield fact("first_certificate", min(name.first for name in names))
    yield fact("last_certificate", max(name.last for name in names))
    for name in names:
        value: dict[str, Json] = {
            "name": name.name,
            "first": name.first,
            "last": name.last,
            "issuer": list(name.issuers),
            "certificates": name.certificates,
            "expired": name.expired,
        }
        yield fact("certificate_name", value)
