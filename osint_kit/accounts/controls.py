"""Controls: handles of the same shape as one that is asked about, which nobody has.

They are drawn from the run's seed, so a replay draws the same, and another run draws others. Handles of one shape
share their controls, which spares requests.
"""

import random
import string
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

CONSONANTS = "bcdfghjkmpqrtvwxz"
"""Letters that make no words among themselves: names of people hold vowels."""
MOST_TRIES = 1000


def controls(handle: str, seed: str) -> Iterator[str]:
    """Controls of a handle, each other than the handle and than those before, until no more can be drawn.

    Letters stand for letters of their script and case, digits for digits; marks and signs stay.
    """
    dice = random.Random(f"{seed}:{shape(handle)}")
    given = {handle.casefold()}
    tries = MOST_TRIES
    while tries:
        spare = "".join(_other(char, dice) for char in handle)
        tries -= 1
        if spare.casefold() not in given:
            given.add(spare.casefold())
            tries = MOST_TRIES
            yield spare


def shape(handle: str) -> str:
    """What handles have in common that share their controls: length, and the class of each character."""
    return "".join(_class(char) for char in handle)


def _class(char: str) -> str:
    if char in string.digits:
        return "0"
    if char in string.ascii_letters:
        return "a" if char.islower() else "A"
    return chr(ord(char) & ~0x7F) if unicodedata.category(char) in ("Lu", "Ll", "Lo", "Nd") else char


def _other(char: str, dice: random.Random) -> str:
    if char in string.digits:
        return dice.choice(string.digits)
    if char in string.ascii_letters:
        return dice.choice(CONSONANTS if char.islower() else CONSONANTS.upper())
    return dice.choice(_like(char))


@lru_cache(maxsize=1024)
def _like(char: str) -> str:
    """The characters of the same script and category; the character alone where it is a mark or a sign."""
    category = unicodedata.category(char)
    if category not in ("Lu", "Ll", "Lo", "Nd"):
        return char
    start = ord(char) & ~0x7F
    near = map(chr, range(start, start + 0x80))
    return "".join(
        other for other in near if unicodedata.category(other) == category and unicodedata.is_normalized("NFKC", other)
    )
