"""Text as a search for numbers sees it, and where each of its characters stood."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

_KEYCAP = "\N{COMBINING ENCLOSING KEYCAP}"


@dataclass(frozen=True)
class Folded:
    """Text with ASCII digits, dashes ``-``, single-width letters, and nothing that prints nothing.

    ``places`` is where each character stood; ``signs`` are the places in ``text`` of digits that were pictures
    of digits, such as keycap emoji and circled ones.
    """

    text: str
    original: str
    places: Sequence[int]
    signs: frozenset[int] = frozenset()

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where a stretch of ``text`` stood: offsets of its first character and behind its last."""
        first, last = self.places[start], self.places[end - 1] + 1
        while last < len(self.original) and unicodedata.category(self.original[last]) in {"Mn", "Me"}:
            last += 1
        return first, last


def fold(text: str) -> Folded:
    """Undo what hides digits from a search without changing how they read."""
    if text.isascii():
        return Folded(text, text, range(len(text)))
    chars: list[str] = []
    places: list[int] = []
    signs: set[int] = set()
    for place, char in enumerate(text):
        plain = char if char.isascii() else _plain(char)
        if char == _KEYCAP and chars and chars[-1].isdigit():
            signs.add(len(chars) - 1)
        elif plain:
            if plain != char and unicodedata.category(char) == "No":
                signs.add(len(chars))
            chars.append(plain)
            places.append(place)
    return Folded("".join(chars), text, places, frozenset(signs))


def _plain(char: str) -> str:
    """One character as searched, or none."""
    category = unicodedata.category(char)
    if category == "Nd":
        return str(unicodedata.decimal(char))
    if category == "No":
        # Circled digits and their like; not superscripts: m² holds no two.
        digit = unicodedata.digit(char, -1)
        return str(digit) if digit >= 0 and "<su" not in unicodedata.decomposition(char) else char
    if category == "Pd" or char == "\N{MINUS SIGN}":
        return "-"
    if category == "Zs":
        return " "
    if category in {"Cf", "Me"} or "\ufe00" <= char <= "\ufe0f":
        return ""
    narrow = unicodedata.normalize("NFKC", char)
    return narrow if len(narrow) == 1 else char
