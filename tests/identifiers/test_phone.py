"""Phone numbers as people paste them: the right number, or none."""

from dataclasses import fields

import phonenumbers
import pytest
from hypothesis import given
from hypothesis import strategies as st

from osint_kit.errors import UsageError
from osint_kit.identifiers import Identifier, Kind, NotReadable
from osint_kit.identifiers.phone import PhoneRecord, phone_record, read_phone
from osint_kit.identifiers.phone_regions import NEARBY, check_region

FIJI, VANUATU = "+6799991234", "+6785912345"

# Text, region, E.164, assumed region.
READ: list[tuple[str, str | None, str, str | None]] = [
    ("+6799991234", None, FIJI, None),
    ("+679 999 1234", "VU", FIJI, None),
    ("(+679) 999-1234", None, FIJI, None),
    ("+679.999.1234", None, FIJI, None),
    ("+679 – 999 – 1234", None, FIJI, None),
    ("00679 9991234", None, FIJI, None),
    ("00679 9991234", "FJ", FIJI, None),
    ("00679 9991234", "US", FIJI, None),
    ("0011 679 9991234", "AU", FIJI, None),
    ("(679) 999-1234", "FJ", FIJI, None),
    ("679 9991234", "FJ", FIJI, None),
    ("679 9991234", "VU", FIJI, None),
    ("9991234", "FJ", FIJI, "FJ"),
    ("999 1234", "fj", FIJI, "FJ"),
    ("tel:+679-999-1234", None, FIJI, None),
    ("tel:+679-999-1234;ext=12", None, FIJI, None),
    ("tel:%2B6799991234", None, FIJI, None),
    ("TEL:9991234;isub=1", "FJ", FIJI, "FJ"),
    ("sms:+6799991234?body=hello", None, FIJI, None),
    ("whatsapp:+6799991234", None, FIJI, None),
    ("https://wa.me/6799991234", None, FIJI, None),
    ("https://wa.me/6799991234?text=job%20123", None, FIJI, None),
    ("wa.me/+6799991234", None, FIJI, None),
    ("https://api.whatsapp.com/send?phone=6799991234&text=hi", None, FIJI, None),
    ("whatsapp://send?text=hi&phone=%2B6799991234", None, FIJI, None),
    ("tel:999-1234;phone-context=+679", None, FIJI, None),
    ("http://www.wa.me/6799991234/", None, FIJI, None),
    ("viber://chat?number=%2B6799991234", None, FIJI, None),
    ("https://t.me/+6799991234", None, FIJI, None),
    ("tg://resolve?phone=6799991234", None, FIJI, None),
    ("https://signal.me/#p/+6799991234", None, FIJI, None),
    ("whatsapp:6799991234", "FJ", FIJI, None),
    ("052 679 9991234", "FJ", FIJI, None),
    ("Mob: 999 1234", "FJ", FIJI, "FJ"),
    ("Tel/WhatsApp: 999 1234", "FJ", FIJI, "FJ"),
    ("Tel. No. 999 1234", "FJ", FIJI, "FJ"),
    ("6799991234@s.whatsapp.net", None, FIJI, None),
    ("6799991234.0:12@s.whatsapp.net", "VU", FIJI, None),
    ("6799991234@c.us", None, FIJI, None),
    ("Contact No: 999 1234 (m)", "FJ", FIJI, "FJ"),
    ("999 1234 (WhatsApp)", "FJ", FIJI, "FJ"),
    ("999 1234 [call/text]", "FJ", FIJI, "FJ"),
    ("'+6799991234", None, FIJI, None),
    ('"999 1234"', "FJ", FIJI, "FJ"),
    ("6799991234.0", "FJ", FIJI, None),
    ("9991234.00", "FJ", FIJI, "FJ"),
    ("6.799991234E+09", "FJ", FIJI, None),
    ("6,799991234e9", "FJ", FIJI, None),
    ("999\n1234", "FJ", FIJI, "FJ"),
    ("Phone no. +679 999 1234", None, FIJI, None),
    ("＋６７９ ９９９ １２３４", None, FIJI, None),
    ("+٦٧٩ ٩٩٩ ١٢٣٤", None, FIJI, None),
    ("+६७९ ९९९ १२३४", None, FIJI, None),
    ("\u200e+679\u00a0999\u00a01234\u202c", None, FIJI, None),
    ("9️⃣9️⃣9️⃣ 1️⃣2️⃣3️⃣4️⃣", "FJ", FIJI, "FJ"),
    ("+679 999 1234 ext. 12", None, FIJI, None),
    ("+679 999 1234 x12", None, FIJI, None),
    ("+678 (0) 591 2345", None, VANUATU, None),
    ("00678 (0)591 2345", None, VANUATU, None),
    ("591 2345", "VU", VANUATU, "VU"),
    ("22123", "VU", "+67822123", "VU"),
    ("0800 123 4567", "FJ", "+67908001234567", "FJ"),
    ("+39 (0)6 12345678", None, "+390612345678", None),
    ("+61 (0)412 345 678", None, "+61412345678", None),
    ("(0)412 345 678", "AU", "+61412345678", "AU"),
    ("0412 345 678", "AU", "+61412345678", "AU"),
    ("61 412 345 678", "AU", "+61412345678", None),
    ("+49 171/1234567", None, "+491711234567", None),
    ("25.12.34", "NC", "+687251234", "NC"),
    ("+1 310-1234", None, "+13101234", None),  # all of Canada, without an area code
    ("+800 1234 5678", None, "+80012345678", None),
]

