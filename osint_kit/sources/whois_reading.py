"""Reading the text of a WHOIS answer (RFC 3912 gives it no form) into one form always.

The kit reads keys and headings itself (`whois_lines`); python-whois, which knows the forms of many registries, is
asked for what is then still missing. It never decides whether a name is registered.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import TypeAlias

from osint_kit.sources.registration_dates import moment
from osint_kit.sources.registration_form import Registration, epp_status, is_withheld, pattern, person, phone_number
from osint_kit.sources.whois_lines import Line, field_of, read_lines

LONGEST_LINE = 1000
MOST_LINES = 2000
NAMES = ("domain", "domain name")
OTHERS = ("registrar", "contact")
DATES = ("created", "updated", "expires")
# No persons: it takes a technical contact for the registrant.
OF_LIBRARY = {
    "registrar": ("registrar", "registrar_name"),
    "created": ("creation_date",),
    "updated": ("updated_date",),
    "expires": ("expiration_date",),
    "servers": ("name_servers",),
    "status": ("status",),
}
ROLES = ("registrant", "owner", "holder", "admin", "administrative", "tech", "technical", "billing")
NAMING = re.compile(r"^(?:registrant|owner|holder)$|\b(?:name|organi[sz]ation|org)$")
NAMED = re.compile(
    r"^[ \t]*(?:\S\.[ \t]*)?\[?Domain(?: Name)?[. \t]*[:\]][ \t]*"
    r"(?:\r?\n[ \t]+(?=\S+\.\S+[ \t]*\r?$))?(\S+)",  # Nominet's names stand in the line below
    re.IGNORECASE | re.MULTILINE,
)
BARE = re.compile(r"^[ \t]*Domain[ \t]+(\S+\.\S+)[ \t]*(?:\(|$)", re.IGNORECASE | re.MULTILINE)
DENIED = re.compile(
    r"^[%# \t]*(?:no (?:match|data found|entries found) for|not found:?|the queried object does not exist:)[ \t]+"
    r"(?:domain[ \t]+)?[\"']?([a-z0-9._-]+\.[a-z0-9-]{2,63})[\"']?[.!]?[ \t]*\r?$",
    re.IGNORECASE | re.MULTILINE,
)
MAIL = re.compile(r"[^\s<>,;:\"'()\[\]]+@[^\s<>,;:\"'()\[\]]+\.[^\s<>,;:\"'()\[\]]+")
HOST = re.compile(r"(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9])?\.)+[a-z0-9-]{2,63}", re.IGNORECASE)

Fields: TypeAlias = dict[str, list[str]]


def domains_in(text: str) -> list[str]:
    """The domains that an answer says it is about."""
    return NAMED.findall(text) or BARE.findall(text) or DENIED.findall(text)


def read_registration(domain: str, text: str) -> Registration:
    """Read the text of an answer; never raises, and never takes a refusal for "not registered"."""
    text = _bounded(text)
    body = "\n".join(line for line in text.splitlines() if not line.lstrip().startswith(("%", "#", ">>>")))
    others = [name.lower().rstrip(".") for name in domains_in(text) if name.isascii() and "." in name]
    if others and domain not in others:
        return Registration(domain, problem=f"the answer of the registry is about {others[0]}")
    free = pattern("not_registered").search(text)
    refusal = pattern("refused")
    refused = refusal.search(body) or (refusal.search(text) and not pattern("not_registered").search(body))
    lines = _about(domain, read_lines(text))
    fields = _fields(lines)
    if refused and not _tells(fields):
        return Registration(domain, problem="the registry refused to answer: " + _first_line(text))
    if free and not (fields.get("created") and fields.get("registrar")):
        return Registration(domain, registered=False)
    if not body.strip():
        return Registration(domain, problem="the answer of the registry is empty")
    found = _registration(domain, _completed(domain, text, fields), lines)
    if not (found.registrar or found.created or found.name_servers or found.registrant or found.organisation):
        return Registration(domain, problem="the answer of the registry is in a form that is not known here")
    return found


def _registration(domain: str, fields: Fields, lines: list[Line]) -> Registration:
    suffix = domain.rpartition(".")[2]
    dates = {name: fields.get(name, []) for name in DATES}
    beside = [text for texts in dates.values() for text in texts]
    told = {name: [said for text in texts if (said := moment(text, suffix, beside))] for name, texts in dates.items()}
    country = person(fields.get("country", ()))
    return Registration(
        domain,
        registered=True,
        registrar=next(iter(fields.get("registrar", ())), None),
        created=next(iter(told["created"]), None),
        updated=max(told["updated"], default=None),
        expires=next(iter(told["expires"]), None),
        registrant=person(fields.get("registrant", ())),
        organisation=person(fields.get("organisation", ())),
        country=country.upper() if country and len(country) == 2 else country,
        emails=_once(value.lower() for value in _emails(lines)),
        phones=_once(_phones(lines)),
        name_servers=_once(_hosts(fields.get("servers", ()))),
        status=_once(filter(None, map(_status, fields.get("status", ())))),
    )


def _about(domain: str, lines: list[Line]) -> list[Line]:
    """The lines from the first that names the domain on; before it stand hosts in it, or what IANA says of a suffix."""
    names = [(place, line.value.lower().rstrip(".")) for place, line in enumerate(lines) if line.key in NAMES]
    place = next((place for place, name in names if name == domain), 0)
    others = any(line.key in (*NAMES, "server name") for line in lines[:place])
    return lines[place:] if others else lines


def _fields(lines: list[Line]) -> Fields:
    found: Fields = {}
    for line in lines:
        if line.section in OTHERS and field_of(line) in DATES:
            continue  # of that party's own record
        if (name := field_of(line)) and line.value not in ("-", "N/A", "n/a", "none", "None"):
            found.setdefault(name, []).append(line.value)
    named = [line.value for line in lines if line.section == "registrar" and line.key in ("name", "organization")]
    if named and found.get("registrar"):
        found["registrar"].insert(0, named[0])  # in place of a handle
    first = next((line.key for line in lines if field_of(line) == "updated"), "")
    found["updated"] = [line.value for line in lines if line.key == first and line.section not in OTHERS]
    for name in DATES:
        found[name] = [text for text in found.get(name, []) if re.search(r"\d", text)]
    return {name: values for name, values in found.items() if values}


def _completed(domain: str, text: str, fields: Fields) -> Fields:
    """With what only python-whois has found."""
    missing = [name for name in OF_LIBRARY if not fields.get(name)]
    if not missing:
        return fields
    known = _by_library(domain, text)
    for name in missing:
        fields[name] = [value for key in OF_LIBRARY[name] for value in _many(known, key)]
    return fields


def _bounded(text: str) -> str:
    """As much of an answer as is read: the patterns of python-whois take hours over a line of a megabyte."""
    return "\n".join(line.rstrip()[:LONGEST_LINE] for line in text.splitlines()[:MOST_LINES])


def _by_library(domain: str, text: str) -> dict[str, object]:
    """python-whois's reading of an answer, or its generic one where the special reader fails on it."""
    from whois.exceptions import WhoisError
    from whois.parser import WhoisEntry

    class Lenient(WhoisEntry):  # type: ignore[misc]  # the library has no types
        """One date that cannot be read is left as it is, and spoils nothing else."""

        def _preprocess(self, attr: str, value: str) -> object:
            try:
                return super()._preprocess(attr, value)
            except unreadable:
                return value

    unreadable = (WhoisError, ValueError, TypeError, AttributeError, ArithmeticError, LookupError)
    try:
        return dict(WhoisEntry.load(_for_parser(domain), text))
    except unreadable:
        try:
            return dict(Lenient(domain, text))
        except unreadable:
            return {}


