"""`osint case add` and `osint case note`: what the operator puts into a case himself."""

import mimetypes
import stat
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from osint_kit.commands.session import Session

if TYPE_CHECKING:
    from osint_kit.canonical import Json
    from osint_kit.identifiers import Identifier

ADD_FIELDS = ("input", "name", "bytes", "sha256", "type", "modified", "from", "made", "evidence", "finding")
NOTE_FIELDS = ("note", "about", "cites", "finding")

About = Annotated[
    str | None,
    typer.Option("--about", metavar="ITEM", help="The identifier it is about, such as +679… or name:Sefa V."),
]
Cites = Annotated[
    list[str] | None,
    typer.Option("--cites", metavar="ID", help="A finding or a record of evidence of the case; repeat for more."),
]


def add(
    session: Session,
    files: Annotated[list[Path], typer.Argument(metavar="FILE...", help="The files to take in.")],
    origin: Annotated[
        str, typer.Option("--from", metavar="TEXT", help="Where it came from: who handed it over, which device.")
    ] = "",
    made: Annotated[
        str, typer.Option("--made", metavar="TEXT", help="When it was made, as far as that is known.")
    ] = "",
    about: About = None,
) -> None:
    """Take files into the case as evidence: a screenshot, a chat export, an advertisement, part of a disk image.

    Kept are the bytes, their SHA-256 and size, who took them in and when, and where they came from. The files
    themselves stay where they are.

    Example:

      osint case add advert.png --from "Complainant, by e-mail, ref. 12/2026" --made 2026-11-20
    """
    from osint_kit.cases.statements import file_line
    from osint_kit.errors import UsageError

    subject = read_about(about)
    case = session.must_case
    for path in files:
        try:
            if not stat.S_ISREG(path.stat().st_mode):
                raise UsageError(f"{path} is no file", "name the files one by one; pack a folder first")
            path.open("rb").close()
        except OSError as error:
            raise UsageError(f"{path} cannot be read: {error.strerror}", "check the name and the rights") from error
    with session.investigation(network=False) as work, session.results(ADD_FIELDS) as results:
        assert work.run
        for path in files:
            type_ = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
            kept = work.run.keep_measured(path, type_)
            line = file_line(path, kept, subject, type_, origin, made)
            work.keep([line])
            value = line.value if isinstance(line.value, dict) else {}
            results.write(None, {**value, "input": str(path), "evidence": kept[0], "finding": line.id})
    if case.card.simulated:
        session.messages.warn(f"the case belongs to the exercise '{case.card.world}': real evidence has no place in it")


def note(
    session: Session,
    text: Annotated[
        str | None,
        typer.Argument(metavar="[TEXT]", show_default=False, help="The note; - or nothing reads standard input."),
    ] = None,
    about: About = None,
    cites: Cites = None,
) -> None:
    """Write a note into the case: append-only, with who and when. Standard input may have several lines.

    Examples:

      osint case note "Called the number from the advertisement's page: no answer"

      osint case note --about +6799991234 --cites 5d3c… - < note.txt
    """
    from osint_kit.cases.statements import must_know, note_line

    words = _standard_input() if text in (None, "-") else text or ""
    line = note_line(words, read_about(about), cites or ())
    must_know(session.must_case, cites or ())
    with session.investigation(network=False) as work:
        work.keep([line])
    with session.results(NOTE_FIELDS) as results:
        shown: dict[str, Json] = {"note": words, "about": about, "cites": list(cites or ()), "finding": line.id}
        results.write(None, shown)


def read_about(text: str | None) -> "Identifier | None":
    """The identifier that was typed behind an option. Raises `UsageError`."""
    from osint_kit.errors import UsageError
    from osint_kit.identifiers import NotReadable, parse

    try:
        return parse(text) if text else None
    except NotReadable as error:
        raise UsageError(f"'{text}': {error}", "name one identifier, such as +6799991234 or name:Sefa V") from error


def _standard_input() -> str:
    from osint_kit.commands.items import is_pipe
    from osint_kit.errors import UsageError

    if not is_pipe():
        raise UsageError("nothing to note", 'write osint case note "TEXT", or pipe the text in')
    data = sys.stdin.buffer.read(1_000_000)
    try:
        return data.decode("utf-8-sig").strip()
    except UnicodeDecodeError as error:
        raise UsageError("the note is not UTF-8 text", "save it as UTF-8, or keep the file with 'case add'") from error
