"""The profile: the view of one subject that is derived from findings. Every entry names its finding ids."""

from collections.abc import Sequence
from datetime import UTC, datetime

from osint_kit.canonical import Json
from osint_kit.findings import Finding, identifier_record
from osint_kit.identifiers import Identifier, Kind
from osint_kit.profiles.collect import Collection, NotFollowed
from osint_kit.profiles.flags import flags_in
from osint_kit.profiles.hubs import reason_not_to_follow

FORMAT = 1
MOMENTS = {
    "created": "domain registered",
    "updated": "registration changed",
    "expires": "registration expires",
    "created_at": "account made",
    "first_certificate": "first certificate of the domain",
    "first_capture": "first copy in the web archive",
}


def build(name: str | None, seeds: Sequence[tuple[Identifier, str]], collection: Collection) -> dict[str, Json]:
    """A profile as JSON: ``subject identifiers links flags timeline not_followed`` and the questions left open.

    Nothing here is a verdict on a person.
    """
    return {
        "format": FORMAT,
        "subject": {
            "name": name,
            "seeds": [{**identifier_record(item), "text": text} for item, text in seeds],
        },
        "identifiers": _identifiers(seeds, collection),
        "links": _links(collection.findings),
        "flags": [raised.record() for raised in flags_in(collection.findings)],
        "timeline": _timeline(collection.findings),
        "not_followed": [
            {**identifier_record(item.identifier), "reason": item.reason, "findings": list(item.findings)}
            for item in _merged(collection)
        ],
        "open_questions": [
            {
                "source": gap.source,
                **identifier_record(gap.identifier),
                "why": gap.why,
                "findings": [collection.asked[gap.identifier]],
            }
            for gap in collection.gaps
        ],
    }


def _identifiers(seeds: Sequence[tuple[Identifier, str]], collection: Collection) -> list[Json]:
    """The seeds, then what findings led to, in the order of discovery; a hub is nobody's identifier.

    A seed names the line by which the operator entered it.
    """
    entries: dict[Identifier, dict[str, Json]] = {}
    cited: dict[Identifier, list[str]] = {}
    for identifier, _ in seeds:
        entries[identifier] = {**identifier_record(identifier), "how": "seed", "grade": "A1"}
        cited[identifier] = [collection.asked[identifier]]
    for finding in collection.findings:
        if finding.subject in cited:
            cited[finding.subject].append(finding.id)
        if finding.object is None:
            continue
        if finding.object not in entries:
            if reason_not_to_follow(finding.object, finding.property):
                continue
            how = f"{finding.property} of {finding.subject.value}, by {finding.source}"
            entries[finding.object] = {
                **identifier_record(finding.object),
                "how": how,
                "grade": finding.grade.code,
            }
            cited[finding.object] = []
        cited[finding.object].append(finding.id)
    return [{**entry, "findings": list(dict.fromkeys(cited[item]))} for item, entry in entries.items()]


def _links(findings: Sequence[Finding]) -> list[Json]:
    return [
        {
            "from": identifier_record(finding.subject),
            "property": finding.property,
            "to": identifier_record(finding.object),
            "source": finding.source,
            "grade": finding.grade.code,
            "why": finding.grade.why,
            "findings": [finding.id],
        }
        for finding in findings
        if finding.object is not None
    ]


def _timeline(findings: Sequence[Finding]) -> list[Json]:
    dated: list[tuple[datetime, dict[str, Json]]] = []
    for finding in findings:
        what = MOMENTS.get(finding.property)
        if finding.property == "created_at" and finding.subject.kind is Kind.URL:
            what = "post or page made, by its id"
        if what and isinstance(finding.value, str):
            try:
                moment = datetime.fromisoformat(finding.value)
            except ValueError:
                continue
            entry: dict[str, Json] = {
                "at": finding.value,
                "what": what,
                **identifier_record(finding.subject),
                "findings": [finding.id],
            }
            dated.append((moment if moment.tzinfo else moment.replace(tzinfo=UTC), entry))
    return [entry for _, entry in sorted(dated, key=lambda pair: pair[0])]


def _merged(collection: Collection) -> list[NotFollowed]:
    merged: dict[tuple[Identifier, str], NotFollowed] = {}
    for item in collection.not_followed:
        before = merged.get((item.identifier, item.reason))
        findings = (before.findings if before else ()) + item.findings
        merged[item.identifier, item.reason] = NotFollowed(item.identifier, item.reason, findings)
    return list(merged.values())
