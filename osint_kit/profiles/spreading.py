"""From the seeds over the joins: which nodes belong to the subject, and how sure that is. Pure.

A node is believed as much as the weakest join on the best way to it. Nothing is followed through a hub, or through a
join that was decided against. What the operator decided to be apart from a seed is not the subject's by any other way
either. An account that a handle alone ties, and that tells another name than the accounts which
are tied by more, is a namesake: its join is kept with what speaks against it, and is not believed.
"""

import heapq
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from osint_kit.cases.decisions import Decision, Verdict
from osint_kit.identifiers import Identifier, Kind
from osint_kit.identifiers.account import account_parts
from osint_kit.profiles.joining import BELIEFS, Belief, Join, Reason, join
from osint_kit.profiles.material import Material
from osint_kit.profiles.names_told import may_be_one
from osint_kit.profiles.ties import Ties
from osint_kit.profiles.weights import weights

SAME_HANDLE, SAME_NAME = "same-handle", "same-name"


@dataclass(frozen=True)
class Place:
    """Where a node stands: how much it is believed, how many joins away from a seed, and by which join."""

    belief: Belief
    steps: int
    by: Join | None = None


@dataclass
class Spread:
    """The nodes that hang together with the seeds, from the surest to the least, and the joins among them."""

    places: dict[Identifier, Place] = field(default_factory=dict)
    joins: dict[str, Join] = field(default_factory=dict)
    """By their ids; also those that were decided against, and those of namesakes."""
    namesakes: dict[Identifier, str] = field(default_factory=dict)
    """Accounts that a handle alone ties and another name tells apart, and both names."""
    apart: dict[Identifier, str] = field(default_factory=dict)
    """What the operator decided not to be the same as a seed, and his reason."""


def spread(seeds: Iterable[Identifier], ties: Ties, material: Material) -> Spread:
    """Go out from the seeds. The result does not depend on the order of the statements."""
    nodes = [ties.same.get(seed, seed) for seed in seeds]
    result = Spread(apart=_apart(nodes, ties, material))
    decided = _decided_neighbours(material)
    queue: list[tuple[int, int, Identifier, str]] = [(0, 0, node, "") for node in nodes]
    heapq.heapify(queue)
    while queue:
        rank, steps, node, by = heapq.heappop(queue)
        if node in result.places:
            continue
        joined = result.joins.get(by)
        if joined and (reason := _namesake(node, joined, result, ties)):
            result.joins[by] = replace(joined, belief=None, against=(*joined.against, reason))
            result.namesakes[node] = reason.why
            continue
        result.places[node] = Place(BELIEFS[rank], steps, joined)
        for other in (*ties.neighbours(node), *decided.get(node, ())):
            found = join(node, other, ties, material)
            if found is None or (other in result.apart and not found.decision):
                continue
            result.joins.setdefault(found.id, found)
            if found.belief is None or other in result.places:
                continue
            weakest = rank if _bears(node, other) else max(rank, BELIEFS.index(found.belief))
            heapq.heappush(queue, (weakest, steps + 1, other, found.id))
    for name, node in ties.same.items():
        if node in result.places:
            result.places.setdefault(name, result.places[node])
    return result


def _apart(seeds: Sequence[Identifier], ties: Ties, material: Material) -> dict[Identifier, str]:
    """By the newest decision about each pair; a seed is the subject's whatever was decided about another one."""
    newest: dict[frozenset[Identifier], tuple[Identifier, Decision]] = {}
    for decision in material.decided:
        ends = [ties.same.get(end, end) for end in (decision.subject, decision.other) if end]
        loose = [end for end in ends if end not in seeds]
        if len(ends) == 2 and len(loose) == 1:
            newest[frozenset(ends)] = (loose[0], decision)
    return {node: decision.reason for node, decision in newest.values() if decision.verdict is Verdict.NOT_SAME}


def _namesake(node: Identifier, by: Join, result: Spread, ties: Ties) -> Reason | None:
    """Why an account that a handle alone ties is somebody else's; None where it may be the subject's.

    What is surer was placed before, so the names of the subject's accounts are known by then.
    """
    if by.decision or any(ground.what != SAME_HANDLE for ground in by.grounds):
        return None
    told = ties.keys(node, SAME_NAME)
    sure = (other for other, place in result.places.items() if place.belief is not Belief.POSSIBLE)
    known = [item for other in sorted(sure) if other != node for item in ties.keys(other, SAME_NAME)]
    if not told or not known or any(may_be_one(mine, theirs) for mine, _ in told for theirs, _ in known):
        return None
    why = f"{told[0][0]} here, {known[0][0]} on the accounts that are tied by more"
    ids = sorted({item for _, found in (*told, *known) for item in found})
    return Reason("different-names", weights().grounds[SAME_NAME].differs, why, tuple(ids))


def _bears(node: Identifier, other: Identifier) -> bool:
    """Whether a node is an account and the other its handle: whoever has the account goes by that handle."""
    return (
        node.kind is Kind.ACCOUNT
        and other.kind is Kind.HANDLE
        and account_parts(node)[1].casefold() == other.value.casefold()
    )


def _decided_neighbours(material: Material) -> dict[Identifier, list[Identifier]]:
    found: dict[Identifier, list[Identifier]] = {}
    for decision in material.decided:
        if decision.other is not None:
            found.setdefault(decision.subject, []).append(decision.other)
            found.setdefault(decision.other, []).append(decision.subject)
    return found
