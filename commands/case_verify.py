"""`osint case verify`: every byte of a case against its ledger. `commands/case.py` puts it into its group."""

import contextlib
import re
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from osint_kit.commands.case_folder import Folder
from osint_kit.commands.exits import Exit
from osint_kit.commands.session import NO_CASE, Session

if TYPE_CHECKING:
    from osint_kit.tables.values import Row

VERIFY_FIELDS = ("folder", "holds", "runs", "findings", "records", "head", "problem")


def verify(
    session: Session,
    folder: Folder = None,
    head: Annotated[
        str | None,
        typer.Option("--head", metavar="HASH", help="A head from your notebook: proves that nothing up to it is gone."),
    ] = None,
) -> None:
    """Check every byte of a case against its ledger; nothing is written. Exit code 4 says that it does not hold.

    A run that was interrupted is no damage and is named as such.

    Examples:

      osint case verify

      osint case verify cases/island-jobs --head 5d3c…
    """
    from osint_kit.cases.verify import verify as check
    from osint_kit.errors import UsageError

    if head is not None and not re.fullmatch(r"[0-9a-f]{64}", head.lower()):
        raise UsageError(f"'{head}' is no head", "give the 64 hexadecimal digits that a command showed as 'head'")
    verified = _folder(folder or session.case_folder)
    verdict = check(verified, head.lower() if head else None)
    with session.results(VERIFY_FIELDS) as results:
        common: Row = {
            "folder": str(verified),
            "holds": not verdict.problems,
            "runs": verdict.runs,
            "findings": verdict.findings,
            "records": verdict.records,
            "head": verdict.head,
        }
        for problem in verdict.problems or (None,):
            results.write(None, {**common, "problem": problem})
    for note in verdict.notes:
        session.messages.warn(note)
    if verdict.problems:
        session.messages.error(
            f"the case does not hold: {verdict.problems[0]}",
            "work on a copy, keep this folder as it is, and compare it with a backup",
        )
        session.exit = Exit.DAMAGED
    elif head is None:
        session.messages.say("the case holds; that no lines are missing at the ledger's end only --head HASH can prove")
    else:
        session.messages.say("the case holds, and nothing up to the head that you named is missing")


def _folder(folder: Path | None) -> Path:
    """A folder that is a case, in whatever state. Raises `UsageError`, also for a case of a newer format."""
    from osint_kit.cases.case import open_case
    from osint_kit.errors import CaseDamaged

    if folder is None:
        raise NO_CASE
    with contextlib.suppress(CaseDamaged):
        open_case(folder)
    return folder.resolve()
