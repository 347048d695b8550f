"""The formats of tables, and the suffixes that name them."""

from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from typing import TypeVar

from osint_kit.errors import UsageError
from osint_kit.tables.safe import visible


class Format(StrEnum):
    """What results can be written as."""

    TABLE = "table"
    CSV = "csv"
    TSV = "tsv"
    JSON = "json"
    NDJSON = "ndjson"
    XLSX = "xlsx"


class InputFormat(StrEnum):
    """What items can be read from."""

    CSV = "csv"
    TSV = "tsv"
    NDJSON = "ndjson"
    XLSX = "xlsx"
    TXT = "txt"


_WRITTEN = {
    ".csv": Format.CSV,
    ".tsv": Format.TSV,
    ".json": Format.JSON,
    ".ndjson": Format.NDJSON,
    ".jsonl": Format.NDJSON,
    ".xlsx": Format.XLSX,
    ".txt": Format.TABLE,
}
_READ = {
    ".csv": InputFormat.CSV,
    ".tsv": InputFormat.TSV,
    ".ndjson": InputFormat.NDJSON,
    ".jsonl": InputFormat.NDJSON,
    ".xlsx": InputFormat.XLSX,
    ".txt": InputFormat.TXT,
}


_F = TypeVar("_F", Format, InputFormat)


def format_of(path: Path) -> Format:
    """The format that a suffix asks for, in either case. Raises `UsageError` for an unknown one."""
    return _by_suffix(path, _WRITTEN, "give the format with -f/--format")


def input_format_of(path: Path) -> InputFormat:
    """The format that a suffix promises, in either case. Raises `UsageError` for an unknown one."""
    return _by_suffix(path, _READ, "give the format with --input-format")


def _by_suffix(path: Path, known: Mapping[str, _F], option: str) -> _F:
    found = known.get(path.suffix.lower())
    if found is None:
        suffix = f"the suffix {path.suffix}, which names no known format" if path.suffix else "no suffix"
        raise UsageError(
            visible(f"{path} has {suffix}"),
            f"use one of {' '.join(known)}, or {option}",
        )
    return found
