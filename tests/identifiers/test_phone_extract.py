"""Numbers in running text: how they are written, what is doubtful, and why."""

import pytest

from osint_kit.errors import UsageError
from osint_kit.identifiers.phone_extract import find_numbers

FIJI, VANUATU = "+6799991234", "+6785912345"


def found(text: str, region: str | None = "FJ") -> list[tuple[str, str, str]]:
    return [(number.e164, number.text, number.doubt) for number in find_numbers(text, region)]


@pytest.mark.parametrize(
    "written, e164",
    [
        ("999 1234", FIJI),
        ("(679) 999-1234", FIJI),
        ("+679 999 1234", FIJI),
        ("00679 9991234", FIJI),
        ("679 9991234", FIJI),
        ("+678 (0) 591 2345", VANUATU),
        ("９９９１２３４", FIJI),
        ("＋６７９　９９９　１２３４", FIJI),
        ("٩٩٩١٢٣٤", FIJI),
        ("+679\u00a0999\u00a01234", FIJI),
        ("999\u200b12\u206034", FIJI),
        ("9\u200d9\u200d9\u200d1234", FIJI),
        ("+679\u2013999\u20131234", FIJI),
        ("wa.me/6799991234", FIJI),
        ("https://wa.me/+6785912345", VANUATU),
        ("https://api.whatsapp.com/send?type=phone_number&phone=6799991234", FIJI),
        ("whatsapp://send?phone=+6799991234", FIJI),
        ("viber://chat?number=%2B6799991234", FIJI),
        ("https://signal.me/#p/+6799991234", FIJI),
        ("https://t.me/+6799991234", FIJI),
        ("6799991234@s.whatsapp.net", FIJI),
        ("6785912345:12@s.whatsapp.net", VANUATU),
        ("tel:9991234", FIJI),
        ("999.1234", FIJI),
        ("sms:+679-999-1234", FIJI),
    ],
)
@pytest.mark.parametrize("around", ["{}", "Bula, {} vinaka", "jobs!{}; now", "\u202a{}\u202c: hi"])
def test_plain_numbers_have_no_doubt_and_are_given_as_written(written: str, e164: str, around: str) -> None:
    assert found(around.format(written)) == [(e164, written, "")]


@pytest.mark.parametrize(
    "written, how",
    [
        ("nine nine nine 1234", "digits spelled out"),
        ("Nine-Nine-Nine One Two Three Four", "digits spelled out"),
        ("999-one-234", "digits spelled out"),
        ("nine99 12three4", "digits spelled out"),
        ("triple nine one two three four", "digits spelled out"),
        ("double nine nine 1 2 3 4", "digits spelled out"),
        ("naen naen naen wan tu tri fo", "digits spelled out"),
        ("ciwa ciwa ciwa dua rua tolu va", "digits spelled out"),
        ("nau nau nau ek dui teen chaar", "digits spelled out"),
        ("plus six seven nine nine nine nine one two three four", "digits spelled out"),
        ("9 9 9 1 2 3 4", "each digit stands by itself"),
        ("9.9.9.1.2.3.4", "each digit stands by itself"),
        ("+679 9 9 9 1 2 3 4", "each digit stands by itself"),
        ("999l234", "letters stand for digits"),
        ("999*1234", "signs stand between the digits"),
        ("999 🌺 1234", "signs stand between the digits"),
        ("9,9,9,1,2,3,4", "signs stand between the digits"),
        ("9️⃣9️⃣9️⃣1️⃣2️⃣3️⃣4️⃣", "digits written as emoji or signs"),
        ("⑨⑨⑨①②③④", "digits written as emoji or signs"),
    ],
)
@pytest.mark.parametrize("around", ["{}", "my number is {} - call", "({})"])
def test_an_obscured_number_says_how_it_was_read(written: str, how: str, around: str) -> None:
    assert found(around.format(written)) == [(FIJI, written, how)]


