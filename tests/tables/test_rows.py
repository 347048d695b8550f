import gzip
import os
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from osint_kit.errors import UsageError
from osint_kit.tables.formats import InputFormat
from osint_kit.tables.rows import read_rows
from osint_kit.tables.text import MAX_LINE


def table(path: Path, format_: InputFormat | None = None) -> tuple[tuple[str, ...], list[list[str]]]:
    with read_rows(path, format_) as source:
        return source.columns, [list(map(str, row.cells.values())) for row in source]


@pytest.fixture
def file(tmp_path: Path) -> Callable[[str, bytes | str], Path]:
    def write(name: str, data: bytes | str) -> Path:
        path = tmp_path / name
        path.write_bytes(data.encode("utf-8") if isinstance(data, str) else data)
        return path

    return write


File = Callable[[str, bytes | str], Path]


@pytest.mark.parametrize(
    "data, columns, rows",
    [
        ("", (), []),
        ("\n\n", (), []),
        ("a,b\n", ("a", "b"), []),
        ("a,b", ("a", "b"), []),
        ("a,b\n1,2\n", ("a", "b"), [["1", "2"]]),
        ("a,b\r\n1,2\r\n", ("a", "b"), [["1", "2"]]),
        ("a,b\r1,2\r", ("a", "b"), [["1", "2"]]),
        ("\n\na,b\n\n1,2\n\n", ("a", "b"), [["1", "2"]]),
        ("a;b\n1,5;2\n", ("a", "b"), [["1,5", "2"]]),
        ("a\tb\n1;x\t2\n", ("a", "b"), [["1;x", "2"]]),
        ("a|b\n1|2\n", ("a", "b"), [["1", "2"]]),
        ("a;b,c\n1;2,3\n4;5,6,7\n8;9\n", ("a", "b,c"), [["1", "2,3"], ["4", "5,6,7"], ["8", "9"]]),
        ("phone\n1; 2\n3; 4\n", ("phone",), [["1; 2"], ["3; 4"]]),
        ("sep=;\na;b\n1;2\n", ("a", "b"), [["1", "2"]]),
        ('a,b\n"x\ny",2\n', ("a", "b"), [["x\ny", "2"]]),
        ('a,b\n"say ""hi""",2\n', ("a", "b"), [['say "hi"', "2"]]),
        ('a,b\nx "y" z,2\n', ("a", "b"), [['x "y" z', "2"]]),
        ("a,b\n1\n", ("a", "b"), [["1", ""]]),
        ("a,b\n,\n", ("a", "b"), [["", ""]]),
        ("a,b\n1,2,,\n", ("a", "b"), [["1", "2"]]),
        ("a,,a\n1,2,3\n", ("a", "column_2", "a_2"), [["1", "2", "3"]]),
        ("a,b\n1\0,2\n", ("a", "b"), [["1\0", "2"]]),
        ("a,b\n x ,\u2028\n", ("a", "b"), [[" x ", "\u2028"]]),
        ("\ufeffa,b\n1,2\n", ("a", "b"), [["1", "2"]]),
    ],
)
def test_csv_as_it_is_found(data: str, columns: tuple[str, ...], rows: list[list[str]], file: File) -> None:
    assert table(file("a.csv", data)) == (columns, rows)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize(
    "name, data",
    [
        ("a.csv", "name,é\r\nÜber,ñ\r\n"),
        ("a.tsv", "name\té\nÜber\tñ\n"),
        ("a.ndjson", '{"name": "Über", "é": "ñ"}\n'),
        ("a.txt", "Über\nñ"),
    ],
)
def test_any_encoding_that_spreadsheets_write(name: str, data: str, encoding: str, file: File) -> None:
    columns, rows = table(file(name, data.encode(encoding)))
    assert columns == ("input",) if name == "a.txt" else ("name", "é")
    assert [cell for row in rows for cell in row] == ["Über", "ñ"]


def test_what_is_no_utf8_is_windows_1252(file: File) -> None:
    assert table(file("a.csv", b"a,b\n\x80 5,\x93x\x94\n")) == (("a", "b"), [["€ 5", "“x”"]])


