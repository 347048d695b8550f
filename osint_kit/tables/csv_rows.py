"""Rows of csv and tsv files as they are found: any delimiter, ragged, torn, with quotes that never close."""

import csv
import re
from collections.abc import Iterator
from io import StringIO
from itertools import islice
from pathlib import Path
from typing import NamedTuple, TextIO

from osint_kit.errors import UsageError
from osint_kit.tables.fields import unique_names
from osint_kit.tables.rows import InputRow, Source
from osint_kit.tables.safe import visible
from osint_kit.tables.text import MAX_LINE, open_text, too_long

_DELIMITERS = ",;\t|"
_EXCEL_HINT = re.compile(r'"?sep=(.)"?\r?', re.IGNORECASE)  # a first line that Excel obeys and does not show


def read_csv(path: Path, delimiter: str | None = None) -> Source:
    """The rows; the first one that is not blank names the columns. Raises `UsageError`, ``OSError``.

    A row that cannot be read whole has a ``problem`` that names its lines; reading goes on after it.
    """
    open_file = open_text(path, "")
    file, sample = open_file
    try:
        lines = _Lines(file, path)
        hint = _EXCEL_HINT.fullmatch(sample.partition("\n")[0])
        if hint:
            next(lines)
        records = _records(lines, delimiter or (hint[1] if hint else _delimiter(sample)))
        header = next(records, _Record(0, [], ""))
        if header.trouble:
            raise UsageError(
                f"{visible(str(path))}, line {header.number}: the names of the columns cannot be read: "
                f"{header.trouble}",
                "mend that line, or check that this is the file that was meant",
            )
    except BaseException:
        file.close()
        raise
    columns = unique_names(header.cells)

    def rows() -> Iterator[InputRow]:
        with file:
            width = len(columns)
            for record in records:
                number, cells, trouble = record
                if len(cells) == width and not trouble:
                    yield InputRow(number, dict(zip(columns, cells, strict=False)))
                else:
                    yield _row(record, columns)

    return Source(columns, rows(), file.close, open_file.position)


class _Record(NamedTuple):
    number: int
    cells: list[str]
    trouble: str


class _Lines:
    """The lines of a file for `csv.reader`; ``ended`` once it asked for one more than there are."""

    def __init__(self, file: TextIO, path: Path) -> None:
        self._file = file
        self._path = path
        self.number = 0
        self.ended = False

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self._file.readline(MAX_LINE)
        if not line:
            self.ended = True
            raise StopIteration
        self.number += 1
        if len(line) == MAX_LINE and line[-1] not in "\r\n":
            raise too_long(self._path, self.number)
        return line


def _records(lines: _Lines, delimiter: str) -> Iterator[_Record]:
    reader = csv.reader(lines, delimiter=delimiter)
    while True:
        start = lines.number + 1
        cells: list[str] = []
        trouble = ""
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            # After an error the reader starts anew at the next line.
            trouble = f"lines {start} to {lines.number} are lost: {error}; does a quotation mark never close?"
        if lines.ended:
            trouble = f"a quotation mark that opens here never closes: lines {start} to {lines.number} are in it"
        if cells or trouble:
            yield _Record(start, cells, trouble)


def _row(record: _Record, columns: tuple[str, ...]) -> InputRow:
    number, cells, problem = record
    missing = len(columns) - len(cells)
    if missing >= 0:
        return InputRow(number, dict(zip(columns, cells + [""] * missing, strict=True)), problem)
    if not any(cells[missing:]):
        return InputRow(number, dict(zip(columns, cells, strict=False)), problem)
    names = unique_names([*columns, *[""] * -missing])
    extra = f"cells beyond the last column: {-missing}"
    return InputRow(number, dict(zip(names, cells, strict=True)), f"{extra}; {problem}" if problem else extra)


def _delimiter(sample: str) -> str:
    """The one that splits the header and most rows into equally many cells; a comma where none does."""
    best = (0.0, 1)
    found = ","
    for delimiter in _DELIMITERS:
        rows = csv.reader(StringIO(sample, newline=""), delimiter=delimiter)
        widths = [len(row) for row in islice(rows, 20) if row]
        if widths and widths[0] > 1:
            score = (widths.count(widths[0]) / len(widths), widths[0])
            if score > best:
                best, found = score, delimiter
    return found