def test_a_plain_number_beside_it_does_not_hide_an_obscured_one() -> None:
    assert [number[1] for number in found("701 2345 nine nine nine 1234 7012346")] == [
        "701 2345",
        "nine nine nine 1234",
        "7012346",
    ]


def test_zero_may_be_a_letter() -> None:
    assert found("7O1 2345") == [("+6797012345", "7O1 2345", "letters stand for digits")]


@pytest.mark.parametrize(
    "text, doubt",
    [
        ("on 2023110", "looks like a date"),
        ("met 5112023", "looks like a date"),
        ("met 5132023", "looks like a date"),
        ("timestamp: 7012345", "looks like a date"),
        ("F$ 7012345", "looks like an amount"),
        ("fee 7012345", "looks like an amount"),
        ("7012345 vatu", "looks like an amount"),
        ("7 500 000", "looks like an amount"),
        ("7000000", "looks like an amount"),
        ("7012345 likes", "looks like an amount"),
        ("730-1600", "looks like a range of times"),
        ("7301600hrs", "looks like a range of times"),
        ("passport no. 7012345", "looks like an id"),
        ("order #7012345", "looks like an id"),
        ("Bank acc 0012345678901", "looks like an id"),
        ("70.12.34.5", "looks like an IP address"),
        ("lat -7.012345", "looks like a coordinate or a decimal number"),
        ("7012345:12", "part of a longer number"),
        ("https://x.example/p/7012345", "part of a web address"),
        ("7012345@mail.example", "part of an e-mail address or a handle"),
        ("9991234pls", "letters stand right beside it"),
        ("abc_9991234", "letters stand right beside it"),
        ("678 591 2345", "read with a country code, though no plus stands before it"),
    ],
)
def test_what_may_be_something_else_says_what(text: str, doubt: str) -> None:
    ((_, _, why),) = found(text)
    assert doubt in why


@pytest.mark.parametrize(
    "text",
    [
        "$1,500,000",
        "$7012345",
        "$6785912345",
        "99²1234",
        "999 is 34 left",
        "7012345%",
        "7,012,345",
        "24/11/2026",
        "3/10/2011",
        "2026-11-24 08:00",
        "one two three four five six seven eight nine ten",
        "room 701; 2345",
        "oooooooo llllll",
        "so is bill oil zoo",
        "",
        "\u200b",
        "call me",
    ],
)
def test_what_is_no_number_is_left_out(text: str) -> None:
    assert found(text) == []


def test_two_numbers_side_by_side_are_two_and_plain() -> None:
    for between in (" / ", "/", ", ", ",", ";", " - "):
        assert [number[1:] for number in found(f"999 1234{between}701 2345")] == [("999 1234", ""), ("701 2345", "")]


@pytest.mark.parametrize("text", ["ph9991234", "call:9991234", "no.9991234", "701-2345", "10/ 701 2345", "or(999 1234"])
def test_what_only_stands_close_is_plain(text: str) -> None:
    ((_, written, doubt),) = found(text)
    assert (written[:1].isdigit(), doubt) == (True, "")


def test_local_forms_need_a_region() -> None:
    assert found("999 1234, nine nine nine 1234, tel:9991234", None) == []
    assert [number[0] for number in found("+679 999 1234 wa.me/6785912345", None)] == [FIJI, VANUATU]
    assert [number[0] for number in found("591 2345", "VU")] == [VANUATU]
    with pytest.raises(UsageError):
        find_numbers("999 1234", "XX")


def test_a_plus_before_a_range_that_nobody_has_is_told() -> None:
    (number,) = find_numbers("+679 123 4567")
    assert (number.e164, number.valid, number.country) == ("+6791234567", False, "FJ")
    assert "no such range in Fiji" in number.doubt


def test_places_count_from_the_start_of_the_text_whatever_is_skipped() -> None:
    text = "24/11/2026, 15:05 - \u202a999\u00a01234\u202c x"
    (number,) = find_numbers(text, "FJ", 20)
    assert text[number.start : number.end] == number.text == "999\u00a01234"
