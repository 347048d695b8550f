"""Texts that are made to waste time, against libphonenumber's own search of the same text in the same process."""

import time
from collections.abc import Callable

import phonenumbers
import pytest
from phonenumbers import Leniency, PhoneNumberMatcher

from osint_kit.identifiers.phone_extract import find_numbers
from osint_kit.identifiers.phone_extract_matcher import FEWEST_DIGITS

LENGTH = 1 << 16
"""Of a text: lines of files are cut there."""


def seconds(work: Callable[[], object]) -> float:
    """The least of two, as other work on the machine only ever adds."""
    times = []
    for _ in range(2):
        begun = time.process_time()
        work()
        times.append(time.process_time() - begun)
    return min(times)


@pytest.fixture(scope="module", autouse=True)
def _data_loaded() -> None:
    find_numbers("00679 999 1234 or one two three 4 5 6 7", "FJ")


@pytest.mark.parametrize("junk", ["+6", "6 ", "(6", "6+", "6.6 ", "999 1234 5, ", "2026-11-24 ", "6/", "12 34 56 "])
def test_digits_that_are_no_numbers_take_less_than_the_library_alone_needs(junk: str) -> None:
    text = (junk * LENGTH)[:LENGTH]
    theirs = seconds(lambda: list(PhoneNumberMatcher(text, "FJ", Leniency.VALID)))
    assert seconds(lambda: find_numbers(text, "FJ")) < theirs


@pytest.mark.parametrize("junk", ["9", "o", "l.", "one ", "+", "tel:", "wa.me/", "@9", "🌺9", "\u200d9", "9~9"])
def test_other_junk_takes_no_long_time(junk: str) -> None:
    text = (junk * LENGTH)[:LENGTH]
    assert seconds(lambda: find_numbers(text, "FJ")) < 1


@pytest.mark.parametrize("unit", ["+679 999 1234 ", "9991234a", "wa.me/6799991234 ", "oneoneoneone1234 "])
def test_the_time_grows_as_the_text_does(unit: str) -> None:
    short = seconds(lambda: find_numbers(unit * 500, "FJ"))
    assert seconds(lambda: find_numbers(unit * 4000, "FJ")) < 16 * short


def test_no_country_has_numbers_of_fewer_digits_than_are_looked_at() -> None:
    regions = [phonenumbers.PhoneMetadata.metadata_for_region(region) for region in phonenumbers.SUPPORTED_REGIONS]
    codes = phonenumbers.COUNTRY_CODES_FOR_NON_GEO_REGIONS
    everywhere = [*regions, *(phonenumbers.PhoneMetadata.metadata_for_nongeo_region(code) for code in codes)]
    kinds = "fixed_line mobile toll_free premium_rate shared_cost personal_number voip pager uan voicemail".split()
    lengths = {
        length
        for plan in everywhere
        for kind in kinds
        for length in getattr(getattr(plan, kind), "possible_length", None) or ()
        if length > 0
    }
    assert min(lengths) == FEWEST_DIGITS
