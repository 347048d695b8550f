"""How rare handles and names are."""

import pytest

from osint_kit.profiles.rarity import handle_bits, is_common, name_bits, others_expected


@pytest.mark.parametrize(
    "handle", ["john", "johnsmith", "john.smith", "maria1990", "sefa", "islandjobs", "admin", "Info"]
)
def test_handles_that_others_have_too(handle: str) -> None:
    assert is_common(handle)


@pytest.mark.parametrize("handle", ["sefajobs679", "xq7vtr_k9", "leitaugold3118", "мария_сува77"])
def test_handles_that_nobody_else_is_expected_to_have(handle: str) -> None:
    assert not is_common(handle)
    assert others_expected(handle) < 1


def test_a_longer_handle_is_rarer_and_case_does_not_count() -> None:
    assert handle_bits("sefajobs") < handle_bits("sefajobs6") < handle_bits("sefajobs67")
    assert handle_bits("SefaJobs") == handle_bits("sefajobs")


def test_a_frequent_name_is_less_than_its_letters() -> None:
    assert handle_bits("smith") < 12 < handle_bits("sthmi")
    assert name_bits("John Smith") < name_bits("Zebulon Quackenbush")


def test_a_year_says_less_than_four_other_digits() -> None:
    assert handle_bits("sefa1990") < handle_bits("sefa8317")
