"""The two halves of an output line: the cells of the input, and a record, which many rows may share."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Protocol

from osint_kit.tables.delimited import delimited_line
from osint_kit.tables.formats import Format
from osint_kit.tables.values import Row, Value, json_text

OWN = 6
"""Fields of a record that differ from number to number; those after them take few values, over and over."""

LINE_FORMATS = (Format.CSV, Format.TSV, Format.NDJSON)
"""Formats in which a row is a line that can be written without the others."""


class RowLines(Protocol):
    """One format; a front and a back together are a line, byte for byte that of the format's writer."""

    def front(self, cells: Sequence[Value]) -> str:
        """The cells of the input, in the order of its columns."""
        ...

    def back(self, values: Sequence[Value]) -> str:
        """A record, in the order of its fields."""
        ...

    def back_beyond(self, back: str, cells: Row) -> str:
        """The back of a ragged row: ``cells`` stand beyond the columns of the input, and now beyond the record."""
        ...


def row_lines(format_: Format, columns: Sequence[str], fields: Sequence[str]) -> RowLines:
    """The halves of lines in one of the `LINE_FORMATS`."""
    if format_ is Format.NDJSON:
        return _JsonLines(columns, fields)
    return _DelimitedLines(columns, "\t" if format_ is Format.TSV else ",")


class _DelimitedLines:
    def __init__(self, columns: Sequence[str], delimiter: str) -> None:
        self._delimiter = delimiter
        self._columns = len(columns)
        self._line = delimited_line(delimiter)
        self._shared = lru_cache(maxsize=4096)(self._line)

    def front(self, cells: Sequence[Value]) -> str:
        # A last empty cell leaves the delimiter behind the others, and no cell alone in its line.
        return self._line((*cells, ""))[:-1] if self._columns else ""

    def back(self, values: Sequence[Value]) -> str:
        return self._line((*values[:OWN], ""))[:-1] + self._shared(tuple(values[OWN:]))

    def back_beyond(self, back: str, cells: Row) -> str:
        return back[:-1] + self._delimiter + self._line(("", *cells.values()))[1:]


class _JsonLines:
    def __init__(self, columns: Sequence[str], fields: Sequence[str]) -> None:
        self._columns = tuple(columns)
        self._fields = tuple(fields)

    def front(self, cells: Sequence[Value]) -> str:
        if not self._columns:
            return "{"
        return json_text(dict(zip(self._columns, cells, strict=True)))[:-1] + ","

    def back(self, values: Sequence[Value]) -> str:
        return json_text(dict(zip(self._fields, values, strict=True)))[1:] + "\n"

    def back_beyond(self, back: str, cells: Row) -> str:
        return back[:-2] + "," + json_text(cells)[1:] + "\n"
