"""Text from the network as it may stand in a report: no link works, no control character acts, nothing hides."""

import re

from osint_kit.canonical import Json
from osint_kit.tables.safe import visible

_SCHEME = re.compile(r"\b(h)tt(ps?)(?=:)", re.IGNORECASE)
_OTHER_SCHEME = re.compile(
    r"\b(javascript|data|file|ftp|tel|sms|mailto|intent|whatsapp|viber|tg)(?=:\S)", re.IGNORECASE
)
_DOT = re.compile(r"(?<=\w)\.(?=[^\W\d_][\w-])")
_AT = re.compile(r"(?<=[\w.+-])@(?=\w)")
LONGEST = 2000
"""Characters of one text that are shown; the evidence has all of it."""


def inert(value: object, longest: int = LONGEST) -> str:
    """A text in which nothing is a link for anybody: ``hxxps://bit[.]ly/x``, ``a[@]b[.]fj``. Controls are escapes.

    The kit reads such text back (`osint_kit.identifiers.defanged`). It is no HTML yet: the page escapes it.
    """
    text = str(value)
    if len(text) > longest:
        text = f"{text[:longest]}… ({len(text):,} characters)"
    text = visible(text)
    text = _SCHEME.sub(lambda found: f"{found[1]}xx{found[2]}", text)
    text = _OTHER_SCHEME.sub(r"\1[:]", text).replace("[:]:", "[:]")
    return _AT.sub("[@]", _DOT.sub("[.]", text))


def as_text(value: Json) -> str:
    """The value of a finding in one line of plain words; what a page says of itself without where it stood there."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, dict):
        if {"value", "excerpt", "from"} >= value.keys() and "value" in value:
            return as_text(value["value"])
        parts = ((key, as_text(item)) for key, item in value.items())
        return "; ".join(f"{key.replace('_', ' ')}: {said}" for key, said in parts if said)
    if isinstance(value, list | tuple):
        return ", ".join(filter(None, map(as_text, value)))
    return str(value)


def words(name: str) -> str:
    """The name of a property for people: without underscores, and inert too, for it may come from a plug-in."""
    return inert(name.replace("_", " "))
