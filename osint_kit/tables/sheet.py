"""Rows of one sheet of an Excel workbook, by calamine, after a look at what opening it would cost."""

from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import TypeAlias

from osint_kit.errors import UsageError
from osint_kit.tables.contents import refuse_other_than_zip
from osint_kit.tables.fields import unique_names
from osint_kit.tables.rows import InputRow, Source
from osint_kit.tables.safe import visible
from osint_kit.tables.values import cell_text

_Cell: TypeAlias = int | float | str | bool | time | date | datetime | timedelta


def read_sheet(path: Path, wanted: str | None = None) -> Source:
    """The rows that hold anything; the first one names the columns. Raises `UsageError`, ``OSError``.

    They are those of the sheet called ``wanted``, else of the first that is not hidden.
    Whole numbers come without a decimal point, dates and times in ISO 8601, formulas as the value that was
    last computed. What comes as empty and is not, a formula without its result, an error or a merged cell, is a
    ``problem`` of its row.
    """
    from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

    from osint_kit.tables.sheet_notes import rows_to_note
    from osint_kit.tables.sheet_size import refuse_too_big

    with path.open("rb") as file:
        refuse_other_than_zip(path, file.read(512))
        refuse_too_big(path, file)
        try:
            with CalamineWorkbook.from_filelike(file) as book:
                listed = [sheet for sheet in book.sheets_metadata if sheet.typ == SheetTypeEnum.WorkSheet]
                sheets = [sheet.name for sheet in listed]
                if not sheets:
                    return Source((), iter(()), lambda: None)
                if wanted is not None and wanted not in sheets:
                    named = ", ".join(map(visible, sheets))
                    raise UsageError(
                        f"{visible(str(path))} has no sheet '{visible(wanted)}'", f"its sheets are {named}"
                    )
                seen = [sheet.name for sheet in listed if sheet.visible == SheetVisibleEnum.Visible]
                name = wanted or (seen or sheets)[0]
                sheet = book.get_sheet_by_name(name)
                notes = rows_to_note(file, name, sheet.merged_cell_ranges or ())
        except CalamineError as error:
            raise UsageError(
                f"{visible(str(path))} cannot be read as an Excel workbook: {visible(str(error))}",
                "open it in a spreadsheet and save it anew, or as csv",
            ) from error
    # Rows come from the top of the sheet, those above the first used one empty.
    texts = ([_text(cell) for cell in row] for row in sheet.iter_rows())
    filled = ((number, cells) for number, cells in enumerate(texts, 1) if any(cells))
    _, header = next(filled, (0, []))
    columns = unique_names(header)
    rows = (InputRow(number, dict(zip(columns, cells, strict=True)), notes.get(number, "")) for number, cells in filled)
    others = f" ({sheets.index(name) + 1} of {len(sheets)})" if len(sheets) > 1 else ""
    return Source(columns, rows, lambda: None, None, f"sheet '{name}'{others}", len(sheets))


def _text(cell: _Cell) -> str:
    if isinstance(cell, str):
        return cell
    if isinstance(cell, timedelta):
        minutes, seconds = divmod(int(cell.total_seconds()), 60)
        return f"{minutes // 60:02}:{minutes % 60:02}:{seconds:02}"
    if isinstance(cell, date | time):
        return cell.isoformat()
    return cell_text(cell)
