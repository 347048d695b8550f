import io
import re
import zipfile
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from osint_kit.errors import OutputError
from osint_kit.tables.formats import Format
from osint_kit.tables.safe import visible_lines
from osint_kit.tables.sinks import open_sink
from osint_kit.tables.workbook import MAX_ROWS, MAX_TEXT, WorkbookWriter
from tests.tables.samples import NAUGHTY


def parts(data: bytes) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name).decode("utf-8") for name in archive.namelist()}


def test_every_text_stays_text_and_nothing_is_live() -> None:
    stream = io.BytesIO()
    with open_sink(Format.XLSX, stream, ["=a", "b"]) as sink:
        for text in NAUGHTY:
            sink.write({"=a": text, "b": [text, "+6799991234"]})
    sheet = parts(stream.getvalue())["xl/worksheets/sheet1.xml"]
    assert not re.search(r"<(?:\w+:)?f[\s/>]", sheet)
    assert "hyperlink" not in sheet
    assert "<v>" not in sheet
    cells = [
        row[0]
        for row in CalamineWorkbook.from_filelike(io.BytesIO(stream.getvalue())).get_sheet_by_index(0).to_python()
    ]
    assert cells[0] == "=a"
    for text, cell in zip(NAUGHTY, cells[1:], strict=True):
        assert isinstance(cell, str)
        if len(text) > MAX_TEXT:
            assert cell.endswith("csv and json hold it all]")
        else:
            assert cell.removesuffix(" ") == visible_lines(text).removesuffix(" ")


def test_a_text_like_a_formula_stays_text_when_it_is_edited() -> None:
    stream = io.BytesIO()
    with open_sink(Format.XLSX, stream, ["a"]) as sink:
        sink.write({"a": "=1+1"})
        sink.write({"a": "+6799991234"})
    files = parts(stream.getvalue())
    styles = re.findall(r"<xf [^>]*>", files["xl/styles.xml"].partition("<cellXfs")[2])
    quoted = [place for place, style in enumerate(styles) if 'quotePrefix="1"' in style]
    assert re.findall(r'<c r="(A\d)" s="(\d+)"', files["xl/worksheets/sheet1.xml"])[1:] == [("A2", str(quoted[0]))]


def test_values_keep_their_kind_and_the_header_is_dressed(tmp_path: Path) -> None:
    path = tmp_path / "out.xlsx"
    with open_sink(Format.XLSX, path, ["n", "f", "b", "l", "big", "none", "nan"]) as sink:
        sink.write({"n": 3, "f": -3.5, "b": True, "l": [1, "a"], "big": 10**20, "nan": float("nan")})
    rows = CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()
    assert rows[1] == [3, -3.5, True, "1; a", "1" + "0" * 20, "", "nan"]
    sheet = parts(path.read_bytes())["xl/worksheets/sheet1.xml"]
    assert '<autoFilter ref="A1:G2"/>' in sheet
    assert 'ySplit="1"' in sheet
    assert "<b/>" in parts(path.read_bytes())["xl/styles.xml"]
    assert '<col min="5" max="5" width="23' in sheet  # the widest, 21 digits, and room for the filter's button


def test_a_text_beyond_a_cells_limit_is_cut_and_says_so() -> None:
    stream = io.BytesIO()
    with open_sink(Format.XLSX, stream, ["a"]) as sink:
        sink.write({"a": "x" * MAX_TEXT})
        sink.write({"a": "👍" * MAX_TEXT})
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(stream.getvalue())).get_sheet_by_index(0)
    kept, cut = (str(row[0]) for row in sheet.to_python()[1:])
    assert kept == "x" * MAX_TEXT
    assert len(cut.encode("utf-16-le")) // 2 <= MAX_TEXT
    assert "cut here" in cut


def test_too_many_rows_or_columns_offer_csv() -> None:
    writer = WorkbookWriter(io.BytesIO(), ["a"])
    writer._next = MAX_ROWS - 1
    writer.write({"a": "last"})
    with pytest.raises(OutputError) as caught:
        writer.write({"a": "one more"})
    assert "csv" in caught.value.next_step
    writer.drop()
    with pytest.raises(OutputError), open_sink(Format.XLSX, io.BytesIO(), ["a"] * 16_385):
        pass


def test_a_pipe_can_take_a_workbook(tmp_path: Path) -> None:
    class Pipe(io.RawIOBase):
        data = b""

        def writable(self) -> bool:
            return True

        def write(self, data: object) -> int:
            self.data += bytes(data)  # type: ignore[call-overload]  # any buffer
            return len(bytes(data))  # type: ignore[call-overload]

    pipe = Pipe()
    with io.BufferedWriter(pipe) as stream, open_sink(Format.XLSX, stream, ["a"]) as sink:
        sink.write({"a": "1"})
    assert CalamineWorkbook.from_filelike(io.BytesIO(pipe.data)).get_sheet_by_index(0).to_python() == [
        ["a"],
        ["1"],
    ]
