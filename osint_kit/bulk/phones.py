"""A batch of rows with phone numbers in them, to lines of output."""

from dataclasses import dataclass, fields

from osint_kit.bulk.batches import Answer, Batches
from osint_kit.bulk.tally import reason_of
from osint_kit.identifiers.phone import PhoneRecord
from osint_kit.identifiers.phone_bulk import phone_reader
from osint_kit.tables.formats import Format

REMEMBERED = 1 << 16
"""Texts whose records are at hand when they come again: the latest ones, about 40 MB of them."""

_NAMES = [item.name for item in fields(PhoneRecord)]
_VALID, _E164, _PROBLEM = map(_NAMES.index, ("valid", "e164", "problem"))


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


class PhoneBatches(Batches):
    """Does batches of rows; a cell with two numbers has two records."""

    def __init__(self, task: PhoneTask) -> None:
        super().__init__(task.format, task.columns, task.fields, REMEMBERED)
        self._read = phone_reader(task.region)

    def _new_answer(self, text: str) -> Answer:
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
        return Answer(backs, valid, reasons)
