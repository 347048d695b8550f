"""Drawing records on a terminal, with rich: a table where it fits, else one block a record."""

import os
from collections.abc import Sequence

from rich.console import Console
from rich.table import Table
from rich.text import Text

from osint_kit.tables.safe import visible
from osint_kit.tables.values import Row, cell_text

NARROWEST = 10


def draw(fields: Sequence[str], rows: Sequence[Row], *, no_color: bool = False) -> None:
    """Print records to stdout. Empty columns are left out; text is shown as it is, never as markup."""
    plain = no_color or bool(os.environ.get("NO_COLOR"))
    console = Console(color_system=None if plain else "auto", highlight=False, markup=False, emoji=False)
    cells = [[visible(cell_text(row.get(name))) for name in fields] for row in rows]
    filled = [place for place in range(len(fields)) if any(row[place] for row in cells)]
    widths = [max(len(fields[place]), *(len(row[place]) for row in cells)) for place in filled] if cells else []
    needed = sum(
        min(width, max(NARROWEST, len(fields[place]))) + 2 for place, width in zip(filled, widths, strict=True)
    )
    if len(cells) == 1 or needed > console.width:
        _draw_blocks(console, [fields[place] for place in filled], [[row[place] for place in filled] for row in cells])
        return
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="bold")
    for place in filled:
        table.add_column(Text(fields[place]), overflow="fold", min_width=min(NARROWEST, widths[filled.index(place)]))
    for row in cells:
        table.add_row(*(Text(row[place]) for place in filled))
    console.print(table)


def _draw_blocks(console: Console, fields: Sequence[str], cells: Sequence[Sequence[str]]) -> None:
    width = max((len(name) for name in fields), default=0)
    for number, row in enumerate(cells):
        if number:
            console.print()
        grid = Table.grid(padding=(0, 2, 0, 0))
        grid.add_column(style="bold", no_wrap=True, width=width)
        grid.add_column(overflow="fold")
        for name, text in zip(fields, row, strict=True):
            if text:
                grid.add_row(Text(name), Text(text))
        console.print(grid)
