"""What a sheet holds that its values do not show: formulas that were never computed, errors, merged cells.

Programs that are no spreadsheets write formulas without their result (ECMA-376 part 1, 18.3.1.96: ``v`` is left out
until somebody computes it), and such a cell reads as empty. So does an error, and so do all cells of a merged area
but its first.
"""

import re
from collections.abc import Iterator, Sequence
from posixpath import join, normpath
from typing import IO, BinaryIO
from xml.etree.ElementTree import ParseError, fromstring
from zipfile import ZipFile

_CHUNK = 1 << 20
_LONGEST_CELL = 1 << 16
_MOST_ROWS = 1 << 16
"""Rows that are noted; a sheet with more of them has been said enough about."""

_MOST_XML = 1 << 20
_FORMULA = rb"<(?:\w+:)?f\b[^>]{0,2000}(?:/>|>[^<]{0,20000}</(?:\w+:)?f>)\s*"
_NO_VALUE = rb"(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v>\s*</(?:\w+:)?v>)?\s*</(?:\w+:)?c>"
_ERROR = rb"<(?:\w+:)?v>(#(?:NULL!|DIV/0!|VALUE!|REF!|NAME\?|NUM!|N/A|SPILL!|CALC!))<"
_CELL = re.compile(
    rb"""<(?:\w+:)?c\s[^>]{0,300}?\br\s*=\s*["']([A-Za-z]{1,3})([0-9]{1,7})["'][^>]{0,300}>\s*"""
    + rb"(?:%s%s|(?:%s)?%s)" % (_FORMULA, _NO_VALUE, _FORMULA, _ERROR)
)

Area = tuple[tuple[int, int], tuple[int, int]]
"""The first and the last cell of a merged area, as (row, column) from 0."""


def rows_to_note(file: BinaryIO, sheet_name: str, merged: Sequence[Area]) -> dict[int, str]:
    """What is to be said of rows, by their number from 1; ``file`` is left at its start."""
    notes: dict[int, str] = {}
    with ZipFile(file) as archive:
        part = _part_of(archive, sheet_name)
        if part in archive.namelist():
            with archive.open(part) as stream:
                for row, note in _cells_to_note(stream):
                    if len(notes) < _MOST_ROWS:
                        notes.setdefault(row, note)
    file.seek(0)
    for (first_row, column), (last_row, _) in merged:
        note = f"column {_letters(column)} is merged with row {first_row + 1}, and its value stands there"
        for row in range(first_row + 2, min(last_row + 1, first_row + _MOST_ROWS) + 1):
            notes.setdefault(row, note)
    return notes


def _cells_to_note(stream: IO[bytes]) -> Iterator[tuple[int, str]]:
    rest = b""
    while chunk := stream.read(_CHUNK):
        data = rest + chunk
        last = 0
        for found in _CELL.finditer(data):
            last = found.end()
            cell = f"{found[1].decode().upper()}{int(found[2])}"
            error = found[3]
            what = (
                f"holds the error {error.decode('ascii', 'replace')}"
                if error
                else "holds a formula whose result is not in the file; open it in a spreadsheet and save it"
            )
            yield int(found[2]), f"cell {cell} {what}"
        rest = data[max(last, len(data) - _LONGEST_CELL) :]


def _part_of(archive: ZipFile, sheet_name: str) -> str:
    """The part of a sheet in the package, by the workbook and its relationships; empty where they do not tell."""
    parts = ("xl/workbook.xml", "xl/_rels/workbook.xml.rels")
    try:
        if any(archive.getinfo(part).file_size > _MOST_XML for part in parts):
            return ""
        book, relations = (fromstring(archive.read(part)) for part in parts)
    except (LookupError, ValueError, ParseError):
        return ""
    targets = {relation.get("Id"): relation.get("Target", "") for relation in relations}
    for sheet in book.iter():
        if sheet.tag.endswith("}sheet") and sheet.get("name") == sheet_name:
            ids = [value for key, value in sheet.attrib.items() if key.endswith("}id")]
            target = targets.get(ids[0], "") if ids else ""
            return target.lstrip("/") if target.startswith("/") else normpath(join("xl", target))
    return ""


def _letters(column: int) -> str:
    letters = ""
    column += 1
    while column:
        column, digit = divmod(column - 1, 26)
        letters = chr(ord("A") + digit) + letters
    return letters
