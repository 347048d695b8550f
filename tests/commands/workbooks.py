"""Workbooks as a spreadsheet program writes them."""

from collections.abc import Sequence
from pathlib import Path

import xlsxwriter  # type: ignore[import-untyped]  # it ships no types


def workbook(path: Path, rows: Sequence[Sequence[str | int]]) -> None:
    """One sheet; texts are texts and numbers are numbers."""
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        for place, cells in enumerate(rows):
            for column, cell in enumerate(cells):
                if isinstance(cell, str):
                    sheet.write_string(place, column, cell)
                else:
                    sheet.write_number(place, column, cell)
