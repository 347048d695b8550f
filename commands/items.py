"""The items that a command works on: typed, from a file, or from a pipe."""

import stat
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from osint_kit.commands.messages import Messages
from osint_kit.commands.options import SharedItems
from osint_kit.errors import UsageError

SAMPLE = 200
"""Rows that are looked at to find the column."""


@dataclass(frozen=True)
class Item:
    """One item: its text, the cells of the row it came from, and where that was (such as ``calls.csv, row 7``)."""

    text: str
    cells: Mapping[str, str] = field(default_factory=dict)
    where: str = ""


@dataclass(frozen=True)
class Items:
    """All items in order; ``columns`` are those of the input table, ``total`` is None where it is not known."""

    each: Iterable[Item]
    columns: tuple[str, ...] = ()
    total: int | None = None
    file: Path | None = None

    def __iter__(self) -> Iterator[Item]:
        return iter(self.each)


def open_items(options: SharedItems, fits: Callable[[str], bool], hints: Sequence[str], messages: Messages) -> Items:
    """Read the items. ``fits`` tells whether a cell could be one, ``hints`` are names a column of them may have.

    Raises `UsageError` where there are none to read, or a table whose column cannot be told.
    """
    typed = options.items or []
    if options.input:
        if typed:
            raise UsageError("items and -i/--input together", "give the items either as words or in a file")
        return _from_file(options, options.input, fits, hints, messages)
    if typed == ["-"] or (not typed and _is_pipe()):
        return Items(_from_stdin())
    if not typed:
        raise UsageError("nothing to work on", "name one or more items, a file with -i FILE, or - for standard input")
    return Items([Item(text) for text in typed], total=len(typed))


def _is_pipe() -> bool:
    import os

    if sys.stdin is None or sys.stdin.closed:
        return False
    try:
        mode = os.fstat(sys.stdin.fileno()).st_mode
    except (OSError, ValueError):
        return False
    return stat.S_ISFIFO(mode) or stat.S_ISREG(mode) or stat.S_ISSOCK(mode)


def _from_stdin() -> Iterator[Item]:
    from osint_kit.tables.lines import read_lines

    for number, line in enumerate(read_lines(sys.stdin.buffer), start=1):
        yield Item(line, where=f"standard input, item {number}")


def _from_file(
    options: SharedItems, path: Path, fits: Callable[[str], bool], hints: Sequence[str], messages: Messages
) -> Items:
    from osint_kit.tables.column import find_column
    from osint_kit.tables.formats import InputFormat, input_format_of
    from osint_kit.tables.rows import read_rows

    try:
        format_ = InputFormat(options.input_format) if options.input_format else None
    except ValueError as error:
        raise UsageError(
            f"'{options.input_format}' is no input format", f"use one of {', '.join(InputFormat)}"
        ) from error
    format_ = format_ or input_format_of(path)
    source = read_rows(path, format_)
    if format_ is InputFormat.TXT:
        lines = (Item(row.cells["input"], where=f"{path.name}, line {row.number}") for row in source)
        return Items(lines, file=path)
    column = options.column
    if column is None:
        column = find_column(source.columns, source.sample(SAMPLE), fits, hints)
        messages.say(f"reading the items from column '{column}' of {path.name} (--column chooses another)")
    elif column not in source.columns:
        raise UsageError(f"{path.name} has no column '{column}'", f"its columns are {', '.join(source.columns)}")

    def rows() -> Iterator[Item]:
        for row in source:
            where = f"{path.name}, row {row.number}"
            if row.problem:
                messages.warn(f"{where}: {row.problem}")
            yield Item(row.cells.get(column, ""), row.cells, where)

    return Items(rows(), source.columns, file=path)
