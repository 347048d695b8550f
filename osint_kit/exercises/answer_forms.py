"""How answers to a question are compared: as identifiers in canonical form, as days, else as words."""

import re
from collections.abc import Callable
from datetime import datetime

from osint_kit.exercises.telling import plain
from osint_kit.identifiers import Kind, NotReadable, parse

TEXT = "text"
DAY_FORMS = ("%d %B %Y", "%d %b %Y", "%B %d, %Y", "%b %d, %Y", "%d/%m/%Y")
"""Beside ISO 8601; the day stands first, as in Fiji and Vanuatu."""
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


def identifier_reader(kind: Kind) -> Callable[[str], str]:
    """A reader of identifiers of one kind: text in, canonical value out; it raises ``ValueError``."""

    def read(text: str) -> str:
        try:
            return parse(text if kind in (Kind.URL, Kind.ACCOUNT) else f"{kind.value}:{text}").value
        except NotReadable as error:
            raise ValueError(f"{text!r} is no {kind.value}: {error}") from error

    return read


def in_form(text: str, kind: str) -> str:
    """An answer in the form in which two are compared; what is no identifier of the ``kind`` stays words."""
    if kind == TEXT:
        return _day(text) or plain(text)
    try:
        return identifier_reader(Kind(kind))(text)
    except ValueError:
        return plain(text)


def says(text: str, answer: str) -> bool:
    """Whether a text of a finding holds an answer in compared form, not as a part of a longer word or number."""
    after = r"(?=T\d|\W|$)" if _DAY.fullmatch(answer) else r"(?!\w)"
    return re.search(rf"(?<!\w){re.escape(answer.casefold())}{after}", plain(text), re.IGNORECASE) is not None


def _day(text: str) -> str:
    """A day in ISO 8601; empty for what is none."""
    given = text.strip()
    if _DAY.match(given):
        return given[:10]
    for form in DAY_FORMS:
        try:
            return datetime.strptime(given, form).date().isoformat()  # noqa: DTZ007  # a day has no zone
        except ValueError:
            continue
    return ""