def _for_parser(domain: str) -> str:
    """The name in a form for which python-whois picks the reader of its real top-level domain.

    It compares endings without the dot (``foo.madrid`` ends in ``id``), so a longer one gets the generic reader.
    """
    suffix = domain.rpartition(".")[2]
    two_letters = len(suffix) == 2 or suffix in {"com", "net", "org", "name", "info", "biz", "dev", "app", "cat"}
    return domain if two_letters else "generic"


def _many(known: dict[str, object], name: str) -> list[str]:
    value = known.get(name)
    values = value if isinstance(value, list) else [value]
    return [text for text in map(_as_text, values) if text]


def _as_text(value: object) -> str:
    if isinstance(value, datetime):
        if value.tzinfo is None and (value.hour, value.minute, value.second) == (0, 0, 0):
            return value.date().isoformat()
        try:
            aware = value if value.tzinfo else value.replace(tzinfo=UTC)
            return aware.astimezone(UTC).isoformat(timespec="seconds")
        except OverflowError:  # a year before 1 or after 9999
            return ""
    return str(value).strip() if value else ""


def _status(text: str) -> str:
    """A status in EPP's words where its first word or words are one."""
    whole = epp_status(text.partition(" - ")[0])
    first = epp_status(text.split()[0]) if text.split() else ""
    return first if re.fullmatch(r"[a-z]+[A-Z]\w+|ok", first) else whole[:80]


def _side(line: Line) -> bool:
    """Whether a line speaks of the registrant's side; the registrar's abuse desk is nobody's tie."""
    return "abuse" not in line.key and line.section != "registrar" and not line.key.startswith("registrar")


def _party(line: Line) -> tuple[str, str]:
    """Whom a line speaks of: the heading that it stands under, and the role in its key."""
    first = line.key.partition(" ")[0]
    return line.section, first if first in ROLES else ""


def _emails(lines: list[Line]) -> Iterator[str]:
    for line in lines:
        if _side(line) and re.search(r"mail|contact|\bc h\b", line.key) and not is_withheld(line.value):
            yield from MAIL.findall(line.value)[:1]


def _phones(lines: list[Line]) -> Iterator[str]:
    """The phones of those who are named; that of a proxy is the same for all its customers, and nobody's tie."""
    named: dict[tuple[str, str], list[bool]] = {}
    for line in lines:
        if NAMING.search(line.key):
            named.setdefault(_party(line), []).append(is_withheld(line.value))
    hidden = {party for party, withheld in named.items() if all(withheld)}
    for line in lines:
        if _party(line) in hidden:
            continue
        is_phone = "phone" in line.key or re.search(r"\btel(ephone)?\b", line.key)
        if _side(line) and is_phone and "fax" not in line.key and re.search(r"\d{5}", re.sub(r"\D", "", line.value)):
            yield phone_number(line.value)


def _hosts(values: Iterable[str]) -> Iterator[str]:
    for value in values:
        if found := HOST.match(value.strip()):
            yield found[0].rstrip(".").lower()


def _once(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(values))


def refusal_in(text: str) -> str | None:
    """Why a text that names no domain answers nothing: it is empty, or the registry refused; None where neither."""
    text = _bounded(text)
    if not text.strip():
        return "the answer of the registry is empty"
    if pattern("refused").search(text) and not _tells(_fields(read_lines(text))):
        return "the registry refused to answer: " + _first_line(text)
    return None


def _tells(fields: Fields) -> bool:
    """Whether there is an answer beside words that a refusal has too, such as those of a notice on use."""
    return any(fields.get(name) for name in ("created", "expires", "servers"))


def _first_line(text: str) -> str:
    return next((line.strip() for line in text.splitlines() if line.strip()), "")[:200]
