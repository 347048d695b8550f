"""The statements of a case, looked up from either end and by what two nodes share. Pure; time grows with the findings.

A node is an identifier. A tie is two nodes with what connects them: statements of one that name the other, and things
that both of them bear. What more nodes share than one person would is a hub, and connects nobody.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from osint_kit.findings import Finding
from osint_kit.identifiers import Identifier, Kind
from osint_kit.identifiers.account import account_parts
from osint_kit.profiles.hubs import reason_not_to_follow, shared_by
from osint_kit.profiles.material import Material
from osint_kit.profiles.weights import Ground, as_text, weights

BEARERS = frozenset([Kind.ACCOUNT, Kind.DOMAIN])
"""Kinds of nodes that bear things which another may share."""
OF_HIMSELF = frozenset(["handle", "variant", "domain"])
"""Properties that are no claim on what they name: many accounts bear a handle, many pages lie in a domain."""
SHY = frozenset(["same-name", "same-place"])
"""Shared by too many to look for each other by: compared only where something else connects two nodes."""


@dataclass(frozen=True)
class Common:
    """One thing that two nodes share: the ground that it makes, what it is, and the findings on either side."""

    ground: Ground
    key: str
    findings: tuple[str, ...]


@dataclass
class Ties:
    """All statements, by node."""

    by_subject: dict[Identifier, list[Finding]] = field(default_factory=lambda: defaultdict(list))
    by_object: dict[Identifier, list[Finding]] = field(default_factory=lambda: defaultdict(list))
    hubs: dict[Identifier, str] = field(default_factory=dict)
    """What is a hub by its fan-out in the case, and why."""
    _bearers: dict[tuple[str, str], dict[Identifier, list[str]]] = field(
        default_factory=lambda: defaultdict(lambda: defaultdict(list))
    )
    _borne: dict[Identifier, dict[tuple[str, str], list[str]]] = field(
        default_factory=lambda: defaultdict(lambda: defaultdict(list))
    )
    websites: dict[Identifier, set[str]] = field(default_factory=lambda: defaultdict(set))

    def hub(self, identifier: Identifier, found_as: str) -> str | None:
        """Why an identifier that was found under a property ties nobody to anybody; None where it may."""
        return reason_not_to_follow(identifier, found_as) or self.hubs.get(identifier)

    def between(self, one: Identifier, other: Identifier) -> list[Finding]:
        """The statements of one node that name the other, hubs left out."""
        return [
            finding
            for finding in self.by_subject.get(one, ())
            if finding.object == other and not self.hub(other, finding.property)
        ]

    def neighbours(self, node: Identifier) -> Iterator[Identifier]:
        """The nodes that a node is connected with, each once."""
        seen = {node}
        for finding in self.by_subject.get(node, ()):
            if finding.object not in seen and finding.object and not self.hub(finding.object, finding.property):
                seen.add(finding.object)
                yield finding.object
        for finding in self.by_object.get(node, ()):
            if finding.subject not in seen and not self.hub(node, finding.property):
                seen.add(finding.subject)
                yield finding.subject
        for thing in self._borne.get(node, ()):
            if thing[0] not in SHY and not self.crowd(thing):
                yield from (other for other in self._bearers[thing] if other not in seen)
                seen.update(self._bearers[thing])

    def common(self, one: Identifier, other: Identifier) -> list[Common]:
        """What two nodes share, hubs left out."""
        theirs = self._borne.get(other, {})
        return [
            Common(weights().grounds[thing[0]], thing[1], (*found, *theirs[thing]))
            for thing, found in self._borne.get(one, {}).items()
            if thing in theirs and not self.crowd(thing)
        ]

    def keys(self, node: Identifier, ground: str) -> list[tuple[str, list[str]]]:
        """What a node bears of one sort, with the findings that say so."""
        return [(key, found) for (sort, key), found in self._borne.get(node, {}).items() if sort == ground]

    def crowd(self, thing: tuple[str, str]) -> int:
        """How many share a thing, where these are more than one person would; else 0."""
        if thing[0] in SHY:
            return 0
        most = weights().most_tokens if thing[0] == "same-token" else weights().most_in_a_group
        count = len({_owner(bearer) for bearer in self._bearers[thing]})
        return count if count > most else 0

    def crowds(self) -> Iterator[tuple[str, int, list[str], list[Identifier]]]:
        """What too many share and is no identifier: what, how many, the findings that say so, and who bears it."""
        named = {shared.ground.code for shared in weights().shared if shared.to}
        for thing, bearers in self._bearers.items():
            if thing[0] not in named and (count := self.crowd(thing)):
                yield thing[1], count, sorted(item for found in bearers.values() for item in found), list(bearers)


def ties(material: Material) -> Ties:
    """Sort the statements that the operator did not reject."""
    result = Ties()
    for finding in sorted(material.statements.values(), key=lambda item: item.id):
        if finding.id in material.rejected:
            continue
        result.by_subject[finding.subject].append(finding)
        if finding.object is not None:
            result.by_object[finding.object].append(finding)
        if finding.property == "website":
            result.websites[finding.subject].add(as_text(finding))
        if finding.subject.kind in BEARERS:
            _bear(result, finding)
    _find_hubs(result)
    return result


def _bear(result: Ties, finding: Finding) -> None:
    for shared in weights().shared:
        key = shared.key(finding)
        if not key or (shared.to and finding.object and reason_not_to_follow(finding.object, finding.property)):
            continue
        thing = (shared.ground.code, key.casefold() if shared.values else key)
        result._bearers[thing][finding.subject].append(finding.id)
        result._borne[finding.subject][thing].append(finding.id)


def _find_hubs(result: Ties) -> None:
    most = weights().most_in_a_group
    for identifier, findings in result.by_object.items():
        if identifier.kind in (Kind.ACCOUNT, Kind.IP):
            continue
        owners = {_owner(finding.subject) for finding in findings if finding.property not in OF_HIMSELF}
        if len(owners) > most:
            result.hubs[identifier] = shared_by(len(owners))


def _owner(subject: Identifier) -> str:
    """What counts as one among those who share: all accounts of one handle, all pages of one host."""
    if subject.kind is Kind.ACCOUNT:
        return account_parts(subject)[1].casefold()
    if subject.kind is Kind.URL:
        return subject.value.split("/")[2] if subject.value.count("/") > 1 else subject.value
    return subject.value
