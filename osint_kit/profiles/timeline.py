"""The dated facts of a profile, in order. Pure."""

from collections.abc import Iterable
from datetime import UTC, datetime

from osint_kit.canonical import Json
from osint_kit.findings import Finding, as_text, identifier_record
from osint_kit.identifiers import Identifier, Kind

MOMENTS = {
    "created": "domain registered",
    "updated": "registration changed",
    "expires": "registration expires",
    "created_at": "account made",
    "joined": "account made",
    "first_certificate": "first certificate of the domain",
    "last_certificate": "last certificate of the domain ends",
    "first_capture": "first copy in the web archive",
    "last_capture": "last copy in the web archive",
    "first_seen": "first seen",
    "last_seen": "last seen",
}
LATER = frozenset(MOMENTS[name] for name in ("updated", "expires", "last_certificate", "last_capture", "last_seen"))
"""What does not say since when there is something."""


def timeline(findings: Iterable[Finding]) -> list[Json]:
    """An entry a moment; two sources that tell of one and the same are one entry. Sorted by the moment."""
    found: dict[tuple[str, str, Identifier], tuple[datetime, list[str]]] = {}
    for finding in findings:
        what = MOMENTS.get(finding.property)
        text = as_text(finding)
        if not what or not text:
            continue
        if finding.property == "created_at" and finding.subject.kind is Kind.URL:
            what = "post or page made, by its id"
        try:
            moment = datetime.fromisoformat(text)
        except ValueError:
            continue
        moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
        found.setdefault((text, what, finding.subject), (moment, []))[1].append(finding.id)
    entries = sorted(found.items(), key=lambda item: (item[1][0], item[0][1], item[0][2]))
    return [
        {"at": text, "what": what, **identifier_record(subject), "findings": list[Json](sorted(ids))}
        for (text, what, subject), (_, ids) in entries
    ]
