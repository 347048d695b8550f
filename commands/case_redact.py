"""`osint case redact`: what must not be seen is withheld, and the case still verifies."""

import re
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from osint_kit.commands.exits import Exit
from osint_kit.commands.session import Session

if TYPE_CHECKING:
    from osint_kit.cases.redaction import Done
    from osint_kit.cases.withholding import Cut, Wanted, Withholding
    from osint_kit.identifiers import Identifier
    from osint_kit.tables.values import Row

CUT_FIELDS = ("run", "withheld", "records", "record_bytes")
FIELDS = (*CUT_FIELDS, "resting", "problem")
SHOWN = 5
"""Pictures that are named; the rest are counted."""


def redact(
    session: Session,
    ids: Annotated[
        list[str],
        typer.Argument(
            metavar="ID...",
            help="A finding's id, a record's (urn:uuid:…), or an identifier: all that concerns it goes.",
        ),
    ],
    role: Annotated[
        str, typer.Option("--role", metavar="ROLE", help="Whose it is: unknown, suspect, victim or witness.")
    ],
    reason: Annotated[str, typer.Option("--reason", metavar="TEXT", help="Why; stands in place of each line.")],
    text: Annotated[
        list[str] | None,
        typer.Option("--text", metavar="WORDS", help="Further words that must go, such as a name; repeat for more."),
    ] = None,
    copy: Annotated[
        Path | None,
        typer.Option("--copy", metavar="DIR", help="Make a redacted copy, and leave this case as it is."),
    ] = None,
) -> None:
    """Withhold findings, or all that concerns an identifier; the case still verifies, against the same roots.

    Each line that holds the value becomes its leaf hash, with the role and the reason; each record of evidence that
    holds it goes, in whatever form it is there. An identifier goes with those that were decided to be the same
    person's. It cannot be undone: look at --plan first, or make a --copy.

    Examples:

      osint case redact +6799991234 --role victim --reason "Court order 7/2026" --plan

      osint case redact +6799991234 "name:Mere K" --role victim --reason "Court order 7/2026" --copy for-the-court
    """
    from osint_kit.cases.decisions import Role
    from osint_kit.cases.recovery import must_be_at_rest, recover
    from osint_kit.cases.redacted_copy import copy_redacted
    from osint_kit.cases.redaction import redact as withhold
    from osint_kit.cases.withholding import look_through
    from osint_kit.errors import UsageError

    try:
        role = Role(role).value
    except ValueError as error:
        raise UsageError(f"'{role}' is no role", f"use one of {', '.join(Role)} with --role") from error
    case = session.must_case
    what = _wanted(session, ids, text or [])
    _must_say_nothing(reason, what)
    if session.planning:
        _show(session, look_through(case, what))
        return
    case.must_belong_to(session.world.name, session.world.simulated)
    with case.locked():
        recover(case, session.operator)
        must_be_at_rest(case)
        found = look_through(case, what)
        if not found.cuts:
            session.messages.say("nothing in the case holds it: nothing was changed")
            return
        if copy:
            done = copy_redacted(case, copy, found, session.operator, role, reason)
        else:
            done = withhold(case, found, session.operator, role, reason)
    _show(session, found)
    _say(session, done, copy)


def _wanted(session: Session, ids: list[str], texts: list[str]) -> "Wanted":
    """What the words of the command line stand for. Raises `UsageError`."""
    from osint_kit.cases.withholding import wanted
    from osint_kit.commands.case_add import read_about
    from osint_kit.errors import UsageError

    items: list[Identifier] = []
    named: list[str] = []
    for one in ids:
        if re.fullmatch(r"[0-9a-fA-F]{64}|urn:uuid:[0-9a-fA-F-]{36}", one):
            named.append(one.lower())
        elif item := read_about(one):
            items.append(item)
    for text in texts:
        if len(text.strip()) < 2:
            raise UsageError(f"--text '{text}' would go out of every line", "name words that say who it is")
    return wanted(session.must_case, items, named, texts)


def _must_say_nothing(reason: str, what: "Wanted") -> None:
    from osint_kit.cases.traces import Traces
    from osint_kit.errors import UsageError

    if not reason.strip():
        raise UsageError("a redaction needs a reason", 'say why with --reason "…"')
    if Traces(what.forms, what.ids).in_bytes(reason.encode("utf-8", "replace")):
        raise UsageError("the reason itself holds what is to be withheld", "write the reason without it")


def cut_row(cut: "Cut") -> "Row":
    """What goes of one run, in `CUT_FIELDS`: a redaction and a purge tell it alike."""
    return {
        "run": f"runs/{cut.folder.name}",
        "withheld": len(cut.lines),
        "records": len(cut.records),
        "record_bytes": cut.record_bytes,
    }


def _show(session: Session, found: "Withholding") -> None:
    """What goes of each run, and what no search can find."""
    messages = session.messages
    with session.results(FIELDS) as results:
        for cut in found.cuts:
            results.write(None, {**cut_row(cut), "resting": cut.resting})
        if found.card:
            results.write(None, {"run": "case.json", "problem": "it holds the value, and it can never be changed"})
    lines = sum(len(cut.lines) for cut in found.cuts)
    records = sum(len(cut.records) for cut in found.cuts)
    resting = sum(cut.resting for cut in found.cuts)
    messages.say(
        f"{lines} lines and {records} records of evidence of {len(found.cuts)} runs; {resting} findings that stay had"
        " rested on these records, and cannot be derived from them again"
    )
    if found.card:
        session.exit = Exit.PROBLEMS
        messages.warn("case.json holds the value: hand over no copy of this case, and make a new case without it")
    if found.unread:
        messages.warn(
            f"{len(found.unread)} pictures or recordings stay, which no search can look into. Look at them"
            " yourself, and name the ids of those that must go: " + "; ".join(found.unread[:SHOWN])
        )


def _say(session: Session, done: "Done", copy: Path | None) -> None:
    for name in done.removed:
        session.messages.say(f"{name} was derived from it and is gone; it can be made again")
    for name in done.rebuilt:
        session.messages.say(f"{name} was written anew without it")
    where = f"a redacted copy is in {copy}" if copy else "withheld"
    session.messages.say(f"{where}; head {done.head}")
    session.messages.say("copies, backups and what the disk may still hold of old files are not reached by this")
