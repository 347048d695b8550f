"""Amounts of money in a text, and what they come to in a month where the text says for how long they are paid."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from osint_kit.profiles.flags_phrases import Place, Word

_SIGNS = {
    "US$": "USD",
    "USD": "USD",
    "A$": "AUD",
    "AU$": "AUD",
    "AUD": "AUD",
    "NZ$": "NZD",
    "NZD": "NZD",
    "FJ$": "FJD",
    "F$": "FJD",
    "FJD": "FJD",
    "VUV": "VUV",
    "VT": "VUV",
    "VATU": "VUV",
    "€": "EUR",
    "EUR": "EUR",
    "£": "GBP",
    "GBP": "GBP",
    "$": "",
    "DOLLARS": "",
    "USDT": "USD",
}
_SIGN = r"USDT|USD|AUD|NZD|FJD|VUV|EUR|GBP|(?:US|AU|NZ|FJ|A|F)?\$|VT|€|£"
_NUMBER = r"\d{1,3}(?:[, ]\d{3}){1,3}(?:\.\d{1,2})?|\d{1,9}(?:\.\d{1,2})?"
_AMOUNT = re.compile(
    rf"(?<![A-Za-z0-9$])(?P<sign>{_SIGN})\s?(?P<number>{_NUMBER})(?P<k>k\b)?(?:\s?-\s?(?:{_SIGN})?\s?(?P<to>{_NUMBER})(?P<tok>k\b)?)?(?!\d)"
    rf"|(?<![\d.,])(?P<number2>{_NUMBER})(?P<k2>k)?\s?(?P<sign2>USDT|USD|AUD|NZD|FJD|VUV|EUR|GBP|vatu|VT|dollars)\b",
    re.IGNORECASE,
)
_MONTHS = {"hour": 173.3, "day": 21.7, "week": 4.33, "fortnight": 2.17, "month": 1.0, "year": 1 / 12}
"""How many of each are paid in a month of full work: 40 hours and five days a week."""

HIGH = {"USD": 5000, "EUR": 4600, "GBP": 4000, "AUD": 7500, "NZD": 8500, "FJD": 11000, "VUV": 600_000, "": 11000}
"""What is called high, a month. US$ 5,000 is what a Vanuatu case promised (rnz.co.nz 385897); the other currencies are
about as much, rounded, and a bare ``$`` is read as the weakest dollar here. The choice is the kit's own."""
_NEAR = 3
"""Words between an amount and the word that says for how long it is paid."""


@dataclass(frozen=True)
class Money:
    """An amount, the larger of a range. ``currency`` is ISO 4217, empty for a bare ``$``; ``period`` may be empty."""

    amount: float
    currency: str
    period: str
    start: int
    end: int

    @property
    def a_month(self) -> float | None:
        """What it comes to in a month of full work; None where the text does not say for how long it is paid."""
        return self.amount * _MONTHS[self.period] if self.period else None

    @property
    def high(self) -> bool:
        """Whether a month of it is more than `HIGH`."""
        month = self.a_month
        return month is not None and month >= HIGH[self.currency]

    def words(self) -> str:
        """The amount in plain words, such as ``USD 5,000 a month``."""
        sign = f"{self.currency} " if self.currency else "$"
        number = f"{self.amount:,.2f}".removesuffix(".00")
        article = "an" if self.period == "hour" else "a"
        return f"{sign}{number}" + (f" {article} {self.period}" if self.period else "")

    def note(self) -> str:
        """What it comes to in a month, where that is not what it says."""
        month = self.a_month
        if month is None or self.period == "month":
            return ""
        return f"about {self.currency or '$'} {month:,.0f} a month of full work"


def money_in(text: str, words: Sequence[Word], hits: Mapping[str, list[Place]]) -> Iterator[Money]:
    """The amounts in a text. ``hits`` holds the places of words for periods, under ``periods/…``."""
    periods = {place.first: key.partition("/")[2] for key in hits if key.startswith("periods/") for place in hits[key]}
    starts = [word.start for word in words]
    for found in _AMOUNT.finditer(text):
        sign = (found["sign"] or found["sign2"]).upper()
        amounts = [_number(found["number"] or found["number2"], found["k"] or found["k2"])]
        if found["to"]:
            amounts.append(_number(found["to"], found["tok"]))
        behind = bisect_left(starts, found.end())
        period = next((periods[at] for at in range(behind, behind + _NEAR) if at in periods), "")
        yield Money(max(amounts), _SIGNS[sign], period, found.start(), found.end())


def _number(text: str, thousands: str | None) -> float:
    return float(text.replace(",", "").replace(" ", "")) * (1000 if thousands else 1)
