"""The local facts: each has its source, and still says something that libphonenumber does not."""

from dataclasses import fields

import phonenumbers
import pytest

from osint_kit.identifiers.phone import phone_record
from osint_kit.identifiers.phone_dialling import ways_out
from osint_kit.identifiers.phone_facts import Code, Fact, Range, phone_facts

FACTS: list[Fact] = [fact for field in fields(phone_facts()) for fact in getattr(phone_facts(), field.name)]
INKK = phone_facts().ranges[0]


@pytest.mark.parametrize("fact", FACTS, ids=lambda fact: f"{type(fact).__name__} {fact.source[:30]}")
def test_each_fact_has_a_source_and_one_date(fact: Fact) -> None:
    assert (fact.published is None) != (fact.read is None)
    assert "http" in fact.source or "libphonenumber" in fact.source
    assert str(fact.published or fact.read) in fact.cited
    assert fact.cited.isprintable()


@pytest.mark.parametrize("prefix", INKK.prefixes)
def test_libphonenumber_still_has_inkks_ranges_as_vodafones(prefix: str) -> None:
    assert phone_record(f"{prefix}12345", "FJ").carrier == "Vodafone"


@pytest.mark.parametrize("operator", phone_facts().operators, ids=lambda operator: operator.carrier)
def test_libphonenumber_still_has_the_names_that_are_explained(operator: object) -> None:
    carriers = {phone_record(f"{prefix}12345", "VU").carrier for prefix in range(50, 90)}
    assert getattr(operator, "carrier") in carriers  # noqa: B009


@pytest.mark.parametrize("code", phone_facts().codes, ids=lambda code: f"{code.region} {code.code}")
def test_a_code_is_no_number(code: Code) -> None:
    assert not phone_record(code.code, code.region).valid


def test_the_ways_out_are_those_that_libphonenumber_accepts() -> None:
    for fact in phone_facts().ways_out:
        for prefix in fact.prefixes:
            number = phonenumbers.parse(f"{prefix} 61 412 345 678", fact.region)
            assert phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164) == "+61412345678"
    assert ways_out("FJ") == ("00", "052")
    assert ways_out("AU") == ("0011",)
    assert ways_out("XX") == ()


@pytest.mark.parametrize(
    "region, national, covered",
    [("FJ", "8712345", True), ("FJ", "8612345", False), ("FJ", "87123", False), ("VU", "8712345", False)],
)
def test_a_range_covers_numbers_of_its_region_and_length(region: str, national: str, covered: bool) -> None:
    assert isinstance(INKK, Range)
    assert INKK.covers(region, national) is covered
