"""What a subject is called: by the operator, by its accounts, by the registries of its domains. Pure.

Each name is what somebody told, with who told it; none of them is said to be the real one.
"""

from collections.abc import Iterable, Mapping

from osint_kit.canonical import Json
from osint_kit.cases.people import TOLD
from osint_kit.domains.registration import is_withheld
from osint_kit.findings import Finding, Grade, as_text, identifier_record
from osint_kit.identifiers import Identifier
from osint_kit.profiles.joining import BELIEFS, Belief
from osint_kit.profiles.spreading import Spread


def called(
    by_operator: Finding | None, findings: Iterable[Finding], told: Spread, grades: Mapping[str, Grade]
) -> list[Json]:
    """An entry a name and identifier: the operator's own name first, then from the surest to the least.

    ``findings`` are about nodes that hang together with the seeds. A holder that the registry withholds is no name.
    """
    groups: dict[tuple[str, str, Identifier], list[Finding]] = {}
    for finding in findings:
        name = as_text(finding)
        if finding.property in TOLD.get(finding.subject.kind, ()) and name and not is_withheld(name):
            groups.setdefault((name, finding.property, finding.subject), []).append(finding)
    told_of = [
        (found, told.places[about].belief, _best(found, grades)) for (_, _, about), found in sorted(groups.items())
    ]
    told_of.sort(key=lambda item: (BELIEFS.index(item[1]), item[2].code[::-1]))
    own = [([by_operator], Belief.CERTAIN, by_operator.grade)] if by_operator else []
    return [_entry(*item) for item in (*own, *told_of)]


def _best(found: Iterable[Finding], grades: Mapping[str, Grade]) -> Grade:
    return min((grades[finding.id] for finding in found), key=lambda grade: grade.code[::-1])


def _entry(found: list[Finding], belief: Belief, grade: Grade) -> dict[str, Json]:
    return {
        "name": as_text(found[0]),
        "what": found[0].property,
        **identifier_record(found[0].subject),
        "source": "; ".join(sorted({item.source for item in found})),
        "belief": belief.value,
        "grade": grade.code,
        "findings": list[Json](sorted(item.id for item in found)),
    }
