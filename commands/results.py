"""Where records go: a table on the terminal, or any format to a pipe or a file."""

import sys
from collections.abc import Sequence
from contextlib import ExitStack
from types import TracebackType
from typing import TYPE_CHECKING, Self

from osint_kit.commands.exits import Exit
from osint_kit.commands.items import Item
from osint_kit.tables.fields import merge_fields
from osint_kit.tables.formats import Format
from osint_kit.tables.sinks import open_sink
from osint_kit.tables.values import Row

if TYPE_CHECKING:
    from osint_kit.commands.session import Session


class Results:
    """Takes records and counts their problems into the session's exit code.

    On a terminal the rows are drawn together at the end, also when the work was interrupted.
    """

    def __init__(
        self, session: "Session", fields: Sequence[str], columns: Sequence[str], json_fields: Sequence[str]
    ) -> None:
        in_json = session.format in (Format.JSON, Format.NDJSON)
        self._session = session
        self._merged = merge_fields(columns, (*fields, *json_fields) if in_json else fields)
        self._drawn: list[Row] | None = [] if session.format is Format.TABLE and session.interactive else None
        self._stack = ExitStack()
        self.rows = 0

    def write(self, item: Item | None, record: Row) -> None:
        """Write one record about an item."""
        self.rows += 1
        if record.get("problem"):
            self._session.exit = Exit.PROBLEMS
        row = self._merged.row(item.cells if item else {}, record)
        if self._drawn is not None:
            self._drawn.append(row)
        else:
            self._sink.write(row)

    def __enter__(self) -> Self:
        if self._drawn is None:
            to = self._session.shared.output or sys.stdout.buffer
            self._sink = self._stack.enter_context(open_sink(self._session.format, to, self._merged.fields))
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._drawn is not None:
            from osint_kit.commands.render import draw

            draw(self._merged.fields, self._drawn, no_color=self._session.shared.no_color)
        self._stack.__exit__(kind, error, trace)
