"""Phrases: how they are written, and where they stand in a text."""

import pytest

from osint_kit.profiles.flags_phrases import BadPhrase, Phrases, one_form, read_phrase, words_of


def found(phrase: str, text: str) -> list[str]:
    return [text[place.start : place.end] for _, place in Phrases([("x", phrase)]).find(words_of(text))]


@pytest.mark.parametrize(
    "phrase, text, stands",
    [
        ("visa fee", "The Visa-Fee, and a visa  fee", ["Visa-Fee", "visa  fee"]),
        ("visa fee", "a visa. Fee of none", []),
        ("visa fee", "visa\nfee", ["visa\nfee"]),
        ("recruit*", "Recruiters recruit", ["Recruiters", "recruit"]),
        ("pay|send money", "send money, pay money, take money", ["send money", "pay money"]),
        ("pay ... visa", "pay for your own visa", ["pay for your own visa"]),
        ("pay ... visa", "pay a b c d visa", ["pay a b c d visa"]),
        ("pay ... visa", "pay a b c d e visa", []),
        ("pay ... visa", "pay now\nvisa ready", []),
        ("aged # ... #", "aged 18 to 25", ["aged 18 to 25"]),
        ("# years", "nine years, 9 years", ["9 years"]),
        ("don't miss", "Don’t miss it", ["Don’t miss"]),
        ("m-paisa", "by M-PAiSA", ["M-PAiSA"]),
        ("a b", "a a b", ["a b"]),
        ("frais de visa", "Frais de visa", ["Frais de visa"]),
        ("वीज़ा शुल्क", "वीज़ा शुल्क", ["वीज़ा शुल्क"]),
    ],
)
def test_a_phrase_stands_where_it_stands(phrase: str, text: str, stands: list[str]) -> None:
    assert found(phrase, text) == stands


@pytest.mark.parametrize("bad", ["", "...", "... fee", "fee ...", "a ... b ... c ... d", "a|", "m-p|x", "*", "a " * 17])
def test_a_phrase_that_cannot_be_read_says_why(bad: str) -> None:
    with pytest.raises(BadPhrase, match=".+"):
        read_phrase(bad)


@pytest.mark.parametrize("word", ["FEE", "fée", "ｆｅｅ", "𝒻𝑒𝑒", "f\u200be\u00ade", "f\u0435e"])
def test_one_form(word: str) -> None:
    assert one_form(word) == "fee"
