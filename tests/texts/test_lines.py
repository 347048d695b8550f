import pytest
from hypothesis import given
from hypothesis import strategies as st

from osint_kit.texts.lines import LONGEST, context, numbered


@given(st.text(st.sampled_from("ab 1\r\n\u2028")), st.integers(1, 7))
def test_each_line_stands_where_it_says_however_the_text_comes(text: str, size: int) -> None:
    pieces = [text[place : place + size] for place in range(0, len(text), size)]
    lines = list(numbered(pieces))
    for line in lines:
        assert text[line.start : line.start + len(line.text)] == line.text
        assert text.count("\n", 0, line.start) == line.number - 1
    assert [line.text for line in lines] == [part.rstrip("\r") for part in text.removesuffix("\n").split("\n") if text]


def test_a_line_that_is_too_long_comes_in_parts_cut_between_words() -> None:
    text = "call 999 1234 " * (LONGEST // 5)
    lines = list(numbered([text]))
    assert len(lines) > 2
    assert "".join(line.text for line in lines) == text
    assert all(len(line.text) <= LONGEST for line in lines)
    assert {line.text[:8] for line in lines} == {"999 1234"} | {"call 999"}
    assert {line.number for line in lines} == {1}
    assert [line.start for line in lines] == [text.index(line.text, line.start) for line in lines]


def test_a_long_line_without_a_gap_is_cut_all_the_same() -> None:
    assert [len(line.text) for line in numbered(["9" * (2 * LONGEST + 1)])] == [LONGEST, LONGEST, 1]


@pytest.mark.parametrize(
    "line, words",
    [
        ("call 1234567 now", "call 1234567 now"),
        ("\tcall\u00a0\u00a01234567", "call 1234567"),
        ("word " * 20 + "1234567" + " word" * 20, "…" + "word " * 7 + "1234567" + " word" * 7 + "…"),
        ("x" * 90 + "1234567", "…" + "x" * 40 + "1234567"),
    ],
)
def test_context_is_some_words_on_one_line(line: str, words: str) -> None:
    start = line.index("1234567")
    assert context(line, start, start + 7) == words
