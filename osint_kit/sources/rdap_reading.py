"""The "domain" of RDAP (RFC 9083 section 5.3) read into one form: pure.

What is withheld is marked as RFC 9537 has it (``redacted``), by remarks, or by words in place of a name.
"""

import re
from collections.abc import Iterator, Mapping, Sequence

from osint_kit.gateway.exchange import HttpAnswer
from osint_kit.gateway.failures import Unreachable
from osint_kit.identifiers.url import read_url
from osint_kit.sources.json_answers import read_json
from osint_kit.sources.rdap_parts import Object, card, card_texts, entities, event, in_role, objects, text, texts
from osint_kit.sources.registration_dates import moment
from osint_kit.sources.registration_form import WITHHELD, Registration, epp_status, is_withheld, person, phone_number

WHO = "the registry's RDAP server"
RDAP_JSON = "application/rdap+json"
CONTACTS = ("registrant", "administrative", "technical", "billing")


def read_domain(answer: HttpAnswer, domain: str) -> Registration:
    """The registration in an answer about a domain.

    404 means "not registered" (RFC 7480 section 5.3) only where it is RDAP that says so (RFC 9083 section 6): any web
    server says 404. Raises `Unreachable` for any other form, `TooMuch` where the answer was cut.
    """
    if answer.status == 404 and _is_rdap_error(answer):
        return Registration(domain, registered=False)
    record = read_json(answer, WHO)
    if not isinstance(record, Mapping) or record.get("objectClassName") != "domain":
        raise Unreachable(f"{WHO} answered in an unknown form", answer.evidence)
    named = text(record, "ldhName").lower().rstrip(".")
    if named and named != domain:
        raise Unreachable(f"{WHO} answered about {named}", answer.evidence)
    return _registration(domain, record)


def registrar_address(answer: HttpAnswer, domain: str) -> str | None:
    """Where the registrar's own answer is: the related link that leads to RDAP (RFC 9083 section 4.2); None without."""
    record = read_json(answer, WHO)
    for link in objects(record, "links") if isinstance(record, Mapping) else ():
        address = text(link, "href")
        if text(link, "rel") == "related" and text(link, "type") == RDAP_JSON and address != answer.url:
            try:
                url = read_url(address)
            except ValueError:
                continue
            if url.scheme == "https" and url.path.lower().rstrip("/").endswith(f"/domain/{domain}"):
                return url.text
    return None


def _registration(domain: str, record: Object) -> Registration:
    found = entities(record)
    holders = list(in_role(found, "registrant"))
    withheld = _withheld(record, holders)
    suffix = domain.rpartition(".")[2]
    return Registration(
        domain,
        registered=True,
        registrar=next((name for entity in in_role(found, "registrar") for name in _names(entity)), None),
        created=moment(event(record, "registration"), suffix),
        updated=moment(event(record, "last changed"), suffix),
        expires=moment(event(record, "expiration"), suffix),
        registrant=person(name for entity in holders for name in card_texts(entity, "fn")) or withheld,
        organisation=person(name for entity in holders for name in card_texts(entity, "org")),
        country=next((country for entity in holders for country in _countries(entity)), None),
        emails=_once(mail.lower() for mail in _of_contacts(found, "email") if "@" in mail and not is_withheld(mail)),
        phones=_once(phone for phone in map(_phone, _of_contacts(_not_hidden(found), "tel")) if phone),
        name_servers=_once(text(item, "ldhName").lower().rstrip(".") for item in objects(record, "nameservers")),
        status=_once(map(epp_status, texts(record, "status"))),
    )


def _is_rdap_error(answer: HttpAnswer) -> bool:
    """Whether an answer with 404 is RDAP's own: by its content type, or an error object in JSON."""
    kind = (answer.header("content-type") or "").partition(";")[0].strip().lower()
    if kind == RDAP_JSON:
        return True
    if not kind.endswith(("/json", "+json")):
        return False
    import json

    try:
        record = json.loads(answer.body)
    except (ValueError, RecursionError):
        return False
    return isinstance(record, Mapping) and (record.get("errorCode") == 404 or "rdapConformance" in record)


def _withheld(record: Object, holders: Sequence[Object]) -> str | None:
    """`WITHHELD` where an answer says that it keeps the registrant back."""
    for item in objects(record, "redacted"):
        name = item.get("name")
        if isinstance(name, Mapping) and "registrant" in f"{text(name, 'type')} {text(name, 'description')}".lower():
            return WITHHELD
    remarks = (remark for entity in holders for remark in objects(entity, "remarks"))
    told = any(is_withheld(text(remark, "title")) or "redacted" in text(remark, "type") for remark in remarks)
    return WITHHELD if told else None


def _not_hidden(found: Sequence[Object]) -> list[Object]:
    """Without those for whom a proxy stands: its phone is the same for all its customers, and nobody's tie."""
    return [entity for entity in found if person(_names(entity)) != WITHHELD]


def _names(entity: Object) -> Iterator[str]:
    yield from card_texts(entity, "fn")
    yield from card_texts(entity, "org")


def _countries(entity: Object) -> Iterator[str]:
    """The country of an address: its ``cc`` (RFC 8605), else the last part of the address (RFC 6350 section 6.3.1)."""
    for parameters, value in card(entity, "adr"):
        code = parameters.get("cc")
        name = value[6] if isinstance(value, list) and len(value) > 6 else ""
        said = code if isinstance(code, str) and code else name
        if isinstance(said, str) and said.strip():
            country = said.strip()
            yield WITHHELD if is_withheld(country) else country.upper() if len(country) == 2 else country


def _of_contacts(found: Sequence[Object], property_: str) -> Iterator[str]:
    """What stands in the cards of the registrant's side; the registrar's abuse desk is nobody's tie."""
    for entity in in_role(found, *CONTACTS):
        if not {"registrar", "abuse"} & set(texts(entity, "roles")):
            yield from card_texts(entity, property_)


def _phone(value: str) -> str:
    """A number without ``tel:`` (RFC 3966); empty where there is none."""
    number = re.sub(r"^tel:", "", value, flags=re.IGNORECASE).partition(";")[0].strip()
    return phone_number(number) if re.search(r"\d{5}", re.sub(r"\D", "", number)) else ""


def _once(values: "Iterator[str] | map[str]") -> tuple[str, ...]:
    return tuple(dict.fromkeys(value for value in values if value))
