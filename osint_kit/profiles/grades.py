"""Grades in the light of each other: what independent sources confirm rises, what they contradict falls. Pure.

The letter, the reliability of the source, never changes; the figure, the credibility of the statement, moves by a step
a source (Admiralty scale, NATO AJP-2.1: 1 confirmed by other sources, 5 improbable). Sources that copy from one another
are one (``families.toml``). Contradictions are listed side by side, and none is resolved.
"""

import tomllib
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from osint_kit.canonical import Json
from osint_kit.findings import Finding, Grade, as_text, identifier_record
from osint_kit.identifiers import Identifier
from osint_kit.profiles.material import Material

DATA = Path(__file__).with_name("families.toml")
CONFIRMED, IMPROBABLE, UNJUDGED = 1, 5, 6


@dataclass(frozen=True)
class Contradiction:
    """One property of a subject for which independent sources have different values, each with its findings."""

    subject: Identifier
    property: str
    values: tuple[tuple[Finding, ...], ...]

    def record(self, grades: dict[str, Grade]) -> dict[str, Json]:
        """The contradiction in JSON, the best graded value first."""
        told = sorted(self.values, key=lambda group: (grades[group[0].id].code[::-1], group[0].id))
        return {
            "subject": identifier_record(self.subject),
            "property": self.property,
            "values": [
                {
                    "value": as_text(group[0]),
                    "source": "; ".join(sorted({finding.source for finding in group})),
                    "grade": grades[group[0].id].code,
                    "findings": [finding.id for finding in group],
                }
                for group in told
            ],
        }


def graded(material: Material) -> tuple[dict[str, Grade], list[Contradiction]]:
    """The grade of each statement by its id, and the contradictions, in the order of their subjects."""
    statements = [item for item in material.statements.values() if item.id not in material.rejected]
    grades = {item.id: item.grade for item in material.statements.values()}
    contradictions: list[Contradiction] = []
    claims: defaultdict[tuple[Identifier, str], list[Finding]] = defaultdict(list)
    for finding in statements:
        claims[finding.subject, same_property(finding.property)].append(finding)
    for (subject, what), findings in sorted(claims.items(), key=lambda claim: (claim[0][0], claim[0][1])):
        groups = _groups(findings)
        against = len(groups) > 1 and what in _single()
        for group in groups:
            others = [finding for other in groups if other is not group for finding in other] if against else []
            for finding in group:
                grades[finding.id] = _moved(finding, group, others)
        if against and len({finding.source for finding in findings}) > 1:
            contradictions.append(Contradiction(subject, what, tuple(tuple(group) for group in groups)))
    for finding_id in material.confirmed:
        if finding_id in grades:
            grades[finding_id] = replace(grades[finding_id], credibility=CONFIRMED, why="confirmed by the operator")
    for finding_id in material.rejected:
        if finding_id in grades:
            grades[finding_id] = replace(grades[finding_id], credibility=IMPROBABLE, why="rejected by the operator")
    return grades, contradictions


def family(source: str) -> str:
    """The name under which sources count that copy from one another."""
    return _families().get(source, source)


def same_property(name: str) -> str:
    """One name for properties that mean the same."""
    return next((what for what, names in _single().items() if name in names), name)


def _groups(findings: list[Finding]) -> list[list[Finding]]:
    """The findings of one claim by what they say; of each source only its newest word, where one value is true."""
    newest: dict[str, Finding] = {}
    several = same_property(findings[0].property) not in _single()
    for finding in sorted(findings, key=lambda item: (item.observed_at, item.id)):
        newest[finding.id if several else finding.source] = finding
    groups: dict[str, list[Finding]] = {}
    for finding in sorted(newest.values(), key=lambda item: item.id):
        groups.setdefault(_said(finding), []).append(finding)
    return [groups[said] for said in sorted(groups)]


def _said(finding: Finding) -> str:
    """What a finding says, so that two spellings of one thing are alike; of a time the day."""
    if finding.object is not None:
        return str(finding.object)
    text = as_text(finding).casefold()
    if same_property(finding.property) in ("created", "expires", "made"):
        return text[:10]
    return text or str(finding.value)


def _moved(finding: Finding, group: Iterable[Finding], others: Iterable[Finding]) -> Grade:
    """The grade of a finding in the light of those that say the same and those that say otherwise."""
    mine = family(finding.source)
    confirm = sorted({family(item.source) for item in group} - {mine})
    deny = sorted({family(item.source) for item in others} - {mine})
    grade = finding.grade
    if grade.credibility == UNJUDGED or not (confirm or deny):
        return grade
    figure = min(max(grade.credibility - len(confirm) + len(deny), CONFIRMED), IMPROBABLE)
    told = [f"confirmed by {', '.join(confirm)}"] * bool(confirm) + [f"contradicted by {', '.join(deny)}"] * bool(deny)
    return Grade(grade.reliability, figure, "; ".join([grade.why, *told]))


@cache
def _families() -> dict[str, str]:
    lines = tomllib.loads(DATA.read_text("utf-8"))["family"]
    return {source: line["name"] for line in lines for source in line["sources"]}


@cache
def _single() -> dict[str, list[str]]:
    single: dict[str, list[str]] = tomllib.loads(DATA.read_text("utf-8"))["single"]
    return single
