"""Rows of a file, one at a time, whatever its format."""

from collections import deque
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import NamedTuple, Self

from osint_kit.errors import UsageError
from osint_kit.tables.formats import InputFormat, input_format_of
from osint_kit.tables.safe import visible
from osint_kit.tables.values import Row


class InputRow(NamedTuple):
    """One row. ``number``: the line, or the row of the sheet, where it starts; the first is 1.

    ``cells`` has a value for each column: a text, empty where there is none; of ndjson what JSON said, None where
    there is none. Cells beyond the header are in it too, as ``column_4`` by their place, or by their key.
    ``problem`` says what is wrong with the row, and is empty where nothing is; ``cells`` then hold what could be
    read.
    """

    number: int
    cells: Row
    problem: str = ""


class Source:
    """The rows of one file: iterate once, and close it (or use ``with``).

    ``part`` names what of the file they are in, such as a sheet; it is empty where they are the whole file. The file
    has ``parts`` of them.
    """

    def __init__(
        self,
        columns: tuple[str, ...],
        rows: Iterator[InputRow],
        close: Callable[[], None],
        position: Callable[[], int] | None = None,
        part: str = "",
        parts: int = 1,
    ) -> None:
        self.part = part
        self.parts = parts
        self.columns = columns
        self._position = position
        self._rows = rows
        self._close = close
        self._ahead: deque[InputRow] = deque()

    def sample(self, count: int) -> list[InputRow]:
        """The first rows, ``count`` at most; they still come when iterated. For use before iterating."""
        self._ahead.extend(islice(self._rows, max(0, count - len(self._ahead))))
        return list(islice(self._ahead, count))

    def position(self) -> int | None:
        """How many bytes of the file have been read; None where that is not known."""
        return self._position() if self._position else None

    def __iter__(self) -> Iterator[InputRow]:
        while self._ahead:
            yield self._ahead.popleft()
        yield from self._rows

    def close(self) -> None:
        """Close the file."""
        self._close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def read_rows(path: Path, format_: InputFormat | None = None, sheet: str | None = None) -> Source:
    """The rows of a file, by default in the format that its suffix names. An empty file has none.

    csv: UTF-8, UTF-16 with its byte order mark, else Windows-1252; comma, semicolon, tab or bar, told from
    the first 64 KB. txt: one column, ``input``. xlsx: the sheet called ``sheet``, else the first that is not
    hidden; it is held in memory, and all else streams. Raises `UsageError`, here or while iterating, where the
    file cannot be read or is not what its name says.
    """
    format_ = format_ or input_format_of(path)
    if sheet is not None and format_ is not InputFormat.XLSX:
        raise UsageError(f"{visible(str(path))} is {format_} and has no sheets", "leave out --sheet")
    try:
        if format_ is InputFormat.XLSX:
            from osint_kit.tables.sheet import read_sheet

            return read_sheet(path, sheet)
        if format_ is InputFormat.NDJSON:
            from osint_kit.tables.json_lines import read_json_lines

            return read_json_lines(path)
        if format_ is InputFormat.TXT:
            from osint_kit.tables.lines import read_text_lines

            return read_text_lines(path)
        from osint_kit.tables.csv_rows import read_csv

        return read_csv(path, "\t" if format_ is InputFormat.TSV else None)
    except OSError as error:
        reason = error.strerror or str(error)
        raise UsageError(
            f"{visible(str(path))} cannot be read: {reason}", "check the name and the rights of the file"
        ) from error
