"""Word lists of an operator's own: a language, a flag, and every mistake named with its file."""

from pathlib import Path

import pytest

from osint_kit.errors import UsageError
from osint_kit.profiles.flags_text import flags_of, read
from osint_kit.profiles.flags_words import book_with, own_book

FRENCH = """
language = "fr"
not = ["pas", "sans", "aucun*"]
[fee]
phrases = ["frais de dossier|visa|formation"]
[periods]
month = ["mois"]
[[flag]]
code = "kava"
title = "pays in kava"
evidence_grade = "local case"
source = "case 12/2026"
innocent = "kava is a gift of welcome"
[kava]
phrases = ["kava"]
"""


def test_a_language_and_a_flag_of_ones_own(tmp_path: Path) -> None:
    (tmp_path / "fr.toml").write_text(FRENCH)
    book = book_with(tmp_path)
    advert = read("Frais de visa à payer, USD 6000 par mois, kava offert", "FJ", book)
    assert {flag.rule.code for flag in flags_of(advert, book)} == {"fee", "high_pay", "kava"}
    honest = read("Aucun frais de dossier", "FJ", book)
    assert [flag.rule.code for flag in flags_of(honest, book)] == []
    assert "kava" not in own_book().rules
    assert "fr" not in own_book().languages


@pytest.mark.parametrize(
    "text, says",
    [
        ("fee = [", "not readable"),
        ("[feee]\nphrases = ['x']", "no flag 'feee'"),
        ("fee = 3", "'fee' is no table"),
        ("[fee]\nphrases = 'x'", "is no list"),
        ("[fee]\nphrases = ['... x']", "begins and ends with a word"),
        ("[periods]\nmoon = ['x']", "no period"),
        ("not = 3", "is no list"),
        ("[[flag]]\ncode = 'x'", "has no 'title'"),
        ("[[flag]]\ncode='fee'\ntitle='t'\nevidence_grade='expert list'\nsource='s'\ninnocent='i'", "exists already"),
        ("[[flag]]\ncode='x'\ntitle='t'\nevidence_grade='proof'\nsource='s'\ninnocent='i'", "no evidence grade"),
        ("flag = [3]", "is no table"),
        ("\x00", "not readable"),
    ],
)
def test_a_mistake_is_named_with_its_file(tmp_path: Path, text: str, says: str) -> None:
    (tmp_path / "bad.toml").write_text(text)
    with pytest.raises(UsageError, match=says) as raised:
        book_with(tmp_path)
    assert "bad.toml" in raised.value.message
    assert raised.value.next_step


def test_a_folder_that_is_none_or_holds_nothing(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="is no folder"):
        book_with(tmp_path / "none")
    with pytest.raises(UsageError, match=r"holds no \.toml"):
        book_with(tmp_path)
