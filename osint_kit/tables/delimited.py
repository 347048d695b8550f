"""Rows as csv or tsv: UTF-8, lines end in LF, every cell safe in a terminal and in a spreadsheet."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any, BinaryIO

from osint_kit.tables.safe import HIDDEN, harmless, visible_lines
from osint_kit.tables.values import NOTHING, Row, Value, cell_text


class DelimitedWriter:
    """A header, then a line a row (RFC 4180, but for LF). A cell may hold several lines, in quotes."""

    def __init__(self, stream: BinaryIO, fields: Sequence[str], delimiter: str, *, header: bool = True) -> None:
        self._stream = stream
        self._fields = tuple(fields)
        self._line = delimited_line(delimiter)
        self._begun = not header

    def write(self, row: Row, beyond: Row = NOTHING) -> None:
        """Write one row, the header before the first; cells beyond the last field stand behind it."""
        self.begin()
        cells = [row.get(field) for field in self._fields]
        self._stream.write(self._line([*cells, *beyond.values()] if beyond else cells).encode("utf-8"))

    def begin(self) -> None:
        """Write the header, once."""
        if not self._begun:
            self._begun = True
            self._stream.write(self._line(self._fields).encode("utf-8"))

    def finish(self) -> None:
        """Write the header where no row came."""
        self.begin()

    def drop(self) -> None:
        """Nothing is held."""


def delimited_line(delimiter: str) -> Callable[[Iterable[Value]], str]:
    """What makes a line, with its end, of the cells of a row."""
    import csv
    import re

    write_row = csv.writer(_Echo(), delimiter=delimiter, lineterminator="\n").writerow
    # A cell, after the start of the line or a delimiter, that begins with neither a letter nor a digit, and is no
    # number in E.164.
    to_be_judged = re.compile(rf"(?:^|{delimiter})(?!\+[0-9 ]*(?:{delimiter}|$))[^A-Za-z0-9{delimiter}]").search

    def line(cells: Iterable[Value]) -> str:
        texts = [cell if type(cell) is str else "" if cell is None else cell_text(cell) for cell in cells]
        whole = "".join(texts)
        plain = whole.isascii() and whole.isprintable()
        if plain and whole and '"' not in whole and delimiter not in whole:
            # Most rows need neither quotes nor a guard: one look at all of their cells tells.
            joined = delimiter.join(texts)
            if not to_be_judged(joined):
                return joined + "\n"
        if plain or not HIDDEN.search(whole):
            texts = [text if not text or text[0].isalnum() else harmless(text) for text in texts]
        else:
            texts = [harmless(visible_lines(text)) for text in texts]
        safe: str = write_row(texts)
        return safe

    return line


class _Echo:
    """`csv.writer` returns what its file returns."""

    def write(self, text: str) -> Any:
        return text
