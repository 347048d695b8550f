"""JSON to lines of text: its strings and numbers, found by their form (RFC 8259), not by parsing.

So a file streams, any depth of nesting is read, JSON lines too, and broken JSON up to the last character.
"""

import json
import re
from collections.abc import Iterable, Iterator

_TOKEN = re.compile(r'"|-?[0-9]')
# Possessive, so that a string of a megabyte needs no memory to go back.
_STRING = re.compile(r'"([^"\\]*+(?:\\.[^"\\]*+)*+)"(\s*:)?', re.DOTALL)
_NUMBER = re.compile(r"-?[0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?")
_LONGEST = 1 << 20
"""In characters: a quotation mark that is not closed within so many stands for itself."""


def value_lines(pieces: Iterable[str]) -> Iterator[str]:
    """Each string and number of a JSON text that comes in pieces, as ``name: value`` and LF.

    The name is that of the member where the value is one; a name alone is a line too. A value of several lines
    gives several. Booleans and nulls are left out.
    """
    name = ""
    for text, is_name in _tokens(pieces):
        if is_name:
            if name:
                yield f"{name}\n"
            name = " ".join(text.split("\n"))
        else:
            yield f"{name}: {text}\n" if name else f"{text}\n"
            name = ""
    if name:
        yield f"{name}\n"


def _tokens(pieces: Iterable[str]) -> Iterator[tuple[str, bool]]:
    """The text of each string and number, and whether it is the name of a member."""
    rest = ""
    for piece in pieces:
        rest += piece
        place = 0
        while begin := _TOKEN.search(rest, place):
            place = begin.start()
            found = _at(rest, place)
            if not found or len(rest) - found.end() < 16:  # a colon, or more digits, may come with the next piece
                if len(rest) - place <= _LONGEST:
                    break
                found = found or _TOKEN.match(rest, place)
            if found:
                yield _value(found)
                place = found.end()
        else:
            place = len(rest)
        rest = rest[place:]
    place = 0
    while begin := _TOKEN.search(rest, place):
        found = _at(rest, begin.start()) or begin
        yield _value(found)
        place = found.end()


def _at(text: str, place: int) -> re.Match[str] | None:
    return (_STRING if text[place] == '"' else _NUMBER).match(text, place)


def _value(found: re.Match[str]) -> tuple[str, bool]:
    if found.re is not _STRING:
        return found[0], False
    try:
        text = str(json.loads(f'"{found[1]}"', strict=False))
    except ValueError:
        text = found[1]
    # A surrogate without its other half is no character, and could not be written anywhere.
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace"), bool(found[2])
