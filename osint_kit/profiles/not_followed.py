"""What was found and not asked about, and why: hubs, what lies outside, what lies too far. Pure."""

from collections.abc import Iterable, Sequence

from osint_kit.canonical import Json
from osint_kit.findings import Finding, identifier_record
from osint_kit.identifiers import Identifier, Kind
from osint_kit.profiles.material import Material
from osint_kit.profiles.spreading import Spread
from osint_kit.profiles.ties import Ties

NOT_ASKED = "found, and not asked about by then"


def not_followed(
    mine: Iterable[Finding], ties: Ties, told: Spread, material: Material, follows: Sequence[str]
) -> list[Json]:
    """An entry an identifier and reason, with all findings that name it; what was asked about is none of these.

    A thing that is no identifier, such as a verification token that an agency put on many domains, is of kind ``text``.
    """
    found: dict[tuple[Identifier, str], set[str]] = {}
    for finding in mine:
        if finding.object is None or finding.object in material.asked or finding.id in material.rejected:
            continue
        reason = ties.hub(finding.object, finding.property)
        if reason is None and finding.property in follows:
            reason = material.left.get(finding.object, NOT_ASKED)
        if reason:
            found.setdefault((finding.object, reason), set()).add(finding.id)
    ours = {finding.id for finding in material.statements.values() if finding.subject in told.places}
    for thing, count, ids, _ in ties.crowds():
        if named := ours.intersection(ids):
            reason = f"{count} of this case bear it, more than one person would"
            found.setdefault((Identifier(Kind.TEXT, thing), reason), set()).update(named)
    return [
        {**identifier_record(identifier), "reason": reason, "findings": list[Json](sorted(ids))}
        for (identifier, reason), ids in sorted(found.items())
    ]
