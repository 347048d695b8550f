"""Which case a command of `osint case` is about: the folder that was typed, else the one that is worked in."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from osint_kit.commands.session import Session

if TYPE_CHECKING:
    from osint_kit.cases.case import Case

Folder = Annotated[
    Path | None,
    typer.Argument(metavar="[DIR]", show_default=False, help="The case folder. Default: as for --case."),
]


def chosen_case(session: Session, folder: Path | None) -> "Case":
    """The case of the folder that was typed, else of the session. Raises `UsageError` where there is none."""
    from osint_kit.cases.case import open_case

    return open_case(folder) if folder else session.must_case
