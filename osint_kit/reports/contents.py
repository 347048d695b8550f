"""All that a report says, gathered out of a case as plain data, and the protected persons taken out of it.

Nothing here is HTML, and nothing is made harmless yet: `page` does both. Findings are numbered, so that the page can
name them shortly; a finding in which something was left out shows no id, because an id can be guessed from its parts.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from osint_kit.cases.case import RUNS, Case
from osint_kit.cases.decisions import Verdict, decisions
from osint_kit.cases.people import TOLD_NAMES, People
from osint_kit.cases.reading import read_lines, run_folders
from osint_kit.cases.seal import FINDINGS, SEAL, file_sha256
from osint_kit.cases.summary import runs
from osint_kit.clock import iso, now
from osint_kit.findings import CALLED, NOTE, OPERATOR, Finding, identifier_record
from osint_kit.profiles.stored import read_profile, stored_profiles
from osint_kit.reports.evidence_index import kept_in
from osint_kit.reports.inert import as_text
from osint_kit.version import VERSION

Contents = dict[str, Any]
Masked = Callable[[Any], Any]
"""A value without the identifiers of protected persons."""
LEFT_OUT = "[name left out]"
"""Stands for the name that an account of a protected person shows."""


def contents(case: Case, operator: str, with_protected: bool = False) -> Contents:
    """What a report of the case says. Raises `UsageError` for a profile that cannot be read, `CaseDamaged`."""
    people = People.of(case)
    found = _findings(case)
    numbers = {finding_id: number for number, finding_id in enumerate(found, start=1)}
    evidence = _evidence(case, list(found.values()))
    profiles = [read_profile(path) for path in stored_profiles(case.folder).values()]
    masked = _as_it_is if with_protected else people.masked
    entries = list(case.entries())
    run_rows = [_run(case, asdict(row)) for row in runs(case)]
    return {
        "case": masked({**asdict(case.card), "folder": case.folder.name}),
        "made": {"at": iso(now()), "by": operator, "version": VERSION},
        "ledger": {"head": entries[-1].hash, "lines": len(entries), "at": entries[-1].at},
        "runs": run_rows,
        "with_protected": with_protected and bool(people.protected),
        "protected": 0 if with_protected else len(people.protected),
        "people": masked(_people(list(found.values()), people)),
        "notes": masked(_notes(list(found.values()), numbers)),
        "subjects": [masked(_without_names(profile, masked)) for profile in profiles],
        "findings": [_finding(item, numbers[item.id], evidence, masked) for item in found.values()],
        "numbers": numbers,
        "evidence": [masked(asdict(kept)) | {"number": number} for number, kept in evidence.values()],
    }


def _as_it_is(value: Any) -> Any:
    return value


def _findings(case: Case) -> dict[str, Finding]:
    """All statements of the case, each once, in the order in which they were made."""
    found: dict[str, Finding] = {}
    for folder in run_folders(case):
        for finding in read_lines(folder / FINDINGS):
            found.setdefault(finding.id, finding)
    return found


def _evidence(case: Case, found: list[Finding]) -> dict[str, tuple[int, Any]]:
    cited = {name for finding in found for name in finding.evidence}
    kept: dict[str, tuple[int, Any]] = {}
    for folder in run_folders(case):
        for record in kept_in(folder, cited):
            kept.setdefault(record.id, (len(kept) + 1, record))
    return kept


def _run(case: Case, row: dict[str, Any]) -> dict[str, Any]:
    folder = case.folder / RUNS / row["run"]
    seal = folder / SEAL
    sealed = _json(seal)
    return {
        **row,
        "sha256": file_sha256(seal) if sealed else None,
        "merkle_root": sealed.get("merkle_root"),
    }


def _json(path: Path) -> Mapping[str, Any]:
    try:
        value = json.loads(path.read_bytes())
    except (OSError, ValueError):
        return {}  # a run that is not sealed, or damage: naming damage is the business of verify
    return value if isinstance(value, dict) else {}


def _people(found: list[Finding], people: People) -> list[dict[str, Any]]:
    """The newest decision about a role for each identifier; the report names protected persons by their label."""
    said = {item.subject: item for item in decisions(found) if item.verdict is Verdict.ROLE}
    rows = []
    for identifier, decision in said.items():
        standing = people.standing(identifier)
        rows.append(
            {
                **identifier_record(identifier),
                "role": standing.words,
                "protected": standing.protected,
                "reason": decision.reason,
                "at": iso(decision.at) if decision.at else "",
            }
        )
    return rows


def _notes(found: list[Finding], numbers: Mapping[str, int]) -> list[dict[str, Any]]:
    return [
        {
            **identifier_record(finding.subject),
            "text": as_text(finding.value),
            "at": iso(finding.observed_at),
            "number": numbers[finding.id],
        }
        for finding in found
        if finding.property == NOTE and finding.source == OPERATOR
    ]


def _without_names(profile: Mapping[str, Any], masked: Masked) -> dict[str, Any]:
    """A profile without the names that are told of protected persons."""

    def may_be_named(about: Mapping[str, Any]) -> bool:
        return bool(masked(about["value"]) == about["value"])

    differ = profile.get("contradictions", ())
    return {
        **profile,
        "called": [entry for entry in profile.get("called", ()) if may_be_named(entry)],
        "contradictions": [
            entry for entry in differ if entry["property"] not in TOLD_NAMES or may_be_named(entry["subject"])
        ],
    }


def _finding(finding: Finding, number: int, evidence: Mapping[str, tuple[int, Any]], masked: Masked) -> dict[str, Any]:
    said = {
        "subject": identifier_record(finding.subject),
        "property": finding.property,
        "value": as_text(finding.value),
        "object": identifier_record(finding.object) if finding.object else None,
        "why": finding.grade.why,
    }
    shown = masked(said)
    if finding.property in TOLD_NAMES and shown["subject"] != said["subject"]:
        shown["value"] = LEFT_OUT
    state = finding.value.get("state") if isinstance(finding.value, dict) else None
    return {
        **shown,
        "number": number,
        "id": finding.id if shown == said else None,
        "source": finding.source,
        "reach": finding.reach.word,
        "at": iso(finding.observed_at),
        "grade": finding.grade.code,
        "evidence": [evidence[name][0] for name in finding.evidence if name in evidence],
        "state": state if finding.property == "account" else None,
        "own": finding.source == OPERATOR and finding.property != CALLED,
    }
