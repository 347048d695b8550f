"""Joins: a statement that two nodes belong to one person or operation, with what speaks for it and against it. Pure.

The weights add up as Fellegi and Sunter add them (``joining.toml``, docs/joining.md): the grounds, the prior odds, and
what differs. The sum is the logarithm to base 2 of the odds. A join is ``certain`` only on a ground that nobody else
could have made, or by the operator's decision; a handle alone is never more than ``possible``.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from osint_kit.canonical import Json, canonical, sha256_hex
from osint_kit.cases.decisions import Decision, Verdict
from osint_kit.clock import iso
from osint_kit.findings import Finding, as_text, identifier_record
from osint_kit.identifiers import Identifier, Kind
from osint_kit.identifiers.account import account_parts
from osint_kit.profiles.material import Material
from osint_kit.profiles.names_told import alike, may_be_one
from osint_kit.profiles.rarity import handle_bits, name_bits, number_bits, others_expected
from osint_kit.profiles.ties import Common, Ties
from osint_kit.profiles.weights import Ground, weights
from osint_kit.profiles.wording import Wording, wording


class Belief(StrEnum):
    """How sure a join is, in words; the odds are 20 to 1 from ``probable`` on, even from ``possible`` on."""

    CERTAIN = "certain"
    PROBABLE = "probable"
    POSSIBLE = "possible"


BELIEFS = tuple(Belief)
"""From the surest to the least."""
ALONE = frozenset(["same-handle", "same-name", "same-place"])
"""Grounds that make no more than ``possible`` without one of another sort."""
DISAGREE = (
    ("same-name", "different names", may_be_one),
    ("same-place", "different places", alike),
)


@dataclass(frozen=True)
class Reason:
    """One ground, or one thing that speaks against: a code and its title, the weight in bits, why, the findings."""

    what: str
    weight: float
    why: str
    findings: tuple[str, ...]
    hard: bool = False

    def record(self) -> dict[str, Json]:
        """The reason in JSON."""
        return {"what": self.what, "weight": round(self.weight, 1), "why": self.why, "findings": list(self.findings)}


@dataclass(frozen=True)
class Join:
    """Two nodes, ``one`` before ``other`` in their order; ``belief`` is None where it was decided against."""

    one: Identifier
    other: Identifier
    belief: Belief | None
    weight: float
    grounds: tuple[Reason, ...]
    against: tuple[Reason, ...]
    decision: Decision | None = None

    @property
    def id(self) -> str:
        """The SHA-256 over both ends: it stays the same as the grounds change."""
        return join_id(self.one, self.other)

    @property
    def findings(self) -> list[str]:
        """All findings behind it, sorted."""
        return sorted({item for reason in (*self.grounds, *self.against) for item in reason.findings})

    def record(self) -> dict[str, Json]:
        """The join in JSON."""
        return {
            "id": self.id,
            "a": identifier_record(self.one),
            "b": identifier_record(self.other),
            "belief": self.belief.value if self.belief else None,
            "weight": round(self.weight, 1),
            "grounds": [reason.record() for reason in self.grounds],
            "against": [reason.record() for reason in self.against],
            "decision": _decision_record(self.decision),
            "findings": list[Json](self.findings),
        }


def join_id(one: Identifier, other: Identifier) -> str:
    """The id of the join of two nodes, in either order."""
    return sha256_hex(canonical([identifier_record(item) for item in sorted((one, other))]))


def join(one: Identifier, other: Identifier, ties: Ties, material: Material) -> Join | None:
    """The join of two nodes; None where less than even odds speak for it and nothing was decided."""
    one, other = sorted((one, other))
    decision = _decided(one, other, material)
    grounds = sorted(_grounds(one, other, ties, material), key=lambda item: (-item.weight, item.what, item.findings))
    if not grounds and decision is None:
        return None
    prior = Reason("prior", weights().prior, f"one of {weights().population:,} holders of accounts might be meant", ())
    against = (prior, *_differences(one, other, ties))
    weight = sum(item.weight for item in (*grounds, *against))
    belief = _belief(weight, grounds)
    if decision:
        belief = Belief.CERTAIN if decision.verdict is Verdict.SAME_AS else None
    elif belief is None:
        return None
    return Join(one, other, belief, weight, tuple(grounds), against, decision)


def _belief(weight: float, grounds: list[Reason]) -> Belief | None:
    if weight < weights().possible:
        return None
    if any(ground.hard for ground in grounds):
        return Belief.CERTAIN if weight >= weights().probable else Belief.PROBABLE
    if weight < weights().probable or all(ground.what in ALONE for ground in grounds):
        return Belief.POSSIBLE
    return Belief.PROBABLE


def _grounds(one: Identifier, other: Identifier, ties: Ties, material: Material) -> Iterator[Reason]:
    there = list(_stated(ties.between(one, other), ties, material))
    back = list(_stated(ties.between(other, one), ties, material))
    if there and back and not _only_contained(there, back):
        ground = weights().grounds["both-ways"]
        found = {item for reason in (*there, *back) for item in reason.findings}
        yield Reason("both-ways", ground.agrees, ground.why, tuple(sorted(found)), hard=True)
    else:
        yield from there
        yield from back
    yield from _shared(ties.common(one, other))


def _stated(findings: list[Finding], ties: Ties, material: Material) -> Iterator[Reason]:
    """The statements of one node about another: of each ground once, however many sources say it."""
    by_ground: dict[str, tuple[Ground, list[Finding]]] = {}
    for finding in findings:
        ground = _ground(finding, ties)
        if ground:
            by_ground.setdefault(ground.code, (ground, []))[1].append(finding)
    strongest = max(by_ground.values(), key=lambda pair: (pair[0].agrees, pair[0].code), default=None)
    if strongest is None:
        return
    ground, said = strongest
    ids = tuple(sorted(finding.id for _, group in by_ground.values() for finding in group))
    confirmed = next((material.confirmed[item] for item in ids if item in material.confirmed), None)
    weight, why = ground.agrees, ground.why
    if ground.rarity:
        account = next(node for node in (said[0].subject, said[0].object) if node and node.kind is Kind.ACCOUNT)
        weight, why = _rare(ground, account_parts(account)[1])
    if confirmed:
        yield Reason("confirmed", weights().grounds["proof"].agrees, f"by the operator: {confirmed.reason}", ids, True)
        return
    yield Reason(ground.code, weight, why, ids, ground.hard)


def _ground(finding: Finding, ties: Ties) -> Ground | None:
    ground = weights().ground_of(finding)
    node = ties.same.get(finding.subject, finding.subject)
    if ground and ground.code == "mentioned" and as_text(finding) in ties.websites.get(node, ()):
        return weights().grounds["stated"]
    if ground and ground.code in ("mentioned", "contact"):
        told = wording(as_text(finding), ties.texts.get(node, ()))
        if told in (Wording.DENIED, Wording.OTHERS):
            return weights().grounds["mentioned"]
        if ground.code == "contact" and told is Wording.OFFICE:
            return weights().grounds["office"]
        if ground.code == "mentioned" and told is Wording.OWN:
            return weights().grounds["stated"]
    return ground


def _only_contained(there: list[Reason], back: list[Reason]) -> bool:
    """Whether two statements are one and the same: an account bears its handle, and the handle has the account."""
    return {reason.what for reason in (*there, *back)} == {"same-handle"}


def _shared(common: list[Common]) -> Iterator[Reason]:
    """What both bear; of several things of one sort the first. A handle made of the name counts once with it."""
    found: dict[str, Reason] = {}
    names: dict[str, str] = {}
    for thing in sorted(common, key=lambda item: (item.ground.code, item.key)):
        code = thing.ground.code
        weight, why = thing.ground.agrees, thing.ground.why or f"both bear {thing.key}"
        if thing.ground.rarity == "name":
            bits = name_bits(thing.key)
            weight, why = thing.ground.of_rarity(bits, weights().cap), f"a name of about {bits:.0f} bits"
        elif thing.ground.rarity == "digits":
            weight, why = thing.ground.of_rarity(number_bits(thing.key), weights().cap), thing.ground.why
        elif thing.ground.rarity:
            weight, why = _rare(thing.ground, thing.key)
        names.setdefault(code, thing.key)
        found.setdefault(code, Reason(code, weight, why, tuple(sorted(thing.findings))))
    if "same-phone" in found:
        found.pop("same-local-number", None)  # the same digits count once
    if "same-handle" in found and "same-name" in found and _made_of(names["same-handle"], names["same-name"]):
        lesser = min(("same-handle", "same-name"), key=lambda code: found[code].weight)
        del found[lesser]
    yield from found.values()


def _rare(ground: Ground, handle: str) -> tuple[float, str]:
    others = others_expected(handle)
    told = f"{others:.0f}" if others >= 1 else f"{others:.1g}"
    return ground.of_rarity(
        handle_bits(handle), weights().cap
    ), f"{ground.why}; about {told} others are expected to have this one"


def _made_of(handle: str, name: str) -> bool:
    """Whether a handle is made of the words of a name, so that the two are not independent."""
    letters = "".join(char for char in handle.casefold() if char.isalpha())
    words = [word for word in name.casefold().replace(".", " ").split() if len(word) > 2]
    return bool(words) and any(word in letters for word in words)


def _differences(one: Identifier, other: Identifier, ties: Ties) -> Iterator[Reason]:
    """What both tell, each another thing; of a number or an address, what the others tell under whom it stands."""
    for code, what, agree in DISAGREE:
        left, right = ties.told(one, code, other), ties.told(other, code, one)
        if left and right and not any(agree(mine, theirs) for mine, _ in left for theirs, _ in right):
            found = sorted({item for _, ids in (*left, *right) for item in ids})
            said = f"{left[0][0]} here, {right[0][0]} there"
            yield Reason(what.replace(" ", "-"), weights().grounds[code].differs, said, tuple(found))


def _decided(one: Identifier, other: Identifier, material: Material) -> Decision | None:
    pair = {one, other}
    verdicts = (Verdict.SAME_AS, Verdict.NOT_SAME)
    return next(
        (
            item
            for item in reversed(material.decided)
            if item.verdict in verdicts and {item.subject, item.other} == pair
        ),
        None,
    )


def _decision_record(decision: Decision | None) -> dict[str, Json] | None:
    if decision is None:
        return None
    at = iso(decision.at) if decision.at else None
    return {"verdict": decision.verdict.value, "reason": decision.reason, "at": at}
