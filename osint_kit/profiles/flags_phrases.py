"""Phrases found in a text in one pass, in time linear in its length: no regular expression comes from a data file.

A text is cut into words, each brought to one form: small letters, no accents, no hidden characters, styled and
full-width letters as plain ones, letters of another script that look Latin as Latin ones.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from osint_kit.tables.safe import HIDDEN

GAP = 4
"""Words that may stand where a phrase has ``...``."""
LONGEST = 16
"""Words in a phrase at most."""

_WORD = re.compile(r"[^\W_](?:[^\W_]|[\u0300-\u036f\u200b-\u200f\u2060-\u2064\u00ad\ufeff'’])*")
_END = re.compile(r"[.!?;:•|]\s|[.!?]{2}|\n")
_PIECE = re.compile(r"[\w*#'’]+")


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a text in its one form. Words of one ``line`` and one ``sentence`` belong together."""

    form: str
    start: int
    end: int
    sentence: int
    line: int


@dataclass(frozen=True)
class Place:
    """Where a phrase stands: of words, and in characters of the text."""

    first: int
    last: int
    start: int
    end: int


def words_of(text: str) -> list[Word]:
    """The words of a text, with their places in it."""
    words: list[Word] = []
    sentence = line = before = 0
    for found in _WORD.finditer(text):
        for end in _END.finditer(text, before, found.start() + 1):
            if end[0] == "\n":
                line += 1
            else:
                sentence += 1
        before = found.end()
        words.append(Word(one_form(found[0]), found.start(), found.end(), sentence, line))
    return words


@lru_cache(maxsize=1 << 14)
def one_form(word: str) -> str:
    """The one form of a word: ``Fèe``, ``ＦＥＥ`` and ``fее`` with Cyrillic letters are all ``fee``."""
    if word.isascii():
        return word.lower().replace("'", "")
    plain = unicodedata.normalize("NFKD", HIDDEN.sub("", word)).casefold()
    bare = "".join(char for char in plain if not unicodedata.combining(char)).replace("'", "").replace("’", "")
    if not bare.isascii() and any(char.isascii() for char in bare):
        from osint_kit.identifiers.confusables import skeleton

        seen = skeleton(bare)
        return seen if seen.isascii() else bare
    return bare


class BadPhrase(ValueError):
    """A phrase that cannot be read; the message says why."""


Step = tuple[tuple[str, bool], ...]
"""What one word may be: forms, each with whether the word may go on behind it."""


def read_phrase(text: str) -> tuple[Step | None, ...]:
    """The steps of a phrase; None is a gap. Raises `BadPhrase`."""
    steps: list[Step | None] = []
    for part in text.split():
        if part in ("...", "…"):
            steps.append(None)
        elif "|" in part:
            choices = [_PIECE.findall(choice) for choice in part.split("|")]
            if any(len(choice) != 1 for choice in choices):
                raise BadPhrase(f"'{part}': each choice must be one word")
            steps.append(tuple(_choice(choice[0]) for choice in choices))
        else:
            steps.extend((_choice(piece),) for piece in _PIECE.findall(part))
    if not steps or steps[0] is None or steps[-1] is None or steps.count(None) > 2 or len(steps) > LONGEST:
        raise BadPhrase(f"'{text}': a phrase begins and ends with a word, has two gaps and {LONGEST} words at most")
    return tuple(steps)


def _choice(piece: str) -> tuple[str, bool]:
    form = one_form(piece.rstrip("*")) if piece != "#" else "#"
    if not form or "*" in form or ("#" in form and form != "#"):
        raise BadPhrase(f"'{piece}' is no word")
    return form, piece.endswith("*")


class Phrases:
    """Phrases, each with a key, ready to be looked for."""

    def __init__(self, phrases: Iterable[tuple[str, str]]) -> None:
        self._whole: dict[str, list[tuple[str, tuple[Step | None, ...]]]] = {}
        self._begun: dict[str, list[tuple[str, tuple[Step | None, ...]]]] = {}
        for key, text in phrases:
            steps = read_phrase(text)
            assert steps[0] is not None  # read_phrase refuses a gap there
            for form, goes_on in steps[0]:
                (self._begun if goes_on else self._whole).setdefault(form, []).append((key, steps))
        self._lengths = sorted({len(form) for form in self._begun})

    def find(self, words: Sequence[Word]) -> Iterator[tuple[str, Place]]:
        """Each key whose phrase stands in the text, with its place; at one place a key comes once."""
        for at, word in enumerate(words):
            seen: set[str] = set()
            for key, steps in self._from(word.form):
                if key not in seen and (last := _match(words, at + 1, steps, 1)):
                    seen.add(key)
                    yield key, Place(at, last - 1, word.start, words[last - 1].end)

    def _from(self, form: str) -> Iterator[tuple[str, tuple[Step | None, ...]]]:
        yield from self._whole.get(form, ())
        if form[:1].isdigit():
            yield from self._whole.get("#", ())
        for length in self._lengths:
            if length > len(form):
                break
            yield from self._begun.get(form[:length], ())


def _match(words: Sequence[Word], at: int, steps: tuple[Step | None, ...], step: int) -> int:
    """Behind which word the phrase ends, where the steps from ``step`` on fit from ``at`` on; else 0."""
    while step < len(steps):
        wanted = steps[step]
        if wanted is None:
            end = min(len(words), at + GAP + 1)
            tries = (next_at for next_at in range(at, end) if _together(words, at - 1, next_at, lines=True))
            return next((last for first in tries if (last := _match(words, first, steps, step + 1))), 0)
        if at >= len(words) or not _together(words, at - 1, at) or not _fits(words[at].form, wanted):
            return 0
        at, step = at + 1, step + 1
    return at


def _together(words: Sequence[Word], one: int, other: int, lines: bool = False) -> bool:
    first, second = words[one], words[other]
    return first.sentence == second.sentence and (not lines or first.line == second.line)


def _fits(form: str, wanted: Step) -> bool:
    return any(
        (form[:1].isdigit() if known == "#" else form.startswith(known)) if goes_on or known == "#" else form == known
        for known, goes_on in wanted
    )
