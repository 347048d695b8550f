"""A batch of rows, each with a text in it that is read, to lines of output."""

from abc import ABC, abstractmethod
from array import array
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple, TypeAlias

from osint_kit.bulk.row_lines import row_lines
from osint_kit.bulk.tally import Distinct, Tally
from osint_kit.tables.formats import Format
from osint_kit.tables.values import Row, Value

BulkRow: TypeAlias = tuple[str, tuple[Value, ...]] | tuple[str, tuple[Value, ...], Row]
"""The text that is read, and the cells of its row; of a ragged one those beyond the columns too, by their names.

A plain tuple: pickling one with names takes several times as long.
"""


class Report(NamedTuple):
    """What came of the rows, hashes of numbers not met before (`Distinct`), and what a person should be told."""

    tally: Tally
    numbers: "array[int]"
    notes: tuple[str, ...] = ()


class Answer(NamedTuple):
    """What a text gives: the backs of its lines, how many of its records are valid, and its problems as reasons."""

    backs: tuple[str, ...]
    valid: int
    reasons: tuple[str, ...]


class Batches(ABC):
    """Does batches of rows, one after the other; ``remembered`` texts are at hand when they come again."""

    def __init__(self, format_: Format, columns: Sequence[str], fields: Sequence[str], remembered: int) -> None:
        self._lines = row_lines(format_, columns, fields)
        self._distinct = Distinct()
        self._notes: list[str] = []
        self._answer = lru_cache(maxsize=remembered)(self._new_answer)

    def __call__(self, rows: Sequence[BulkRow], /) -> tuple[list[str], Report]:
        """A line for each record of each row, in order; and what came of them."""
        lines = []
        tally = Tally(len(rows))
        front_of, answer_to = self._lines.front, self._answer
        for text, cells, *beyond in rows:
            backs, valid, reasons = answer_to(text)
            for more in beyond:
                backs = tuple(self._lines.back_beyond(back, more) for back in backs)
            front = front_of(cells)
            lines.append(front + backs[0] if len(backs) == 1 else "".join(front + back for back in backs))
            tally.valid += valid
            for reason in reasons:
                tally.refuse(reason)
        notes, self._notes = tuple(self._notes), []
        return lines, Report(tally, self._distinct.taken(), notes)

    @abstractmethod
    def _new_answer(self, text: str) -> Answer:
        """What a text gives, when it comes for the first time."""
