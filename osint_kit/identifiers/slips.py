"""One slip in a word: of the hand, of the eye, or of a machine. Each function gives the words that come of it."""

from collections.abc import Iterator
from functools import cache
from itertools import chain

from osint_kit.identifiers.confusables import look_alikes

_VOWELS = "aeiou"
_ALLOWED = frozenset("abcdefghijklmnopqrstuvwxyz0123456789-")
_TWINS = (
    *(("o", "0"), ("l", "1"), ("i", "1"), ("i", "l"), ("m", "rn"), ("w", "vv"), ("d", "cl"), ("m", "nn"), ("g", "q")),
    *(("u", "v"), ("s", "5"), ("z", "2"), ("b", "6"), ("e", "3"), ("a", "4"), ("b", "8"), ("g", "9"), ("t", "7")),
)
"""Plain letters and digits that are taken for one another in small type, nearest first."""

_KEYBOARDS = (
    ("1234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm"),
    ("1234567890", "qwertzuiop", "asdfghjkl", "yxcvbnm"),
    ("1234567890", "azertyuiop", "qsdfghjklm", "wxcvbn"),
)
"""Rows of keys, each half a key to the right of the one above: English, German, French (Vanuatu uses the last too)."""

_ACCENTED = {
    "a": "áàâäãåāăąạ",
    "c": "çćč",
    "d": "ďđḍ",
    "e": "éèêëēėęẹ",
    "g": "ğġģ",
    "h": "ħḥ",
    "i": "íìîïīįị",
    "k": "ķḳ",
    "l": "łļľḷ",
    "m": "ṃ",
    "n": "ñńņňṇ",
    "o": "óòôöõøōőọ",
    "r": "ŕřṛ",
    "s": "śšşșṣ",
    "t": "ţťțṭ",
    "u": "úùûüūůűųụ",
    "v": "ṿ",
    "w": "ŵẉ",
    "y": "ýÿŷỵ",
    "z": "źżžẓ",
}


def twins(word: str) -> Iterator[str]:
    """A plain letter taken for another, ``rn`` for ``m``, ``0`` for ``o``, at one place and then at all."""
    for pair in _TWINS:
        for old, new in (pair, pair[::-1]):
            yield from _replaced(word, old, new)


def other_alphabets(word: str) -> Iterator[str]:
    """The whole word in Cyrillic letters, where there are such; then one letter of another alphabet, or all alike."""
    cyrillic = [next((char for char in look_alikes().get(letter, ()) if "Ѐ" <= char <= "ԯ"), "") for letter in word]
    if all(new or not old.isalpha() for old, new in zip(word, cyrillic, strict=True)):
        yield "".join(new or old for old, new in zip(word, cyrillic, strict=True))
    for letter in dict.fromkeys(word):
        for char in look_alikes().get(letter, ()):
            yield from _replaced(word, letter, char)


def accents(word: str) -> Iterator[str]:
    """One letter with an accent."""
    for letter in dict.fromkeys(word):
        for char in _ACCENTED.get(letter, ""):
            yield from _replaced(word, letter, char)


def left_out(word: str) -> Iterator[str]:
    """One character left out."""
    return (word[:at] + word[at + 1 :] for at in range(len(word)))


def doubled(word: str) -> Iterator[str]:
    """One character typed twice."""
    return (word[: at + 1] + word[at:] for at in range(len(word)))


def swapped(word: str) -> Iterator[str]:
    """Two neighbours in the wrong order."""
    return (word[:at] + word[at + 1] + word[at] + word[at + 2 :] for at in range(len(word) - 1))


def wrong_key(word: str) -> Iterator[str]:
    """The key beside the right one."""
    for at, char in enumerate(word):
        yield from (word[:at] + key + word[at + 1 :] for key in _neighbours().get(char, ""))


def key_too_many(word: str) -> Iterator[str]:
    """The key beside the right one too, before or behind it."""
    for at, char in enumerate(word):
        for key in _neighbours().get(char, ""):
            yield word[:at] + key + word[at:]
            yield word[: at + 1] + key + word[at + 1 :]


def other_vowel(word: str) -> Iterator[str]:
    """One vowel for another."""
    for at, char in enumerate(word):
        if char in _VOWELS:
            yield from (word[:at] + vowel + word[at + 1 :] for vowel in _VOWELS)


def bit_flips(word: str) -> Iterator[str]:
    """One bit the other way round in memory: https://www.rfc-editor.org/rfc/rfc20 has the codes."""
    for at, char in enumerate(word):
        if char.isascii():
            flipped = (chr(ord(char) ^ 1 << bit) for bit in range(7))
            yield from (word[:at] + other + word[at + 1 :] for other in flipped if other in _ALLOWED)


def one_more(word: str) -> Iterator[str]:
    """A letter or a digit at the end."""
    return (word + char for char in sorted(_ALLOWED - {"-"}))


def hyphens(word: str) -> Iterator[str]:
    """A hyphen more, or one less."""
    for at, char in enumerate(word):
        if char == "-":
            yield word[:at] + word[at + 1 :]
    yield from (word[:at] + "-" + word[at:] for at in range(1, len(word)))


def plurals(word: str) -> Iterator[str]:
    """The plural of a word or of the parts between its hyphens, or the singular."""
    parts = word.split("-")
    for at, part in enumerate(parts):
        ends = [part[:-1]] if part.endswith("s") else []
        ends += [part + "es" if part.endswith(("s", "x", "z", "ch", "sh")) else part + "s"]
        yield from ("-".join([*parts[:at], other, *parts[at + 1 :]]) for other in ends if other)


def _replaced(word: str, old: str, new: str) -> Iterator[str]:
    places = [at for at in range(len(word)) if word.startswith(old, at)]
    yield from (word[:at] + new + word[at + len(old) :] for at in places)
    if len(places) > 1:
        yield word.replace(old, new)


@cache
def _neighbours() -> dict[str, str]:
    """For each key those that touch it on any of the keyboards."""
    near: dict[str, dict[str, None]] = {}
    for rows in _KEYBOARDS:
        for at_row, row in enumerate(rows):
            above, below = rows[at_row - 1] if at_row else "", rows[at_row + 1] if at_row + 1 < len(rows) else ""
            for at, key in enumerate(row):
                beside = (row[max(at - 1, 0) : at], row[at + 1 : at + 2])
                found = chain(*beside, above[at : at + 2], below[max(at - 1, 0) : at + 1])
                near.setdefault(key, {}).update(dict.fromkeys(found))
    return {key: "".join(found) for key, found in near.items()}
