"""Drawing what is said about one item on a terminal: a line a statement, the sources numbered below."""

import os
from collections.abc import Sequence
from itertools import groupby

from rich.console import Console
from rich.table import Table
from rich.text import Text

from osint_kit.commands.statements import Statement
from osint_kit.tables.safe import visible

LABEL = 18
"""The widest that a label may be before it is folded, in columns."""


def draw_statements(statements: Sequence[Statement], *, no_color: bool = False) -> None:
    """Print statements to stdout, the item once above its own; text is shown as it is, never as markup."""
    plain = no_color or bool(os.environ.get("NO_COLOR"))
    console = Console(color_system=None if plain else "auto", highlight=False, markup=False, emoji=False)
    numbers: dict[str, int] = {}
    for place, (item, said) in enumerate(groupby(statements, lambda statement: statement.item)):
        if place:
            console.print()
        console.print(Text(visible(item), style="bold"), soft_wrap=True)
        console.print(_lines(list(said), numbers, min(LABEL, console.width // 4)))
    if numbers:
        console.print()
        console.print(Text("Sources", style="bold"))
    for source, number in numbers.items():
        console.print(Text(f"  [{number}] {visible(source)}"), soft_wrap=True)


def _lines(statements: Sequence[Statement], numbers: dict[str, int], width: int) -> Table:
    lines = Table.grid(padding=(0, 2, 0, 0))
    widest = max(len(statement.label) for statement in statements)
    lines.add_column(width=min(width, widest) + 2, overflow="fold")
    lines.add_column(overflow="fold")
    before = ""
    for statement in statements:
        text = Text(visible(statement.text))
        if statement.source:
            text.append(f" [{numbers.setdefault(statement.source, len(numbers) + 1)}]", style="dim")
        label = "" if statement.label == before else statement.label
        lines.add_row(Text(f"  {visible(label)}"), text)
        if statement.more:
            lines.add_row(Text(), Text(visible(statement.more), style="dim"))
        before = statement.label
    return lines
