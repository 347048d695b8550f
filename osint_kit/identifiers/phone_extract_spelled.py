"""Numbers that are written so that a search does not see them: words, look-alike letters, strewn digits.

An obscured number is one of the few indicators of trafficking advertisements that held when they were tested
(NIJ, "Unconventional Wisdom", 2024), so how it was written is said with it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

# English first, then Bislama (as in Solomon Islands Pijin: omniglot.com/language/numbers/pijin.htm), Fijian
# (en.wikibooks.org/wiki/Fijian/Numerals), and Hindi as Fiji writes it in Latin letters (Wikipedia, "Counting in
# Fiji Hindi"). Spelling is free in chats, so common variants stand beside them.
_WORDS: dict[str, str] = {
    **dict.fromkeys("zero oh nought nil siro saiva shunya".split(), "0"),
    **dict.fromkeys("one wan dua ek".split(), "1"),
    **dict.fromkeys("two tu rua do dui".split(), "2"),
    **dict.fromkeys("three tri tolu teen".split(), "3"),
    **dict.fromkeys("four fo foa va char chaar".split(), "4"),
    **dict.fromkeys("five faef faev lima panch paanch".split(), "5"),
    **dict.fromkeys("six siks sikis ono che chhe chah chhah".split(), "6"),
    **dict.fromkeys("seven vitu saat".split(), "7"),
    **dict.fromkeys("eight eit walu aath".split(), "8"),
    **dict.fromkeys("nine naen ciwa nau".split(), "9"),
}
_TIMES = {"double": 2, "triple": 3}
_LETTERS = {
    "o": "0",
    "О": "0",
    "о": "0",
    "Ο": "0",
    "ο": "0",
    "l": "1",
    "i": "1",
    "!": "1",
    "s": "5",
    "b": "8",
    "z": "2",
}

_WORD = "|".join(sorted([*_WORDS, *_TIMES], key=len, reverse=True))
_TOKEN = rf"(?:[0-9]|{_WORD}|[{''.join(_LETTERS)}])"
_GAP = "[ \\t.()\\[\\]/*_~|•·°\\\\-]{0,3}|, ?|[ ]?[\u2190-\u2bff\U0001f000-\U0001faff]{1,2}[ ]?"
_RUN = re.compile(
    rf"(?:(?:\+|\bplus) ?)?(?<![A-Za-z0-9]){_TOKEN}(?:(?:{_GAP}){_TOKEN}){{4,29}}(?![A-Za-z0-9])", re.IGNORECASE
)
_EACH = re.compile(rf"plus|{_TOKEN}", re.IGNORECASE)
# A run has a digit, or five words in a row; looking for that first takes a tenth of the time.
_HINT = re.compile(rf"[0-9]|(?:\b(?:{_WORD})\b\W{{0,3}}){{4}}", re.IGNORECASE)
_ODD_GAP = re.compile(r"[^ \t.()\[\]/0-9A-Za-z+-]")
_LOOSE = f"(?:do|oh|[{''.join(_LETTERS)}]+)"  # words that may belong to the sentence around: do, is, so
_AMBIGUOUS = re.compile(rf"^(?:{_LOOSE}[ ,.]+)+|(?:[ ,.]+{_LOOSE})+$", re.IGNORECASE)


_SEVEN = re.compile(rf"(?:\d\D{{0,3}}){{7}}|(?:\b(?:{_WORD})\b\W{{0,3}}){{5}}", re.IGNORECASE)


@dataclass(frozen=True)
class Reading:
    """Digits, with ``+`` where it stands there, read from ``text[start:end]``; ``how`` says in which way."""

    start: int
    end: int
    digits: str
    how: str


def may_hold_number(text: str) -> bool:
    """Whether seven digits or five spelled ones stand near one another: a quick look before the whole search."""
    return _SEVEN.search(text) is not None


def readings(text: str) -> Iterator[Reading]:
    """What could be obscured numbers in a folded text. Most are none: the caller keeps those that are valid."""
    if not _HINT.search(text):
        return
    for run in _RUN.finditer(text):
        yield from _of_run(run[0], run.start())
        trimmed = _AMBIGUOUS.sub("", run[0])
        if trimmed != run[0]:
            yield from _of_run(trimmed, run.start() + run[0].index(trimmed))


def _of_run(written: str, start: int) -> Iterator[Reading]:
    tokens = [found[0].lower() for found in _EACH.finditer(written)]
    how = _how(written, tokens)
    if how and _is_plausible(written):
        yield Reading(start, start + len(written), ("+" if written.startswith("+") else "") + _digits(tokens), how)


def _digits(tokens: list[str]) -> str:
    digits, times = "", 1
    for token in tokens:
        if token in _TIMES:
            times = _TIMES[token]
            continue
        if token == "plus":
            digits = "+"
            continue
        digits += times * (_WORDS.get(token) or _LETTERS.get(token) or token)
        times = 1
    return digits


def _how(written: str, tokens: list[str]) -> str:
    """In which ways the digits are obscured; empty where they are plain."""
    ways = []
    if any(token in _WORDS or token in _TIMES for token in tokens):
        ways.append("digits spelled out")
    if any(token in _LETTERS for token in tokens):
        ways.append("letters stand for digits")
    if _ODD_GAP.search(written):
        ways.append("signs stand between the digits")
    return ", ".join(ways)


def _is_plausible(written: str) -> bool:
    """Whether letters stand among digits, not as words of their own, and commas not between thousands."""
    groups = re.split(r"[^A-Za-z0-9!]+", written)
    words = (re.sub(f"plus|{_WORD}", "1", group, flags=re.IGNORECASE) for group in groups)
    mixed = all(len(word) < 2 or any(char.isdigit() for char in word) for word in words)
    return mixed and not ("," in written and re.search(r"[0-9]{2}", written))
