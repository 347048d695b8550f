"""A batch of rows with names in them, to lines of output."""

from dataclasses import dataclass

from osint_kit.bulk.batches import Answer, Batches
from osint_kit.bulk.tally import reason_of
from osint_kit.identifiers.domain_reader import DomainReader
from osint_kit.tables.formats import Format

REMEMBERED = 1 << 15
"""Texts whose records are at hand when they come again: the latest ones, about 15 MB of them."""


@dataclass(frozen=True)
class DomainTask:
    """How batches are done: how names are read, and the columns and result fields of the output."""

    format: Format
    columns: tuple[str, ...]
    fields: tuple[str, ...]
    reader: DomainReader

    def start(self) -> "DomainBatches":
        """What does them."""
        return DomainBatches(self)


class DomainBatches(Batches):
    """Does batches of rows."""

    def __init__(self, task: DomainTask) -> None:
        super().__init__(task.format, task.columns, task.fields, REMEMBERED)
        self._reader = task.reader
        self._date = task.reader.date
        self._width = len(task.fields)

    def _new_answer(self, text: str) -> Answer:
        record, notes = self._reader.read(text)
        self._notes += notes
        values = (*vars(record).values(), notes, self._date)[: self._width]
        return Answer((self._lines.back(values),), record.valid, (reason_of(record.problem),) if record.problem else ())
