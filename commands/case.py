"""`osint case`: make, list, show and verify case folders; what else is done to a case is in the files beside."""

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from osint_kit.commands.case_add import add, note
from osint_kit.commands.case_close import close, purge
from osint_kit.commands.case_findings import show_findings
from osint_kit.commands.case_folder import Folder, chosen_case
from osint_kit.commands.case_redact import redact
from osint_kit.commands.case_replay import replay
from osint_kit.commands.case_report import report
from osint_kit.commands.case_role import role
from osint_kit.commands.case_sign import sign
from osint_kit.commands.case_stamp import stamp
from osint_kit.commands.case_verify import verify
from osint_kit.commands.options import leaf, new_group
from osint_kit.commands.session import Session

if TYPE_CHECKING:
    from osint_kit.cases.case import Case
    from osint_kit.tables.values import Row

app = new_group("case", "Case folders: make them, add to them, verify them, withhold, sign and close them.")

CARD_FIELDS = (
    "folder",
    "title",
    "purpose",
    "authority",
    "operator",
    "unit",
    "jurisdiction",
    "scope",
    "max_reach",
    "retain_until",
    "tlp",
    "world",
    "simulated",
    "created",
    "runs",
    "not_sealed",
    "findings",
    "records",
    "head",
)
RUN_FIELDS = (
    "run",
    "command",
    "operator",
    "started",
    "ended",
    "reach",
    "world",
    "state",
    "findings",
    "records",
)
LIST_FIELDS = ("folder", "title", "world", "tlp", "created", "retain_until", "runs", "findings", "problem")


@leaf(app, "new")
def new(
    session: Session,
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="The folder to make.")],
    title: Annotated[str, typer.Option("--title", help="What the case is called.")],
    purpose: Annotated[str, typer.Option("--purpose", help="What the data are collected for.")],
    authority: Annotated[str, typer.Option("--authority", help="Who authorised it: office, reference, date.")],
    unit: Annotated[str | None, typer.Option("--unit", help="The unit that investigates.")] = None,
    jurisdiction: Annotated[
        str | None,
        typer.Option("--jurisdiction", help="Whose law applies; a code such as FJ also reads local numbers."),
    ] = None,
    scope: Annotated[
        list[str] | None,
        typer.Option(
            "--scope",
            help="What may be asked about: words, or a rule such as phone or domain:*.example; repeat for more.",
        ),
    ] = None,
    max_reach: Annotated[
        str, typer.Option("--max-reach", metavar="LEVEL", help="Ceiling for every run in the case.")
    ] = "target",
    retain_until: Annotated[
        str | None, typer.Option("--retain-until", metavar="DATE", help="When the data must go, YYYY-MM-DD.")
    ] = None,
    tlp: Annotated[str, typer.Option("--tlp", help="CLEAR, GREEN, AMBER, AMBER+STRICT or RED.")] = "AMBER",
) -> None:
    """Make a case folder: who investigates what, for which purpose, with which authority.

    The case belongs to the world it is made in: one made in an exercise refuses the internet, and the reverse.

    Example:

      osint case new island-jobs --title "Island Jobs" --purpose "False recruitment" --authority "CID 12/2026"
    """
    from osint_kit.cases.case import Card, new_case
    from osint_kit.cases.scope import is_rule
    from osint_kit.commands.settings import setting
    from osint_kit.errors import UsageError
    from osint_kit.reach import Reach

    try:
        ceiling = Reach.of(max_reach).word
    except KeyError as error:
        raise UsageError(
            f"'{max_reach}' is no reach", "use offline, registry, platform or target with --max-reach"
        ) from error
    card = Card(
        title=title,
        purpose=purpose,
        authority=authority,
        operator=session.operator,
        world=session.world.name,
        simulated=session.world.simulated,
        unit=unit or setting("unit"),
        jurisdiction=jurisdiction or setting("jurisdiction"),
        scope=tuple(scope or ()),
        max_reach=ceiling,
        retain_until=retain_until or "",
        tlp=tlp.upper(),
    )
    case = new_case(folder, card)
    if words := [text for text in card.scope if not is_rule(text)]:
        session.messages.warn(
            f"the scope '{words[0]}' is kept as words and enforces nothing; rules look like phone or domain:*.example"
        )
    with session.results(CARD_FIELDS) as results:
        results.write(None, _card_row(case))
    session.messages.say(f"made {folder}; head {case.head()}")


