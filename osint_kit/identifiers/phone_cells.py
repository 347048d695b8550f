"""Several phone numbers in one cell of a spreadsheet: where it may be split."""

import re

from osint_kit.identifiers.phone_text import LONGEST

# The first kind of separator that stands in the cell decides: in `030/1234567, 030/1234568` the slash belongs
# to the numbers.
_LINES = re.compile(r"\n")
_SEPARATORS = (
    _LINES,
    re.compile(r"[;|；]"),
    re.compile(r"\s(?:or|and)\s", re.IGNORECASE),
    re.compile(r"[,&，]"),
    re.compile(r"\s/\s"),
    re.compile(r"[/／]"),
    re.compile(r"(?<=[A-Za-z][)\]])\s*(?=[+\d])"),  # 999 1234 (w) 330 1234 (h)
)
_FEWEST_DIGITS = 5
"""Below these a part is no number, but a group of digits of one: Vanuatu's fixed lines have five."""


def split_cell(text: str) -> tuple[str, ...]:
    """The parts of a cell that holds two numbers or more by its looks; none where it does not.

    Whether the parts are numbers is not asked here. A link with a message in it is left alone, and so
    is a text that is too long for `phone_text`.
    """
    if len(text) > LONGEST:
        return ()
    for separator in (_LINES,) if "?" in text else _SEPARATORS:
        parts = [part.strip() for part in separator.split(text.strip())]
        if len(parts) > 1:
            parts = [part for part in parts if part]
            enough = all(sum(char.isdecimal() for char in part) >= _FEWEST_DIGITS for part in parts)
            return tuple(parts) if len(parts) > 1 and enough else ()
    return ()
