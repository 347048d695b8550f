"""Rows as csv or tsv: UTF-8, lines end in LF, every cell safe in a terminal and in a spreadsheet."""

from collections.abc import Sequence
from typing import BinaryIO

from osint_kit.tables.safe import harmless, visible
from osint_kit.tables.values import Row, cell_text


class DelimitedWriter:
    """A header, then a line a row (RFC 4180, but for LF). A line end in a cell shows as ``\\n``."""

    def __init__(self, stream: BinaryIO, fields: Sequence[str], delimiter: str) -> None:
        import csv

        self._fields = tuple(fields)
        self._line = csv.writer(_Encoded(stream), delimiter=delimiter, lineterminator="\n").writerow
        self._header: Sequence[str] | None = self._fields

    def write(self, row: Row) -> None:
        """Write one row, the header before the first."""
        self._write_header()
        self._line([harmless(visible(cell_text(row.get(field)))) for field in self._fields])

    def finish(self) -> None:
        """Write the header where no row came."""
        self._write_header()

    def drop(self) -> None:
        """Nothing is held."""

    def _write_header(self) -> None:
        if self._header is not None:
            header, self._header = self._header, None
            self._line([harmless(visible(field)) for field in header])


class _Encoded:
    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream

    def write(self, text: str) -> int:
        return self._stream.write(text.encode("utf-8"))