@leaf(app, "list")
def list_cases(
    session: Session,
    folder: Annotated[Path, typer.Argument(metavar="[DIR]", help="Where to look; two levels down.")] = Path(),
) -> None:
    """List the cases in a folder, with a warning where a retention date has passed.

    Example:

      osint case list cases
    """
    from osint_kit.cases.case import open_case
    from osint_kit.cases.closing import retention
    from osint_kit.cases.summary import find_cases, runs
    from osint_kit.clock import now
    from osint_kit.errors import CaseDamaged, UsageError

    if not folder.is_dir():
        raise UsageError(f"{folder} is no folder", "name the folder that holds the cases")
    with session.results(LIST_FIELDS) as results:
        for path in find_cases(folder):
            try:
                case = open_case(path)
                rows = list(runs(case))
            except (CaseDamaged, UsageError) as error:
                results.write(None, {"folder": str(path), "problem": error.message})
                continue
            card = case.card
            if warning := retention(card.retain_until, now().date()):
                session.messages.warn(f"{path}: {warning}")
            results.write(
                None,
                {
                    "folder": str(path),
                    "title": card.title,
                    "world": card.world,
                    "tlp": card.tlp,
                    "created": card.created,
                    "retain_until": card.retain_until or None,
                    "runs": len(rows),
                    "findings": sum(row.findings for row in rows),
                },
            )


@leaf(app, "show")
def show(
    session: Session,
    folder: Folder = None,
    runs: Annotated[bool, typer.Option("--runs", help="List the runs instead of the case's card.")] = False,
    findings: Annotated[
        bool, typer.Option("--findings", help="List the findings with their ids, and what is withheld.")
    ] = False,
) -> None:
    """Show a case: its card, how much is in it, and its head; with --runs what was done, with --findings all lines.

    Examples:

      osint case show

      osint case show --runs

      osint case show --findings -o findings.csv
    """
    from osint_kit.cases import summary
    from osint_kit.errors import UsageError

    if runs and findings:
        raise UsageError("--runs and --findings together", "ask for one list at a time")
    case = chosen_case(session, folder)
    if findings:
        show_findings(session, case)
        return
    if runs:
        with session.results(RUN_FIELDS) as results:
            for row in summary.runs(case):
                results.write(None, asdict(row))
        return
    with session.results(CARD_FIELDS) as results:
        results.write(None, _card_row(case))
    if case.card.simulated:
        session.messages.warn(f"made in the exercise '{case.card.world}': nothing in it is evidence of anything real")


def _card_row(case: "Case") -> "Row":
    from osint_kit.cases.summary import runs

    rows = list(runs(case))
    return {
        **{name: value if value != "" else None for name, value in asdict(case.card).items()},
        "folder": str(case.folder),
        "runs": len(rows),
        "not_sealed": sum(row.state == "open" for row in rows),
        "findings": sum(row.findings for row in rows),
        "records": sum(row.records for row in rows),
        "head": case.head(),
    }


leaf(app, "add")(add)
leaf(app, "note")(note)
leaf(app, "role")(role)
leaf(app, "redact", plans=True)(redact)
leaf(app, "sign")(sign)
leaf(app, "stamp", plans=True)(stamp)
leaf(app, "close")(close)
leaf(app, "purge")(purge)
leaf(app, "verify")(verify)
leaf(app, "replay")(replay)
leaf(app, "report")(report)
