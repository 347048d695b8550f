"""The picture of a subject: nodes and curves with their places, for the page to write as SVG."""

from collections.abc import Mapping
from dataclasses import dataclass

from osint_kit.reports.graph import SUBJECT, Edge, Graph, Key
from osint_kit.reports.inert import inert
from osint_kit.reports.layout import HEIGHT, WIDTH, Laid, lay_out

MARGIN = 6
ROOM = 26
"""Characters of a node's text."""
LABELLED = 40
"""Edges that get their words beside them; of more, the words show when one points at an edge."""


@dataclass(frozen=True)
class Node:
    """A box: where, which kind, its text cut to fit and in full, and the anchor that it leads to."""

    x: float
    y: float
    kind: str
    text: str
    full: str
    anchor: str


@dataclass(frozen=True)
class Line:
    """A curve between two boxes, its words, where these stand, and how surely the two are joined."""

    path: str
    words: str
    x: float
    y: float
    belief: str


@dataclass(frozen=True)
class Picture:
    """All of it, its size in pixels, and how many identifiers were left out."""

    width: float
    height: float
    nodes: tuple[Node, ...]
    lines: tuple[Line, ...]
    labelled: bool
    left_out: int


def picture(graph: Graph, anchors: Mapping[Key, str], name: str) -> Picture:
    """The picture of a graph. ``anchors`` says where the page tells of each identifier, ``name`` names the subject."""
    laid = lay_out(graph)
    nodes = []
    for key, (x, y) in laid.places.items():
        text = inert(name if key == SUBJECT else key[1])
        kind = "subject" if key == SUBJECT else key[0]
        nodes.append(Node(_round(x + MARGIN), _round(y + MARGIN), kind, cut(text), text, anchors.get(key, "")))
    lines = tuple(_line(edge, laid, graph.nodes) for edge in graph.edges)
    width, height = _round(laid.width + 2 * MARGIN + _beside(graph)), _round(laid.height + 2 * MARGIN)
    return Picture(width, height, tuple(nodes), lines, len(lines) <= LABELLED, graph.left_out)


def cut(text: str) -> str:
    """A text that fits into a node: of a long one its beginning and its end, which tell addresses apart."""
    if len(text) <= ROOM:
        return text
    return f"{text[: ROOM - 10]}…{text[-9:]}"


def _beside(graph: Graph) -> int:
    """Room at the right, where curves within the last column go round."""
    last = max(graph.nodes.values())
    within = any(graph.nodes[edge.one] == graph.nodes[edge.other] == last for edge in graph.edges)
    return 60 if within else 0


def _line(edge: Edge, laid: Laid, columns: Mapping[Key, int]) -> Line:
    one, other = edge.one, edge.other
    if columns[one] > columns[other]:
        one, other = other, one
    (x1, y1), (x2, y2) = laid.places[one], laid.places[other]
    start_x, start_y, end_y = x1 + WIDTH + MARGIN, y1 + HEIGHT / 2 + MARGIN, y2 + HEIGHT / 2 + MARGIN
    if columns[one] == columns[other]:
        out = start_x + min(50, 16 + abs(end_y - start_y) / 8)
        path = f"M{_round(start_x)} {_round(start_y)}C{_round(out)} {_round(start_y)} {_round(out)} {_round(end_y)} {_round(start_x)} {_round(end_y)}"
        label_x = out
    else:
        end_x = x2 + MARGIN
        middle = (start_x + end_x) / 2
        path = f"M{_round(start_x)} {_round(start_y)}C{_round(middle)} {_round(start_y)} {_round(middle)} {_round(end_y)} {_round(end_x)} {_round(end_y)}"
        label_x = middle
    return Line(path, ", ".join(edge.says), _round(label_x), _round((start_y + end_y) / 2 - 3), edge.belief)


def _round(value: float) -> float:
    return round(value, 1)
