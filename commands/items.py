"""The items that a command works on: typed, from a file, or from a pipe."""

import re
import stat
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path
from typing import NamedTuple

from osint_kit.commands.messages import Messages
from osint_kit.commands.options import SharedItems
from osint_kit.errors import UsageError
from osint_kit.tables.values import NOTHING, Row, cell_text

SAMPLE = 200
"""Rows that are looked at to find the column."""

_WRITTEN_LIKE_ITEMS = re.compile(r"[\d.:/@]")

TROUBLES_SHOWN = 10
"""Rows with something wrong in them that are named; the rest are counted."""


class Item(NamedTuple):
    """One item: its text, the cells of the row it came from, and its place among the items, from 0."""

    text: str
    cells: Row = NOTHING
    place: int = 0


@dataclass
class Items:
    """All items in order, without the first ``skip``; ``columns`` are those of the input table.

    ``total`` is None where it is not known; ``share`` then tells how much of the file has been read, from 0 to 1,
    or None. ``column`` is the one that the items are in, and ``part`` what of the file that is in, such as a sheet.
    """

    each: Iterable[Item]
    columns: tuple[str, ...] = ()
    total: int | None = None
    file: Path | None = None
    column: str = ""
    part: str = ""
    share: Callable[[], float | None] = lambda: None
    skip: int = 0

    def __iter__(self) -> Iterator[Item]:
        return islice(self.each, self.skip, None)


def open_items(options: SharedItems, fits: Callable[[str], bool], hints: Sequence[str], messages: Messages) -> Items:
    """Read the items. ``fits`` tells whether a cell could be one, ``hints`` are names a column of them may have.

    Raises `UsageError` where there are none to read, or a table whose column cannot be told.
    """
    typed = options.items or []
    if options.input:
        if typed:
            raise UsageError("items and -i/--input together", "give the items either as words or in a file")
        return _from_file(options, options.input, fits, hints, messages)
    if not typed and is_pipe():
        return Items(_with_stdin(["-"]))
    if not typed:
        raise UsageError("nothing to work on", "name one or more items, a file with -i FILE, or - for standard input")
    if "-" in typed:
        return Items(_with_stdin(typed))
    return Items([Item(text, place=place) for place, text in enumerate(typed)], total=len(typed))


def is_pipe() -> bool:
    """Whether standard input is a pipe or a file, not a terminal or nothing."""
    import os

    if sys.stdin is None or sys.stdin.closed:
        return False
    try:
        mode = os.fstat(sys.stdin.fileno()).st_mode
    except (OSError, ValueError):
        return False
    return stat.S_ISFIFO(mode) or stat.S_ISREG(mode) or stat.S_ISSOCK(mode)


def _with_stdin(typed: Sequence[str]) -> Iterator[Item]:
    """The items as typed, with the lines of standard input where the first ``-`` stands."""
    from osint_kit.tables.lines import read_lines

    at = typed.index("-")
    later = (text for text in typed[at + 1 :] if text != "-")
    for place, text in enumerate(chain(typed[:at], read_lines(sys.stdin.buffer), later)):
        yield Item(text, place=place)


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
    source = read_rows(path, format_, options.sheet)
    size = path.stat().st_size

    def share() -> float | None:
        read = source.position()
        return min(read / size, 1.0) if read is not None and size else None

    if format_ is InputFormat.TXT:
        lines = (Item(str(row.cells["input"]), place=place) for place, row in enumerate(source))
        return Items(lines, file=path, share=share)
    where = f"{path.name}, {source.part}" if source.part else path.name
    name = options.column
    if not source.columns:
        another = ", or choose another sheet with --sheet NAME" if source.parts > 1 else ""
        raise UsageError(f"{where} is empty", f"check that this is the file that was meant{another}")
    if name is None:
        name = find_column(source.columns, source.sample(SAMPLE), fits, hints)
        another = ", --sheet another sheet" if source.parts > 1 else ""
        messages.say(f"reading the items from column '{name}' of {where} (--column chooses another{another})")
        if _WRITTEN_LIKE_ITEMS.search(name) and fits(name):
            messages.warn(
                f"the first row of {where} is taken for the names of columns, and '{name}' looks like an item: write"
                " a row of names above it, or read a plain list with --input-format txt"
            )
    elif name not in source.columns:
        raise UsageError(f"{where} has no column '{name}'", f"its columns are {', '.join(source.columns)}")
    column = name

    def rows() -> Iterator[Item]:
        troubled = 0
        for place, row in enumerate(source):
            if row.problem:
                troubled += 1
                if troubled <= TROUBLES_SHOWN:
                    messages.warn(f"{where}, row {row.number}: {row.problem}")
            yield Item(cell_text(row.cells.get(column)), row.cells, place)
        if troubled > TROUBLES_SHOWN:
            messages.warn(f"{path.name}: {troubled:,} rows in all have something wrong with them")

    return Items(rows(), source.columns, file=path, column=column, part=source.part, share=share)
