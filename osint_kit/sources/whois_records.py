"""WHOIS (RFC 3912): who registered a domain, when, through whom.

The server is found by IANA's referral, asked for the top-level domain alone so that IANA does not learn the
name; a short table saves that question where the answer has been the same for years. python-whois reads the
answer; its choice of servers is not used (it takes ``foo.madrid`` for an Indonesian name).
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from osint_kit.findings import Finding, Grade
from osint_kit.gateway import Gateway
from osint_kit.gateway.exchange import WhoisAnswer, WhoisRequest
from osint_kit.identifiers import Identifier, Kind, NotReadable
from osint_kit.identifiers.email import read_email
from osint_kit.identifiers.phone import read_phone
from osint_kit.reach import Reach
from osint_kit.sources.source import Declaration, Planned

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

NOT_REGISTERED = re.compile(
    r"^\W*(no match|not found|no (data|entries|object) found|domain (name )?not found|no such domain"
    r"|the queried object does not exist|status:\s*(free|available))",
    re.IGNORECASE | re.MULTILINE,
)
REFUSED = re.compile(
    r"(quota|limit) (has been )?exceeded|too many (requests|queries|connections)|try again later"
    r"|access denied|temporarily unavailable|exceeded the (maximum|limit)",
    re.IGNORECASE,
)
REDACTED = re.compile(
    r"redacted|privacy|not disclosed|data protected|gdpr|statutory masking|withheld|whoisguard|domains by proxy",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Registration:
    """What an answer says, in one form always: lists are tuples, names lower-case, dates ISO 8601 in UTC.

    ``problem`` is set where the answer is a refusal or cannot be read; ``registered`` is False only where the
    registry says that there is no such name, and None where it cannot be told.
    """

    domain: str
    registered: bool | None = None
    registrar: str | None = None
    created: str | None = None
    updated: str | None = None
    expires: str | None = None
    registrant: str | None = None
    organisation: str | None = None
    country: str | None = None
    emails: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    name_servers: tuple[str, ...] = ()
    status: tuple[str, ...] = ()
    problem: str | None = None


class WhoisSource:
    """The registration of a domain."""

    declaration = DECLARATION

    def plan(self, identifier: Identifier) -> list[Planned]:
        """IANA for the server where the table does not know it, then the registry."""
        return plan_lookup(identifier.value)

    def ask(self, identifier: Identifier, gateway: Gateway) -> Iterator[Finding]:
        """The registration as findings; a refusal yields none."""
        answer = look_up(identifier.value, gateway)
        yield from findings(identifier, read_registration(identifier.value, answer.text), answer)


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
        f"IANA, and only that .{suffix} is of interest",
    )
    return [referral, lookup]


def look_up(domain: str, gateway: Gateway) -> WhoisAnswer:
    """Ask the registry of a registrable domain. Raises `osint_kit.gateway.failures.Failure`."""
    suffix = domain.rpartition(".")[2]
    server = SERVERS.get(suffix)
    if server is None:
        referral = gateway.whois(WhoisRequest(IANA, suffix, DECLARATION.name))
        server = _referred(referral.text)
        if server is None:
            return gateway.whois(WhoisRequest(IANA, domain, DECLARATION.name))
    answer = gateway.whois(WhoisRequest(server, domain, DECLARATION.name))
    registrar = _registrar_server(answer.text)
    if registrar and registrar != server and suffix in ("com", "net"):
        return gateway.whois(WhoisRequest(registrar, domain, DECLARATION.name))
    return answer


def decode(data: bytes) -> str:
    """A saved answer as text: UTF-8, else Latin-1, as RFC 3912 names no encoding."""
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("latin-1")


def domains_in(text: str) -> list[str]:
    """The domains that an answer says it is about."""
    return re.findall(r"^\s*Domain(?: Name)?:[ \t]*(\S+)", text, re.IGNORECASE | re.MULTILINE)


def read_registration(domain: str, text: str) -> Registration:
    """Read the text of an answer; never raises, and never takes a refusal for "not registered"."""
    body = "\n".join(line for line in text.splitlines() if not line.lstrip().startswith(("%", "#", ">>>")))
    if REFUSED.search(text) and "registrar:" not in text.lower():
        return Registration(domain, problem="the registry refused to answer: " + _first_line(text))
    if NOT_REGISTERED.search(text):
        return Registration(domain, registered=False)
    if not body.strip():
        return Registration(domain, problem="the answer of the registry is empty")
    fields = _parse(domain, text)
    found = Registration(
        domain,
        registered=True,
        registrar=_one(fields, "registrar"),
        created=_date(fields, "creation_date"),
        updated=_date(fields, "updated_date"),
        expires=_date(fields, "expiration_date"),
        registrant=_one(fields, "name") or _one(fields, "registrant_name"),
        organisation=_one(fields, "org") or _one(fields, "registrant_org"),
        country=_one(fields, "country") or _one(fields, "registrant_country"),
        emails=tuple(dict.fromkeys(_emails(text))),
        phones=tuple(dict.fromkeys(_phones(text))),
        name_servers=tuple(dict.fromkeys(_host(name) for name in _many(fields, "name_servers"))),
        status=tuple(dict.fromkeys(value.split()[0] for value in _many(fields, "status") if value)),
    )
    if not (found.registrar or found.created or found.name_servers or found.registrant):
        return Registration(domain, problem="the answer of the registry is in a form that is not known here")
    return found


def findings(subject: Identifier, registration: Registration, answer: WhoisAnswer) -> Iterator[Finding]:
    """A finding for each fact of a registration."""
    evidence = (answer.evidence,) if answer.evidence else ()

    def fact(name: str, value: str | bool, obj: Identifier | None = None) -> Finding:
        return Finding(
            subject,
            name,
            value,
            DECLARATION.name,
            answer.at,
            DECLARATION.grade,
            Reach.REGISTRY,
            object=obj,
            evidence=evidence,
        )

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
        yield fact("name_server", server, Identifier(Kind.DOMAIN, server))


def _parse(domain: str, text: str) -> dict[str, object]:
    """python-whois's reading of an answer, or its generic one where the special reader fails on it."""
    from whois.exceptions import WhoisError
    from whois.parser import WhoisEntry

    try:
        return dict(WhoisEntry.load(_for_parser(domain), text))
    except (WhoisError, ValueError, TypeError, AttributeError, IndexError, KeyError):
        try:
            return dict(WhoisEntry(domain, text))
        except (WhoisError, ValueError, TypeError, AttributeError, IndexError, KeyError):
            return {}


