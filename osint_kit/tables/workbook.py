"""Rows as an Excel workbook (ECMA-376), by XlsxWriter, in constant memory: all text stays text."""

from collections.abc import Sequence
from itertools import islice
from math import isfinite
from pathlib import Path
from shutil import copyfileobj
from tempfile import TemporaryDirectory
from typing import BinaryIO

from osint_kit.errors import OutputError
from osint_kit.tables.plain import screen_width
from osint_kit.tables.safe import harmless, visible, visible_lines
from osint_kit.tables.values import NOTHING, Row, Value, cell_text

# Excel's limits: support.microsoft.com, "Excel specifications and limits".
MAX_ROWS = 1_048_576
MAX_COLUMNS = 16_384
MAX_TEXT = 32_767
_CUT = " [cut here: a cell holds 32,767 characters; csv and json hold it all]"

_MEASURED = 200  # rows that say how wide the columns are
_WIDEST = 60
_EXACT = 10**15  # Excel keeps 15 digits of a number


class WorkbookWriter:
    """One sheet: the header bold, frozen and with a filter.

    A text that begins like a formula has Excel's mark for text (``quotePrefix``), so that it stays one when somebody
    edits the cell; the text itself is as it was.

    XlsxWriter keeps the rows, and at the end the workbook, in temporary files. It gets no stream of ours, because
    it would leave a zip half open on one that fails.
    """

    def __init__(self, stream: BinaryIO, fields: Sequence[str]) -> None:
        if len(fields) > MAX_COLUMNS:
            raise OutputError(
                f"an xlsx sheet holds {MAX_COLUMNS:,} columns, and these are {len(fields):,}",
                "write csv instead: -f csv",
            )
        import xlsxwriter  # type: ignore[import-untyped]  # it ships no types

        self._fields = tuple(fields)
        self._stream = stream
        self._folder = TemporaryDirectory(prefix="osint-xlsx-", ignore_cleanup_errors=True)
        self._path = Path(self._folder.name, "book.xlsx")
        self._book = xlsxwriter.Workbook(self._path, {"constant_memory": True, "tmpdir": self._folder.name})
        self._book.use_zip64()
        self._sheet = self._book.add_worksheet("osint")
        self._sheet.freeze_panes(1, 0)
        self._widths = [0] * len(fields)
        self._next = 0
        bold = self._book.add_format({"bold": True})
        self._quoted = self._book.add_format({"quote_prefix": True})
        for column, field in enumerate(self._fields):
            self._write_text(column, visible(field), bold)
        self._next = 1

    def begin(self) -> None:
        """The header is there already."""

    def write(self, row: Row, beyond: Row = NOTHING) -> None:
        """Write one row. Raises `OutputError` beyond the last row that a sheet can hold."""
        if self._next >= MAX_ROWS:
            raise OutputError(
                f"an xlsx sheet holds {MAX_ROWS:,} rows with its header, and there are more",
                "write csv instead: -f csv, or -o with a name that ends in .csv",
            )
        for column, field in enumerate(self._fields):
            self._write_cell(column, row.get(field))
        for column, value in enumerate(islice(beyond.values(), MAX_COLUMNS - len(self._fields)), len(self._fields)):
            self._write_cell(column, value)
        self._next += 1

    def finish(self) -> None:
        """Assemble the workbook and write it to the stream."""
        from xlsxwriter.exceptions import FileCreateError  # type: ignore[import-untyped]  # it ships no types

        for column, width in enumerate(self._widths):
            self._sheet.set_column(column, column, min(width, _WIDEST) + 2)
        if self._fields:
            self._sheet.autofilter(0, 0, self._next - 1, len(self._fields) - 1)
        try:
            self._book.close()
        except FileCreateError as error:
            # It wraps the error of the system, which says more.
            raise error.args[0] from error
        with self._path.open("rb") as book:
            copyfileobj(book, self._stream)

    def drop(self) -> None:
        """Remove the temporary files."""
        self._sheet.row_data_fh.close()
        self._folder.cleanup()

    def _write_cell(self, column: int, value: Value) -> None:
        if value is None or value == "":
            return
        if isinstance(value, bool):
            self._sheet.write_boolean(self._next, column, value)
            self._measure(column, "FALSE")
        elif isinstance(value, int | float) and isfinite(value) and abs(value) < _EXACT:
            self._sheet.write_number(self._next, column, value)
            self._measure(column, cell_text(value))
        else:
            text = visible_lines(cell_text(value))
            self._write_text(column, text, None if harmless(text) == text else self._quoted)

    def _write_text(self, column: int, text: str, style: object) -> None:
        self._measure(column, text)
        if len(text) > MAX_TEXT // 2 and len(text.encode("utf-16-le")) > 2 * MAX_TEXT:
            text = text.encode("utf-16-le")[: 2 * (MAX_TEXT - len(_CUT))].decode("utf-16-le", "ignore") + _CUT
        if text.startswith("<r>") and text.endswith("</r>"):
            # XlsxWriter takes such text for its own rich text and writes it as raw XML: a formula could
            # come in.
            text += " "
        self._sheet.write_string(self._next, column, text, style)

    def _measure(self, column: int, text: str) -> None:
        if self._next < _MEASURED and column < len(self._widths):
            self._widths[column] = max(self._widths[column], screen_width(text))
