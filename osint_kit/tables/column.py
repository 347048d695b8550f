"""Which column of a table is meant, where the operator has not said."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise

from osint_kit.errors import UsageError
from osint_kit.tables.rows import InputRow
from osint_kit.tables.safe import visible
from osint_kit.tables.values import cell_text

_ENOUGH = 0.5  # of the cells of a column that fit
_ALIKE = 0.1  # shares that differ by less say nothing
_SHOWN = 20
_OTHER_NUMBERS = {
    *("imei", "imeisv", "imsi", "iccid", "cell_id", "cellid", "lac", "cgi", "ecgi"),
    *("passport", "tin", "invoice", "receipt", "account_number", "account_no", "acct", "amount"),
}
"""Words of names of columns whose numbers nobody can be asked about, however much they look like phone numbers.

The records of calls that a carrier hands out have some of the first beside the numbers that are meant.
"""


def find_column(
    columns: Sequence[str],
    sample_rows: Iterable[InputRow],
    fits: Callable[[str], bool],
    hints: Sequence[str],
) -> str:
    """The column whose cells fit and whose name says so; of one column, that one.

    ``fits`` judges one cell that is not empty; ``hints`` are names or words of names, lower case, without accents,
    the words of a name joined by ``_``. A column fits if at least half of its cells do; of those, one that is called by
    a hint comes before one that has a hint among its words, and that before the rest. Where no cell fits, the name
    decides alone. A column that is called by something else, such as ``Cell ID``, is never taken. Raises
    `UsageError`, naming the choices, where two are alike or none will do.
    """
    if len(columns) == 1:
        return columns[0]
    rows = list(sample_rows)
    ranked = sorted(
        ((_score(name, [cell_text(row.cells.get(name)) for row in rows], fits, hints), name) for name in columns),
        key=lambda scored: scored[0],
        reverse=True,
    )
    (fit, named, share), best = ranked[0] if ranked else ((False, 0, 0.0), "")
    if not fit and not named:
        raise UsageError(f"no column of the input looks like what is asked for: {_list(columns)}", _SAY_WHICH)
    alike = [name for score, name in ranked if score[:2] == (fit, named) and share - score[2] < _ALIKE]
    if len(alike) > 1:
        raise UsageError(f"these columns of the input fit equally well: {_list(alike)}", _SAY_WHICH)
    return best


_SAY_WHICH = "say which one with --column NAME"


def _score(name: str, cells: list[str], fits: Callable[[str], bool], hints: Sequence[str]) -> tuple[bool, int, float]:
    filled = [cell for cell in map(str.strip, cells) if cell]
    share = sum(map(fits, filled)) / len(filled) if filled else 0.0
    words = _words(name)
    told = {*words, *("_".join(pair) for pair in pairwise(words))}
    if told & _OTHER_NUMBERS:
        return False, 0, share
    named = 2 if "_".join(words) in hints else 1 if told & set(hints) else 0
    return share >= _ENOUGH, named, share


def _words(name: str) -> list[str]:
    """The words of a column's name: ``phone number`` of ``Phone_Number``, ``phoneNumber`` or ``Phone number:``."""
    plain = "".join(char for char in unicodedata.normalize("NFKD", name) if not unicodedata.combining(char))
    return [word.casefold() for word in re.split(r"[\W_]+|(?<=[a-z0-9])(?=[A-Z])", plain) if word]


def _list(names: Sequence[str]) -> str:
    more = f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else ""
    return ", ".join(visible(name) for name in names[:_SHOWN]) + more
