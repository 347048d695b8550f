"""The fast way gives what the slow one and the library give."""

import random
from pathlib import Path

import phonenumbers
import pytest
from phonenumbers import PhoneNumberFormat, carrier, geocoder, timezone

from osint_kit.identifiers.phone import phone_records
from osint_kit.identifiers.phone_bulk import phone_reader, record_of

AWKWARD = [
    "",
    " ",
    "what?",
    "999 1234",
    "(679) 999-1234",
    "00679 9991234",
    "679 9991234",
    "+678 (0) 591 2345",
    "+39 06 1234567",
    "+39 (0)6 1234567",
    "+390000000",
    "+6790000000",
    "0000000",
    "00000000000",
    "+1 310 1234",
    "+1-310-123-4567",
    "911",
    "tel:+6799991234",
    "701 2345 / 999 1234",
    "701 2345, +678 591 2345",
    "６７９９９９１２３４",
    "6799991234.0",
    "2026-11-24",
    "+679 999 1234 ext. 12",
    "+54 9 11 2345 6789",
    "011 15 2345 6789",
    "+55 11 91234 5678",
    "0 800 123456",
    "+8001234567 8",
    "+88213 12345",
    "+979 123456789",
    "+999 12345",
    "0679 999 1234",
    "052 678 5912345",
    "+44 7700 900123",
    "+7 701 234 5678",
    "+1 (242) 365-1234",
    "+1 876 123 4567",
    "+64 21 123 456",
    "021 123 456",
    "02 9876 5432",
    "1300 123 456",
    "+61 8 9162 1234",
    "+44 1481 960 194",
    "+590 690 00 12 34",
    "+262 639 12 34 56",
    "+599 9 518 1234",
    "+47 79 12 34 56",
    "(+679) 999 1234",
    "++679 9991234",
    "+679  999  1234 ",
    ".999.1234.",
    "999-1234-",
    "+86 131 2345 6789",
    "+52 1 55 1234 5678",
    "+290 23158",
]


def numbers(count: int, seed: int) -> list[str]:
    """Numbers of all countries, most of them in no range or of a wrong length, written in several ways."""
    dice = random.Random(seed)
    texts: list[str] = []
    while len(texts) < count:
        region = dice.choice(sorted(phonenumbers.SUPPORTED_REGIONS))
        example = phonenumbers.example_number_for_type(region, dice.randrange(11))
        if example is None:
            continue
        digits = list(phonenumbers.national_significant_number(example))
        for _ in range(dice.randrange(5)):
            digits[dice.randrange(len(digits))] = dice.choice("0123456789")
        national = "".join(digits)[: dice.choice((99, 99, 99, len(digits) - 1))] + dice.choice(("", "", "", "5"))
        spaced = f"{national[:3]} {national[3:-3]}-{national[-3:]}"
        code = example.country_code
        texts.append(
            dice.choice((f"+{code}{national}", f"+{code} {spaced}", f"00{code} {spaced}", f"{code}{national}", spaced))
        )
    return texts


@pytest.mark.parametrize("region", [None, "FJ", "VU", "AU", "NZ", "US", "GB", "IT", "AR", "BR", "BS", "ID", "KZ"])
def test_records_are_those_of_phone_records(region: str | None) -> None:
    read = phone_reader(region)
    for text in AWKWARD + numbers(500, seed=sum(map(ord, region or ""))):
        fast = tuple(record_of(values) for values in read(text))
        assert fast == phone_records(text, region), text


def test_answers_are_those_of_the_plain_loop() -> None:
    read = phone_reader("FJ")
    for text in numbers(3000, seed=7):
        (record,) = (record_of(values) for values in read(text))
        if record.e164 is None or not record.valid:
            continue
        number = phonenumbers.parse(record.e164)
        assert phonenumbers.is_valid_number(number)
        assert record.possible == phonenumbers.is_possible_number(number)
        assert record.international == phonenumbers.format_number(number, PhoneNumberFormat.INTERNATIONAL)
        assert record.national == phonenumbers.format_number(number, PhoneNumberFormat.NATIONAL)
        assert record.country == phonenumbers.region_code_for_number(number)
        assert (record.carrier or "") == carrier.name_for_number(number, "en")
        assert (record.location or "") == geocoder.description_for_number(number, "en")
        assert record.timezones == timezone.time_zones_for_number(number)


def test_no_pattern_of_the_library_looks_behind_what_decides() -> None:
    """Digits that are said to decide nothing are changed, and nothing changes."""
    from osint_kit.identifiers.phone_plan import plan_of

    dice = random.Random(1)
    for text in numbers(2000, seed=3):
        if not text.startswith("+") or not text[1:].isdigit():
            continue
        try:
            number = phonenumbers.parse(text)
        except phonenumbers.NumberParseException:
            continue
        assert number.country_code is not None
        plan = plan_of(number.country_code)
        digits = phonenumbers.national_significant_number(number)
        if len(digits) > 17:
            continue
        decisive = plan._decisive_digits(len(digits))
        other = digits[:decisive] + "".join(dice.choices("0123456789", k=len(digits) - decisive))
        assert plan._about(digits) == plan._about(other[: len(digits)]), (text, decisive)


def test_the_bench_writes_numbers(tmp_path: Path) -> None:
    from tests.bench.phones import write_numbers

    write_numbers(tmp_path / "in.csv", 100, repeats=True)
    assert len((tmp_path / "in.csv").read_text().splitlines()) == 101
