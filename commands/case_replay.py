"""`osint case replay`: all findings derived again from the evidence. `commands/case.py` puts it into its group."""

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING, Annotated

import typer

from osint_kit.commands.case_folder import Folder, chosen_case
from osint_kit.commands.session import Session

if TYPE_CHECKING:
    from osint_kit.findings import Finding
    from osint_kit.replay import RunReplay
    from osint_kit.tables.values import Row, Value

RUN_FIELDS = ("run", "command", "findings", "same", "otherwise", "gone", "new", "problem")
FINDING_FIELDS = ("run", "outcome", "kind", "subject", "property", "source", "recorded", "today", "finding", "why")


def replay(
    session: Session,
    folder: Folder = None,
    findings: Annotated[
        bool, typer.Option("--findings", help="List each finding that is not the same, instead of the runs.")
    ] = False,
) -> None:
    """Derive all findings of a case again from its evidence, and compare; nobody is asked, nothing is written.

    'same' come out as they stand in the case. 'otherwise': this version of the kit reads another value there. 'gone':
    it no longer finds them. 'new': it finds more in the same bytes. What the operator entered is not derived.

    Examples:

      osint case replay

      osint case replay cases/island-jobs --findings -f json
    """
    from osint_kit.commands.replaying import run_again
    from osint_kit.replay import Outcome
    from osint_kit.replay import replay as replayed

    case = chosen_case(session, folder)
    total = dict.fromkeys(Outcome, 0)
    counter = session.messages.counter()
    with session.results(FINDING_FIELDS if findings else RUN_FIELDS) as results:
        for run in replayed(case, partial(run_again, case)):
            counter.step()
            for outcome in Outcome:
                total[outcome] += run.count(outcome)
            for row in _differences(run) if findings else [_row(run)]:
                results.write(None, row)
    counter.end()
    session.messages.say(
        f"{total[Outcome.SAME]:,} findings are the same, {total[Outcome.OTHERWISE]:,} are read otherwise today,"
        f" {total[Outcome.GONE]:,} are no longer found, {total[Outcome.NEW]:,} are found today only"
    )


def _row(run: "RunReplay") -> "Row":
    from osint_kit.replay import Outcome

    otherwise, gone = run.count(Outcome.OTHERWISE), run.count(Outcome.GONE)
    problem = run.problem
    if not problem and otherwise + gone:
        problem = f"{otherwise} read otherwise, {gone} no longer found: --findings lists them"
    return {
        "run": run.run.folder.name,
        "command": run.run.command,
        "findings": run.same + otherwise + gone,
        "same": run.same,
        "otherwise": otherwise,
        "gone": gone,
        "new": run.count(Outcome.NEW),
        "problem": problem or None,
    }


def _differences(run: "RunReplay") -> "Iterator[Row]":
    for item in run.differences:
        one = item.recorded or item.derived
        if one is None:
            continue
        yield {
            "run": run.run.folder.name,
            "outcome": item.outcome.value,
            "kind": one.subject.kind.value,
            "subject": one.subject.value,
            "property": one.property,
            "source": one.source,
            "recorded": _stated(item.recorded),
            "today": _stated(item.derived),
            "finding": one.id,
            "why": run.problem or item.why or None,
            "problem": item.outcome.value if item.recorded else None,
        }


def _stated(finding: "Finding | None") -> "Value":
    """The value of a statement, and whom it leads to."""
    if finding is None or finding.object is None:
        return finding.value if finding else None
    leads_to = f"{finding.object.kind.value} {finding.object.value}"
    return leads_to if finding.value is None else {"value": finding.value, "leads to": leads_to}
