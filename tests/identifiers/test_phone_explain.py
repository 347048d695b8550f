"""A number in plain words: what is said, by which source, and what is not."""

import os
import subprocess
import sys
from datetime import UTC, datetime

import phonenumbers
import pytest
from hypothesis import given
from hypothesis import strategies as st

from osint_kit.errors import UsageError
from osint_kit.identifiers.phone_explain import NOT_TOLD, Explanation, Statement, explain
from osint_kit.identifiers.phone_times import local_time

NOW = datetime(2026, 11, 24, 3, 18, tzinfo=UTC)
LIBRARY = f"libphonenumber (phonenumbers {phonenumbers.__version__})"


def only(text: str, region: str | None = None) -> Explanation:
    (explanation,) = explain(text, region, NOW)
    return explanation


def answers(text: str, region: str | None, what: str) -> list[str]:
    return [statement.answer for statement in only(text, region).statements if statement.what == what]


# Text, region, what is asked, all the answers.
ANSWERS: list[tuple[str, str | None, str, list[str]]] = [
    ("+679 999 1234", None, "number", ["+679 999 1234"]),
    ("999 1234", "fj", "number", ["+679 999 1234"]),
    ("999 1234", "fj", "read as", ["one of Fiji: the text has no country code"]),
    ("+679 999 1234", "FJ", "read as", []),
    ("+679 999 1234", None, "country", ["Fiji, +679"]),
    ("+800 1234 5678", None, "country", ["no one country, +800"]),
    ("+679 999 1234", None, "kind", ["mobile phone"]),
    ("30123", "VU", "kind", ["number of an organisation, the same from everywhere (UAN)"]),
    ("9010123", "VU", "kind", ["internet telephony (VoIP)"]),
    ("22123", "VU", "place", ["Port Vila, Shefa"]),
    ("+679 999 1234", None, "place", []),
    ("+679 999 1234", None, "range assigned to", ["Vodafone; numbers are ported, so another may serve it"]),
    (
        "+679 871 2345",
        None,
        "range assigned to",
        ["Vodafone; numbers are ported, so another may serve it", "Inkk Mobile, where libphonenumber says otherwise"],
    ),
    ("22123", "VU", "range assigned to", ["not known; the data names carriers of mobile ranges only"]),
    ("7012345", "VU", "Telecom Vanuatu Ltd is", ["Vodafone Vanuatu, formerly Telecom Vanuatu"]),
    ("8012345", "VU", "Wan Tok is", ["WanTok Network Limited, the third mobile operator of Vanuatu"]),
    ("7012345", "FJ", "Telecom Vanuatu Ltd is", []),
    ("+679 999 1234", None, "from Suva", ["999 1234"]),
    ("+679 999 1234 ext. 12", None, "from Suva", ["999 1234"]),
    ("+679 999 1234", None, "from Port Vila", ["00 679 999 1234"]),
    ("591 2345", "VU", "from Suva", ["00 678 591 2345 or 052 678 591 2345"]),
    ("591 2345", "VU", "from Port Vila", ["591 2345"]),
    ("+61 412 345 678", None, "from Suva", ["00 61 412 345 678 or 052 61 412 345 678"]),
    ("+61 412 345 678", None, "within Australia", ["0412 345 678"]),
    ("+679 999 1234", None, "within Fiji", []),
    (
        "+679 999 1234",
        None,
        "from abroad",
        [
            "on a mobile phone +679 999 1234; else the country's own way out first: 0011 679 999 1234 in Australia,"
            " 00 679 999 1234 in New Zealand, 011 679 999 1234 in United States"
        ],
    ),
    (
        "+61 412 345 678",
        None,
        "from abroad",
        [
            "on a mobile phone +61 412 345 678; else the country's own way out first: 00 61 412 345 678 in New"
            " Zealand, 011 61 412 345 678 in United States"
        ],
    ),
    ("+679 999 1234", None, "local time", ["15:18 on Tuesday 24 November 2026, UTC+12 (Pacific/Fiji)"]),
    ("591 2345", "VU", "local time", ["14:18 on Tuesday 24 November 2026, UTC+11 (Pacific/Efate)"]),
    ("+1 212 555 2345", None, "local time", ["22:18 on Monday 23 November 2026, UTC-5 (America/New_York)"]),
    ("+800 1234 5678", None, "local time", ["not known"]),
    (
        "+679 999 1234",
        None,
        "short code",
        ["no: it has 7 digits, short and emergency codes of Fiji have 2 to 5"],
    ),
    ("22123", "VU", "short code", ["no: it has 5 digits, short and emergency codes of Vanuatu have 3"]),
    ("0800 123 4567", "FJ", "short code", ["no: it has 11 digits, short and emergency codes of Fiji have 2 to 5"]),
    ("+679 999 1234", None, "WhatsApp address", ["https://wa.me/6799991234"]),
    ("+679 999 1234", None, "Telegram address", ["https://t.me/+6799991234"]),
    ("+679 999 1234", None, "Signal address", ["https://signal.me/#p/+6799991234"]),
    ("+679 999 1234", None, "Viber address", ["viber://chat?number=%2B6799991234"]),
    ("+679 999 1234", None, "not told", [NOT_TOLD]),
    ("999 1234", None, "could be of", ["Fiji, Tonga, Nauru, Guam: there it would be a valid number"]),
    ("hello", None, "not told", []),
    ("+800 1234 5678", None, "same digits", []),
]

