"""The picture of a subject: nodes and curves with their places, for the page to write as SVG."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from osint_kit.reports.graph import SUBJECT, Edge, Graph, Key
from osint_kit.reports.inert import inert
from osint_kit.reports.layout import DOWN, HEIGHT, TALL, WIDTH, Laid, lay_out

MARGIN = 6
PAGE = 0.58
"""How high a band may be for its width: less than a page of A4 across, with the heading above it."""
ROOM = 25
"""Characters of a node's text."""


@dataclass(frozen=True)
class Node:
    """A box: where, which kind, its text cut to fit and in full, and the anchor that it leads to."""

    x: float
    y: float
    kind: str
    text: str
    full: str
    anchor: str
    by: str = ""
    """How one came to it, from the column before."""


@dataclass(frozen=True)
class Line:
    """A curve between two boxes, its words, and how surely the two are joined."""

    path: str
    words: str
    belief: str
    top: float
    foot: float


@dataclass(frozen=True)
class Band:
    """A strip of the picture that fits on a printed page: where it begins, how high it is, and what is in it."""

    top: float
    height: float
    nodes: tuple[Node, ...]
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Picture:
    """All of it, its size in pixels, and how many identifiers were left out."""

    width: float
    height: float
    nodes: tuple[Node, ...]
    lines: tuple[Line, ...]
    bands: tuple[Band, ...]
    left_out: int


def picture(graph: Graph, anchors: Mapping[Key, str], name: str) -> Picture:
    """The picture of a graph. ``anchors`` says where the page tells of each identifier, ``name`` names the subject."""
    laid = lay_out(graph)
    came_by = _came_by(graph)
    nodes = []
    for key, (x, y) in laid.places.items():
        text = inert(name if key == SUBJECT else key[1])
        kind = "subject" if key == SUBJECT else key[0]
        place = (_round(x + MARGIN), _round(y + MARGIN))
        nodes.append(
            Node(
                *place,
                kind,
                cut(text.removeprefix("hxxps://").removeprefix("hxxp://")),
                text,
                anchors.get(key, ""),
                came_by.get(key, ""),
            )
        )
    lines = tuple(_line(edge, laid, graph.nodes) for edge in graph.edges)
    width, height = _round(laid.width + 2 * MARGIN + _beside(graph)), _round(laid.height + 2 * MARGIN)
    bands = tuple(_bands(width, height, nodes, lines))
    return Picture(width, height, tuple(nodes), lines, bands, graph.left_out)


def _came_by(graph: Graph) -> dict[Key, str]:
    """For each node the words of the first edge that leads to it from the column before."""
    came: dict[Key, str] = {}
    for edge in graph.edges:
        near, far = sorted((edge.one, edge.other), key=lambda key: graph.nodes[key])
        if graph.nodes[near] < graph.nodes[far] and edge.says:
            came.setdefault(far, edge.says[0])
    return came


def _bands(width: float, height: float, nodes: Sequence[Node], lines: Sequence[Line]) -> Iterator[Band]:
    """The picture in strips between rows; one that is not `TALL` is in one piece."""
    row = HEIGHT + DOWN
    high = height if height <= TALL else max(1, int(width * PAGE / row)) * row
    shift = 0.0 if height <= TALL else MARGIN - DOWN / 2
    top = 0.0
    while top < height - row / 2:
        foot = min(top + high + (0 if top else shift), height)
        yield Band(
            _round(top),
            _round(foot - top),
            tuple(node for node in nodes if top <= node.y < foot),
            tuple(line for line in lines if line.top <= foot and line.foot >= top),
        )
        top = foot


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
        path = _curve((start_x, start_y), out, (start_x, end_y))
    else:
        out = (start_x + x2 + MARGIN) / 2
        path = _curve((start_x, start_y), out, (x2 + MARGIN, end_y))
    return Line(path, ", ".join(edge.says), edge.belief, min(start_y, end_y), max(start_y, end_y))


def _curve(start: tuple[float, float], turn: float, end: tuple[float, float]) -> str:
    """The path of a cubic Bézier curve that leaves and arrives level, by way of ``turn``."""
    numbers = (*start, turn, start[1], turn, end[1], *end)
    return "M{} {}C{} {} {} {} {} {}".format(*map(_round, numbers))


def _round(value: float) -> float:
    return round(value, 1)
