import datetime as dt
import io
import struct
import time
import zipfile
from contextlib import suppress
from pathlib import Path

import pytest
import xlsxwriter  # type: ignore[import-untyped]  # it ships no types

from osint_kit.errors import UsageError
from osint_kit.tables.formats import Format
from osint_kit.tables.rows import read_rows
from osint_kit.tables.sheet_size import MAX_CELLS, MAX_UNPACKED
from osint_kit.tables.sinks import open_sink

RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def workbook(path: Path, sheet: str, extra: bytes = b"") -> Path:
    """The least workbook (ECMA-376) with the given rows, and one more part of any content."""
    parts = {
        "[Content_Types].xml": "<Types/>",
        "_rels/.rels": f'<Relationships xmlns="{RELATIONSHIPS}"><Relationship Id="a" Type="{OFFICE}/officeDocument"'
        ' Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets><sheet name="S" sheetId="1"'
        ' r:id="b"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{RELATIONSHIPS}"><Relationship Id="b"'
        f' Type="{OFFICE}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{MAIN}"><sheetData>{sheet}</sheetData></worksheet>',
    }
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
        archive.writestr("xl/media/extra.bin", extra)
    return path


def table(path: Path) -> tuple[tuple[str, ...], list[tuple[int, list[str]]]]:
    with read_rows(path) as source:
        return source.columns, [(row.number, list(map(str, row.cells.values()))) for row in source]


