"""Rows as JSON: one array, or an object a line (ndjson). The data are exact when parsed; absent is null."""

from collections.abc import Sequence
from typing import BinaryIO

from osint_kit.tables.values import NOTHING, Row, json_text


class LinesWriter:
    """An object a line."""

    def __init__(self, stream: BinaryIO, fields: Sequence[str]) -> None:
        self._stream = stream
        self._fields = tuple(fields)

    def write(self, row: Row, beyond: Row = NOTHING) -> None:
        """Write one row."""
        self._stream.write(self._object(row, beyond) + b"\n")

    def begin(self) -> None:
        """Nothing opens ndjson."""

    def finish(self) -> None:
        """Nothing closes ndjson."""

    def drop(self) -> None:
        """Nothing is held."""

    def _object(self, row: Row, beyond: Row) -> bytes:
        return json_text({**{field: row.get(field) for field in self._fields}, **beyond}).encode("utf-8")


class ArrayWriter(LinesWriter):
    """One array, an object a line in it."""

    _before = b"[\n"

    def write(self, row: Row, beyond: Row = NOTHING) -> None:
        """Write one row, with what stands between it and the one before."""
        self._stream.write(self._before + self._object(row, beyond))
        self._before = b",\n"

    def finish(self) -> None:
        """Close the array, an empty one too."""
        self._stream.write(b"[]\n" if self._before == b"[\n" else b"\n]\n")