# Text, region, valid, possible, a word of the problem.
NOT_VALID: list[tuple[str, str | None, bool | None, bool | None, str]] = [
    ("", None, False, False, "nothing stands"),
    (" \u200e ", "FJ", False, False, "nothing stands"),
    ("-", "FJ", False, False, "no digits"),
    ("hello", "FJ", False, False, "letter 'h'"),
    ("999 1234 (Mere)", "FJ", False, False, "letter 'M'"),
    ("w 999 1234", "FJ", False, False, "letter 'w'"),
    ("6799991234-1600000000@g.us", "FJ", False, False, "'@'"),
    ("123456789012345@lid", "FJ", False, False, "'@'"),
    ("7O1 2345", "FJ", False, False, "letter 'O'"),
    ("70 hello", "FJ", False, False, "letter 'h'"),
    ("+1 800 FLOWERS", None, False, False, "letter 'F'"),
    ("*123#", "FJ", False, False, "'*'"),
    ("999\x001234", "FJ", False, False, "U+0000"),
    ("+679 123", None, False, False, "too short in Fiji: 3 digits, where numbers have 7 or 11"),
    ("123", "FJ", False, False, "too short in Fiji"),
    ("+679 999 1234 5", None, False, False, "in Fiji: 8 digits"),
    ("+679 1111111", None, False, True, "no such range in Fiji"),
    ("1111111", "FJ", False, True, "no such range in Fiji"),
    ("679 9991234", "US", False, True, "no such range in United States"),
    ("+1 200 000 0000", None, False, True, "no such range under +1"),
    ("253 0000", "US", False, True, "without its area code"),
    ("+999 1234567", None, False, False, "no country has the code"),
    ("+" + "9" * 300, None, False, False, "too long"),
    ("+679", None, False, False, "phone number"),
    ("," * 1_000_000, None, False, False, "too many"),
    ("+679 999 1234 +679 701 2345", None, False, False, "plus"),
    ("12/11/2014", "FJ", False, False, "a date"),
    ("11/12/2014", "GU", False, False, "a date"),
    ("2026-11-24", None, False, False, "a date"),
    ("24.11.2026", "NO", False, False, "a date"),
    ("2,500,000", "FJ", False, False, "an amount"),
    ("999 1234/5", "FJ", None, None, "behind '/'"),
    ("701 2345 / 999 1234", "FJ", None, None, "more than one number"),
    ("701 2345 or 999 1234", "FJ", None, None, "more than one number"),
    ("701 2345\n999 1234", None, None, None, "more than one number"),
    ("+679 7012345 / 5912345", None, None, None, "more than one number"),
    ("111 1111 / 111 1112", "FJ", None, None, "more than one number"),
    ("22123, 22124", "VU", None, None, "more than one number"),
    ("701 2345", None, None, None, "no country code: valid in FJ, VU, TO"),
    ("12 345 6", None, None, None, "not valid in any region nearby"),
    ("6.8E+09", "FJ", False, False, "a spreadsheet has shortened this number"),
    ("6.79E+09", None, False, False, "a spreadsheet has shortened this number"),
    ("6799991234", None, None, None, "no country code"),
]


@pytest.mark.parametrize("text, region, e164, assumed", READ)
def test_a_number_is_read(text: str, region: str | None, e164: str, assumed: str | None) -> None:
    record = phone_record(text, region)
    assert (record.e164, record.assumed_region) == (e164, assumed)
    assert (record.valid, record.possible, record.problem, record.candidates) == (True, True, None, ())
    assert read_phone(text, region) == Identifier(Kind.PHONE, e164)


@pytest.mark.parametrize("text, region, valid, possible, words", NOT_VALID)
def test_what_is_not_valid_says_why(
    text: str, region: str | None, valid: bool | None, possible: bool | None, words: str
) -> None:
    record = phone_record(text, region)
    assert (record.valid, record.possible) == (valid, possible)
    assert record.problem is not None
    assert words in record.problem
    assert record.problem.isprintable()


