"""A profile as a graph, in the languages of Mermaid, Graphviz and GraphML. Pure.

Nodes are identifiers; edges are joins, drawn by how sure they are, and other statements that connect two nodes. Text
from outside is data in all three: control and direction characters are written as escapes, and each language's own
signs are escaped as its page says.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any
from xml.etree import ElementTree

from osint_kit.tables.safe import visible

GRAPHML = "http://graphml.graphdrawing.org/xmlns"


@dataclass(frozen=True)
class Edge:
    """Two nodes by their places, what connects them, and how sure: a belief, or ``said`` where nothing is joined."""

    one: int
    other: int
    label: str
    belief: str


@dataclass(frozen=True)
class Graph:
    """Nodes as pairs of kind and value, with how much each is believed, and the edges between them."""

    nodes: tuple[tuple[str, str], ...]
    beliefs: tuple[str, ...]
    edges: tuple[Edge, ...]


def graph_of(profile: dict[str, Any]) -> Graph:
    """The identifiers of a profile and what connects them; a join that was decided against is left out."""
    nodes = {(entry["kind"], entry["value"]): place for place, entry in enumerate(profile["identifiers"])}
    edges: list[Edge] = []
    joined: set[frozenset[int]] = set()
    for join in profile["joins"]:
        one, other = (nodes.get((join[end]["kind"], join[end]["value"])) for end in ("a", "b"))
        if join["belief"] and one is not None and other is not None:
            joined.add(frozenset((one, other)))
            label = ", ".join(ground["what"].replace("-", " ") for ground in join["grounds"]) or "decided"
            edges.append(Edge(one, other, label, join["belief"]))
    for link in profile["links"]:
        one, other = (nodes.get((link[end]["kind"], link[end]["value"])) for end in ("from", "to"))
        rejected = link["decision"] and link["decision"]["verdict"] == "reject"
        if one is not None and other is not None and not rejected and frozenset((one, other)) not in joined:
            joined.add(frozenset((one, other)))
            edges.append(Edge(one, other, link["property"].replace("_", " "), "said"))
    return Graph(tuple(nodes), tuple(entry["belief"] for entry in profile["identifiers"]), tuple(edges))


def masked(graph: Graph, mask: Callable[[str], str]) -> Graph:
    """The same graph with its texts as ``mask`` writes them."""
    return replace(
        graph,
        nodes=tuple((kind, mask(value)) for kind, value in graph.nodes),
        edges=tuple(replace(edge, label=mask(edge.label)) for edge in graph.edges),
    )


def mermaid(graph: Graph) -> str:
    """A flowchart; signs are entity codes: https://mermaid.js.org/syntax/flowchart.html#entity-codes-to-escape-characters."""
    arrows = {"certain": "===", "probable": "---", "possible": "-.-", "said": "-.->"}
    lines = ["flowchart LR"]
    lines += [f'  n{place}["{_coded(kind)}: {_coded(value)}"]' for place, (kind, value) in enumerate(graph.nodes)]
    lines += [f'  n{edge.one} {arrows[edge.belief]}|"{_coded(edge.label)}"| n{edge.other}' for edge in graph.edges]
    return "\n".join(lines) + "\n"


def graphviz(graph: Graph) -> str:
    """A graph in the DOT language: https://graphviz.org/doc/info/lang.html."""
    styles = {"certain": "bold", "probable": "solid", "possible": "dashed", "said": "dotted"}
    lines = ["graph profile {", "  node [shape=box];"]
    lines += [f"  n{place} [label={_quoted(f'{kind}: {value}')}];" for place, (kind, value) in enumerate(graph.nodes)]
    lines += [
        f"  n{edge.one} -- n{edge.other} [label={_quoted(edge.label)}, style={styles[edge.belief]}];"
        for edge in graph.edges
    ]
    return "\n".join([*lines, "}"]) + "\n"


def graphml(graph: Graph) -> str:
    """A document of http://graphml.graphdrawing.org/ with the data kind, value, belief and label."""
    root = ElementTree.Element("graphml", xmlns=GRAPHML)
    for name, owner in (("kind", "node"), ("value", "node"), ("belief", "node"), ("label", "edge"), ("surety", "edge")):
        ElementTree.SubElement(root, "key", {"id": name, "for": owner, "attr.name": name, "attr.type": "string"})
    drawn = ElementTree.SubElement(root, "graph", edgedefault="undirected")
    for place, ((kind, value), belief) in enumerate(zip(graph.nodes, graph.beliefs, strict=True)):
        node = ElementTree.SubElement(drawn, "node", id=f"n{place}")
        _data(node, kind=kind, value=value, belief=belief)
    for edge in graph.edges:
        line = ElementTree.SubElement(drawn, "edge", source=f"n{edge.one}", target=f"n{edge.other}")
        _data(line, label=edge.label, surety=edge.belief)
    ElementTree.indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ElementTree.tostring(root, encoding="unicode") + "\n"


FORMS: dict[str, tuple[Callable[[Graph], str], tuple[str, ...]]] = {
    "mermaid": (mermaid, (".mmd", ".mermaid")),
    "graphviz": (graphviz, (".dot", ".gv")),
    "graphml": (graphml, (".graphml", ".xml")),
}
"""The forms, each with the suffixes of its files."""


def _data(parent: ElementTree.Element, **values: str) -> None:
    for key, value in values.items():
        ElementTree.SubElement(parent, "data", key=key).text = visible(value)


def _coded(text: str) -> str:
    """Text in Mermaid: whatever is neither a letter, a digit nor a plain sign is an entity code."""
    return re.sub(r"[^\w .:/@+=,-]", lambda found: f"#{ord(found[0])};", visible(text))


def _quoted(text: str) -> str:
    """A string of DOT; a backslash begins an escape there, and a quotation mark ends the string."""
    return '"' + visible(text).replace("\\", "\\\\").replace('"', '\\"') + '"'
