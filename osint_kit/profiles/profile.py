"""The profile: the view of one subject that is derived from findings. Every entry names its finding ids. Pure.

The form is ``docs/schemas/profile.schema.json``. The order of the findings does not matter, so a build that was
interrupted and went on makes the same profile as one that was not.
"""

from collections.abc import Sequence

from osint_kit.canonical import Json
from osint_kit.findings import Finding, Grade, identifier_record
from osint_kit.identifiers import Identifier
from osint_kit.profiles.account_states import account_states
from osint_kit.profiles.asked import learnt, open_questions
from osint_kit.profiles.called import called
from osint_kit.profiles.flags import flags_in
from osint_kit.profiles.grades import graded
from osint_kit.profiles.joining import Belief
from osint_kit.profiles.material import Material
from osint_kit.profiles.not_followed import not_followed
from osint_kit.profiles.spreading import Place, Spread, spread
from osint_kit.profiles.ties import ties
from osint_kit.profiles.timeline import timeline

FORMAT = 1
SEED = "seed"


def build(
    name: str | None,
    seeds: Sequence[tuple[Identifier, str]],
    material: Material,
    follows: Sequence[str] = (),
    region: str | None = None,
) -> dict[str, Json]:
    """A profile as JSON, from all statements that hang together with the seeds.

    ``seeds`` come with the operator's own words; ``follows`` are the properties that sources declare as worth asking
    about, for what was found and not asked about; ``region`` is that of numbers in texts without a country code.
    Nothing here is a verdict on a person.
    """
    tied = ties(material, (seed for seed, _ in seeds))
    told = spread([seed for seed, _ in seeds], tied, material)
    grades, contradictions = graded(material)
    mine = [finding for finding in material.statements.values() if finding.subject in told.places]
    mine.sort(key=lambda item: (*_order(item.subject, told), item.property, str(item.object), item.source, item.id))
    held = [item for item in mine if item.id not in material.rejected]
    by_operator = (item for item in material.called if item.value == name and item.subject in dict(seeds))
    consulted = [item for item in material.consulted if item.identifier in told.places]
    return {
        "format": FORMAT,
        "subject": {
            "name": name,
            "seeds": [{**identifier_record(item), "text": text} for item, text in seeds],
        },
        "called": called(min(by_operator, key=lambda item: item.id, default=None), held, told, grades),
        "identifiers": _identifiers(dict(seeds), told, material, grades, mine),
        "links": [_link(finding, grades, material) for finding in mine if finding.object is not None],
        "joins": [
            item.record()
            for item in sorted(told.joins.values(), key=lambda item: (_order(item.one, told), _order(item.other, told)))
        ],
        "flags": [raised.record() for raised in flags_in(held, region)],
        "timeline": timeline(held),
        "contradictions": [item.record(grades) for item in contradictions if item.subject in told.places],
        "accounts": account_states(held, told),
        "not_followed": not_followed(mine, tied, told, material, follows),
        "open_questions": open_questions(consulted),
        "learnt": learnt(consulted),
    }


def _order(identifier: Identifier, told: Spread) -> tuple[int, int, Identifier]:
    """From the surest and nearest to the rest."""
    place = told.places.get(identifier)
    return (list(Belief).index(place.belief), place.steps, identifier) if place else (9, 0, identifier)


def _identifiers(
    seeds: dict[Identifier, str],
    told: Spread,
    material: Material,
    grades: dict[str, Grade],
    mine: list[Finding],
) -> list[Json]:
    """The seeds in the operator's order, then what hangs together with them."""
    naming: dict[Identifier, list[Finding]] = {}
    about: dict[Identifier, list[str]] = {}
    for finding in mine:
        about.setdefault(finding.subject, []).append(finding.id)
        if finding.object is not None and finding.id not in material.rejected:
            naming.setdefault(finding.object, []).append(finding)
            about.setdefault(finding.object, []).append(finding.id)
    found = sorted((item for item in told.places if item not in seeds), key=lambda item: _order(item, told))
    entries: list[Json] = []
    for identifier in (*seeds, *found):
        place = told.places[identifier]
        ids = {*about.get(identifier, ()), *([material.asked[identifier]] if identifier in seeds else [])}
        entries.append(
            {
                **identifier_record(identifier),
                **_how(identifier in seeds, place, naming.get(identifier, []), grades),
                "belief": place.belief.value,
                "join": place.by.id if place.by else None,
                "findings": sorted(ids | set(place.by.findings if place.by else ())),
            }
        )
    return entries


def _how(seed: bool, place: Place, naming: list[Finding], grades: dict[str, Grade]) -> dict[str, Json]:
    """How an identifier was come by, and the best grade of a statement that names it."""
    if seed:
        return {"how": SEED, "grade": "A1"}
    if not naming:
        shared = place.by.grounds[0].what if place.by and place.by.grounds else "decided by the operator"
        return {"how": shared.replace("-", " "), "grade": "F6"}
    first = min(naming, key=lambda item: (grades[item.id].credibility, grades[item.id].reliability, item.id))
    how = f"{first.property} of {first.subject.value}, by {first.source}"
    return {"how": how, "grade": grades[first.id].code}


def _link(finding: Finding, grades: dict[str, Grade], material: Material) -> dict[str, Json]:
    assert finding.object is not None
    decision = material.rejected.get(finding.id) or material.confirmed.get(finding.id)
    grade = grades[finding.id]
    return {
        "from": identifier_record(finding.subject),
        "property": finding.property,
        "to": identifier_record(finding.object),
        "source": finding.source,
        "grade": grade.code,
        "why": grade.why,
        "decision": {"verdict": decision.verdict.value, "reason": decision.reason} if decision else None,
        "findings": [finding.id],
    }
