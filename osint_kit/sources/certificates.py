"""Certificates as a log lists them, and the names in them: pure reading of crt.sh's JSON."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from osint_kit.canonical import Json
from osint_kit.gateway.exchange import HttpAnswer
from osint_kit.gateway.failures import Unreachable
from osint_kit.identifiers import NotReadable
from osint_kit.identifiers.hostname import read_host_name
from osint_kit.sources.json_answers import read_json

MOST = 10_000
"""Entries that crt.sh gives at most (``c_resultLimit``)."""
WHO = "crt.sh"
ORGANISATION = re.compile(r'(?:^|,\s*)O=(?:"((?:[^"]|"")*)"|([^,]*))')


@dataclass(frozen=True)
class Certificate:
    """One certificate; its pre-certificate (RFC 6962 section 3.1) is the same one. Times are UTC; ``logged`` is
    None where the log's time is not told. ``issuer`` is the distinguished name as the log has it."""

    serial: str
    issuer: str
    names: tuple[str, ...]
    not_before: datetime
    not_after: datetime
    logged: datetime | None


@dataclass(frozen=True)
class NameSeen:
    """One name over all certificates: ``first`` is when the oldest became valid, ``last`` when the newest ends.

    ``expired``: all of them have ended. ``wildcard``: the name stands for any name one level below.
    """

    name: str
    wildcard: bool
    first: str
    last: str
    expired: bool
    issuers: tuple[str, ...]
    certificates: int


@dataclass(frozen=True)
class CertificateLog:
    """What the logs say of a domain. ``cut``: there are more certificates than crt.sh tells."""

    names: tuple[NameSeen, ...]
    cut: bool


def read_log(domain: str, answer: HttpAnswer) -> CertificateLog:
    """The names in an answer. Raises `Unreachable` for an answer in another form, `TooMuch` for one that was cut."""
    entries = _entries(answer)
    return CertificateLog(tuple(names_seen(domain, merged(entries), answer.at)), len(entries) >= MOST)


def _entries(answer: HttpAnswer) -> list[Certificate]:
    entries = read_json(answer, WHO)
    if not isinstance(entries, list):
        raise Unreachable(f"{WHO} answered in an unknown form", answer.evidence)
    read = [_certificate(entry) for entry in entries]
    whole = [certificate for certificate in read if certificate]
    if len(whole) < len(read):
        raise Unreachable(f"{WHO} answered in an unknown form: an entry without its dates", answer.evidence)
    return whole


def merged(entries: Iterable[Certificate]) -> list[Certificate]:
    """Each certificate once, with its pre-certificate, oldest first."""
    found: dict[tuple[str, str], Certificate] = {}
    for entry in entries:
        key = (entry.issuer, entry.serial)
        found[key] = _joined(found[key], entry) if key in found else entry
    return sorted(found.values(), key=lambda item: (item.not_before, item.serial))


def names_seen(domain: str, certificates: Iterable[Certificate], at: datetime) -> list[NameSeen]:
    """The names at or below a domain, the domain first, then by name; ``at`` is when expiry is judged."""
    by_name: dict[str, list[Certificate]] = {}
    for certificate in certificates:
        for name in certificate.names:
            bare = name.removeprefix("*.")
            if bare == domain or bare.endswith("." + domain):
                by_name.setdefault(name, []).append(certificate)
    return [
        NameSeen(
            name=name,
            wildcard=name.startswith("*."),
            first=_day(min(item.not_before for item in of_name)),
            last=_day(max(item.not_after for item in of_name)),
            expired=all(item.not_after <= at for item in of_name),
            issuers=tuple(dict.fromkeys(organisation(item.issuer) for item in of_name)),
            certificates=len(of_name),
        )
        for name, of_name in sorted(by_name.items(), key=lambda pair: (pair[0] != domain, pair[0]))
    ]


def organisation(issuer: str) -> str:
    """The organisation in a distinguished name (RFC 4514), or the whole of it where it names none."""
    found = ORGANISATION.search(issuer)
    return (found[1] or found[2] or "").replace('""', '"').strip() or issuer if found else issuer


def _certificate(entry: Json) -> Certificate | None:
    if not isinstance(entry, dict):
        return None
    texts = {key: value for key, value in entry.items() if isinstance(value, str)}
    not_before, not_after = _moment(texts.get("not_before")), _moment(texts.get("not_after"))
    if not_before is None or not_after is None or "name_value" not in texts:
        return None
    written = [*texts["name_value"].splitlines(), texts.get("common_name", "")]
    names = dict.fromkeys(name for text in written if (name := _name(text)))
    return Certificate(
        serial=texts.get("serial_number", ""),
        issuer=texts.get("issuer_name", ""),
        names=tuple(names),
        not_before=not_before,
        not_after=not_after,
        logged=_moment(texts.get("entry_timestamp")),
    )


def _joined(one: Certificate, other: Certificate) -> Certificate:
    logged = [item.logged for item in (one, other) if item.logged]
    names = tuple(dict.fromkeys((*one.names, *other.names)))
    return Certificate(one.serial, one.issuer, names, one.not_before, one.not_after, min(logged) if logged else None)


def _name(text: str) -> str | None:
    """A host name or wildcard of a certificate in canonical form; e-mail addresses and people's names are none."""
    bare = text.strip()
    star = "*." if bare.startswith("*.") else ""
    if "@" in bare or "." not in bare:
        return None
    try:
        return star + read_host_name(bare.removeprefix("*.")).ascii
    except NotReadable:
        return None


def _moment(text: str | None) -> datetime | None:
    """A time as crt.sh writes it, without a zone: UTC."""
    try:
        moment = datetime.fromisoformat(text or "")
    except ValueError:
        return None
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


def _day(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")
