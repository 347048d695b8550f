"""`osint case report`: a case as one page to read and to print."""

from typing import Annotated

import typer

from osint_kit.commands.session import Session

FIELDS = ("path", "size", "sha256", "findings", "records", "head")


def report(
    session: Session,
    with_protected: Annotated[
        bool,
        typer.Option("--with-protected", help="Name victims, witnesses and minors; without it they stand as labels."),
    ] = False,
) -> None:
    """Write the case as one HTML file into reports/: to read in any browser, to print on A4, to put on a stick.

    It holds the profiles with a picture, accounts, domains, timeline, red flags, contradictions, every statement, and
    the evidence with its hashes. It loads nothing and sends nothing, and no address in it can be clicked. The ledger
    gets a line with its hash.

    Examples:

      osint case report

      osint case report --case cases/island-jobs --with-protected
    """
    from osint_kit.reports.writing import write_report

    case = session.must_case
    written = write_report(case, session.operator, with_protected)
    with session.results(FIELDS) as results:
        results.write(
            None,
            {
                "path": str(written.path),
                "size": written.size,
                "sha256": written.sha256,
                "findings": written.findings,
                "records": written.records,
                "head": written.entry.hash,
            },
        )
    if with_protected:
        session.messages.warn(
            "this report may name victims, witnesses or minors; hand it on only where that is allowed"
        )
    if case.card.simulated:
        session.messages.warn(f"made in the exercise '{case.card.world}'; the report is stamped as training")
    session.messages.say(f"written to {written.path}; head {written.entry.hash}")