# Digits, region, the answers about them as a short code.
CODES: list[tuple[str, str, list[str]]] = [
    (
        "111",
        "VU",
        ["police: an emergency number of Vanuatu", "not among its emergency numbers of Vanuatu: it has 112"],
    ),
    ("112", "VU", ["hospital: an emergency number of Vanuatu", "an emergency number of Vanuatu"]),
    (
        "113",
        "VU",
        ["fire: an emergency number of Vanuatu", "not among its emergency numbers of Vanuatu: it has 112"],
    ),
    (
        "114",
        "VU",
        ["marine rescue: an emergency number of Vanuatu", "not among its emergency numbers of Vanuatu: it has 112"],
    ),
    (
        "115",
        "VU",
        [
            "ambulance (ProMedical): an emergency number of Vanuatu",
            "not among its emergency numbers of Vanuatu: it has 112",
        ],
    ),
    ("166", "VU", ["National Disaster Management Office (warnings): a short code of Vanuatu"]),
    ("917", "FJ", ["police: an emergency number of Fiji", "an emergency number of Fiji"]),
    (
        "910",
        "FJ",
        ["fire and rescue: an emergency number of Fiji", "not among its emergency numbers of Fiji: it has 911, 917"],
    ),
    ("1325", "FJ", ["National Child Helpline: a short code of Fiji"]),
    ("000", "AU", ["an emergency number of Australia"]),
    ("１１１", "NZ", ["an emergency number of New Zealand"]),
]

IN_BOTH = [*(50, 51, 55, 56, 58), *range(70, 78), 80, *range(83, 92)]


@pytest.mark.parametrize("text, region, what, expected", ANSWERS)
def test_what_is_said(text: str, region: str | None, what: str, expected: list[str]) -> None:
    assert answers(text, region, what) == expected


@pytest.mark.parametrize("digits, region, expected", CODES)
def test_a_short_code_is_an_answer(digits: str, region: str, expected: list[str]) -> None:
    explanation = only(digits, region)
    assert explanation.problem is None
    assert answers(digits, region, "short code") == expected
    assert explanation.statements[0].what == "number"
    assert explanation.statements[-1] == Statement("not told", NOT_TOLD)


@pytest.mark.parametrize("digits, region", [("116", "VU"), ("123", "FJ")])
def test_a_code_that_nobody_knows_stays_a_problem(digits: str, region: str) -> None:
    explanation = only(digits, region)
    assert "too short" in (explanation.problem or "")
    (answer,) = answers(digits, region, "short code")
    assert answer.startswith("could be one of")


def test_without_a_region_a_code_is_told_for_the_countries_nearby() -> None:
    explanation = only("111")
    assert "no country code" in (explanation.problem or "")
    said = answers("111", None, "short code")
    assert "police: an emergency number of Vanuatu" in said
    assert "an emergency number of New Zealand" in said


