"""In which ways a value is written: a phone number with blanks, a name in capitals, a handle within an address.

A `Form` is a row of characters with what may stand for each and between them. It is looked for in text
(`in_text`) and in bytes of unknown encoding (`in_bytes`): UTF-8, UTF-16, Windows-1252.
"""

import hashlib
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from osint_kit.identifiers import Identifier, Kind

SHORTEST = 4
"""Characters from which a value is looked for inside of longer words too; a shorter one only by itself."""
ENCODINGS = ("utf-8", "utf-16-le", "utf-16-be", "cp1252")
_BETWEEN_DIGITS = " \t\n.-/()\u00a0\u2010\u2011\u2012\u2013\u2014\u202f\u2009"
_BETWEEN_WORDS = " \t\r\n+_.-,\u00a0"
_AT_MOST = 4


@dataclass(frozen=True)
class Form:
    """``characters`` in order, any case; ``between`` may stand between any two, or in place of each blank.

    ``alone``: no digit (``digits``) or no letter or digit may stand right before or behind it.
    """

    characters: str
    between: str = ""
    digits: bool = False
    alone: bool = False

    def in_text(self, alone: bool = False) -> str:
        """A regular expression over text; ``alone`` asks for a form that is no part of a longer word."""
        return self._bounded(self._row(None), None, self.alone or alone)

    def in_bytes(self) -> set[bytes]:
        """Regular expressions over bytes, one an encoding that has the characters.

        Each begins with its first byte: the engine looks for that at the speed of memory, and not for a look-behind.
        """
        found = set()
        for coding in ENCODINGS:
            if all(_encode(char, coding) for char in self.characters):
                found.add(self._bounded(self._row(coding), coding, self.alone).encode("latin-1"))
        return found

    def _row(self, coding: str | None) -> list[str]:
        """What stands for each character, in order."""
        gap = _any_of(self.between, coding)
        if self.digits:
            first, *rest = (_any_of(char, coding) for char in self.characters)
            return [first, *(f"(?:{gap}){{0,{_AT_MOST}}}{one}" for one in rest)]
        return [
            f"(?:{gap}){{1,{_AT_MOST}}}" if char == " " and self.between else _any_of(_cases(char), coding)
            for char in self.characters
        ]

    def _bounded(self, row: list[str], coding: str | None, alone: bool) -> str:
        first, *rest = row
        if not alone:
            return first + "".join(rest)
        near = r"\d" if self.digits else (r"\w" if coding is None else "[0-9A-Za-z_]")
        near = {"utf-16-le": f"{near}\\x00", "utf-16-be": f"\\x00{near}"}.get(coding or "", near)
        return f"{first}(?<!{near}{first}){''.join(rest)}(?!{near})"


def forms_of(identifier: Identifier) -> tuple[Form, ...]:
    """The forms in which an identifier is written."""
    value = identifier.value
    match identifier.kind:
        case Kind.PHONE:
            return tuple(_phone(value))
        case Kind.ACCOUNT:
            platform, _, handle = value.partition(":")
            return (*forms_of_text(handle), Form(f"{platform}:{handle}"))
        case Kind.URL:
            return forms_of_text(value.partition("://")[2].rstrip("/") or value)
        case Kind.DOMAIN:
            return (*forms_of_text(value), *_unicode_domain(value), Form(_wire(value)))
        case Kind.EMAIL:
            return (*forms_of_text(value), *_hashed(value))
        case Kind.IP:
            return (Form(value, alone=True),)
    return forms_of_text(value)


def forms_of_text(text: str) -> tuple[Form, ...]:
    """The forms of words as written by anybody: any case, any blanks, accents in both of the ways of Unicode."""
    words = " ".join(text.split())
    ways = dict.fromkeys(unicodedata.normalize(way, words) for way in ("NFC", "NFD"))
    return tuple(Form(way, _BETWEEN_WORDS if " " in way else "", alone=len(words) < SHORTEST) for way in ways)


def _phone(value: str) -> Iterator[Form]:
    import phonenumbers

    digits = value.lstrip("+")
    yield Form(digits, _BETWEEN_DIGITS, digits=True)
    try:
        national = phonenumbers.national_significant_number(phonenumbers.parse(value))
    except phonenumbers.NumberParseException:
        return
    if len(national) >= SHORTEST:
        yield Form(national, _BETWEEN_DIGITS, digits=True, alone=True)
        yield Form("0" + national, _BETWEEN_DIGITS, digits=True, alone=True)


def _unicode_domain(value: str) -> Iterator[Form]:
    import idna

    try:
        shown = idna.decode(value)
    except idna.IDNAError:
        return
    if shown != value:
        yield from forms_of_text(shown)


def _hashed(email: str) -> Iterator[Form]:
    """An address as pictures of it are named: whoever guesses the address can prove it.

    SHA-256 as https://docs.gravatar.com/rest/api-data-specifications says, MD5 as older links have it.
    """
    written = email.lower().encode()
    for digest in (hashlib.sha256(written), hashlib.md5(written, usedforsecurity=False)):
        yield Form(digest.hexdigest())


def _wire(domain: str) -> str:
    """A name as DNS messages hold it: each label behind its length (RFC 1035 section 3.1)."""
    return "".join(chr(min(len(label), 63)) + label for label in domain.split("."))


def _cases(char: str) -> str:
    return "".join(dict.fromkeys((char, *(way for way in (char.lower(), char.upper()) if len(way) == 1))))


def _any_of(chars: str, coding: str | None) -> str:
    """What matches any of some characters, in text or in an encoding; nothing does where there is none."""
    if not chars:
        return "(?!)"
    if coding is None:
        return f"[{re.escape(chars)}]"
    encoded = [one for one in dict.fromkeys(_encode(char, coding) for char in chars) if one]
    if all(len(one) == 1 for one in encoded):
        return f"[{''.join(map(re.escape, encoded))}]" if encoded else "(?!)"
    if coding.startswith("utf-16"):
        return _pair([one for one in encoded if len(one) == 2], little=coding.endswith("le"))
    return f"(?:{'|'.join(map(re.escape, encoded))})"


def _pair(encoded: list[str], little: bool) -> str:
    """Characters of two bytes each; where they share the one that says the alphabet, a set and that byte."""
    shared = {one[1] if little else one[0] for one in encoded}
    if len(shared) != 1:
        return f"(?:{'|'.join(map(re.escape, encoded))})" if encoded else "(?!)"
    other, alphabet = "".join(re.escape(one[0] if little else one[1]) for one in encoded), re.escape(shared.pop())
    return f"[{other}]{alphabet}" if little else f"{alphabet}[{other}]"


def _encode(char: str, coding: str) -> str:
    """The bytes of a character, each as the character of that number; empty where the encoding has none."""
    try:
        return char.encode(coding).decode("latin-1")
    except UnicodeEncodeError:
        return ""
