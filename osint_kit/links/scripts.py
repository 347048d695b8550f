"""Which scripts a name is written in, and whether they belong together: Unicode Technical Standard 39.

The single-script test is that of section 5.1 (https://www.unicode.org/reports/tr39/#Single_Script): Han with kana is
Japanese, with Hangul Korean, with Bopomofo Chinese, and each of these counts as one. The script of a letter is taken
from its name in the Unicode Character Database, which never changes; marks and digits go with any script.
"""

import unicodedata
from functools import lru_cache

_NAMED_OTHERWISE = {
    "CJK": "Han",
    "KANGXI": "Han",
    "FULLWIDTH": "Latin",
    "HALFWIDTH": "Katakana",
    "MODIFIER": "",
    "MASCULINE": "Latin",
    "FEMININE": "Latin",
    "MICRO": "Greek",
    "KELVIN": "Latin",
    "ANGSTROM": "Latin",
    "OHM": "Greek",
    "MATHEMATICAL": "",
    "DOUBLE-STRUCK": "",
    "SCRIPT": "",
    "BLACK-LETTER": "",
    "KATAKANA-HIRAGANA": "",
    "IDEOGRAPHIC": "Han",
    "HANGZHOU": "Han",
    "NKO": "Nko",
}
_TOGETHER = ({"Han", "Hiragana", "Katakana"}, {"Han", "Hangul"}, {"Han", "Bopomofo"})


def scripts_of(text: str) -> tuple[str, ...]:
    """The scripts of the letters of a text, in the order in which they first stand there: ``Latin``, ``Cyrillic``."""
    found: dict[str, None] = {}
    for char in text:
        if script := _script(char):
            found[script] = None
    return tuple(found)


def is_mixed(scripts: tuple[str, ...]) -> bool:
    """Whether letters of these scripts in one word fail the single-script test."""
    return len(scripts) > 1 and not any(set(scripts) <= family for family in _TOGETHER)


@lru_cache(maxsize=4096)
def _script(char: str) -> str:
    if char.isascii():
        return "Latin" if char.isalpha() else ""
    if not unicodedata.category(char).startswith("L"):
        return ""
    first = unicodedata.name(char, "").partition(" ")[0]
    return _NAMED_OTHERWISE.get(first, first.capitalize())
