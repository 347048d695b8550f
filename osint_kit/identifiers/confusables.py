"""What a label looks like: the skeleton of Unicode Technical Standard 39, and what a hasty reader makes of it.

The data are in ``confusables.txt``, taken from Unicode's own. https://www.unicode.org/reports/tr39/#Confusable_Detection
"""

import re
import unicodedata
from functools import cache
from importlib.resources import files

VERSION = "17.0.0"
"""Of Unicode's data."""

IN_SMALL_LETTERS = str.maketrans("01345789i", "oleastbgl")
"""Digits that stand for letters, and i for l: what a name in small letters is faked with, beyond the standard."""
PAIRS = (("rn", "m"), ("vv", "w"), ("cl", "d"))
"""Two letters that together look like a third; the standard has the first."""

_SCRIPTS = ("LATIN", "CYRILLIC", "GREEK", "ARMENIAN", "CHEROKEE", "GEORGIAN", "COPTIC", "LISU")
"""Whose letters look like one another's; names of characters begin with the script."""


def skeleton(text: str) -> str:
    """The text with each character replaced by the prototype of all that look like it (section 4 of the standard).

    ``text`` is lower-case; the order of letters that run from right to left is left as it is.
    """
    decomposed = unicodedata.normalize("NFD", text)
    return unicodedata.normalize("NFD", decomposed.translate(_prototypes()))


def seen_as(label: str) -> str:
    """The label as a hasty reader sees it: labels that are seen as the same can be taken for one another.

    On top of the skeleton accents are dropped, digits are read as letters, and pairs of letters as one: ``раураl``,
    ``paypa1`` and ``páypal`` are all seen as ``paypal``. For comparing only: what comes out need be no word.
    """
    bare = label if label.isascii() else _without_marks(skeleton(label).lower())
    bare = bare.translate(IN_SMALL_LETTERS)
    for pair, letter in PAIRS:
        bare = bare.replace(pair, letter)
    return bare


def mixed_scripts(label: str) -> tuple[str, ...]:
    """The scripts of a label in which letters that look alike come from several, as ``("Cyrillic", "Latin")``."""
    if label.isascii():
        return ()
    found = {unicodedata.name(char, "").split(" ")[0] for char in label if char.isalpha()}
    scripts = sorted(script.capitalize() for script in found.intersection(_SCRIPTS))
    return tuple(scripts) if len(scripts) > 1 else ()


@cache
def look_alikes() -> dict[str, tuple[str, ...]]:
    """For each small ASCII letter and digit the characters that look like it, of scripts that registries sell."""
    letters = "abcdefghijklmnopqrstuvwxyz0123456789"
    seen: dict[str, list[str]] = {letter: [] for letter in letters}
    of = {skeleton(letter): letter for letter in reversed(letters)}
    for code, _ in sorted(_prototypes().items()):
        char = chr(code)
        letter = of.get(skeleton(char))
        if letter and not char.isascii() and unicodedata.name(char, "").startswith(("LATIN", "CYRILLIC", "GREEK")):
            seen[letter].append(char)
    return {letter: tuple(chars) for letter, chars in seen.items()}


@cache
def _prototypes() -> dict[int, str]:
    """From the code of a character to what it looks like."""
    text = files("osint_kit.identifiers").joinpath("confusables.txt").read_text("utf-8")
    found = {}
    for line in re.findall(r"^[0-9A-F].*", text, re.MULTILINE):
        prototype, _, sources = line.partition(" < ")
        seen = "".join(chr(int(code, 16)) for code in prototype.split())
        found.update({int(code, 16): seen for code in sources.split()})
    return found


def _without_marks(text: str) -> str:
    return "".join(char for char in text if unicodedata.category(char) != "Mn")
