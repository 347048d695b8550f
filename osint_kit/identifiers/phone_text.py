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
_WORD = (
    r"(?:tele?(?:phone)?|phone|ph|mob(?:ile)?|cell(?:phone)?|landline|fax|call|text|sms|contact|home|work|office"
    r"|whatsapp|viber|telegram|signal)"
)
_LABEL = re.compile(rf"(?:{_WORD}(?:[ .]*(?:no|number))?\b[ .:/&]*|[tpmfhw] ?[.:] ?)+", re.IGNORECASE)
_BRACKETED = rf"(?:{_WORD}|[tpmfhw])"  # the letters: telephone, phone, mobile, fax, home, work
_LABEL_BEHIND = re.compile(rf" ?[(\[] ?{_BRACKETED}(?: ?[/&,] ?{_BRACKETED})* ?[)\]]$", re.IGNORECASE)
# The number of such a link is international: without plus or leading zeros for WhatsApp (its help, "Click to
# chat"), the plus being optional for the others (Telegram's "Deep links", Signal's SignalMeUtil.kt).
_LINK = re.compile(
    r"(?:(?:https?://)?(?:(?:www\.)?wa\.me/|(?:api\.|web\.|www\.)?whatsapp\.com/send/?\?(?:.*&)?phone=)"
    r"|whatsapp://send/?\?(?:.*&)?phone=|viber://(?:chat|add)/?\?number=|tg://resolve\?phone="
    r"|(?:https?://)?t\.me/(?=\+)|(?:https|sgnl)://signal\.me/#p/)(?:\+|%2b)?([0-9 -]+)(?:[/?&#].*)?",
    re.IGNORECASE,
)
# How WhatsApp itself, and what is read out of a phone, calls a user: number with country code, perhaps agent and device
# (types/jid.go of https://github.com/tulir/whatsmeow). Groups and "lid" have other numbers.
_WHATSAPP_USER = re.compile(
    r"\+?([0-9]{7,15})(?:\.[0-9]{1,3})?(?::[0-9]{1,5})?@(?:s\.whatsapp\.net|c\.us)", re.IGNORECASE
)
_EXTENSION = re.compile(r"[ ,;]*(?:ext(?:ension|n)?|x)[ .:=]*([0-9]{1,7})$", re.IGNORECASE)
# Between two digits or brackets: what stands between two numbers in one cell, to be read as the sign "|".
_OR = re.compile(r"(?<=[\d)\]])(?:[^\S\n]*\n\s*|\s+(?:or|and)\s+)(?=[+(\[\d])", re.IGNORECASE)
# A spreadsheet's number that was once saved as one with a fraction.
_FLOAT = re.compile(r"([0-9]{5,})\.0+")
# One that was too long for the width of a spreadsheet's column, or for its 11 digits.
_SCIENTIFIC = re.compile(r"([0-9])(?:[.,]([0-9]+))?[eE]\+?([0-9]{1,2})")
_AMOUNT = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+")
_DATE = re.compile(r"([0-9]{1,2})[/.]([0-9]{1,2})[/.](?:19|20)[0-9]{2}|(?:19|20)[0-9]{2}-([0-9]{2})-([0-9]{2})")
_SHORT_TAIL = re.compile(r"(.*[0-9])\)? ?/ ?([0-9]{1,4})")
_TRUNK_ZERO = re.compile(r"[(\[] ?0 ?[)\]]")
_SEPARATORS = " ().[]-/,;|&"


@dataclass(frozen=True)
class Written:
    """A number as written: ``readings`` are ASCII digits, the likeliest first, with ``+`` where that is sure.

    There are two readings where a zero stands in brackets behind the country code: most countries drop it
    when called from abroad, Italy does not. ``parts`` are what stands between ``/``, ``,``, ``;``, ``|`` and
    ``&`` and has five digits or more: several parts may be several numbers. ``extension`` is empty or
    ``" ext. 12"``. Where a ``/`` has four digits or fewer behind it, ``before_slash`` and ``behind_slash`` are
    its two sides: in ``999 1234/5`` these end a second number, or name an extension; in ``030/1234`` they do
    not.
    """

    readings: tuple[str, ...]
    parts: tuple[str, ...]
    extension: str = ""
    before_slash: str = ""
    behind_slash: str = ""

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

    Raises `NotReadable` where there are no digits, letters or signs of no phone number, more than one plus,
    a date, or an amount with its thousands apart.
    """
    if len(text) > LONGEST:
        raise NotReadable(f"{len(text)} characters are too many for a phone number; give the number alone")
    plain = _plain(text)
    if not plain:
        raise NotReadable("nothing stands where the number should be; write one like +679 999 1234")
    if link := _LINK.fullmatch(plain) or _WHATSAPP_USER.fullmatch(plain):
        digits = _digits(link[1])
        return Written((f"+{digits}",), (digits,))
    if _URI.match(plain):
        plain = _uri_number(plain)
    plain = plain[label.end() :] if (label := _LABEL.match(plain)) else plain
    plain = _LABEL_BEHIND.sub("", plain)
    extension = _EXTENSION.search(plain)
    number = plain[: extension.start()] if extension else plain
    if whole := _FLOAT.fullmatch(number):
        number = whole[1]
    if shortened := _SCIENTIFIC.fullmatch(number):
        number = _all_digits(*shortened.groups(""))
    _check_characters(number)
    _check_meaning(number)
    short = _SHORT_TAIL.fullmatch(number)
    return Written(
        _readings(number),
        _parts(number),
        f" ext. {extension[1]}" if extension else "",
        _readings(short[1])[0] if short else "",
        short[2] if short else "",
    )


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
    return " ".join(_OR.sub(" | ", "".join(plain).strip().strip("'\"")).split())


def _uri_number(uri: str) -> str:
    """The number of a ``tel:`` URI (RFC 3966): the code that it names put first, its extension kept."""
    number, *parameters = re.split(r"[;?]", unquote(uri.partition(":")[2]))
    named = {key.lower(): value for key, _, value in (parameter.partition("=") for parameter in parameters)}
    context = named.get("phone-context", "")
    code = context if context.startswith("+") and not number.lstrip().startswith("+") else ""
    return f"{code}{number}{' ext=' if 'ext' in named else ''}{named.get('ext', '')}".strip()


def _all_digits(first: str, fraction: str, exponent: str) -> str:
    """The whole number that ``6.799991234E+09`` is; ``6.8E+09`` may be any of millions."""
    if len(fraction) != int(exponent) or len(fraction) < 4:
        raise NotReadable(
            "a spreadsheet has shortened this number, and digits of it are lost; make its column text in the first"
            " file, and save it again"
        )
    return first + fraction


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


def _check_meaning(number: str) -> None:
    """Refuse what has a phone number's signs and means something else."""
    if date := _DATE.fullmatch(number):
        one, two = sorted(int(part) for part in date.groups() if part)
        if 1 <= one <= 12 and two <= 31:
            raise NotReadable("this looks like a date; write a phone number like +679 999 1234")
    if _AMOUNT.fullmatch(number):
        raise NotReadable("this looks like an amount; write a phone number like +679 999 1234")


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