def test_utf16_of_either_byte_order(file: File) -> None:
    for mark, encoding in ((b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")):
        assert table(file("a.csv", mark + "a,b\n日,2\n".encode(encoding))) == (("a", "b"), [["日", "2"]])


@pytest.mark.parametrize("tail", [b"\xff", b"\xe6\x97", b"\xed\xa0\x80"])
def test_wrong_bytes_far_behind_are_seen_and_lose_nothing(tail: bytes, file: File) -> None:
    path = file("a.csv", b"a\n" + b"12345678\n" * 10_000 + b"x" + tail + b"y\nlast\n")
    _, rows = table(path)
    assert rows[-2][0].startswith("x\\x")
    assert rows[-2][0].endswith("y")
    assert rows[-1] == ["last"]
    assert len(rows) == 10_002


def test_a_character_cut_by_the_end_of_the_sample_is_no_error(file: File) -> None:
    path = file("a.csv", "a\n" + "日本\n" * 20_000)
    assert table(path)[1] == [["日本"]] * 20_000


def test_rows_know_their_line(file: File) -> None:
    with read_rows(file("a.csv", '\na,b\n1,"x\ny"\n\n2,z\n')) as source:
        assert [row.number for row in source] == [3, 6]


def test_cells_beyond_the_header_are_kept_and_reported(file: File) -> None:
    with read_rows(file("a.csv", "a,column_3\n1,2,3,4\n5,6\n")) as source:
        first, second = source
    assert list(first.cells.items()) == [("a", "1"), ("column_3", "2"), ("column_3_2", "3"), ("column_4", "4")]
    assert "2" in first.problem
    assert second.problem == ""


def test_a_quote_that_never_closes_is_reported_with_its_lines(file: File) -> None:
    with read_rows(file("a.csv", 'a,b\n1,2\n3,"x\n4,5\n6,7\n')) as source:
        good, torn = source
    assert good.problem == ""
    assert "lines 3 to 5" in torn.problem
    assert torn.cells == {"a": "3", "b": "x\n4,5\n6,7\n"}


def test_a_field_beyond_the_limit_is_reported_and_reading_goes_on(file: File) -> None:
    with read_rows(file("a.csv", "a,b\n1," + "x" * 200_000 + "\n3,4\n")) as source:
        lost, good = source
    assert "lines 2 to 2" in lost.problem
    assert lost.cells == {"a": "", "b": ""}
    assert good.cells == {"a": "3", "b": "4"}
    lines = "".join(f"{number},x\n" for number in range(100_000))
    with read_rows(file("b.csv", 'a,b\n1,"' + lines)) as source:
        rows = list(source)
    assert "never close" in rows[0].problem
    assert rows[-1].cells["a"] == "99999"


def test_a_header_that_cannot_be_read_is_refused(file: File) -> None:
    for data in ('a,"b\n1,2\n', "x" * 200_000 + "\n1\n"):
        with pytest.raises(UsageError, match="line 1"):
            read_rows(file("a.csv", data))


def test_two_million_columns_end_in_time(file: File) -> None:
    started = time.perf_counter()
    with read_rows(file("a.csv", "a\n" + "1," * 2_000_000 + "2\n")) as source:
        (row,) = source
        assert len(row.cells) == 2_000_001
    assert time.perf_counter() - started < 15


@pytest.mark.parametrize("name", ["a.csv", "a.tsv", "a.ndjson", "a.txt"])
def test_a_line_without_end_is_refused(name: str, file: File) -> None:
    path = file(name, b"x\n" + b"y" * (MAX_LINE + 10))
    with pytest.raises(UsageError, match="line 2"), read_rows(path) as source:
        list(source)


def test_txt_is_a_line_an_item_and_only_lf_or_crlf_end_it(file: File) -> None:
    path = file("a.txt", "one\r\n\n  \ntwo\x0bthree\x85four\u2028five\rsix\n seven ")
    with read_rows(path) as source:
        assert source.columns == ("input",)
        assert [(row.number, row.cells["input"]) for row in source] == [
            (1, "one"),
            (4, "two\x0bthree\x85four\u2028five\rsix"),
            (5, " seven "),
        ]


def test_ndjson_values_become_cells_and_bad_lines_problems(file: File) -> None:
    lines = [
        '{"a": "x", "n": 6799991234.0, "l": ["p", "q"], "o": {"k": 1}}',
        "",
        '{"n": null, "a": true}',
        "{broken",
        "[1]",
        '"text"',
        "[" * 100_000,
        '{"a": ' + "[" * 200 + "]" * 200 + "}",
        '{"a": NaN, "n": [-Infinity, 1e400, -1.5e3], "l": [[1], [2]], "o": "[[[["}',
        '{"n": ' + "9" * 5000 + "}",
        '{"a": "last"}',
    ]
    with read_rows(file("a.ndjson", "\r\n".join(lines))) as source:
        assert source.columns == ("a", "n", "l", "o")
        rows = list(source)
    assert rows[0].cells == {"a": "x", "n": 6799991234.0, "l": ["p", "q"], "o": {"k": 1}}
    assert rows[1].cells == {"a": True, "n": None, "l": None, "o": None}
    assert rows[7].cells == {"a": "NaN", "n": ["-Infinity", "1e400", -1500.0], "l": [[1], [2]], "o": "[[[["}
    assert [row.number for row in rows] == [1, 3, 4, 5, 6, 7, 8, 9, 10, 11]
    assert [row.number for row in rows if row.problem] == [4, 5, 6, 7, 8, 10]
    assert all(list(row.cells) == ["a", "n", "l", "o"] for row in rows)


def test_a_key_that_comes_late_is_kept_and_reported(file: File) -> None:
    with read_rows(file("a.ndjson", '{"a": 1}\n' * 10_000 + '{"late": 2}\n')) as source:
        assert source.columns == ("a",)
        last = list(source)[-1]
    assert last.cells == {"a": None, "late": 2}
    assert "late" in last.problem


@pytest.mark.parametrize(
    "name, data, really",
    [
        ("a.csv", b"PK\x03\x04rest", "zip"),
        ("a.txt", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "password"),
        ("a.tsv", gzip.compress(b"a", mtime=0), "gzip"),
        ("a.ndjson", b"%PDF-1.7", "PDF"),
        ("a.csv", b"\x89PNG\r\n", "picture"),
        ("a.csv", b"\xef\xbb\xbf<!DOCTYPE HTML><table>", "web page"),
        ("a.ndjson", b"[\n{}\n]", "array"),
        ("a.xlsx", b"a,b\n1,2\n", "no Excel workbook"),
        ("a.xlsx", b"", "empty"),
        ("a.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "password"),
        ("a.xlsx", b"<html><table>", "web page"),
        ("a.xlsx", b"PK\x03\x04 cut off", "damaged"),
    ],
)
def test_a_file_that_is_not_what_its_name_says(name: str, data: bytes, really: str, file: File) -> None:
    with pytest.raises(UsageError, match=really) as caught:
        read_rows(file(name, data))
    assert name in caught.value.message
    assert caught.value.next_step


def test_what_the_operator_says_counts_more_than_the_name(file: File) -> None:
    assert table(file("a.dat", "a,b\n1,2\n"), InputFormat.CSV) == (("a", "b"), [["1", "2"]])
    assert table(file("a.csv", "a,b\n"), InputFormat.TXT) == (("input",), [["a,b"]])


@pytest.mark.parametrize("name", ["no.csv", "no.xlsx", "no.ndjson", "no.txt", "folder.csv", "folder.xlsx"])
def test_a_file_that_cannot_be_opened(name: str, tmp_path: Path) -> None:
    (tmp_path / "folder.csv").mkdir()
    (tmp_path / "folder.xlsx").mkdir()
    with pytest.raises(UsageError, match="cannot be read"):
        read_rows(tmp_path / name)


def test_a_sample_still_comes_when_iterated(file: File) -> None:
    with read_rows(file("a.txt", "1\n2\n3\n")) as source:
        assert [row.cells["input"] for row in source.sample(2)] == ["1", "2"]
        assert [row.cells["input"] for row in source.sample(1)] == ["1"]
        assert [row.cells["input"] for row in source.sample(9)] == ["1", "2", "3"]
        assert [row.cells["input"] for row in source] == ["1", "2", "3"]


@pytest.mark.skipif(os.name == "nt", reason="Windows has no named pipes in folders")
def test_a_named_pipe_can_be_read(tmp_path: Path) -> None:
    path = tmp_path / "pipe.csv"
    os.mkfifo(path)
    writer = threading.Thread(target=path.write_bytes, args=(b"a,b\n" + b"1,2\n" * 50_000,))
    writer.start()
    columns, rows = table(path)
    writer.join()
    assert (columns, len(rows)) == (("a", "b"), 50_000)
