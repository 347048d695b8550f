"""On which line of a TOML file each key stands (TOML 1.0, https://toml.io/en/v1.0.0).

`tomllib` says what a file holds and not where. This reads a text that `tomllib` has accepted, and keeps places only.
"""

import re
from bisect import bisect_right
from typing import NamedTuple

Keys = tuple[str | int, ...]
"""The way to a value: names of keys, and numbers from 0 in lists, as in ``("page", 0, "title")``."""

SPACE = re.compile(r"[ \t]*")
BLANK = re.compile(r"(?:[ \t\r\n]+|#[^\n]*)*")
COMMENT = re.compile(r"[ \t,\]}]*#[ \t]*([^\n\r]*)")
STRING = re.compile(
    r'"""(?:[^\\]|\\.)*?"""(?:"{0,2})|' + r"'''.*?'''(?:'{0,2})|" + r'"(?:[^"\\\n]|\\.)*"|' + r"'[^'\n]*'", re.DOTALL
)
BARE = re.compile(r"[A-Za-z0-9_-]+")
SCALAR = re.compile(r"[^,\]}#\r\n]+")


class Places(NamedTuple):
    """Where things stand in a file: the line of each value, from 1 on, and the comment behind it."""

    lines: dict[Keys, int]
    comments: dict[Keys, str]

    def line(self, keys: Keys) -> int:
        """The line of a value, or of the nearest thing around it."""
        while keys and keys not in self.lines:
            keys = keys[:-1]
        return self.lines.get(keys, 1)


def find_places(text: str) -> Places:
    """The places in a text that is TOML."""
    scanner = _Scanner(text)
    scanner.document()
    return scanner.places


class _Scanner:
    def __init__(self, text: str) -> None:
        self.places = Places({}, {})
        self._text = text
        self._at = 0
        self._newlines = [found.start() for found in re.finditer("\n", text)]
        self._counts: dict[Keys, int] = {}

    def document(self) -> None:
        table: Keys = ()
        while self._skip(BLANK) < len(self._text):
            if self._text[self._at] == "[":
                table = self._header()
            else:
                keys = self._pair(table)
                if comment := COMMENT.match(self._text, self._at):
                    self.places.comments[keys] = comment[1].strip()

    def _header(self) -> Keys:
        start = self._at
        is_list = self._text.startswith("[[", start)
        self._at += 2 if is_list else 1
        names = self._names()
        self._at += 2 if is_list else 1
        keys: Keys = ()
        for name in names:
            if keys in self._counts:
                keys += (self._counts[keys] - 1,)
            keys += (name,)
        if is_list:
            self._counts[keys] = self._counts.get(keys, 0) + 1
            self._keep(keys, start)
            keys += (self._counts[keys] - 1,)
        self._keep(keys, start)
        if comment := COMMENT.match(self._text, self._at):
            self.places.comments[keys] = comment[1].strip()
        return keys

    def _pair(self, table: Keys) -> Keys:
        start = self._at
        keys: Keys = table
        for name in self._names():
            keys += (name,)
            self._keep(keys, start)
        self._at += 1  # the equals sign
        self._value(keys)
        return keys

    def _names(self) -> list[str]:
        names: list[str] = []
        while True:
            self._skip(SPACE)
            quoted = STRING.match(self._text, self._at)
            found = quoted or BARE.match(self._text, self._at)
            if found is None:
                return names
            names.append(found[0][1:-1] if quoted else found[0])
            self._at = found.end()
            self._skip(SPACE)
            if self._text[self._at] != ".":
                return names
            self._at += 1

    def _value(self, keys: Keys) -> None:
        self._skip(SPACE)
        opening = self._text[self._at]
        if opening == "[":
            self._list(keys)
        elif opening == "{":
            self._inline_table(keys)
        else:
            found = STRING.match(self._text, self._at) or SCALAR.match(self._text, self._at)
            self._at = found.end() if found else self._at + 1

    def _list(self, keys: Keys) -> None:
        self._at += 1
        number = 0
        while self._skip(BLANK) < len(self._text) and self._text[self._at] != "]":
            self._keep((*keys, number), self._at)
            self._value((*keys, number))
            number += 1
            self._skip(BLANK)
            self._at += self._text[self._at] == ","
        self._at += 1

    def _inline_table(self, keys: Keys) -> None:
        self._at += 1
        while self._skip(BLANK) < len(self._text) and self._text[self._at] != "}":
            self._pair(keys)
            self._skip(BLANK)
            self._at += self._text[self._at] == ","
        self._at += 1

    def _skip(self, what: re.Pattern[str]) -> int:
        found = what.match(self._text, self._at)
        self._at = found.end() if found else self._at
        return self._at

    def _keep(self, keys: Keys, at: int) -> None:
        self.places.lines.setdefault(keys, bisect_right(self._newlines, at - 1) + 1)