@pytest.mark.parametrize("prefix", range(20, 100))
def test_digits_that_are_numbers_in_fiji_and_vanuatu_are_told(prefix: int) -> None:
    for code, other in ((679, "Vanuatu"), (678, "Fiji")):
        explanation = only(f"+{code} {prefix}1 2345")
        if explanation.record.valid:
            said = answers(f"+{code} {prefix}1 2345", None, "same digits")
            assert any(other in answer for answer in said) == (prefix in IN_BOTH)


def test_a_toll_free_number_may_not_be_reached_from_abroad() -> None:
    (said,) = answers("0800 123 4567", "FJ", "from abroad")
    assert said.endswith("; few toll-free numbers can be reached from another country")
    (said,) = answers("+800 1234 5678", None, "from abroad")  # that is what these are for
    assert "toll-free" not in said


def test_the_ways_out_of_fiji_have_a_source_of_their_own() -> None:
    sources = {statement.what: statement.source or "" for statement in only("591 2345", "VU").statements}
    assert "internationalPrefix of FJ" in sources["from Suva"]
    assert sources["from Port Vila"] == LIBRARY


def test_sources_that_differ_are_both_named() -> None:
    ranges = [statement for statement in only("+679 871 2345").statements if statement.what == "range assigned to"]
    library, council = (statement.source or "" for statement in ranges)
    assert library == LIBRARY
    assert council.startswith("Consumer Council of Fiji, http")
    assert council.endswith("(2014-11-12)")


@pytest.mark.parametrize("text", ["+679 999 1234", "+679 1111111", "22123", "111", "+1 212 555 2345"])
def test_every_statement_but_our_own_words_has_a_source(text: str) -> None:
    own = {"number", "read as", "problem", "to dial it", "not told"}
    for statement in only(text, "VU").statements:
        assert (statement.source is None) == (statement.what in own), statement
        assert statement.answer.isprintable()


def test_a_number_of_no_known_range_has_its_problem_behind_it() -> None:
    explanation = only("+679 1111111")
    assert [statement.what for statement in explanation.statements][:3] == ["number", "problem", "country"]
    assert explanation.statements[-1].what == "not told"
    assert explanation.problem == explanation.record.problem
    assert not {"kind", "local time"} & {statement.what for statement in explanation.statements}


def test_a_cell_of_two_numbers_is_explained_number_by_number() -> None:
    first, second = explain("999 1234 / 701 2345", "FJ", NOW)
    assert (first.record.e164, second.record.e164) == ("+6799991234", "+6797012345")
    assert first.record.input == second.record.input == "999 1234 / 701 2345"


def test_a_region_that_there_is_not_is_an_error_of_usage() -> None:
    with pytest.raises(UsageError):
        explain("999 1234", "XX", NOW)


@given(st.text() | st.text("0123456789+ ", max_size=12), st.sampled_from([None, "FJ", "VU", "US"]))
def test_no_text_raises(text: str, region: str | None) -> None:
    for explanation in explain(text, region, NOW):
        assert explanation.statements


@pytest.mark.parametrize(
    "zones, said",
    [
        (("Pacific/Fiji", "Pacific/Auckland"), "between 15:18 on Tuesday 24 November 2026, UTC+12 and 16:18"),
        (("Pacific/Fiji", "Pacific/Tarawa"), "UTC+12 (Pacific/Fiji, Pacific/Tarawa)"),
        (("Pacific/Marquesas",), "17:48 on Monday 23 November 2026, UTC-9:30 (Pacific/Marquesas)"),
        (("Asia/Kolkata",), "08:48 on Tuesday 24 November 2026, UTC+5:30"),
    ],
)
def test_local_times(zones: tuple[str, ...], said: str) -> None:
    assert said in local_time(zones, NOW)


def test_a_computer_without_time_zones_says_so() -> None:
    code = (
        "import sys; sys.modules['tzdata'] = None\n"  # as on a Windows without the package
        "from datetime import UTC, datetime\n"
        "from osint_kit.identifiers.phone_times import local_time\n"
        "print(local_time(('Pacific/Fiji',), datetime(2026, 11, 24, tzinfo=UTC)))"
    )
    environment = {**os.environ, "PYTHONTZPATH": ""}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=environment)
    assert "no time zone data" in done.stdout
    assert "tzdata" in done.stdout
