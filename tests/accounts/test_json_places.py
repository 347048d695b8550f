"""JSON with the lines of its entries: what it reads is what `json` reads, and where it says it is."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from osint_kit.accounts.json_places import BadJson, read_entries

SCALARS = st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.text(max_size=8)
VALUES = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3)
)


@given(st.dictionaries(st.text(max_size=6), VALUES, max_size=5), VALUES, st.sampled_from([None, 0, 2, "\t"]))
def test_it_reads_what_json_reads(document: dict[str, object], sites: object, indent: "int | str | None") -> None:
    document["sites"] = sites
    outer, inner = read_entries(json.dumps(document, indent=indent).encode(), "sites")
    assert [entry.key for entry in outer] == list(document)
    values = {entry.key: entry.value for entry in outer if entry.key != "sites"}
    assert values == {key: value for key, value in document.items() if key != "sites"}
    if isinstance(sites, dict):
        assert {entry.key: entry.value for entry in inner} == sites
    elif isinstance(sites, list):
        assert [entry.value for entry in inner] == sites
    else:
        assert inner == []


@given(st.lists(VALUES, min_size=1, max_size=5))
def test_an_array_is_its_own_list(values: list[object]) -> None:
    _, inner = read_entries(json.dumps(values, indent=1).encode(), "sites")
    assert [entry.value for entry in inner] == values


def test_lines() -> None:
    text = '\ufeff{\r\n "a": 1,\n\n "sites": [\n  {"x":\n 1},\n  7\n ], "b":\n 2}\n'
    outer, inner = read_entries(text.encode(), "sites")
    assert [(entry.key, entry.line) for entry in outer] == [("a", 2), ("sites", 4), ("b", 9)]
    assert [entry.line for entry in inner] == [5, 7]


@pytest.mark.parametrize(
    "text, line",
    [
        ('{"a": 1,\n"b"\n2}', 3),
        ('{"a": 1\n"b": 2}', 2),
        ('{"a": 1,\n}', 2),
        ("[1,\n2,\n]", 3),
        ('{\n"a": [1,\n}', 3),
        ('{"a": 1}\n\nmore', 3),
        ("", 1),
        ("\n7", 2),
        ('{"sites": [\n{}', 2),
    ],
)
def test_where_it_stops_being_json(text: str, line: int) -> None:
    with pytest.raises(BadJson, match=f"line {line}: "):
        read_entries(text.encode(), "sites")
