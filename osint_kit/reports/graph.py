"""Which identifiers the picture of a subject shows, and how near each is to the subject."""

from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

MOST = 300
"""Identifiers that are drawn; beyond that the nearest are."""

Key = tuple[str, str]
"""Kind and value of an identifier."""
SUBJECT: Key = ("subject", "")


@dataclass
class Edge:
    """A tie between two identifiers: what each link says, or that they are joined and how surely."""

    one: Key
    other: Key
    says: list[str] = field(default_factory=list)
    belief: str = ""


@dataclass(frozen=True)
class Graph:
    """What is drawn: nodes with their distance from the subject, nearest first; edges; and how many were left out."""

    nodes: Mapping[Key, int]
    edges: tuple[Edge, ...]
    left_out: int = 0


def graph_of(profile: Mapping[str, Any], most: int = MOST) -> Graph:
    """The graph of a profile. An identifier that no link leads to stands with the subject itself."""
    known = [_key(entry) for entry in profile.get("identifiers", ())]
    seeds = [_key(seed) for seed in profile["subject"].get("seeds", ())]
    edges = _edges(profile, {*known, *seeds})
    distance = _distances(seeds, edges)
    order = dict.fromkeys([*seeds, *known])
    far = max(distance.values(), default=0)
    ranked = sorted(order, key=lambda key: distance.get(key, far + 1))
    shown = ranked[:most]
    nodes = {SUBJECT: 0, **{key: distance.get(key, 1) for key in shown}}
    loose = [key for key in shown if key not in distance or key in seeds]
    drawn = [edge for edge in edges.values() if edge.one in nodes and edge.other in nodes]
    drawn += [Edge(SUBJECT, key, ["seed" if key in seeds else "found"]) for key in loose]
    return Graph(nodes, tuple(drawn), len(ranked) - len(shown))


def _edges(profile: Mapping[str, Any], known: set[Key]) -> dict[frozenset[Key], Edge]:
    edges: dict[frozenset[Key], Edge] = {}

    def edge(one: Key, other: Key) -> Edge | None:
        if one == other or one not in known or other not in known:
            return None
        return edges.setdefault(frozenset((one, other)), Edge(one, other))

    for link in profile.get("links", ()):
        found = edge(_key(link["from"]), _key(link["to"]))
        says = str(link["property"]).replace("_", " ")
        if found and says not in found.says:
            found.says.append(says)
    for join in profile.get("joins", ()):
        found = edge(_key(join["a"]), _key(join["b"]))
        if found and join.get("belief"):
            found.belief = str(join["belief"])
    return edges


def _distances(seeds: Sequence[Key], edges: Mapping[frozenset[Key], Edge]) -> dict[Key, int]:
    beside: dict[Key, list[Key]] = {}
    for edge in edges.values():
        beside.setdefault(edge.one, []).append(edge.other)
        beside.setdefault(edge.other, []).append(edge.one)
    distance = dict.fromkeys(seeds, 1)
    waiting = deque(distance)
    while waiting:
        key = waiting.popleft()
        for other in beside.get(key, ()):
            if other not in distance:
                distance[other] = distance[key] + 1
                waiting.append(other)
    return distance


def _key(entry: Mapping[str, Any]) -> Key:
    return (str(entry["kind"]), str(entry["value"]))
