"""Rows of an ndjson file: an object a line, its values as they are."""

import json
from collections.abc import Iterator
from math import isfinite
from pathlib import Path

from osint_kit.errors import UsageError
from osint_kit.tables.lines import numbered_lines
from osint_kit.tables.rows import InputRow, Source
from osint_kit.tables.safe import visible
from osint_kit.tables.text import open_text
from osint_kit.tables.values import Value

_DEEPEST = 100  # arrays and objects within one another; what copies and writes values has a limit of its own


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
    columns: dict[str, Value] = {}
    for line in sample.split("\n"):
        record = _read(line)
        if isinstance(record, dict):
            columns |= dict.fromkeys(record)

    def rows() -> Iterator[InputRow]:
        with file:
            for number, line in numbered_lines(file, path):
                if line.strip():
                    yield _row(number, line, columns)

    return Source(tuple(columns), rows(), file.close, open_file.position)


def _row(number: int, line: str, columns: dict[str, Value]) -> InputRow:
    record = _read(line)
    if isinstance(record, str):
        return InputRow(number, dict(columns), record)
    new = visible(", ".join(name for name in record if name not in columns))
    problem = f"keys that are no columns, as no row in the first 64 KB has them: {new}" if new else ""
    return InputRow(number, columns | record, problem)


def _read(line: str) -> dict[str, Value] | str:
    """The object, or what is wrong with the line."""
    try:
        record = _decode(line)
    except RecursionError:
        return _TOO_DEEP
    except ValueError as error:
        return f"no JSON: {error}"
    if not isinstance(record, dict):
        return "no JSON object"
    # Most lines have too few brackets to be looked at.
    return _TOO_DEEP if line.count("[") + line.count("{") > _DEEPEST and _is_too_deep(record) else record


_TOO_DEEP = "no JSON that can be read: nested too deeply"


def _is_too_deep(record: dict[str, Value]) -> bool:
    level: list[dict[str, Value] | list[Value]] = [record]
    for _ in range(_DEEPEST):
        values = (value for holder in level for value in (holder.values() if isinstance(holder, dict) else holder))
        level = [value for value in values if isinstance(value, dict | list)]
    return bool(level)


def _float(text: str) -> float | str:
    """The number; its text where it is greater than a float can be."""
    number = float(text)
    return number if isfinite(number) else text


# NaN and Infinity, which some programs write though JSON has no such numbers, are read as these words.
_decode = json.JSONDecoder(parse_float=_float, parse_constant=str).decode
