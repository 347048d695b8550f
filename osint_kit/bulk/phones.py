"""A batch of rows with phone numbers in them, to lines of output."""

from array import array
from collections.abc import Sequence
from dataclasses import dataclass, fields
from functools import lru_cache
from typing import NamedTuple, TypeAlias

from osint_kit.bulk.row_lines import row_lines
from osint_kit.bulk.tally import Distinct, Tally, reason_of
from osint_kit.identifiers.phone import PhoneRecord
from osint_kit.identifiers.phone_bulk import phone_reader
from osint_kit.tables.formats import Format

REMEMBERED = 1 << 16
"""Texts whose records are at hand when they come again: the latest ones, about 40 MB of them."""

_NAMES = [item.name for item in fields(PhoneRecord)]
_VALID, _E164, _PROBLEM = map(_NAMES.index, ("valid", "e164", "problem"))


BulkRow: TypeAlias = tuple[str, tuple[str, ...]]
"""The text that holds a number, and the cells of its row: those of the columns, then those beyond.

A plain tuple: pickling one with names takes several times as long.
"""


@dataclass(frozen=True)
class PhoneTask:
    """How batches are done: the region that numbers are read in, and the columns and result fields of the output."""

    format: Format
    columns: tuple[str, ...]
    fields: tuple[str, ...]
    region: str | None

    def start(self) -> "PhoneBatches":
        """What does them."""
        return PhoneBatches(self)


class Report(NamedTuple):
    """What came of the rows, and hashes of numbers not met before (`Distinct`)."""

    tally: Tally
    numbers: "array[int]"


class _Answer(NamedTuple):
    backs: tuple[str, ...]
    valid: int
    reasons: tuple[str, ...]


class PhoneBatches:
    """Does batches of rows, one after the other."""

    def __init__(self, task: PhoneTask) -> None:
        self._columns = len(task.columns)
        self._lines = row_lines(task.format, task.columns, task.fields)
        self._read = phone_reader(task.region)
        self._distinct = Distinct()
        self._answer = lru_cache(maxsize=REMEMBERED)(self._new_answer)

    def __call__(self, rows: Sequence[BulkRow], /) -> tuple[list[str], Report]:
        """A line for each row, in order, and two for a cell with two numbers; and what came of them."""
        lines = []
        tally = Tally(len(rows))
        columns, front_of, answer_to = self._columns, self._lines.front, self._answer
        for text, cells in rows:
            backs, valid, reasons = answer_to(text)
            if len(cells) > columns:
                backs = tuple(self._lines.back_beyond(back, cells[columns:]) for back in backs)
                cells = cells[:columns]
            front = front_of(cells)
            lines.append(front + backs[0] if len(backs) == 1 else "".join(front + back for back in backs))
            tally.valid += valid
            for reason in reasons:
                tally.refuse(reason)
        return lines, Report(tally, self._distinct.taken())

    def _new_answer(self, text: str) -> _Answer:
        backs: tuple[str, ...] = ()
        reasons: tuple[str, ...] = ()
        valid = 0
        for record in self._read(text):
            backs += (self._lines.back(record),)
            valid += record[_VALID] is True
            if record[_E164]:
                self._distinct.add(str(record[_E164]))
            if record[_PROBLEM]:
                reasons += (reason_of(str(record[_PROBLEM])),)
        return _Answer(backs, valid, reasons)
