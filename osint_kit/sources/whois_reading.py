"""Reading the text of a WHOIS answer (RFC 3912 gives it no form) into one form always.

python-whois knows the forms of many registries; what it raises on is read by its generic patterns.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

LONGEST_LINE = 1000
MOST_LINES = 2000
NOT_REGISTERED = re.compile(
    r"^[^\w\n]*(no match|not found|no (data|entries|object) found|domain (name )?not found|no such domain"
    r"|the queried object does not exist|nothing found|no object found|no matching record"
    r"|(domain )?status:\s*(free|available|no object found|not registered))",
    re.IGNORECASE | re.MULTILINE,
)
REFUSED = re.compile(
    r"\b(quota|limit|rate)\b.{0,60}\b(exceeded|reached)\b|\bexceed(s|ed|ing)\b.{0,40}\b(quota|limit|rate|maximum)\b"
    r"|too many (requests|queries|connections)|try again (later|in\b)|rate.?limited|excessive quer|server is busy"
    r"|access (is )?denied|temporarily unavailable|connection refused|not permitted|blacklisted"
    r"|\b(has|have) been (blocked|banned)",
    re.IGNORECASE,
)
WITHHELD = "redacted for privacy"
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


def decode(data: bytes) -> str:
    """A saved answer as text: UTF-8, else Latin-1, as RFC 3912 names no encoding."""
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("latin-1")


def domains_in(text: str) -> list[str]:
    """The domains that an answer says it is about."""
    return re.findall(r"^[ \t]*Domain(?: Name)?:[ \t]*(\S+)", text, re.IGNORECASE | re.MULTILINE)


def read_registration(domain: str, text: str) -> Registration:
    """Read the text of an answer; never raises, and never takes a refusal for "not registered"."""
    text = _bounded(text)
    body = "\n".join(line for line in text.splitlines() if not line.lstrip().startswith(("%", "#", ">>>")))
    others = [name for name in domains_in(text) if name.isascii() and "." in name]
    if others and domain not in (name.lower().rstrip(".") for name in others):
        return Registration(domain, problem=f"the answer of the registry is about {others[0]}")
    refused = REFUSED.search(body) or (REFUSED.search(text) and not NOT_REGISTERED.search(body))
    fields = _parse(domain, text)
    if refused and not any(fields.get(name) for name in ("creation_date", "expiration_date", "name_servers")):
        return Registration(domain, problem="the registry refused to answer: " + _first_line(text))
    if NOT_REGISTERED.search(text):
        return Registration(domain, registered=False)
    if not body.strip():
        return Registration(domain, problem="the answer of the registry is empty")
    found = Registration(
        domain,
        registered=True,
        registrar=_one(fields, "registrar"),
        created=_date(fields, "creation_date"),
        updated=_date(fields, "updated_date"),
        expires=_date(fields, "expiration_date"),
        registrant=_of_person(fields, "name", "registrant_name"),
        organisation=_of_person(fields, "org", "registrant_org"),
        country=_of_person(fields, "country", "registrant_country"),
        emails=tuple(dict.fromkeys(_emails(text))),
        phones=tuple(dict.fromkeys(_phones(text))),
        name_servers=tuple(dict.fromkeys(_host(name) for name in _many(fields, "name_servers"))),
        status=tuple(dict.fromkeys(value.split()[0] for value in _many(fields, "status") if value)),
    )
    if not (found.registrar or found.created or found.name_servers or found.registrant):
        return Registration(domain, problem="the answer of the registry is in a form that is not known here")
    return found


def _bounded(text: str) -> str:
    """As much of an answer as is read: the patterns of python-whois take hours over a line of a megabyte."""
    return "\n".join(line.rstrip()[:LONGEST_LINE] for line in text.splitlines()[:MOST_LINES])


def _parse(domain: str, text: str) -> dict[str, object]:
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
    two_letters = len(suffix) == 2 or suffix in {"com", "net", "org", "name", "info", "biz", "dev", "app"}
    return domain if two_letters else "generic"


def _many(fields: dict[str, object], name: str) -> list[str]:
    value = fields.get(name)
    values = value if isinstance(value, list) else [value]
    return [str(item).strip() for item in values if item and str(item).strip()]


def _one(fields: dict[str, object], name: str) -> str | None:
    return next(iter(_many(fields, name)), None)


def _of_person(fields: dict[str, object], *names: str) -> str | None:
    """A value about the registrant; where it is withheld, that is a value of its own, and no person."""
    values = [value for name in names for value in _many(fields, name)]
    return next((value for value in values if not REDACTED.search(value)), WITHHELD if values else None)


def _date(fields: dict[str, object], name: str) -> str | None:
    value = fields.get(name)
    moments = [item for item in (value if isinstance(value, list) else [value]) if isinstance(item, datetime)]
    if not moments:
        return None
    moment = moments[0]
    aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    try:
        return aware.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
    except OverflowError:  # a year before 1 or after 9999
        return None


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


def _first_line(text: str) -> str:
    return next((line.strip() for line in text.splitlines() if line.strip()), "")[:200]
