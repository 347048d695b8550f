"""Whatever libphonenumber's own matcher finds at its level VALID is found too, where it stands."""

from pathlib import Path

import phonenumbers
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from phonenumbers import Leniency, PhoneNumberFormat, PhoneNumberMatcher

from osint_kit.identifiers.phone_extract import find_numbers

LINES = (Path(__file__).parent / "phone_texts.txt").read_text("utf-8").splitlines()
REGIONS = ["FJ", "VU", "AU", "US", "SG", None]
SPACED = """
999 1234|701-2345|+679 999 1234|(679) 999-1234|00679|2023110|23/11/2024|$|1,500,000| |-|/|.|,|x12| ext. 12|call|wa.me/
tel:|６７９|٩٩٩١٢٣٤|\u200b|\u00a0|\u202a|\ufe0f\u20e3|nine|O|l|@|#|59 12345|+61 412 345 678|0412 345 678|(|[|)|]|+
2024-11-05 08|:00|\u2013|\u3000|\uff0b|~|0|9|7|12|²|①|é|中|%|€|🌺
"""
PARTS = st.sampled_from(SPACED.strip("\n").replace("\n", "|").split("|"))


def missed(text: str, region: str | None) -> list[str]:
    ours = find_numbers(text, region)
    for number in ours:
        assert text[number.start : number.end] == number.text
    return [
        match.raw_string
        for match in PhoneNumberMatcher(text, region, Leniency.VALID)
        for e164 in [phonenumbers.format_number(match.number, PhoneNumberFormat.E164)]
        if not any(own.e164 == e164 and own.start < match.end and match.start < own.end for own in ours)
    ]


@pytest.mark.parametrize("region", REGIONS)
def test_all_that_the_matcher_finds_in_advertisements_and_chats(region: str | None) -> None:
    assert len(LINES) >= 200
    assert {line: missed(line, region) for line in LINES if missed(line, region)} == {}


def test_and_more_than_that() -> None:
    theirs = sum(len(list(PhoneNumberMatcher(line, "FJ", Leniency.VALID))) for line in LINES)
    ours = sum(len(find_numbers(line, "FJ")) for line in LINES)
    assert ours > theirs + 30


@settings(max_examples=400, deadline=None)
@given(st.lists(PARTS, min_size=1, max_size=9).map("".join), st.sampled_from(REGIONS))
def test_all_that_the_matcher_finds_in_made_up_texts(text: str, region: str | None) -> None:
    assert missed(text, region) == []


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=60), st.sampled_from(REGIONS))
def test_no_text_is_too_odd(text: str, region: str | None) -> None:
    assert missed(text, region) == []