def _for_parser(domain: str) -> str:
    """The name in a form for which python-whois picks the reader of its real top-level domain.

    It compares endings without the dot (``foo.madrid`` ends in ``id``), so a longer one gets the generic reader.
    """
    suffix = domain.rpartition(".")[2]
    two_letters = len(suffix) == 2 or suffix in {"com", "net", "org", "name", "info", "biz", "dev", "app"}
    return domain if two_letters else "generic"


def _many(fields: dict[str, object], name: str) -> list[str]:
    value = fields.get(name)
    values = value if isinstance(value, list) else [value]
    return [str(item).strip() for item in values if item and str(item).strip()]


def _one(fields: dict[str, object], name: str) -> str | None:
    return next(iter(_many(fields, name)), None)


def _date(fields: dict[str, object], name: str) -> str | None:
    value = fields.get(name)
    moments = [item for item in (value if isinstance(value, list) else [value]) if isinstance(item, datetime)]
    if not moments:
        return None
    moment = moments[0]
    aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return aware.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _contacts(text: str) -> Iterator[tuple[str, str]]:
    """The ``key: value`` lines that speak of the registrant's side; the registrar's abuse desk is nobody's tie."""
    for line in text.splitlines():
        key, separator, value = line.partition(":")
        lowered = key.strip().lower()
        if separator and value.strip() and "abuse" not in lowered and not lowered.startswith("registrar"):
            yield lowered, value.strip()


def _emails(text: str) -> Iterator[str]:
    for key, value in _contacts(text):
        if ("mail" in key or "contact" in key) and (found := re.search(r"[^\s<>,;]+@[^\s<>,;]+", value)):
            yield found[0]


def _phones(text: str) -> Iterator[str]:
    for key, value in _contacts(text):
        if ("phone" in key or key.endswith("tel")) and re.search(r"\d{5}", value.replace(".", "")):
            yield value


def _host(name: str) -> str:
    return name.split()[0].rstrip(".").lower()


def _referred(text: str) -> str | None:
    """The server of an IANA answer: ``refer:`` of a name, ``whois:`` of a top-level domain."""
    found = re.search(r"^(?:refer|whois):[ \t]*(\S+)", text, re.IGNORECASE | re.MULTILINE)
    return found[1].lower() if found else None


def _registrar_server(text: str) -> str | None:
    found = re.search(r"^\s*Registrar WHOIS Server:[ \t]*([\w.-]+)\s*$", text, re.IGNORECASE | re.MULTILINE)
    return found[1].lower() if found else None


def _first_line(text: str) -> str:
    return next((line.strip() for line in text.splitlines() if line.strip()), "")[:200]


def _identifier(read: Callable[[str], Identifier], text: str) -> Identifier | None:
    if REDACTED.search(text):
        return None
    try:
        return read(text)
    except NotReadable:
        return None
