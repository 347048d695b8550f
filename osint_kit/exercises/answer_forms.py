"""How answers to a question are compared: as identifiers in canonical form, as days, else as words."""

import html
import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import datetime

from osint_kit.identifiers import Kind, NotReadable, parse
from osint_kit.identifiers.url import read_url

TEXT = "text"
ANY_CASE = frozenset({Kind.ACCOUNT, Kind.EMAIL, Kind.HANDLE})
"""Kinds whose canonical form keeps upper and lower case, which no service known here tells apart."""
DAY_FORMS = ("%d %B %Y", "%d %b %Y", "%B %d %Y", "%b %d %Y", "%d/%m/%Y", "%d/%m/%y", "%Y/%m/%d")
"""Beside ISO 8601; the day stands first, as in Fiji and Vanuatu. Dots and hyphens are read as strokes."""
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_FIGURES = re.compile(r"\d{1,4}([./-])\d{1,2}\1\d{2,4}")
_ORDINAL = re.compile(r"(?<=\d)(st|nd|rd|th)\b")
_TAG = re.compile(r"<[^>]*>")
_SPACES = re.compile(r"\s+")
_THOUSANDS = re.compile(r"(?<![\w.,])\d{1,3}(,\d{3})+(?![\w,])")
_QUOTES = "\"'`\u2018\u2019\u201c\u201d"
_AROUND = f"{_QUOTES} \t"
_QUOTING = re.compile(rf"(?<!\w)[{_QUOTES}]|[{_QUOTES}](?!\w)")
"""Quotation marks; an apostrophe within a word is none."""


def identifier_reader(kind: Kind) -> Callable[[str], str]:
    """A reader of identifiers of one kind: text in, canonical value out; it raises ``ValueError``."""

    def read(text: str) -> str:
        try:
            return parse(text if kind in (Kind.URL, Kind.ACCOUNT) else f"{kind.value}:{text}").value
        except NotReadable as error:
            raise ValueError(f"{text!r} is no {kind.value}: {error}") from error

    return read


def in_form(text: str, kind: str) -> str:
    """An answer in the form in which two are compared; what is no identifier of the ``kind`` stays words.

    A way of writing is no mistake: quotes around it, an @ before a handle, a stop behind it, a link without its
    scheme, a domain with ``www.`` or as a link, a number without its plus.
    """
    given = text.strip(_AROUND)
    if kind == TEXT:
        given = _bare_numbers(given)
        words = plain(_QUOTING.sub("", given)).rstrip(". ")
        return _day(given) or (words.removeprefix("@") if " " not in words else words)
    for written in (given, *_as_meant(given, kind)):
        try:
            found = identifier_reader(Kind(kind))(written)
        except ValueError:
            continue
        found = found.removeprefix("www.") if kind == Kind.DOMAIN else found
        return found.casefold() if kind in ANY_CASE else found
    return plain(given)


def _as_meant(text: str, kind: str) -> Iterator[str]:
    """Other ways to read an answer, for one that cannot be read as it stands."""
    match kind:
        case Kind.URL if "://" not in text:
            yield f"https://{text}"
        case Kind.DOMAIN:
            with suppress(ValueError):
                yield read_url(identifier_reader(Kind.URL)(text if "://" in text else f"https://{text}")).host
        case Kind.PHONE if text[:1].isdigit():
            yield f"+{text}"
        case Kind.EMAIL:
            yield text.removeprefix("mailto:")


def plain(text: str) -> str:
    """A text without tags, entities, upper case and doubled spaces."""
    both = f"{html.unescape(_TAG.sub(' ', text))} {text}" if "<" in text else text
    return _SPACES.sub(" ", both).casefold().strip()


def says(text: str, answer: str) -> bool:
    """Whether a text of a finding holds an answer in compared form, not as a part of a longer word or number."""
    return stands_in(readable(text), answer)


def readable(text: str) -> str:
    """A text as answers are looked for in it."""
    return _bare_numbers(plain(_QUOTING.sub("", text)))


def stands_in(readable_text: str, answer: str) -> bool:
    """The same as `says`, for a text that is `readable` already."""
    after = r"(?=T\d|\W|$)" if _DAY.fullmatch(answer) else r"(?!\w)"
    return re.search(rf"(?<!\w){re.escape(answer.casefold())}{after}", readable_text, re.IGNORECASE) is not None


def _bare_numbers(text: str) -> str:
    """A text with its numbers written without commas between the thousands."""
    return _THOUSANDS.sub(lambda number: number[0].replace(",", ""), text)


def is_day(form: str) -> bool:
    """Whether an answer in compared form is a day."""
    return _DAY.fullmatch(form) is not None


def _day(text: str) -> str:
    """A day in ISO 8601; empty for what is none."""
    given = text.strip(" .")
    if _DAY.match(given):
        return given[:10]
    given = re.sub(r"[.-]", "/", given) if _FIGURES.fullmatch(given) else _ORDINAL.sub("", given.replace(",", " "))
    given = " ".join(given.split())
    for form in DAY_FORMS:
        try:
            return datetime.strptime(given, form).date().isoformat()  # noqa: DTZ007  # a day has no zone
        except ValueError:
            continue
    return ""
