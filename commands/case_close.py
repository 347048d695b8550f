"""`osint case close` and `osint case purge`: the end of a case."""

import sys
from typing import Annotated

import typer

from osint_kit.commands.case_redact import CUT_FIELDS, cut_row
from osint_kit.commands.session import Session

CLOSE_FIELDS = ("folder", "closed", "operator", "head")


def close(session: Session) -> None:
    """Close the case for good: it takes no run any more, no file, no note, no decision. There is no opening it again.

    It can still be shown, verified, replayed, redacted, purged, signed and stamped.

    Example:

      osint case close
    """
    from osint_kit.cases.closing import close as close_case
    from osint_kit.cases.recovery import must_be_at_rest, recover

    case = session.must_case
    case.must_belong_to(session.world.name, session.world.simulated)
    with case.locked():
        recover(case, session.operator)
        must_be_at_rest(case)
        entry = close_case(case, session.operator)
    with session.results(CLOSE_FIELDS) as results:
        results.write(
            None, {"folder": str(case.folder), "closed": entry.at, "operator": entry.operator, "head": entry.hash}
        )
    session.messages.say(f"closed for good; head {entry.hash}")


def purge(
    session: Session,
    reason: Annotated[
        str, typer.Option("--reason", metavar="TEXT", help="Why; it stands in place of each line. Name nobody in it.")
    ],
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
) -> None:
    """Take all personal data out of the case, and leave the ledger, which says what was there and when it went.

    Every finding becomes its leaf hash, all evidence goes, profiles, reports and exports go. The case still verifies.
    It cannot be undone, and it asks first. What stays is the card with its title and purpose, who did what and when,
    and the hashes.

    Example:

      osint case purge --reason "Retention ended, order 4/2027"
    """
    from osint_kit.cases import ledger
    from osint_kit.cases.recovery import must_be_at_rest, recover
    from osint_kit.cases.redaction import redact
    from osint_kit.cases.withholding import everything
    from osint_kit.errors import UsageError

    case = session.must_case
    case.must_belong_to(session.world.name, session.world.simulated)
    if not reason.strip():
        raise UsageError("a purge needs a reason", 'say why with --reason "…"')
    if not yes:
        _ask(str(case.folder), case.card.title)
    with case.locked():
        recover(case, session.operator)
        must_be_at_rest(case)
        found = everything(case)
        done = redact(case, found, session.operator, "unknown", reason, ledger.CASE_PURGE)
    with session.results(CUT_FIELDS) as results:
        for cut in found.cuts:
            results.write(None, cut_row(cut))
    for name in done.removed:
        session.messages.detail(f"{name} is gone")
    session.messages.say(f"personal data are gone from {len(found.cuts)} runs; head {done.head}")
    session.messages.say("case.json stays as it is; copies and backups are not reached by this")


def _ask(folder: str, title: str) -> None:
    from osint_kit.errors import UsageError
    from osint_kit.tables.safe import visible

    if not sys.stdin or not sys.stdin.isatty():
        raise UsageError("a purge asks first, and there is no terminal to ask at", "add --yes if you mean it")
    print(f"{visible(folder)}: all findings and all evidence of '{visible(title)}' will be gone.", file=sys.stderr)
    print("Type yes to go on: ", end="", file=sys.stderr, flush=True)
    if sys.stdin.readline().strip().lower() != "yes":
        raise UsageError("nothing was changed", "type yes when it asks, if you mean it")
