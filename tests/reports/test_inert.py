"""Text from the network in a report: nothing is a link, nothing acts, nothing hides; the kit reads it back."""

import pytest

from osint_kit.canonical import Json
from osint_kit.identifiers.defanged import refang
from osint_kit.reports.inert import as_text, inert


@pytest.mark.parametrize(
    "text, shown",
    [
        ("https://bit.ly/x?a=1.5", "hxxps://bit[.]ly/x?a=1.5"),
        ("HTTP://EVIL.EXAMPLE", "HxxP://EVIL[.]EXAMPLE"),
        ("sefa@mail.com.fj", "sefa[@]mail[.]com[.]fj"),
        ("see www.evil.example.", "see www[.]evil[.]example."),
        ("javascript:alert(1)", "javascript[:]alert(1)"),
        ("data:text/html,x", "data[:]text/html,x"),
        ("tel:+679", "tel[:]+679"),
        ("\u202etxt.exe", "\\u202etxt[.]exe"),
        ("a\u200bb\x1b[31m", "a\\u200bb\\x1b[31m"),
        ("\ud800", "\\ud800"),
        ("Island Jobs, since 2.3", "Island Jobs, since 2.3"),
        ("203.0.113.7", "203.0.113.7"),
        ("x" * 3000, "x" * 2000 + "… (3,000 characters)"),
        ("", ""),
    ],
)
def test_inert(text: str, shown: str) -> None:
    assert inert(text) == shown


@pytest.mark.parametrize(
    "text", ["https://apply.island-jobs.example/form", "recruit@island-jobs.example", "a.b.com.fj"]
)
def test_the_kit_reads_it_back(text: str) -> None:
    assert refang(inert(text)) == text


@pytest.mark.parametrize(
    "value, shown",
    [
        (None, ""),
        (True, "yes"),
        (3, "3"),
        ("x", "x"),
        (["a", None, "b"], "a, b"),
        ({"value": "Sefa", "excerpt": "<b>Sefa</b>", "from": "og:title"}, "Sefa"),
        ({"site": "X", "state": "found", "why": None}, "site: X; state: found"),
        ({"by_year": {"2026": 2}}, "by year: 2026: 2"),
    ],
)
def test_values_in_plain_words(value: Json, shown: str) -> None:
    assert as_text(value) == shown
