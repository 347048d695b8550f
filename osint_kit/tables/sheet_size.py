"""What opening a workbook would cost, found out before a reader pays it.

calamine holds a sheet as a rectangle of 32 bytes a cell, from the first used cell to the last: two cells,
A1 and XFD1048576, make a file of 2 KB and ask for 550 GB, and the process is aborted without an exception.
The parts of a zip archive may also unfold to any size (a zip bomb). So all parts are read through once,
streaming: the sizes that they declare are capped, CRC and length are checked against what comes out, and
the rectangle is measured.
"""

import re
import zlib
from pathlib import Path
from typing import IO, BinaryIO
from zipfile import BadZipFile, ZipFile

from osint_kit.errors import UsageError
from osint_kit.tables.safe import visible

MAX_UNPACKED = 1 << 30
MAX_CELLS = 1 << 24  # 512 MB in calamine: all 1,048,576 rows with 16 columns

_CHUNK = 1 << 20
_SMALLER = "save the part of it that is needed, or save it as csv"

# Rows and cells carry their address, <row r="7"> and <c r="AB7">; where it is left out, their number counts.
_COLUMN = re.compile(rb"""[\s"']r\s*=\s*["']([A-Za-z]{1,9})[0-9]""")
_ROW = re.compile(rb"""[\s"']r\s*=\s*["'][A-Za-z]*([0-9]{1,9})""")
_ROW_TAG = re.compile(rb"<(?:\w+:)?row[\s/>]")
_CELL_TAG = re.compile(rb"<(?:\w+:)?c[\s/>]")


def refuse_too_big(path: Path, file: BinaryIO) -> None:
    """Raises `UsageError` where it is damaged, no workbook, or too big; leaves ``file`` at its start."""
    shown = visible(str(path))
    try:
        with ZipFile(file) as archive:
            parts = archive.infolist()
            names = {part.filename for part in parts}
            if "[Content_Types].xml" not in names or not any(name.endswith("workbook.xml") for name in names):
                raise UsageError(f"{shown} is a zip archive, but no Excel workbook (xlsx)", "unpack it first")
            if sum(part.file_size for part in parts) > MAX_UNPACKED:
                raise UsageError(f"{shown} would unfold to more than 1 GB", _SMALLER)
            for part in parts:
                with archive.open(part) as stream:
                    cells = _rectangle(stream)
                if cells > MAX_CELLS:
                    raise UsageError(
                        f"{shown}: the sheet spans {cells:,} cells from its first to its last, too many",
                        f"delete what stands far out, {_SMALLER}",
                    )
    except (BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
        raise UsageError(
            f"{shown} is damaged: {visible(str(error))}",
            "fetch or save the file again; it may have been cut off",
        ) from error
    file.seek(0)


def _rectangle(stream: IO[bytes]) -> int:
    """The number of cells of the rectangle that a sheet's XML spans; 0 for any other XML.

    A hostile mixture of cells with and without addresses can span four times as many, not more.
    """
    last_row = rows = cells = most_cells = 0
    letters: set[bytes] = set()
    rest = b""
    while chunk := stream.read(_CHUNK):
        data = rest + chunk
        cut = data.rfind(b"<")
        # A tag that is longer than a chunk holds no address worth waiting for.
        rest = data[cut:] if cut >= 0 and len(data) - cut < _CHUNK else b""
        data = data[: len(data) - len(rest)]
        letters.update(_COLUMN.findall(data))
        last_row = max(last_row, 0, *map(int, set(_ROW.findall(data))))
        before, *started = _ROW_TAG.split(data)
        rows += len(started)
        for row in (before, *started):
            cells = len(_CELL_TAG.findall(row)) + (cells if row is before else 0)
            most_cells = max(most_cells, cells)
    last_column = max(map(_column_number, letters), default=0)
    return max(last_row, rows) * max(last_column, most_cells)


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - ord("A") + 1
    return number
