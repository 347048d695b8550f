"""Where records go: a table on the terminal, or any format to a pipe or a file."""

import sys
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from osint_kit.bulk.tally import Tally, reason_of
from osint_kit.commands.exits import Exit
from osint_kit.commands.items import Item, Items
from osint_kit.commands.summary import summary
from osint_kit.errors import UsageError
from osint_kit.tables.fields import merge_fields
from osint_kit.tables.formats import Format
from osint_kit.tables.sinks import open_sink
from osint_kit.tables.values import NOTHING, Row, cell_text

if TYPE_CHECKING:
    from osint_kit.bulk.batches import Report
    from osint_kit.bulk.tally import Distinct
    from osint_kit.commands.session import Session
    from osint_kit.commands.statements import Statement
    from osint_kit.tables.part import Part


class Results:
    """Takes records, and counts what came of them: into the session's exit code, and of a file into a summary.

    On a terminal the rows are drawn together at the end, also when the work was interrupted. ``part`` is what an
    output is kept in until it is whole, where a later command could carry on with it. ``reads_as`` makes a statement of
    a record, where records are drawn as such.
    """

    def __init__(
        self,
        session: "Session",
        fields: Sequence[str],
        items: Items | None,
        json_fields: Sequence[str],
        part: "Part | None",
        reads_as: "Callable[[Row], Statement] | None" = None,
    ) -> None:
        self._in_json = in_json = session.format in (Format.JSON, Format.NDJSON)
        self._session = session
        self._of_file = bool(items and items.file)
        self._merged = merge_fields(items.columns if items else (), (*fields, *json_fields) if in_json else fields)
        self._drawn: list[Row] | None = [] if session.format is Format.TABLE and session.interactive else None
        self._stack = ExitStack()
        self._part = part
        self._reads_as = reads_as
        self._place = self._done_before = part.start.items if part else 0
        self._tally = Tally()
        if part and part.start.problems:
            session.exit = Exit.PROBLEMS

    @cached_property
    def _numbers(self) -> "Distinct":
        from osint_kit.bulk.tally import Distinct

        return Distinct()

    @property
    def fields(self) -> tuple[str, ...]:
        """The result fields under the names that they have behind the columns of the input."""
        return tuple(self._merged.renamed.values())

    def beyond(self, item: Item) -> Row:
        """The cells of an item's row that are in no column of the input, under the names that they have here."""
        return self._merged.beyond(item.cells)

    def write(self, item: Item | None, record: Row) -> None:
        """Write one record about an item; an item's records follow one another."""
        place = item.place if item else self._place
        if place != self._place or not self._tally.rows:
            self._tally.rows += 1
        if place != self._place:
            self._all_before(place)
        self._count(record)
        cells = item.cells if item else NOTHING
        if not self._in_json:
            cells = {name: cell_text(value) for name, value in cells.items()}
        row = self._merged.row(cells, record)
        if self._drawn is not None:
            self._drawn.append(record if self._reads_as else row)
        else:
            self._sink.write(row, self._merged.beyond(cells))

    def write_block(self, lines: bytes, reports: "Sequence[Report]") -> None:
        """Write rows that are lines of the output's format already, with what came of them."""
        self._sink.write_block(lines)
        for report in reports:
            self._tally.add(report.tally)
            self._numbers.merge(report.numbers)
        if self._tally.reasons:
            self._session.exit = Exit.PROBLEMS
        self._all_before(self._done_before + self._tally.rows)

    def _all_before(self, place: int) -> None:
        self._place = place
        if self._part:
            self._part.whole(place, problems=self._session.exit is Exit.PROBLEMS)

    def _count(self, record: Row) -> None:
        problem = record.get("problem")
        if problem:
            self._session.exit = Exit.PROBLEMS
            self._tally.refuse(reason_of(str(problem)))
        self._tally.valid += record.get("valid") is True
        number = record.get("e164")
        if number:
            self._numbers.add(str(number))

    def __enter__(self) -> Self:
        if self._drawn is None:
            to = self._session.shared.output or sys.stdout.buffer
            header = True
            if self._part:
                header = not self._part.start.size
                to = self._stack.enter_context(self._part.open())
            sink = open_sink(self._session.format, to, self._merged.fields, header=header)
            self._sink = self._stack.enter_context(sink)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._drawn is not None:
            self._draw(self._drawn)
        self._stack.__exit__(kind, error, trace)
        say = self._session.messages.say
        if kind is None and self._of_file:
            say(summary(self._tally, self._numbers, self._done_before))
        elif self._part and self._part.kept:
            say(f"{self._part.kept:,} rows are kept in {self._part.path.name}: --resume carries on with them")

    def _draw(self, rows: "Sequence[Row]") -> None:
        self._session.messages.clear()
        no_color = self._session.shared.no_color
        if self._reads_as:
            from osint_kit.commands.render_statements import draw_statements

            draw_statements([self._reads_as(row) for row in rows], no_color=no_color)
        else:
            from osint_kit.commands.render import draw

            draw(self._merged.fields, rows, no_color=no_color)


def must_not_be_evidence(output: Path) -> None:
    """Results must not be written over what a case vouches for."""
    from osint_kit.cases.case import CARD, RUNS, find_case
    from osint_kit.cases.ledger import NAME

    case = find_case(output.absolute().parent)
    if case and output.resolve().relative_to(case).parts[0] in (CARD, NAME, RUNS):
        raise UsageError(f"{output} is part of the case {case}", "write the results to another file")
