"""Handles that somebody may use beside the one that is known: a guess for each, and how it was made. Pure.

A variant is another handle, perhaps another person's: it is marked as one and never taken for the original.
"""

import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

SEPARATORS = ("", ".", "_", "-")
MOST = 12
"""Variants of one handle: each is asked of every site."""
LOOK_ALIKES = str.maketrans("013457", "oleast")
"""Digits that people write for letters."""
_PARTS = re.compile(r"[^\W\d_]+|\d+")


class Variant(NamedTuple):
    """A handle that was made from another, and how: ``separators``, ``digits`` or ``diacritics``."""

    handle: str
    how: str


def variants(handle: str) -> list[Variant]:
    """The variants of a handle, the likeliest first, each once; upper and lower case make no variant."""
    made: dict[str, Variant] = {}
    for variant in _all(handle):
        key = variant.handle.casefold()
        if key != handle.casefold() and any(map(str.isalnum, key)):
            made.setdefault(key, variant)
    return list(made.values())[:MOST]


def _all(handle: str) -> Iterator[Variant]:
    if (plain := without_diacritics(handle)) != handle:
        yield Variant(plain, "diacritics")
    words = [word for word in re.split(r"[._-]+", handle) if word]
    for separator in SEPARATORS:
        yield Variant(separator.join(words), "separators")
    core = re.sub(r"^\d+|\d+$", "", handle).strip("._-")
    if not core.isdecimal():
        yield Variant(core, "digits")
        yield Variant(
            re.sub(r"(?<=[^\W\d_])[013457](?=[^\W\d_])", lambda found: found[0].translate(LOOK_ALIKES), handle),
            "digits",
        )
    parts = _PARTS.findall(handle)
    if len(words) == 1 and len(parts) > 1:
        for separator in SEPARATORS[1:]:
            yield Variant(separator.join(parts), "separators")


def without_diacritics(text: str) -> str:
    """The letters alone; letters of scripts whose marks are vowels stay as they are."""
    return "".join(_bare(char) for char in text)


def _bare(char: str) -> str:
    if single := {"ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ß": "ss", "æ": "ae", "œ": "oe"}.get(
        char
    ):
        return single
    first = unicodedata.normalize("NFD", char)[0]
    return first if first.isascii() else char
