import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from osint_kit.texts.values import value_lines


def text(*pieces: str) -> str:
    return "".join(value_lines(pieces))


@pytest.mark.parametrize(
    "data, shown",
    [
        ('{"phone": "999 1234", "id": 7012345}', "phone: 999 1234\nid: 7012345\n"),
        ('["\\u002b679 999\\t1234", -1.5e3, true, null]', "+679 999\t1234\n-1.5e3\n"),
        ('{"+6799991234": {"a": []}}', "+6799991234\na\n"),
        ('{"a": "x\\ny"}', "a: x\ny\n"),
        ('{"a":1}\n{"a":2}\n', "a: 1\na: 2\n"),
        ('{"a" : "\\ud83d\\ude00\\ud83d"}', "a: \U0001f600\ufffd\n"),
        ('{"a": "quote \\" 999', 'a: "\n"\n999\n'),
        ("", ""),
        ("[]", ""),
        ("call 999 1234", "999\n1234\n"),
    ],
)
def test_strings_and_numbers_with_their_names(data: str, shown: str) -> None:
    assert text(data) == shown
    assert text(*data) == shown  # character by character


def test_any_depth_is_read() -> None:
    assert text("[" * 200_000 + '"999 1234"' + "]" * 200_000) == "999 1234\n"


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)


def strings(value: object) -> list[str]:
    if isinstance(value, dict):
        return [text for name, inner in value.items() for text in [name, *strings(inner)]]
    if isinstance(value, list):
        return [text for inner in value for text in strings(inner)]
    return [str(value)] if isinstance(value, (str, int)) and not isinstance(value, bool) else []


@given(JSON, st.sampled_from([None, 2]), st.booleans())
def test_nothing_that_a_parser_finds_is_left_out(value: object, indent: int | None, ascii_only: bool) -> None:
    shown = text(json.dumps(value, indent=indent, ensure_ascii=ascii_only))
    place = 0
    for part in strings(value):
        wanted = part.split("\n")[-1]
        place = shown.index(wanted, place) + len(wanted)
