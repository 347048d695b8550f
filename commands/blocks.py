"""The rows of a file, a batch at a time, through worker processes."""

from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from operator import itemgetter
from typing import TYPE_CHECKING

from osint_kit.bulk.workers import do_batches
from osint_kit.commands.items import Items
from osint_kit.commands.messages import Counter
from osint_kit.commands.results import Results

if TYPE_CHECKING:
    from osint_kit.bulk.batches import BulkRow, Report
    from osint_kit.bulk.workers import Task

ROWS = 2000
"""Of a batch: some 20 ms of work. A file of one batch starts no worker."""


def write_blocks(
    items: Items,
    results: Results,
    task: "Task[BulkRow, Report]",
    counter: Counter,
    tell: Callable[[Sequence[str]], None] = lambda notes: None,
) -> None:
    """Write the records of all items, in order; ``tell`` gets the notes on them.

    The input's cells come first, as they do from `Results.write`.
    """
    for text, reports in do_batches(task, _batches(items, results), itemgetter(0)):
        results.write_block(text.encode("utf-8"), reports)
        counter.step(sum(report.tally.rows for report in reports))
        for report in reports:
            tell(report.notes)


def _batches(items: Items, results: Results) -> "Iterator[list[BulkRow]]":
    columns = len(items.columns)

    rows: Iterator[BulkRow] = (
        (item.text, cells)
        if len(cells := tuple(item.cells.values())) <= columns
        else (item.text, cells[:columns], results.beyond(item))
        for item in items
    )
    while batch := list(islice(rows, ROWS)):
        yield batch
