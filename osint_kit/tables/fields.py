"""The names of columns: the operator's first, the results after them, no name twice."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from itertools import islice

from osint_kit.tables.values import NOTHING, Row, Value

PREFIX = "osint_"


@dataclass(frozen=True)
class MergedFields:
    """``fields``: all columns of the output, in order. ``renamed``: the column of each result field."""

    fields: tuple[str, ...]
    renamed: Mapping[str, str]

    def row(self, cells: Row, record: Row) -> dict[str, Value]:
        """One row of the output: the cells of an input row and the record that answers it."""
        return {
            **cells,
            **{self.renamed[name]: value for name, value in record.items() if name in self.renamed},
        }

    def beyond(self, cells: Row) -> Row:
        """The cells of a ragged row that are in no column of the input; one whose name is taken gets ``_2``."""
        columns = len(self.fields) - len(self.renamed)
        if len(cells) <= columns:
            return NOTHING
        taken = {*self.fields, *cells}
        named: dict[str, Value] = {}
        for name, value in islice(cells.items(), columns, None):
            free = name
            if name in self.fields:
                while free in taken:
                    free += "_2"
            named[free] = value
        return named


def merge_fields(input_columns: Iterable[str], result_fields: Iterable[str]) -> MergedFields:
    """Input columns, then result fields; a result whose name is taken gets ``osint_``, again if need be."""
    columns = tuple(input_columns)
    taken = set(columns)
    renamed: dict[str, str] = {}
    for field in result_fields:
        name = field
        while name in taken:
            name = PREFIX + name
        taken.add(name)
        renamed[field] = name
    return MergedFields((*columns, *renamed.values()), renamed)


def unique_names(header: Iterable[str]) -> tuple[str, ...]:
    """The names of a header, stripped; an empty one ``column_3`` by its place, a second ``a`` ``a_2``."""
    given = [name.strip() or f"column_{place}" for place, name in enumerate(header, 1)]
    taken = set(given)
    seen: dict[str, int] = {}
    names = []
    for name in given:
        count = seen[name] = seen.get(name, 0) + 1
        if count > 1:
            while (numbered := f"{name}_{count}") in taken:
                count += 1
            seen[name] = count
            taken.add(numbered)
            name = numbered
        names.append(name)
    return tuple(names)


def field_names(record: type) -> tuple[str, ...]:
    """The fields of a record, in order: those of its dataclass."""
    return tuple(item.name for item in fields(record))
