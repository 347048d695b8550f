"""The picture of a subject: which identifiers, where, in bands that fit on a page, the same each time."""

from itertools import pairwise
from typing import Any

import pytest

from osint_kit.identifiers import Identifier, Kind
from osint_kit.reports.drawing import Picture, cut, picture
from osint_kit.reports.graph import SUBJECT, graph_of
from osint_kit.reports.layout import DOWN, HEIGHT, TALL, WIDTH
from tests.reports.made import PHONE, SEFA, profile_of, said


def profile(many: int, fan: int = 6) -> dict[str, Any]:
    nodes = [SEFA, *(Identifier(Kind.ACCOUNT, f"site-{n}:sefa") for n in range(1, many))]
    return profile_of([said(nodes[(n - 1) // fan], "mentions", "", nodes[n]) for n in range(1, many)], [SEFA], "X")


def drawn(many: int, fan: int = 6) -> Picture:
    return picture(graph_of(profile(many, fan)), {("handle", SEFA.value): "s1-i1"}, "X")


@pytest.mark.parametrize("many, shown, left", [(1, 1, 0), (299, 299, 0), (300, 300, 0), (301, 300, 1), (900, 300, 600)])
def test_the_nearest_three_hundred(many: int, shown: int, left: int) -> None:
    graph = graph_of({**profile(many), "identifiers": profile(max(many, 2))["identifiers"][:many]})
    assert (len(graph.nodes) - 1, graph.left_out) == (shown, left)
    assert SUBJECT in graph.nodes
    distances = list(graph.nodes.values())
    assert distances == sorted(distances)


def test_a_loose_identifier_stands_with_the_subject() -> None:
    made = profile_of([said(SEFA, "bio", "x")], [SEFA], None)
    made["identifiers"].append({"kind": "phone", "value": PHONE.value})  # type: ignore[union-attr]
    graph = graph_of(made)
    assert {(edge.other, *edge.says) for edge in graph.edges} == {
        (("handle", SEFA.value), "seed"),
        (("phone", PHONE.value), "found"),
    }


@pytest.mark.parametrize("many, fan", [(1, 1), (12, 3), (60, 1), (300, 6), (300, 299)])
def test_no_box_covers_another_and_all_are_within(many: int, fan: int) -> None:
    made = drawn(many, fan)
    by_column: dict[float, list[float]] = {}
    for node in made.nodes:
        assert 0 <= node.x <= made.width - WIDTH
        assert 0 <= node.y <= made.height - HEIGHT
        by_column.setdefault(node.x, []).append(node.y)
    for heights in by_column.values():
        heights.sort()
        assert all(lower - upper >= HEIGHT + DOWN - 0.2 for upper, lower in pairwise(heights))


def test_the_same_graph_gives_the_same_picture() -> None:
    assert drawn(120) == drawn(120)


@pytest.mark.parametrize("many", [3, 300])
def test_bands_hold_every_box_once_and_cut_none(many: int) -> None:
    made = drawn(many)
    assert (len(made.bands) > 1) is (made.height > TALL)
    assert sorted(node.text for band in made.bands for node in band.nodes) == sorted(node.text for node in made.nodes)
    foot = 0.0
    for band in made.bands:
        assert band.top == pytest.approx(foot, abs=0.2)
        foot = band.top + band.height
        for node in band.nodes:
            assert band.top <= node.y
            assert node.y + HEIGHT <= foot + 0.2
    assert foot == pytest.approx(made.height, abs=0.2)


def test_long_texts_are_cut_in_the_middle() -> None:
    assert cut("short") == "short"
    assert cut("hxxps://very-long[.]example/path/to/form") == "hxxps://very-lo…h/to/form"
