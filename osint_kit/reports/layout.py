"""Where each node of the picture stands: columns by distance from the subject, few crossings.

The order in a column and the heights are those of the layered drawing of Sugiyama, Tagawa and Toda (1981) with the
coordinates of Brandes and Köpf (2001), as the library grandalf computes them; it draws from the top, so x and y are
exchanged here.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from osint_kit.reports.graph import Graph, Key

WIDTH, HEIGHT = 190, 36
"""Of a node, in pixels."""
ACROSS, DOWN = 52, 11
"""Between columns and between the nodes of one."""
TALL = 900
"""Beyond so many pixels a picture is read from its top down, row by row, and cut into bands between the rows."""
PASSES = 12
"""Times that the library goes through the columns to lessen crossings."""


@dataclass(frozen=True)
class Laid:
    """The left upper corner of each node, in pixels, and the size of the whole."""

    places: Mapping[Key, tuple[float, float]]
    width: float
    height: float


def lay_out(graph: Graph) -> Laid:
    """Places for all nodes; the same graph gives the same picture."""
    from grandalf.graphs import Edge, Vertex
    from grandalf.graphs import Graph as Drawn
    from grandalf.layouts import SugiyamaLayout

    vertices = {key: Vertex(key) for key in graph.nodes}
    for vertex in vertices.values():
        vertex.view = _Box()
    # Only ties from one column to the next order the nodes; those within a column are drawn beside it.
    forward = [
        (edge.one, edge.other) if graph.nodes[edge.one] < graph.nodes[edge.other] else (edge.other, edge.one)
        for edge in graph.edges
        if graph.nodes[edge.one] != graph.nodes[edge.other]
    ]
    drawn = Drawn(list(vertices.values()), [Edge(vertices[one], vertices[other]) for one, other in forward])
    heights: dict[Key, float] = {}
    top = 0.0
    for component in drawn.C:
        layout = SugiyamaLayout(component)
        layout.xspace, layout.yspace = DOWN, ACROSS
        layout.init_all(optimize=True)
        layout.draw(PASSES)
        low = min(vertex.view.xy[0] for vertex in component.sV)
        for vertex in component.sV:
            heights[vertex.data] = top + vertex.view.xy[0] - low
        top = max(heights.values()) + HEIGHT + DOWN
    heights = _apart(graph, heights)
    if max(heights.values()) + HEIGHT > TALL:
        heights = _from_the_top(graph, heights)
    places = {key: ((WIDTH + ACROSS) * graph.nodes[key], height) for key, height in heights.items()}
    width = max(left for left, _ in places.values()) + WIDTH
    height = max(upper for _, upper in places.values()) + HEIGHT
    return Laid(places, width, height)


def _apart(graph: Graph, heights: Mapping[Key, float]) -> dict[Key, float]:
    """The heights, with the nodes of a column in their order and none over another."""
    apart: dict[Key, float] = {}
    for keys in _columns(graph, heights).values():
        least = 0.0
        for key in keys:
            apart[key] = max(heights[key], least)
            least = apart[key] + HEIGHT + DOWN
    return apart


def _from_the_top(graph: Graph, heights: Mapping[Key, float]) -> dict[Key, float]:
    """The same order in rows, each node beside the first that it leads to, so that the subject stands at the top."""
    row = float(HEIGHT + DOWN)
    leads_to: dict[Key, list[Key]] = {}
    for edge in graph.edges:
        near, far = sorted((edge.one, edge.other), key=lambda key: graph.nodes[key])
        if graph.nodes[near] < graph.nodes[far]:
            leads_to.setdefault(near, []).append(far)
    placed: dict[Key, float] = {}
    for _, keys in sorted(_columns(graph, heights).items(), reverse=True):
        least = 0.0
        for key in keys:
            placed[key] = max(least, min((placed[far] for far in leads_to.get(key, ())), default=least))
            least = placed[key] + row
    return _beside_what_leads_there(_columns(graph, heights), leads_to, placed)


def _beside_what_leads_there(
    columns: Mapping[int, Sequence[Key]], leads_to: Mapping[Key, Sequence[Key]], placed: Mapping[Key, float]
) -> dict[Key, float]:
    """The same with each node moved down to the first that leads to it."""
    came_from = {far: near for near, all_far in reversed([*leads_to.items()]) for far in all_far}
    moved: dict[Key, float] = {}
    for _, keys in sorted(columns.items()):
        least = 0.0
        for key in keys:
            moved[key] = max(placed[key], least, moved.get(came_from.get(key, key), 0.0))
            least = moved[key] + HEIGHT + DOWN
    return moved


def _columns(graph: Graph, heights: Mapping[Key, float]) -> dict[int, list[Key]]:
    """The nodes of each column, from the top."""
    columns: dict[int, list[Key]] = {}
    for key in sorted(graph.nodes, key=lambda item: (heights[item], item)):
        columns.setdefault(graph.nodes[key], []).append(key)
    return columns


class _Box:
    """What the library wants to know of a node: its size, and where it puts it. Width and height are exchanged."""

    def __init__(self) -> None:
        self.w, self.h = HEIGHT, WIDTH
        self.xy = (0.0, 0.0)
