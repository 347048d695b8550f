"""Text from the network, made safe to show: it moves no cursor, hides nothing, and no spreadsheet runs it."""

import re

# Cc (C0, DEL, C1); Unicode's Default_Ignorable_Code_Point (DerivedCoreProperties.txt), which holds the bidi
# and zero-width controls, blank Hangul fillers and tags; line and paragraph separators; interlinear
# annotation; lone surrogates; noncharacters. Variation selectors stay: they choose the look of the
# character before them.
_HIDDEN_RANGES = (
    "\x00-\x1f\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f"
    "\u3164\ud800-\udfff\ufdd0-\ufdef\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e00ff\U000e01f0-\U000e0fff"
) + "".join(chr(plane << 16 | 0xFFFE) + chr(plane << 16 | 0xFFFF) for plane in range(1, 17))

HIDDEN = re.compile(f"[{_HIDDEN_RANGES}]")
"""One character that is not to reach a screen as it is."""


_HIDDEN_IN_LINES = re.compile(f"(?!\n)[{_HIDDEN_RANGES}]")


def visible(text: str) -> str:
    r"""The text with each hidden or controlling character as an escape: ``\x1b``, ``\n``, ``\u202e``.

    The escapes are those of a Python literal. Nothing else changes; a backslash that was there stays single,
    so this is for eyes: where the exact data counts, write JSON.
    """
    if text.isascii() and text.isprintable():
        return text
    return HIDDEN.sub(_escape, text)


def visible_lines(text: str) -> str:
    """The same for a cell that can hold several lines: their ends stay, as LF."""
    if text.isascii() and text.isprintable():
        return text
    return _HIDDEN_IN_LINES.sub(_escape, text.replace("\r\n", "\n"))


def _escape(found: re.Match[str]) -> str:
    return found[0].encode("unicode_escape").decode("ascii")


# OWASP's list (owasp.org/www-community/attacks/CSV_Injection), its full-width forms included.
_FORMULA = re.compile(r"[\t\r]|\s*[=@＝＠＋－+-]")
# Possessive, so that a long run of spaces takes linear time.
_NUMBER = re.compile(r"\s*+[+-]\s?\(?[0-9][0-9\s.,()/-]*+(?:[eE][+-]?[0-9]++)?%?\s*+")
_OPERATOR = re.compile(r"[0-9.,)]\s*+[/-]")
_NO_OPERATOR = re.compile(r"[0-9.,]\s++[0-9(]|[0-9]\(|\)\s*+[0-9]")  # between two numbers: this is no sum


def harmless(text: str) -> str:
    """The text with a leading ``'`` where a spreadsheet would take it for a formula, else as it was.

    A sign before a number is no formula: ``+6799991234``, ``-3.5``, ``+1 650-253-0000`` stay. A bare sum such
    as ``+1-650-253-0000`` is guarded: Excel would show -902. The space in ``+1 650`` makes it text.

    LibreOffice takes only a first ``=`` for a formula (``ScColumn::ParseString``) and keeps leading spaces
    unless "Trim spaces" is ticked on import; Excel keeps them too, as far as is known, and other importers
    strip them. Spaces before ``=`` are hardly ever honest, so they do not hide it from this guard. A leading
    quotation mark makes text in all of them, and is left alone.

    Of several lines each is guarded: a reader that expects another delimiter does not see the quotes around the
    cell, and takes its second line for a row.
    """
    if "\n" in text:
        guarded = "\n".join(map(harmless, text.split("\n")))
        return f"'{guarded}" if guarded.startswith("\n") else guarded
    if text[:1] == "+" and text.isascii() and text[1:].replace(" ", "").isdecimal():
        return text  # most of what begins with a sign
    if not _FORMULA.match(text):
        return text
    is_number = _NUMBER.fullmatch(text) and text[0] not in "\t\r"
    is_sum = _OPERATOR.search(text) and not _NO_OPERATOR.search(text)
    return text if is_number and not is_sum else f"'{text}"
