"""A JSON file of many entries, each with the line that it begins on, so that a bad one can be found by a person."""

import json
import re
from dataclasses import dataclass

_DECODER = json.JSONDecoder()
_SPACE = re.compile(r"[ \t\n\r]*")
LARGEST = 20_000_000
"""In bytes; the largest public list of 2026 has 1.4 million."""


@dataclass(frozen=True)
class Entry:
    """One value in a JSON object or array: its key, empty in an array, and the line it begins on, from 1."""

    key: str
    value: object
    line: int


class BadJson(ValueError):
    """A file that is no JSON, with the line where it stops being any."""


def read_entries(data: bytes, list_key: str) -> tuple[list[Entry], list[Entry]]:
    """The entries of a file, and those of the list or object under ``list_key`` in it, if there is one.

    For a file that is itself an array, both are its elements. Raises `BadJson`.
    """
    if len(data) > LARGEST:
        raise BadJson(f"it has {len(data):,} bytes, and {LARGEST:,} is the most that is read")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadJson(f"it is not UTF-8 (byte {error.start})") from error
    reader = _Reader(text)
    try:
        outer, inner = reader.container(list_key)
        if reader.next():
            raise reader.wrong("something follows the end of the JSON")
    except json.JSONDecodeError as error:
        raise BadJson(f"line {error.lineno}: {error.msg}") from error
    except RecursionError as error:
        raise BadJson(f"line {reader.line}: it is nested too deep") from error
    except ValueError as error:
        raise error if isinstance(error, BadJson) else BadJson(f"line {reader.line}: {error}") from error
    return outer, outer if text.lstrip()[:1] == "[" else inner


class _Reader:
    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0
        self._counted = 0
        self.line = 1

    def container(self, list_key: str = "") -> tuple[list[Entry], list[Entry]]:
        """The entries of the object or array that begins here, and those of the container under ``list_key``."""
        opening = self.next()
        if opening not in ("{", "["):
            raise self.wrong("neither an object nor a list stands here")
        closing = "}" if opening == "{" else "]"
        self._at += 1
        entries: list[Entry] = []
        inner: list[Entry] = []
        while self.next() != closing or entries:
            key = self._key() if opening == "{" else ""
            mark, line = self.next(), self.line
            if list_key and key == list_key and mark in ("{", "["):
                inner, _ = self.container()
                entries.append(Entry(key, None, line))
            else:
                value, self._at = _DECODER.raw_decode(self._text, self._at)
                entries.append(Entry(key, value, line))
            after = self.next()
            if after not in (",", closing):
                raise self.wrong(f"',' or '{closing}' is missing here" if after else "the file ends too soon")
            self._at += 1
            if after == closing:
                return entries, inner
        self._at += 1
        return entries, inner

    def next(self) -> str:
        """The next character that is no space, empty at the end; ``line`` is where it stands."""
        space = _SPACE.match(self._text, self._at)
        self._at = space.end() if space else self._at
        self.line += self._text.count("\n", self._counted, self._at)
        self._counted = self._at
        return self._text[self._at : self._at + 1]

    def wrong(self, what: str) -> BadJson:
        return BadJson(f"line {self.line}: {what}")

    def _key(self) -> str:
        if self.next() != '"':
            raise self.wrong("a name in quotes is missing here")
        key, self._at = _DECODER.raw_decode(self._text, self._at)
        if self.next() != ":":
            raise self.wrong("':' is missing here")
        self._at += 1
        return str(key)
