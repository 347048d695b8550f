"""What stands in an advertisement: contacts, apps and money, each with its place."""

import pytest

from osint_kit.profiles.flags_text import read

TEXT = (
    "Jobs in NZ! WhatsApp +679 999 1234 or https://wa.me/6785912345.\n"
    "Pay: NZ$1,200 - 1,500 per week. Mail hr@tmr.com.fj, see www.tmr.com.fj/jobs, t.me/+79001234567, @tmr.jobs."
)


def test_the_parts_of_an_advertisement() -> None:
    advert = read(TEXT, "FJ")
    assert [(part.what, part.value) for part in advert.parts] == [
        ("phone", "+6799991234"),
        ("app", "https://wa.me/6785912345"),
        ("phone", "+6785912345"),
        ("money", "NZD 1,500 a week"),
        ("email", "hr@tmr.com.fj"),
        ("link", "https://www.tmr.com.fj/jobs"),
        ("app", "https://t.me/+79001234567"),
        ("phone", "+79001234567"),
        ("handle", "tmr.jobs"),
    ]
    written = [TEXT[part.start : part.end] for part in advert.parts]
    assert written[0] == "+679 999 1234"
    assert written[3:6] == ["NZ$1,200 - 1,500", "hr@tmr.com.fj", "www.tmr.com.fj/jobs"]
    assert written[-1] == "@tmr.jobs"


@pytest.mark.parametrize(
    "text, amount, currency, period, high",
    [
        ("USD 5000 per month", 5000, "USD", "month", True),
        ("US$4,999.00 monthly", 4999, "USD", "month", False),
        ("AUD 30 an hour", 30, "AUD", "hour", False),
        ("A$55/hr", 55, "AUD", "hour", True),
        ("200,000 vatu a month", 200_000, "VUV", "month", False),
        ("VT 800 000 every month", 800_000, "VUV", "month", True),
        ("5k USD weekly", 5000, "USD", "week", True),
        ("$3000 - $6000 a month", 6000, "", "month", False),
        ("$12,000 a month", 12_000, "", "month", True),
        ("£300 a day", 300, "GBP", "day", True),
        ("fee of FJ$450", 450, "FJD", "", False),
    ],
)
def test_money(text: str, amount: float, currency: str, period: str, high: bool) -> None:
    (money,) = read(text).money
    assert (money.amount, money.currency, money.period, money.high) == (amount, currency, period, high)


@pytest.mark.parametrize("text", ["FJ 2026", "5000 people", "v2.0", "$", "cost USDA", "room 101"])
def test_what_is_no_money(text: str) -> None:
    assert read(text).money == ()


@pytest.mark.parametrize("text", ["e.g. this", "name@", "@", "file.txt", "3.5", "Mr.Smith", "a..b", "http://"])
def test_what_is_no_contact(text: str) -> None:
    assert read(text).parts == ()
