import io
import tracemalloc
from collections.abc import Callable
from pathlib import Path

import pytest

from osint_kit.tables.formats import Format
from osint_kit.tables.lines import read_lines
from osint_kit.tables.rows import read_rows
from osint_kit.tables.sinks import open_sink

FEW, MANY = 4_000, 40_000


def peak(work: Callable[[], object]) -> int:
    tracemalloc.start()
    try:
        work()
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("format_", [Format.CSV, Format.JSON, Format.NDJSON, Format.XLSX])
def test_memory_does_not_grow_with_the_rows_that_are_written(format_: Format, tmp_path: Path) -> None:
    def write(count: int) -> None:
        with open_sink(format_, tmp_path / "out", ["a"]) as sink:
            for number in range(count):
                sink.write({"a": f"item {number}"})

    write(10)
    assert peak(lambda: write(MANY)) < peak(lambda: write(FEW)) + 200_000


@pytest.mark.parametrize("name", ["a.csv", "a.tsv", "a.ndjson", "a.txt"])
def test_memory_does_not_grow_with_the_rows_that_are_read(name: str, tmp_path: Path) -> None:
    line = '{"a": "0123456789"}\n' if name == "a.ndjson" else "0123456789\n"

    def read(count: int) -> None:
        path = tmp_path / name
        with path.open("w", encoding="utf-8") as file:
            file.writelines(line for _ in range(count))
        with read_rows(path) as source:
            assert sum(1 for _ in source) >= count - 1

    read(10)
    assert peak(lambda: read(MANY)) < peak(lambda: read(FEW)) + 200_000


def test_memory_does_not_grow_with_standard_input() -> None:
    few, many = (io.BytesIO(b"0123456789\r\n" * count) for count in (FEW, MANY))
    assert peak(lambda: sum(1 for _ in read_lines(many))) < peak(lambda: sum(1 for _ in read_lines(few))) + 10_000
