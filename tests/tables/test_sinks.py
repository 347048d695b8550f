import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import BinaryIO

import pytest

from osint_kit.errors import OutputError, UsageError
from osint_kit.tables.formats import Format, InputFormat, format_of, input_format_of
from osint_kit.tables.safe import harmless, visible_lines
from osint_kit.tables.sinks import open_sink
from osint_kit.tables.values import Row
from tests.tables.samples import NAUGHTY


def written(format_: Format, rows: list[Row], *fields: str) -> bytes:
    stream = io.BytesIO()
    with open_sink(format_, stream, fields) as sink:
        for row in rows:
            sink.write(row)
    return stream.getvalue()


def write_one(format_: Format, to: Path | BinaryIO) -> None:
    with open_sink(format_, to, ["a"]) as sink:
        sink.write({"a": "1"})


def write_and_interrupt(format_: Format, to: Path | BinaryIO) -> None:
    with open_sink(format_, to, ["a"]) as sink:
        sink.write({"a": "1"})
        raise KeyboardInterrupt


@pytest.mark.parametrize(
    "name, format_",
    [("a.csv", Format.CSV), ("A.XLSX", Format.XLSX), ("a.b.jsonl", Format.NDJSON), ("x/a.txt", Format.TABLE)],
)
def test_a_suffix_names_the_format(name: str, format_: Format) -> None:
    assert format_of(Path(name)) is format_


@pytest.mark.parametrize("name", ["a", "a.pdf", "csv", ".csv", "a.csv\x1b[2J"])
def test_an_unknown_suffix_is_refused_with_the_known_ones(name: str) -> None:
    with pytest.raises(UsageError) as caught:
        format_of(Path(name))
    assert ".csv" in caught.value.next_step
    assert ".xlsx" in caught.value.next_step
    assert "\x1b" not in caught.value.message
    with pytest.raises(UsageError):
        input_format_of(Path(name))


def test_json_is_written_but_not_read() -> None:
    assert input_format_of(Path("a.NDJSON")) is InputFormat.NDJSON
    with pytest.raises(UsageError):
        input_format_of(Path("a.json"))


def test_csv_is_utf8_with_lf_and_empty_for_absent() -> None:
    rows: list[Row] = [{"a": "é", "b": True, "left": "out"}, {"a": ["x", "y"], "b": None}, {}]
    assert written(Format.CSV, rows, "a", "b") == "a,b\né,true\nx; y,\n,\n".encode()
    assert written(Format.TSV, rows, "a", "b") == "a\tb\né\ttrue\nx; y\t\n\t\n".encode()


@pytest.mark.parametrize(("format_", "delimiter"), [(Format.CSV, ","), (Format.TSV, "\t")])
def test_csv_reads_back_cell_for_cell_and_every_line_is_inert(format_: Format, delimiter: str) -> None:
    data = written(format_, [{"a": text, "=b": 1} for text in NAUGHTY], "a", "=b").decode("utf-8")
    table = list(csv.reader(io.StringIO(data, newline=""), delimiter=delimiter))
    assert table == [["a", "'=b"], *([harmless(visible_lines(text)), "1"] for text in NAUGHTY)]
    assert not [line for line in data.split("\n") if line.startswith(("=", "@"))]


def test_json_reads_back_exactly() -> None:
    rows = [{"a": text, "n": None, "l": [text]} for text in NAUGHTY]
    assert json.loads(written(Format.JSON, [{"a": row["a"], "l": row["l"]} for row in rows], "a", "n", "l")) == rows
    lines = written(Format.NDJSON, [{"a": row["a"], "l": row["l"]} for row in rows], "a", "n", "l")
    assert [json.loads(line) for line in lines.split(b"\n")[:-1]] == rows


@pytest.mark.parametrize(
    "format_, data",
    [
        (Format.CSV, b"a,b\n"),
        (Format.TSV, b"a\tb\n"),
        (Format.JSON, b"[]\n"),
        (Format.NDJSON, b""),
        (Format.TABLE, b"a  b\n-  -\n"),
    ],
)
def test_no_rows_make_a_whole_file(format_: Format, data: bytes) -> None:
    assert written(format_, [], "a", "b") == data


@pytest.mark.parametrize("format_", list(Format))
def test_an_interrupted_stream_is_closed_properly_and_a_file_is_not_there(format_: Format, tmp_path: Path) -> None:
    whole = written(format_, [{"a": "1"}], "a")
    stream = io.BytesIO()
    with pytest.raises(KeyboardInterrupt):
        write_and_interrupt(format_, stream)
    if format_ is not Format.XLSX:  # a workbook holds the time of its making
        assert stream.getvalue() == whole
    with pytest.raises(KeyboardInterrupt):
        write_and_interrupt(format_, tmp_path / "out")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("format_", list(Format))
def test_a_path_gets_the_same_bytes(format_: Format, tmp_path: Path) -> None:
    path = tmp_path / "out.any"
    with open_sink(format_, path, ["a"]) as sink:
        sink.write({"a": "1"})
    if format_ is not Format.XLSX:
        assert path.read_bytes() == written(format_, [{"a": "1"}], "a")
    assert [file.name for file in tmp_path.iterdir()] == ["out.any"]


@pytest.mark.parametrize("format_", list(Format))
@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full on this system")
def test_a_full_disk_is_said_in_words(format_: Format) -> None:
    stream = open("/dev/full", "wb", buffering=0)  # noqa: SIM115, PTH123
    with stream, pytest.raises(OutputError, match="disk is full") as caught:
        write_one(format_, stream)
    assert caught.value.next_step


def test_errors_of_the_block_are_not_taken_for_errors_of_the_output(tmp_path: Path) -> None:
    stream = io.BytesIO()
    for to in (stream, tmp_path / "out.json"):
        with pytest.raises(ConnectionResetError), open_sink(Format.JSON, to, ["a"]):
            raise ConnectionResetError
    assert stream.getvalue() == b"[]\n"


@pytest.mark.parametrize("format_", list(Format))
def test_a_closed_pipe_stays_a_closed_pipe(format_: Format) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    stream = open(writing, "wb", buffering=0)  # noqa: SIM115, PTH123
    with stream, pytest.raises(BrokenPipeError):
        write_one(format_, stream)


def test_a_slow_row_goes_out_before_the_next_one_comes() -> None:
    code = (
        "import sys, time\nfrom osint_kit.tables.formats import Format\nfrom osint_kit.tables.sinks import open_sink\n"
        "with open_sink(Format.CSV, sys.stdout.buffer, ['a']) as sink:\n"
        "    time.sleep(0.3)\n    sink.write({'a': 'first'})\n    sys.stdin.read()\n"
    )
    buffered = {**os.environ, "PYTHONUNBUFFERED": ""}
    with subprocess.Popen(
        [sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=buffered
    ) as child:
        assert child.stdout
        assert [child.stdout.readline().strip(), child.stdout.readline().strip()] == [b"a", b"first"]


def test_the_room_is_light_to_import() -> None:
    code = (
        "import sys, time\nimport osint_kit\nstarted = time.perf_counter()\nimport osint_kit.tables\n"
        "print(time.perf_counter() - started)\nimport osint_kit.tables.sinks, osint_kit.tables.rows\n"
        "print([name for name in ('csv', 'json', 'xlsxwriter', 'python_calamine', 'zipfile', 'tempfile')"
        " if name in sys.modules])"
    )
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    seconds, loaded = out.splitlines()
    assert float(seconds) < 0.005
    assert loaded == "[]"
