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
    signed_by: Annotated[
        Path | None,
        typer.Option("--signed-by", metavar="FILE", help="A public key (PEM): the case must bear its signature."),
    ] = None,
    script: Annotated[
        Path | None,
        typer.Option("--script", metavar="FILE", help="Write out a script that does the same with Python alone."),
    ] = None,
) -> None:
    """Check every byte of a case against its ledger; nothing is written. Exit code 4 says that it does not hold.

    A run that was interrupted is no damage and is named as such. Who does not trust this program can check a case
    without it: --script writes out a small script for Python alone.

    Examples:

      osint case verify

      osint case verify cases/island-jobs --head 5d3c… --signed-by ana.pub.pem

      osint case verify --script verify_case.py
    """
    from osint_kit.cases.verify import verify as check
    from osint_kit.errors import UsageError

    if script:
        _write_script(session, script)
        return
    if head is not None and not re.fullmatch(r"[0-9a-f]{64}", head.lower()):
        raise UsageError(f"'{head}' is no head", "give the 64 hexadecimal digits that a command showed as 'head'")
    verified = _folder(folder or session.case_folder)
    verdict = check(verified, head.lower() if head else None)
    problems = [*verdict.problems, *_missing_signature(signed_by, verdict.signed_by)]
    with session.results(VERIFY_FIELDS) as results:
        common: Row = {
            "folder": str(verified),
            "holds": not problems,
            "runs": verdict.runs,
            "findings": verdict.findings,
            "records": verdict.records,
            "head": verdict.head,
        }
        for problem in problems or (None,):
            results.write(None, {**common, "problem": problem})
    for note in verdict.notes:
        session.messages.warn(note)
    if not verdict.stamped:
        session.messages.detail("no time stamp: that the case existed at its dates rests on the clock of its machine")
    if problems:
        session.messages.error(
            f"the case does not hold: {problems[0]}",
            "work on a copy, keep this folder as it is, and compare it with a backup",
        )
        session.exit = Exit.DAMAGED
    elif head is None:
        session.messages.say("the case holds; that no lines are missing at the ledger's end only --head HASH can prove")
    else:
        session.messages.say("the case holds, and nothing up to the head that you named is missing")


def _missing_signature(file: Path | None, signed_by: frozenset[str]) -> list[str]:
    """What is wrong where the case must bear the signature of a key. Raises `UsageError` for a file that holds none."""
    from osint_kit.cases.keys import fingerprint, read_public
    from osint_kit.errors import UsageError

    if file is None:
        return []
    try:
        key = fingerprint(read_public(file.read_bytes()))
    except OSError as error:
        raise UsageError(f"{file} cannot be read: {error.strerror}", "name a public key in PEM") from error
    except ValueError as error:
        raise UsageError(f"{file} holds no public Ed25519 key in PEM", "name the .pub.pem of the signer") from error
    return [] if key in signed_by else [f"the case bears no signature that holds by the key {key}"]


def _write_script(session: Session, path: Path) -> None:
    from osint_kit.cases.files import trouble, write_whole

    try:
        write_whole(path, Path(__file__).with_name("verify_case.py").read_bytes())
    except OSError as error:
        raise trouble(error, path) from error
    session.messages.say(f"written to {path}: python3 {path} FOLDER [HEAD]")


def _folder(folder: Path | None) -> Path:
    """A folder that is a case, in whatever state. Raises `UsageError`, also for a case of a newer format."""
    from osint_kit.cases.case import open_case
    from osint_kit.errors import CaseDamaged

    if folder is None:
        raise NO_CASE
    with contextlib.suppress(CaseDamaged):
        open_case(folder)
    return folder.resolve()
