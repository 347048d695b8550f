"""Lines of text and where they stand."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

LONGEST = 1 << 16
"""Characters in one `Line`; a longer line comes in several, cut between words where there are any."""

_TAIL = 400
_BETWEEN_WORDS = re.compile(r"[^\W\d_]\s+(?=\S)")


class NotText(ValueError):
    """The bytes hold no text that can be read; the message says what they are and what to do."""


@dataclass(frozen=True)
class Line:
    """One line without its line end.

    ``start`` is the offset of its first character in the text of the whole file, in characters from 0;
    ``number`` counts lines from 1. ``body`` is where the message begins in a line of a chat export, behind
    the time stamp, and 0 in any other line.
    """

    text: str
    start: int
    number: int
    body: int = 0


def numbered(pieces: Iterable[str], body_of: Callable[[str], int] | None = None) -> Iterator[Line]:
    """Lines out of text that comes in pieces: a piece ends in LF, or the next goes on where it stopped.

    ``body_of`` tells where the message begins in a line.
    """
    start, number, kept = 0, 1, ""
    for piece in pieces:
        text = kept + piece
        place = 0
        while end := _line_end(text, place):
            line = text[place:end].rstrip("\r\n")
            yield Line(line, start, number, body_of(line) if body_of else 0)
            start += end - place
            number += text[end - 1] == "\n"
            place = end
        kept = text[place:]
    if kept:
        line = kept.rstrip("\r")
        yield Line(line, start, number, body_of(line) if body_of else 0)


def context(line: str, start: int, end: int, width: int = 40) -> str:
    """Some words around a place in a line, on one line; ``…`` says that there is more on that side."""
    first, last = max(0, start - width), min(len(line), end + width)
    before = line[first:start] if first == 0 else line[first:start].partition(" ")[2] or line[first:start]
    after = line[end:last] if last == len(line) else line[end:last].rpartition(" ")[0] or line[end:last]
    words = " ".join(f"{before}{line[start:end]}{after}".split())
    return f"{'…' * (first > 0)}{words}{'…' * (last < len(line))}"


def _line_end(text: str, place: int) -> int:
    """Where the line that begins at ``place`` ends, or as much of a long one as fits; 0 where more must come."""
    end = text.find("\n", place, place + LONGEST) + 1
    if end or len(text) - place < LONGEST:
        return end
    cut = place + LONGEST
    words = [between.end() for between in _BETWEEN_WORDS.finditer(text, cut - _TAIL, cut)]
    return words[-1] if words else cut
