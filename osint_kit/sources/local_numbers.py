"""Numbers in a text that tell no country: read as digits alone, because which country is meant is not told. Pure.

Seven digits are a valid number in 22 countries, so the kit guesses none. A profile compares the digits with the whole
numbers of the case (`osint_kit.profiles.ties`).
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from osint_kit.identifiers.phone_extract_spelled import readings

SHORTEST, LONGEST = 7, 12
"""Digits. Shorter ones are dates, prices and years too often; ITU-T E.164 allows 15 with the country's."""
_RUN = re.compile(r"(?<![\w+/.:-])\(?\d(?:[ ().-]{0,3}\d)+(?![\w/:-])")
_DATE = re.compile(
    r"(?:19|20)\d\d(?:[ .-]+\d{1,2}){2}|\d{1,2}[ .-]+\d{1,2}[ .-]+(?:19|20)\d\d|(?:19|20)\d\d *- *(?:19|20)\d\d"
)


class LocalNumber(NamedTuple):
    """Digits without those of a country or a trunk's zero, and how they stand in ``text[start:end]``."""

    start: int
    end: int
    digits: str


def local_numbers(text: str) -> Iterator[LocalNumber]:
    """The numbers of a text that tell no country, by their place: with gaps, or spelled out."""
    found = [
        LocalNumber(run.start(), run.end(), re.sub(r"\D", "", run[0]).lstrip("0"))
        for run in _RUN.finditer(text)
        if not _DATE.fullmatch(run[0])
    ]
    found += [
        LocalNumber(item.start, item.end, item.digits.lstrip("0"))
        for item in readings(text)
        if not item.digits.startswith("+") and not text[: item.start].rstrip().endswith("+")
    ]
    taken: list[LocalNumber] = []
    for number in sorted(found):
        if SHORTEST <= len(number.digits) <= LONGEST and not any(
            number.start < other.end and other.start < number.end for other in taken
        ):
            taken.append(number)
            yield number
