"""Names: kept as written, but for what cannot be seen."""

import pytest

from osint_kit.identifiers import Identifier, Kind, NotReadable
from osint_kit.identifiers.name import read_name


@pytest.mark.parametrize(
    "text, value",
    [
        ("Sefa V", "Sefa V"),
        ("  Sefa \t  V ", "Sefa V"),
        ("Sefa\u00a0V", "Sefa V"),
        ("SEFA", "SEFA"),
        ("O'Brien-Tui, jr.", "O'Brien-Tui, jr."),
        ("Rene\u0301", "René"),
        ("王小美", "王小美"),
        ("ශ්\u200dරී ලංකා", "ශ්\u200dරී ලංකා"),
        ("Blue Sea Recruitment (Fiji) Ltd", "Blue Sea Recruitment (Fiji) Ltd"),
        ("x" * 200, "x" * 200),
    ],
)
def test_a_name_is_read(text: str, value: str) -> None:
    assert read_name(text) == Identifier(Kind.NAME, value)
    assert read_name(value).value == value


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   ",
        "123",
        "...",
        "Sefa\nV",
        "Sefa\x1b[31m",
        "Sefa\u202eV",
        "\u200eSefa",
        "Sefa\u2028V",
        "Sefa\ud800",
        "x" * 201,
    ],
)
def test_what_is_no_name_is_refused(text: str) -> None:
    with pytest.raises(NotReadable) as refused:
        read_name(text)
    assert str(refused.value).isprintable()
