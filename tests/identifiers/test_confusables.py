"""Skeletons by Unicode TS 39, and what a hasty reader takes for one another."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from osint_kit.identifiers.confusables import look_alikes, mixed_scripts, seen_as, skeleton
from osint_kit.identifiers.hostname import read_host_name


@pytest.mark.parametrize(
    "one, other",
    [("раураl", "paypal"), ("ѕсоре", "scope"), ("rnicrosoft", "microsoft"), ("paypa1", "paypal"), ("ᖯsp", "bsp")],
)
def test_skeletons_of_what_looks_alike_are_equal(one: str, other: str) -> None:
    assert skeleton(one) == skeleton(other)


@pytest.mark.parametrize("one, other", [("paypal", "paypol"), ("bsp", "bps"), ("á", "a"), ("0", "o")])
def test_skeletons_of_what_does_not_are_not(one: str, other: str) -> None:
    assert skeleton(one) != skeleton(other)


@pytest.mark.parametrize(
    "text, like",
    [
        ("раураl", "paypal"),
        ("pаypaІ".lower(), "paypal"),
        ("páypal", "paypal"),
        ("g00gle", "google"),
        ("arnazon", "amazon"),
        ("vvise", "wise"),
        ("cligicel", "digicel"),
        ("clhl", "dhl"),
        ("netf1ix", "netflix"),
        ("b5p", "bsp"),
        ("аррӏе", "apple"),
        ("ηetflix", "netflix"),
    ],
)
def test_what_a_hasty_reader_takes_for_another(text: str, like: str) -> None:
    assert seen_as(text) == seen_as(like)


@given(st.text("abcdefghijklmnopqrstuvwxyzабвгдеоρετ0123456789-ü", max_size=20))
def test_a_skeleton_is_its_own(text: str) -> None:
    assert skeleton(skeleton(text)) == skeleton(text)
    assert unicodedata.is_normalized("NFD", skeleton(text))


@pytest.mark.parametrize(
    "label, scripts",
    [
        ("paypal", ()),
        ("bücher", ()),
        ("яндекс", ()),
        ("рaypal", ("Cyrillic", "Latin")),
        ("ηetflix", ("Greek", "Latin")),
        ("食狮shop", ()),
        ("x2", ()),
    ],
)
def test_scripts_that_are_mixed_are_named(label: str, scripts: tuple[str, ...]) -> None:
    assert mixed_scripts(label) == scripts


def test_each_look_alike_can_stand_in_a_name() -> None:
    assert "а" in look_alikes()["a"]
    assert all(letter not in found for letter, found in look_alikes().items())
    names = [read_host_name(f"x{char}x.example").unicode for found in look_alikes().values() for char in found]
    assert len(names) > 60
