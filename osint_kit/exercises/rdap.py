"""The simulated RDAP of the domain registries and of registrars (RFC 9082, RFC 9083), asked over HTTPS.

A registry is where the kit's bootstrap has it. Of a registration that a scenario gives as the text of a WHOIS answer
there is no RDAP.
"""

import json
import re
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache, partial

from osint_kit.canonical import Json
from osint_kit.exercises.registries import moment
from osint_kit.exercises.responses import Response
from osint_kit.exercises.scenario import Domain, Registration
from osint_kit.identifiers.url import read_url
from osint_kit.sources.rdap_bootstrap import packaged

RDAP_JSON = "application/rdap+json"
CONTACTS = ("registrant", "administrative", "technical")
EXERCISE: Json = [{"title": "Exercise", "description": ["This is a record of an exercise. It describes nobody."]}]


def rdap_servers(domains: Iterable[Domain]) -> dict[str, Callable[[str], Response]]:
    """Each server by its host, as a function from the target of a request to the answer.

    Answers are made when they are asked for: of a large world few ever are.
    """
    answers: dict[str, dict[str, Callable[[], Response]]] = {}
    for domain in domains:
        answers |= {host: {} for host in _hosts(domain) if host not in answers}
        known = domain.whois
        told: Callable[[], Response]
        if isinstance(known, str):
            told = partial(rdap_error, 501, "this registration is told by WHOIS only")
        elif known is None:
            continue
        else:
            told = partial(_told, domain, known, False)
            if known.registrar_host:
                path = f"/domain/{domain.name}"
                answers[f"rdap.{known.registrar_host}"][path] = partial(_told, domain, known, True)
        for server in packaged().servers(domain.name)[:1]:
            host, path = _base(server)
            answers[host][f"{path}domain/{domain.name}"] = told
    return {host: partial(_answer, known) for host, known in answers.items()}


def _told(domain: Domain, known: Registration, by_registrar: bool) -> Response:
    return rdap_json(200, _record(domain, known, by_registrar))


@lru_cache
def _base(server: str) -> tuple[str, str]:
    """Host and path of a server's address."""
    url = read_url(server)
    return url.host, url.path


def rdap_json(status: int, value: Json) -> Response:
    """An RDAP response (RFC 7480 section 4.2)."""
    return Response(status, (("Content-Type", RDAP_JSON),), json.dumps(value, ensure_ascii=False).encode())


def rdap_error(status: int, title: str) -> Response:
    """An error response (RFC 9083 section 6)."""
    return rdap_json(status, {"rdapConformance": ["rdap_level_0"], "errorCode": status, "title": title})


def entity(handle: str, role: str, *properties: Json, within: Iterable[Json] = ()) -> dict[str, Json]:
    """Somebody with a role, and the properties of his jCard (RFC 7095)."""
    return {
        "objectClassName": "entity",
        "handle": handle,
        "roles": [role],
        "vcardArray": ["vcard", [["version", {}, "text", "4.0"], *properties]],
        "entities": list(within),
    }


def property_(name: str, value: Json) -> Json:
    """A property of a jCard that is a text."""
    return [name, {}, "text", value]


def _hosts(domain: Domain) -> Iterator[str]:
    for server in packaged().servers(domain.name)[:1]:
        yield _base(server)[0]
    if isinstance(domain.whois, Registration) and domain.whois.registrar_host:
        yield f"rdap.{domain.whois.registrar_host}"


def _answer(known: dict[str, Callable[[], Response]], target: str) -> Response:
    path = target.partition("?")[0]
    if "/domain/" not in path:
        return rdap_error(400, "only domains are known here")
    told = known.get(path.lower())
    return told() if told else rdap_error(404, "this domain is not registered")


def _record(domain: Domain, known: Registration, by_registrar: bool) -> dict[str, Json]:
    """The "domain" of RFC 9083 section 5.3. Where a registrar tells more, the registry leaves the holder to him."""
    links: list[Json] = []
    if known.registrar_host and not by_registrar:
        address = f"https://rdap.{known.registrar_host}/domain/{domain.name}"
        links.append({"rel": "related", "href": address, "type": RDAP_JSON, "value": address})
    happened = (
        ("registration", known.created),
        ("last changed", known.updated),
        ("expiration", known.expires),
    )
    return {
        "rdapConformance": ["rdap_level_0"],
        "objectClassName": "domain",
        "handle": domain.name.upper(),
        "ldhName": domain.name.upper(),
        # RFC 8056 section 2: the words of EPP, apart and in small letters
        "status": ["active" if word == "ok" else re.sub(r"([A-Z])", r" \1", word).lower() for word in known.status],
        "events": [{"eventAction": what, "eventDate": moment(when)} for what, when in happened if when],
        "entities": [
            *_registrar(known),
            *(() if known.registrar_host and not by_registrar else _contacts(known)),
        ],
        "nameservers": [
            {"objectClassName": "nameserver", "ldhName": data.rstrip(".").upper()}
            for type_, data in domain.records
            if type_ == "NS"
        ],
        "links": links,
        "notices": EXERCISE,
    }


def _registrar(known: Registration) -> Iterator[Json]:
    if known.registrar:
        mail = (property_("email", known.abuse_email),) if known.abuse_email else ()
        desk = entity("ABUSE", "abuse", property_("fn", "Abuse desk"), *mail)
        yield entity("REGISTRAR", "registrar", property_("fn", known.registrar), within=[desk])


def _contacts(known: Registration) -> Iterator[Json]:
    """The first e-mail and phone are the registrant's, the second administrative, the third technical."""
    for place, role in enumerate(CONTACTS):
        said: list[Json] = []
        if place == 0:
            said += [
                property_(name, text) for name, text in (("fn", known.registrant), ("org", known.organisation)) if text
            ]
            if known.country:
                said.append(["adr", {"cc": known.country}, "text", [""] * 7])  # RFC 8605
        said += [property_("email", text) for text in known.emails[place : place + 1]]
        said += [["tel", {"type": "voice"}, "uri", f"tel:{text}"] for text in known.phones[place : place + 1]]
        if said:
            yield entity(role.upper(), role, *said)
