"""Rows of an ndjson file: an object a line."""

import json
from collections.abc import Iterator
from pathlib import Path

from osint_kit.errors import UsageError
from osint_kit.tables.lines import numbered_lines
from osint_kit.tables.rows import InputRow, Source
from osint_kit.tables.safe import visible
from osint_kit.tables.text import open_text
from osint_kit.tables.values import Value, cell_text


def read_json_lines(path: Path) -> Source:
    """The rows; the columns are the keys in the first 64 KB, in order. Raises `UsageError`, ``OSError``."""
    open_file = open_text(path, "\n")
    file, sample = open_file
    if sample.lstrip().startswith("["):
        file.close()
        raise UsageError(
            f"{visible(str(path))} is one JSON array, not an object a line",
            "write it as ndjson: jq -c '.[]' turns the one into the other",
        )
    columns: dict[str, str] = {}
    for line in sample.split("\n"):
        record = _read(line)
        if isinstance(record, dict):
            columns |= dict.fromkeys(record, "")

    def rows() -> Iterator[InputRow]:
        with file:
            for number, line in numbered_lines(file, path):
                if line.strip():
                    yield _row(number, line, columns)

    return Source(tuple(columns), rows(), file.close, open_file.position)


def _row(number: int, line: str, columns: dict[str, str]) -> InputRow:
    record = _read(line)
    if isinstance(record, str):
        return InputRow(number, dict(columns), record)
    new = visible(", ".join(name for name in record if name not in columns))
    problem = f"keys that are no columns, as no row in the first 64 KB has them: {new}" if new else ""
    return InputRow(number, columns | {name: cell_text(value) for name, value in record.items()}, problem)


def _read(line: str) -> dict[str, Value] | str:
    """The object, or what is wrong with the line."""
    try:
        record = json.loads(line)
    except RecursionError:
        return "no JSON that can be read: nested too deeply"
    except ValueError as error:
        return f"no JSON: {error}"
    return record if isinstance(record, dict) else "no JSON object"