def test_all_that_is_known_of_a_number() -> None:
    assert phone_record("999 1234 ext. 12", "FJ") == PhoneRecord(
        input="999 1234 ext. 12",
        valid=True,
        possible=True,
        e164="+6799991234",
        international="+679 999 1234 ext. 12",
        national="999 1234 ext. 12",
        country="FJ",
        type="mobile",
        carrier="Vodafone",
        location="Fiji",
        timezones=("Pacific/Fiji",),
        assumed_region="FJ",
    )


def test_a_possible_number_that_is_not_valid_keeps_its_forms() -> None:
    record = phone_record("+679 1111111")
    assert (record.e164, record.country, record.type) == ("+6791111111", "FJ", "unknown")
    assert (record.carrier, record.location, record.timezones) == (None, None, ())


@pytest.mark.parametrize(
    "text, region", [("000 0000", "FJ"), ("+679 000 0000", None), ("0000000", "AU"), ("253 0000", "US")]
)
def test_what_cannot_be_dialled_from_abroad_has_no_international_form(text: str, region: str | None) -> None:
    record = phone_record(text, region)
    assert (record.valid, record.e164, record.international, record.national) == (False, None, None, None)


@pytest.mark.parametrize(
    "text, candidates",
    [
        ("701 2345", {"FJ", "VU", "TO"}),
        ("6799991234", {"FJ"}),
        ("(679) 999-1234", {"FJ"}),
        ("0011 679 9991234", {"AU"}),
        ("0412 345 678", {"AU"}),
    ],
)
def test_without_a_country_the_regions_where_it_is_valid_are_named(text: str, candidates: set[str]) -> None:
    record = phone_record(text)
    assert candidates <= set(record.candidates) <= set(NEARBY)
    assert record.e164 is None
    for region in record.candidates:
        assert phone_record(text, region).valid


def test_digits_that_fit_no_region_have_no_candidates() -> None:
    assert phone_record("1").candidates == ()


TYPES = {
    "FJ": {"fixed", "mobile", "toll-free"},
    "VU": {"fixed", "mobile", "toll-free", "voip", "uan"},
    "GB": {"fixed", "mobile", "toll-free", "premium", "voip", "personal", "pager", "uan"},
    "US": {"fixed-or-mobile", "toll-free", "premium"},
    "AU": {"shared-cost", "pager"},
    "CH": {"fixed", "mobile", "voicemail"},
}


@pytest.mark.parametrize("region", TYPES)
def test_the_type_is_a_word(region: str) -> None:
    words = set()
    for kind in phonenumbers.PhoneNumberType.values():
        example = phonenumbers.example_number_for_type(region, kind)
        if example:
            words.add(phone_record(phonenumbers.format_number(example, phonenumbers.PhoneNumberFormat.E164)).type)
    assert words >= TYPES[region]


def test_the_fields_are_those_of_the_command() -> None:
    names = (
        "input valid possible e164 international national country type carrier location timezones "
        "assumed_region candidates problem"
    )
    assert [field.name for field in fields(PhoneRecord)] == names.split()


def test_a_number_of_an_unknown_range_is_still_an_identifier() -> None:
    assert read_phone("+679 1111111").value == "+6791111111"


@pytest.mark.parametrize("text", ["", "hello", "+679 123", "701 2345", "701 2345 / 999 1234"])
def test_what_is_no_number_is_refused(text: str) -> None:
    with pytest.raises(NotReadable):
        read_phone(text)


def test_the_refusal_names_the_regions_where_the_number_could_be_from() -> None:
    with pytest.raises(NotReadable, match="FJ, VU"):
        read_phone("701 2345")


@pytest.mark.parametrize("region", ["XX", "ZZ", "FIJI", "1", "001", " "])
def test_a_region_that_there_is_not_is_an_error_of_usage(region: str) -> None:
    with pytest.raises(UsageError) as error:
        phone_record("701 2345", region)
    assert "FJ" in error.value.next_step


def test_a_region_is_read_in_either_case() -> None:
    assert check_region(" fj ") == "FJ"


def test_the_nearby_regions_are_regions_each_once() -> None:
    assert [check_region(region) for region in NEARBY] == list(NEARBY)
    assert len(set(NEARBY)) == len(NEARBY)


@given(
    st.text() | st.text("+0123456789()/ -.;extl:#٣\u200e", max_size=30),
    st.sampled_from([None, "FJ", "US", "IT"]),
)
def test_no_text_raises(text: str, region: str | None) -> None:
    record = phone_record(text, region)
    assert (record.problem is None) == (record.valid is True)
    if record.e164:
        assert phone_record(record.e164).e164 == record.e164
