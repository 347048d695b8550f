"""Rows as plain text, for a pipe: columns aligned, nothing cut or folded, the header underlined."""

from collections.abc import Iterator, Sequence
from typing import BinaryIO

from osint_kit.tables.safe import visible
from osint_kit.tables.values import NOTHING, Row, cell_text

GAP = "  "


class PlainWriter:
    """Holds all rows in memory, because the widest cell sets the width of its column."""

    def __init__(self, stream: BinaryIO, fields: Sequence[str]) -> None:
        self._stream = stream
        self._fields = tuple(fields)
        self._rows: list[tuple[str, ...]] = []
        self._beyond = 0

    def write(self, row: Row, beyond: Row = NOTHING) -> None:
        """Keep one row; cells beyond the last field stand behind it, with no name over them."""
        cells = [*(row.get(field) for field in self._fields), *beyond.values()]
        self._beyond = max(self._beyond, len(beyond))
        self._rows.append(tuple(visible(cell_text(cell)) for cell in cells))

    def begin(self) -> None:
        """Nothing can be written before the last row is known."""

    def finish(self) -> None:
        """Write the table."""
        header = tuple(visible(field) for field in self._fields)
        width = len(header) + self._beyond
        rows = [row + ("",) * (width - len(row)) for row in self._rows] if self._beyond else self._rows
        for line in table_lines(header + ("",) * self._beyond, rows):
            self._stream.write(f"{line}\n".encode())

    def drop(self) -> None:
        """Forget the rows."""
        self._rows.clear()


def table_lines(header: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """The lines of a table, without line ends; every row has as many cells as the header."""
    widths = [max(map(screen_width, column)) for column in zip(header, *rows, strict=True)]
    for row in (header, ["-" * width for width in widths], *rows):
        cells = (cell + " " * (width - screen_width(cell)) for cell, width in zip(row, widths, strict=True))
        yield GAP.join(cells).rstrip(" ")


def screen_width(text: str) -> int:
    """The places that visible text takes on a screen: East Asian wide and full-width characters take two
    (Unicode Annex 11), marks that combine with the character before them none."""
    if text.isascii():
        return len(text)
    from unicodedata import category, east_asian_width

    return sum(0 if category(char) in ("Mn", "Me") else 2 if east_asian_width(char) in "WF" else 1 for char in text)
