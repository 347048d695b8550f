"""Names of people and organisations, as somebody wrote them; `parse` wants ``name:`` before one."""

import unicodedata

from osint_kit.identifiers.kinds import Identifier, Kind, NotReadable

LONGEST = 200
"""In characters of the canonical form."""

_JOINERS = "\u200c\u200d"
"""Zero-width non-joiner and joiner: spelling, in Persian, Sinhala and others."""


def read_name(text: str) -> Identifier:
    """Read a name; canonical is NFC with single spaces, its case and order as written.

    Raises `NotReadable` for a text without a letter, over 200 characters, or with control or direction
    characters, which can make a name look like another.
    """
    for char in text:
        if char != "\t" and char not in _JOINERS and unicodedata.category(char) in {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"}:
            raise NotReadable(f"a name cannot hold the invisible character U+{ord(char):04X}; type the name anew")
    name = " ".join(unicodedata.normalize("NFC", text).split())
    if not any(char.isalpha() for char in name):
        raise NotReadable("a name has at least one letter; write one such as name:Sefa V")
    if len(name) > LONGEST:
        raise NotReadable(f"a name has {LONGEST} characters at most, and this text has {len(name)}")
    return Identifier(Kind.NAME, name)
