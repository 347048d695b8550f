import time
import unicodedata

import pytest

from osint_kit.tables.safe import harmless, visible, visible_lines
from tests.tables.samples import NAUGHTY


@pytest.mark.parametrize(
    "text, shown",
    [
        ("plain", "plain"),
        ("tab\there", r"tab\there"),
        ("a\nb\r", r"a\nb\r"),
        ("\x00\x1b[31m\x7f", r"\x00\x1b[31m\x7f"),
        ("\x85\x9b", r"\x85\x9b"),
        ("\u202ax\u202e\u2066\u2069\u200e\u200f\u061c", r"\u202ax\u202e\u2066\u2069\u200e\u200f\u061c"),
        ("a\u200bb\u200cc\u200dd\ufeff\u2060", r"a\u200bb\u200cc\u200dd\ufeff\u2060"),
        ("\u2028\u2029", r"\u2028\u2029"),
        ("\ud800 \udfff", r"\ud800 \udfff"),
        ("\U000e0001\U000e007f", r"\U000e0001\U000e007f"),
        ("\ufdd0\uffff\U0001fffe\U0010ffff", r"\ufdd0\uffff\U0001fffe\U0010ffff"),
        ("\u3164\u00ad", r"\u3164\xad"),
    ],
)
def test_what_hides_or_controls_is_shown(text: str, shown: str) -> None:
    assert visible(text) == shown


@pytest.mark.parametrize(
    "text",
    [
        "é e\u0301 ñ",
        "日本語",
        "عربي עברית",
        "❤\ufe0f 👍🏽",
        "C:\\new \\x1b",
        "a\u00a0b",
        "[red]",
        "\ue000",
        "①",
    ],
)
def test_all_other_text_stays(text: str) -> None:
    assert visible(text) == text


def test_no_control_format_or_surrogate_of_unicode_gets_through() -> None:
    # These are seen: signs that are written around Arabic, Syriac and Kaithi numbers, and controls that arrange
    # Egyptian signs, shorthand aside.
    seen = {
        *range(0x600, 0x606),
        0x6DD,
        0x70F,
        0x890,
        0x891,
        0x8E2,
        0x110BD,
        0x110CD,
        *range(0x13430, 0x13440),
    }
    acting = (code for code in range(0x110000) if unicodedata.category(chr(code)) in {"Cc", "Cf", "Cs", "Zl", "Zp"})
    assert [hex(code) for code in acting if code not in seen and not visible(chr(code)).isascii()] == []


@pytest.mark.parametrize(
    "cell",
    [
        "=1+1",
        "=",
        "@SUM(A1)",
        "\t=1",
        "\rx",
        "\nx",
        "\t+6799991234",
        "＝1+1",
        "＋1",
        "－1",
        "＠x",
        "+SUM(1)",
        "-A1",
        "+1+cmd|'/C calc'!A0",
        "-2+3",
        "+1*2",
        "--1",
        "+",
        "-",
        "-name",
        "+679x",
        "+٦٧٩",
        "+1-650-253-0000",
        "-1/2",
        "+1 - - 5",
        "+(1)-(2)",
        " =1+1",
        "\u00a0=1",
        "  @x",
        " -A1",
    ],
)
def test_a_formula_is_guarded(cell: str) -> None:
    assert harmless(cell) == "'" + cell


@pytest.mark.parametrize(
    "cell",
    [
        "",
        " ",
        "plain",
        "a=b",
        "+6799991234",
        "-3.5",
        "+679 999 1234",
        "+1 650-253-0000",
        "+1 (650) 253-0000",
        "+(679) 999 1234",
        "-1,234.50",
        "-1e-07",
        "+1.5E+10",
        "-5%",
        " +6799991234 ",
        "+679\u00a0999\u00a01234",
        "3-4",
        "'=1+1",
        '"=1+1"',
        "1+1",
        "http://a.example/?=1",
        "{=1}",
    ],
)
def test_what_is_no_formula_stays(cell: str) -> None:
    assert harmless(cell) == cell


@pytest.mark.parametrize(
    "cell, guarded",
    [
        ("one\ntwo", "one\ntwo"),
        ("one\n=1+1\n+679 999 1234\n-x", "one\n'=1+1\n+679 999 1234\n'-x"),
        ("\n=1", "'\n'=1"),
    ],
)
def test_each_line_of_a_cell_is_guarded(cell: str, guarded: str) -> None:
    assert harmless(cell) == guarded
    assert harmless(guarded) == guarded


def test_lines_stay_lines_in_a_cell_and_nothing_else_that_controls() -> None:
    assert visible_lines("a\r\nb\nc\rd\x1b\u202e") == "a\nb\nc\\rd\\x1b\\u202e"


def test_shown_and_guarded_text_is_inert() -> None:
    for text in NAUGHTY:
        cell = harmless(visible(text))
        assert visible(cell) == cell
        assert harmless(cell) == cell
        assert cell.encode("utf-8").decode("utf-8") == cell


@pytest.mark.parametrize("tail", [" " * 200_000 + "x", "-1" * 100_000 + "x", "1" * 200_000 + "x", " -" * 100_000])
def test_hostile_cells_take_linear_time(tail: str) -> None:
    started = time.perf_counter()
    assert harmless("+1" + tail).startswith("'")
    assert time.perf_counter() - started < 1