def test_cells_as_a_person_sees_them(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("first")
        book.add_worksheet("second").write("A1", "not this")
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        clock = book.add_format({"num_format": "hh:mm:ss"})
        span = book.add_format({"num_format": "[h]:mm:ss"})
        sheet.write_row(0, 0, ["phone", "when", "phone", "", "f"])
        sheet.write_row(1, 0, [6799991234.0, 0.5, True, "", -3.25])
        sheet.write_string(1, 3, "=text")
        sheet.write_datetime(3, 0, dt.datetime.fromisoformat("2026-11-24T02:05:29"), day)
        sheet.write_datetime(3, 1, dt.datetime.fromisoformat("2026-11-24"), day)
        sheet.write_datetime(3, 2, dt.time(2, 5, 29), clock)
        sheet.write_datetime(3, 3, dt.timedelta(hours=26, minutes=3, seconds=4), span)
        sheet.write_formula(3, 4, "=1+1", None, 2)
    columns, rows = table(path)
    assert columns == ("phone", "when", "phone_2", "column_4", "f")
    assert rows[0] == (2, ["6799991234", "0.5", "true", "=text", "-3.25"])
    assert rows[1][0] == 4
    assert rows[1][1][:2] == ["2026-11-24T02:05:29", "2026-11-24"]
    assert rows[1][1][2:] == ["02:05:29", "26:03:04", "2"]


def test_cells_of_every_kind_in_the_file(tmp_path: Path) -> None:
    sheet = (
        '<row r="3"><c r="B3" t="inlineStr"><is><t>a</t></is></c><c r="C3" t="str"><v>b</v></c></row>'
        '<row r="4"/><row r="5"><c r="B5" t="e"><v>#DIV/0!</v></c><c r="C5" t="str"><f>A1</f><v>cached</v></c></row>'
        '<row r="6"><c r="B6"><f>1+1</f></c></row><row r="7"><c r="B7"><v>6799991234</v></c></row>'
    )
    columns, rows = table(workbook(tmp_path / "a.xlsx", sheet))
    assert columns == ("a", "b")
    assert rows == [(5, ["", "cached"]), (7, ["6799991234", ""])]


def test_what_reads_as_empty_and_is_not_is_noted(tmp_path: Path) -> None:
    cells = (
        '<row r="1"><c r="A1" t="inlineStr"><is><t>phone</t></is></c><c r="B1"><v>1</v></c></row>'
        '<row r="2"><c r="A2"><f>1+1</f></c><c r="B2"><v>2</v></c></row>'
        '<row r="3"><c r="A3" t="str"><f>B2&amp;"x"</f><v></v></c><c r="B3"><v>3</v></c></row>'
        '<row r="4"><c r="A4"><f>1+1</f><v>2</v></c><c r="B4" t="e"><f>1/0</f><v>#DIV/0!</v></c></row>'
        '<row r="5"><c r="A5"><v>7012345</v></c><c r="B5" t="str"><v>#hash</v></c></row>'
        '<row r="6"><c r="A6"/><c r="B6"><v>6</v></c></row>'
    )
    with read_rows(workbook(tmp_path / "a.xlsx", cells)) as source:
        assert source.part == "sheet 'S'"
        problems = {row.number: row.problem for row in source if row.problem}
    assert [*problems] == [2, 3, 4]
    assert problems[2].startswith("cell A2 holds a formula whose result is not in the file")
    assert problems[4] == "cell B4 holds the error #DIV/0!"


def test_the_sheet_that_is_meant(tmp_path: Path) -> None:
    path = tmp_path / "calls.xlsx"
    with xlsxwriter.Workbook(path) as book:
        for name in ("lists", "Cover", "Calls"):
            book.add_worksheet(name).write_column(0, 0, [f"of {name}", "999 1234"])
        book.get_worksheet_by_name("Cover").activate()
        book.get_worksheet_by_name("lists").hide()
    for wanted, name, place in ((None, "Cover", 2), ("Calls", "Calls", 3), ("lists", "lists", 1)):
        with read_rows(path, sheet=wanted) as source:
            assert (source.part, source.parts) == (f"sheet '{name}' ({place} of 3)", 3)
            assert source.columns == (f"of {name}",)
    with pytest.raises(UsageError, match="has no sheet 'calls'") as caught:
        read_rows(path, sheet="calls")
    assert caught.value.next_step == "its sheets are lists, Cover, Calls"
    (tmp_path / "a.csv").write_text("phone\n1\n")
    with pytest.raises(UsageError, match="a.csv is csv and has no sheets"):
        read_rows(tmp_path / "a.csv", sheet="Calls")


def test_a_merged_cell_says_where_its_value_stands(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path) as book:
        book.add_worksheet("empty ones come later")
        book.add_worksheet("b")
        sheet = book.get_worksheet_by_name("empty ones come later")
        sheet.write_row(0, 0, ["ad", "phone"])
        sheet.merge_range(1, 1, 3, 1, "999 1234")
        sheet.write_column(1, 0, ["a", "b", "c"])
    with read_rows(path) as source:
        assert source.part == "sheet 'empty ones come later' (1 of 2)"
        assert [(row.number, row.cells["phone"], row.problem) for row in source] == [
            (2, "999 1234", ""),
            (3, "", "column B is merged with row 2, and its value stands there"),
            (4, "", "column B is merged with row 2, and its value stands there"),
        ]


def test_a_hostile_sheet_takes_linear_time(tmp_path: Path) -> None:
    cells = "<row><c " + ' r="A1"' * 200_000 + "><f>" + "<f" * 100_000 + "</f></c></row>"
    started = time.perf_counter()
    with suppress(UsageError):
        table(workbook(tmp_path / "a.xlsx", cells))
    assert time.perf_counter() - started < 5


def test_what_was_written_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with open_sink(Format.XLSX, path, ["a", "n"]) as sink:
        sink.write({"a": "+6799991234", "n": 6799991234})
        sink.write({})
        sink.write({"a": "_x0041_ é 日", "n": False})
    assert table(path) == (("a", "n"), [(2, ["+6799991234", "6799991234"]), (4, ["_x0041_ é 日", "false"])])


@pytest.mark.parametrize("sheet", ["", '<row r="1"/>', '<row r="1"><c r="A1"/></row>'])
def test_an_empty_sheet_has_no_rows(sheet: str, tmp_path: Path) -> None:
    assert table(workbook(tmp_path / "a.xlsx", sheet)) == ((), [])


@pytest.mark.parametrize(
    "sheet",
    [
        '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>',
        "<row r='1048576'><c r = 'A1048576'><v>1</v></c></row><row r='1'><c r='ZZZ1'><v>1</v></c></row>",
        '<row r="1"><c s="1"r="XFD1"><v>1</v></c></row><row r="1048576"><c><v>1</v></c></row>',
        '<x:row xmlns:x="m" r="1"><x:c r="XFD1"><x:v>1</x:v></x:c></x:row><row r="1048576"><c><v>1</v></c></row>',
        '<row r="1"><c r="A99999999999"><v>1</v></c></row>',
        '<row r="1048576"><c r="A1048576"><v>1</v></c></row><row>' + "<c><v>1</v></c>" * 20_000 + "</row>",
        '<row r="1048576"><c r="A1048576"><v>1</v></c></row><row>'
        + "<c s=' r=\"A1\"'><v>1</v></c>" * 90_000
        + "</row>",
        "<x:row xmlns:x='m'><x:c r='CCC1'><x:v>1</x:v></x:c></x:row>" + "<x:row xmlns:x='m'/>" * 40_000,
        "<row><c r='CCC1'><v>1</v></c></row>" + "<row><c><v>1</v></c></row>" * 40_000,
    ],
)
def test_a_small_file_that_asks_for_all_memory_is_refused(sheet: str, tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", sheet)
    assert path.stat().st_size < 1_000_000
    with pytest.raises(UsageError, match="the sheet spans"):
        read_rows(path)


def test_a_wide_and_a_long_sheet_are_read(tmp_path: Path) -> None:
    cells = "".join(f'<c r="{letter}1"><v>1</v></c>' for letter in ("A", "XFD"))
    columns, rows = table(
        workbook(tmp_path / "wide.xlsx", f'<row r="1">{cells}</row><row r="2"><c r="A2"><v>1</v></c></row>')
    )
    assert (len(columns), len(rows)) == (16_384, 1)
    last = MAX_CELLS // 16
    columns, rows = table(
        workbook(
            tmp_path / "long.xlsx",
            f'<row r="1"><c r="A1"><v>1</v></c></row><row r="{last}"><c r="B{last}"><v>1</v></c></row>',
        )
    )
    assert rows == [(last, ["", "1"])]


def test_a_zip_bomb_is_refused_unopened(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", "", b"\0" * 1000)
    data = path.read_bytes()
    size = struct.pack("<I", 1000)
    assert data.count(size) >= 2
    path.write_bytes(data.replace(size, struct.pack("<I", MAX_UNPACKED)))
    started = time.perf_counter()
    with pytest.raises(UsageError, match="more than 1 GB"):
        read_rows(path)
    assert time.perf_counter() - started < 1


def test_a_part_that_lies_about_its_size_is_refused(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", "", b"\0" * 1_000_003)
    data = path.read_bytes()
    path.write_bytes(data.replace(struct.pack("<I", 1_000_003), struct.pack("<I", 10)))
    with pytest.raises(UsageError, match="damaged"):
        read_rows(path)


def test_a_zip_that_is_no_workbook_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a.csv", "a,b")
    with pytest.raises(UsageError, match="no Excel workbook"):
        read_rows(path)


def test_damage_anywhere_ends_in_words(tmp_path: Path) -> None:
    stream = io.BytesIO()
    with open_sink(Format.XLSX, stream, ["a", "b"]) as sink:
        for number in range(50):
            sink.write({"a": f"text {number}", "b": number})
    data = stream.getvalue()
    path = tmp_path / "a.xlsx"
    refused = 0
    for place in range(0, len(data), 37):
        for damaged in (data[:place], data[:place] + bytes([data[place] ^ 0xFF]) + data[place + 1 :]):
            path.write_bytes(damaged)
            try:
                table(path)
            except UsageError:
                refused += 1
    assert refused > len(data) // 37


@pytest.mark.parametrize("sheet", ["<row", "</row></row>", '<row r="x"><c r="?1"><v>1</v></c></row>', "&bomb;", "\x00"])
def test_xml_that_is_none_ends_in_words(sheet: str, tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", sheet)
    with suppress(UsageError):
        table(path)
