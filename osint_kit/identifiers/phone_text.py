"""What people paste for a phone number, brought to digits.

Labels, links, brackets, full-width and other scripts' digits, keycap emoji and invisible marks are undone.
Letters among digits are not turned into digits: ``7O1 2345`` would become a valid number of somebody else.
"""

import re
import unicodedata
from dataclasses import dataclass
from urllib.parse import unquote

from osint_kit.identifiers.kinds import NotReadable

LONGEST = 2000
"""In characters: a link with a message in it may be long, a number is not."""

_URI = re.compile(r"(?:tel|sms|callto|whatsapp):(?!//)", re.IGNORECASE)
_LABEL = re.compile(
    r"(?:tele?(?:phone)?|phone|ph|mob(?:ile)?|cell|fax|call|text|sms|whatsapp|viber|telegram|signal)"
    r"(?: ?(?:no|number))?\b[ .:]*",
    re.IGNORECASE,
)
# The number of such a link is international, without plus or leading zeros (WhatsApp's help, "Click to chat").
_WHATSAPP_LINK = re.compile(
    r"(?:(?:https?://)?(?:wa\.me/|(?:api\.|web\.|www\.)?whatsapp\.com/send/?\?(?:.*&)?phone=)"
    r"|whatsapp://send/?\?(?:.*&)?phone=)(?:\+|%2b)?([0-9 -]+)(?:[/?&#].*)?",
    re.IGNORECASE,
)
_EXTENSION = re.compile(r"[ ,;]*(?:ext(?:ension|n)?|x)[ .:=]*([0-9]{1,7})$", re.IGNORECASE)
_TRUNK_ZERO = re.compile(r"[(\[] ?0 ?[)\]]")
_SEPARATORS = " ().[]-/,;|&"


@dataclass(frozen=True)
class Written:
    """A number as written: ``readings`` are ASCII digits, the likeliest first, with ``+`` where that is sure.

    There are two readings where a zero stands in brackets behind the country code: most countries drop it
    when called from abroad, Italy does not. ``parts`` are what stands between ``/``, ``,``, ``;``, ``|`` and
    ``&`` and has five digits or more: several parts may be several numbers. ``extension`` is empty or
    ``" ext. 12"``.
    """

    readings: tuple[str, ...]
    parts: tuple[str, ...]
    extension: str = ""

    @property
    def international(self) -> bool:
        """Whether a plus says that a country code stands first."""
        return self.readings[0].startswith("+")

    @property
    def names_country(self) -> bool:
        """Whether a plus, or the 00 that most countries dial abroad with, says so."""
        return self.readings[0].startswith(("+", "00"))


def read_written(text: str) -> Written:
    """The digits of a text that holds a phone number and nothing else.

    Raises `NotReadable` where there are no digits, letters or signs of no phone number, or more than one
    plus.
    """
    if len(text) > LONGEST:
        raise NotReadable(f"{len(text)} characters are too many for a phone number; give the number alone")
    plain = _plain(text)
    if link := _WHATSAPP_LINK.fullmatch(plain):
        digits = _digits(link[1])
        return Written((f"+{digits}",), (digits,))
    if _URI.match(plain):
        plain = _uri_number(plain)
    plain = plain[label.end() :] if (label := _LABEL.match(plain)) else plain
    extension = _EXTENSION.search(plain)
    number = plain[: extension.start()] if extension else plain
    _check_characters(number)
    return Written(_readings(number), _parts(number), f" ext. {extension[1]}" if extension else "")


def _plain(text: str) -> str:
    """Digits in ASCII, dashes ``-``, spaces single; marks, and characters that print nothing, gone."""
    plain = []
    for char in unicodedata.normalize("NFKC", text):
        category = unicodedata.category(char)
        if category == "Nd":
            plain.append(str(unicodedata.decimal(char)))
        elif category == "Pd" or char == "\N{MINUS SIGN}":
            plain.append("-")
        elif category not in {"Cf", "Mn", "Me"}:
            plain.append(char)
    return " ".join("".join(plain).split())


def _uri_number(uri: str) -> str:
    """The number of a ``tel:`` URI (RFC 3966), its extension kept, other parameters dropped."""
    number, *parameters = re.split(r"[;?]", unquote(uri.partition(":")[2]))
    extensions = [parameter for parameter in parameters if parameter.lower().startswith("ext=")]
    return " ".join([number, *extensions]).strip()


def _check_characters(number: str) -> None:
    odd = next((char for char in number if char not in f"+0123456789{_SEPARATORS}"), None)
    if odd is not None and odd.isalpha():
        raise NotReadable(f"the letter {odd!r} stands where a phone number has digits; write digits only")
    if odd is not None:
        shown = repr(odd) if odd.isprintable() else f"U+{ord(odd):04X}"
        raise NotReadable(f"a phone number cannot hold {shown}; write it like +679 999 1234")
    if not _digits(number):
        raise NotReadable("there are no digits here; write a phone number like +679 999 1234")
    if "+" in number.lstrip(" ([")[1:]:
        raise NotReadable("a plus stands inside the number; where these are two numbers, give each its own line")


def _readings(number: str) -> tuple[str, ...]:
    plus = "+" if number.lstrip(" ([").startswith("+") else ""
    whole = plus + _digits(number)
    if (plus or whole.startswith("00")) and _TRUNK_ZERO.search(number):
        return (plus + _digits(_TRUNK_ZERO.sub("", number, count=1)), whole)
    return (whole,)


def _parts(number: str) -> tuple[str, ...]:
    parts = ("+" * ("+" in part) + _digits(part) for part in re.split(r"[/,;|&]", number))
    return tuple(part for part in parts if len(part) >= 5)


def _digits(text: str) -> str:
    return "".join(char for char in text if char.isdecimal())
