"""`osint case show --findings`: the lines of a case with their ids, and what each rests on today."""

import json
from typing import TYPE_CHECKING

from osint_kit.commands.session import Session

if TYPE_CHECKING:
    from osint_kit.cases.case import Case
    from osint_kit.tables.values import Row

FIELDS = (
    "id",
    "run",
    "kind",
    "subject",
    "property",
    "value",
    "object",
    "source",
    "grade",
    "observed_at",
    "evidence",
    "note",
)
BRIEF = ("id", "subject", "property", "value", "object", "source", "grade", "note")


def show_findings(session: Session, case: "Case") -> None:
    """Print all lines, run by run; a withheld one says only by whose role and why."""
    from osint_kit.cases.reading import raw_lines, withheld_evidence

    gone = withheld_evidence(case)
    with session.results(session.in_brief(BRIEF, FIELDS)) as results:
        for ref, line in raw_lines(case):
            results.write(None, _row(ref, line, gone))


def _row(ref: str, line: bytes, gone: "frozenset[str]") -> "Row":
    from osint_kit.findings import identifier_record, read_finding

    try:
        finding = read_finding(line)
    except ValueError:
        return {"run": ref, "note": _withheld(line)}
    missing = [one for one in finding.evidence if one in gone]
    return {
        "id": finding.id,
        "run": ref,
        "kind": finding.subject.kind.value,
        "subject": finding.subject.value,
        "property": finding.property,
        "value": finding.value,
        "object": finding.object and str(identifier_record(finding.object)["value"]),
        "source": finding.source,
        "grade": finding.grade.code,
        "observed_at": json.loads(line)["observed_at"],
        "evidence": list(finding.evidence),
        "note": "rested on evidence that was withheld since" if missing else None,
    }


def _withheld(line: bytes) -> str:
    try:
        record = json.loads(line)
        return f"withheld ({record['role']}): {record['reason']}"
    except (ValueError, KeyError, TypeError):
        return "not readable: 'osint case verify' says more"
