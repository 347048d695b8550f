"""How rare a handle or a name is: how many others would be expected to have chosen the same one. Pure.

The method is that of Perito, Castelluccia, Kaafar and Manils, "How Unique and Traceable are Usernames?" (PETS 2011,
https://arxiv.org/abs/1101.5578): the information surprisal of a text, minus the logarithm of its probability, from a
Markov chain over its characters. Frequent names and words are known as a whole, so that ``johnsmith`` is not taken for
nine unusual letters. The data are ``handle_model.json`` (names and pairs of letters) and ``joining.toml`` (words).
"""

import json
import math
import re
import unicodedata
from functools import cache
from pathlib import Path
from typing import Any

from osint_kit.profiles.weights import weights

DATA = Path(__file__).with_name("handle_model.json")
PART = 2.0
"""Bits for each known name or word in a handle: which kind of part stands there."""
DIGIT = math.log2(10)
YEAR = math.log2(100)
"""A year from 1950 to 2049 at the end."""
SIGN = 3.0
"""Bits of a dot, a dash or a line, and whether one stands there at all."""
OTHER = 5.0
"""Bits of a letter of another script: as many as one of 32."""
WORD = 9.0
"""Bits of a frequent word: as many as one of 512."""


def handle_bits(handle: str) -> float:
    """The surprisal of a handle in bits; upper and lower case count as the same."""
    text = unicodedata.normalize("NFKC", handle).casefold()
    return sum(_part_bits(part) for part in re.findall(r"[a-z]+|\d+|[._-]+|[^a-z\d._-]+", text))


def name_bits(name: str) -> float:
    """The surprisal of a person's name: the sum over its words, each as a frequent name or letter by letter."""
    words = re.findall(r"\w+", unicodedata.normalize("NFKD", name).casefold())
    return sum(_part_bits("".join(re.findall(r"[a-z]+", word)) or word) for word in words)


def number_bits(digits: str) -> float:
    """The surprisal of a number told without its country: that of its digits."""
    return DIGIT * len(digits)


def others_expected(handle: str) -> float:
    """How many of the holders of accounts would be expected to have chosen this handle by themselves."""
    return float(weights().population * 2.0 ** -handle_bits(handle))


def is_common(handle: str) -> bool:
    """Whether a handle says nothing about who uses it: a role, or one that others are expected to have."""
    return handle.casefold() in weights().role_handles or others_expected(handle) >= 1


def _part_bits(part: str) -> float:
    if part.isdigit():
        return YEAR if re.fullmatch(r"19[5-9]\d|20[0-4]\d", part) else DIGIT * len(part)
    if not part.isascii():
        return OTHER * len(part)
    return _letters(part) if part[0].isalpha() else SIGN * len(part)


@cache
def _letters(text: str) -> float:
    """The cheapest way to read letters as frequent names, words and single letters one after the other."""
    pairs, known = _model()
    best = [0.0] + [math.inf] * len(text)
    for end in range(1, len(text) + 1):
        before = text[end - 2] if end > 1 else "^"
        best[end] = best[end - 1] + pairs[before][text[end - 1]]
        for start in range(max(0, end - 14), end - 2):
            if (bits := known.get(text[start:end])) is not None:
                best[end] = min(best[end], best[start] + bits + PART)
    return best[-1]


@cache
def _model() -> tuple[dict[str, dict[str, float]], dict[str, float]]:
    data: dict[str, Any] = json.loads(DATA.read_text("ascii"))
    pairs = {before: dict(zip(data["letters"], row, strict=True)) for before, row in data["pairs"].items()}
    known = dict.fromkeys(weights().words, WORD) | data["names"]
    return pairs, known
