"""`osint exercise score`: marks for a trainee's case folder, or for a whole class."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from osint_kit.commands.session import Session
from osint_kit.commands.statements import Statement
from osint_kit.errors import UsageError
from osint_kit.tables.values import Row, Value, cell_text

if TYPE_CHECKING:
    from collections.abc import Callable

    from osint_kit.cases.case import Case
    from osint_kit.exercises.marks import Mark, Marks
    from osint_kit.exercises.scenario import Scenario

FIELDS = ("folder", "part", "item", "points", "of", "reason", "lesson", "command", "problem")
CLASS_FIELDS = (
    "folder",
    "operator",
    "title",
    "points",
    "of",
    "percent",
    "questions_full",
    "wrong_claims",
    "rules_broken",
    "traps_sprung",
    "problem",
)
SHEET = "marks.html"


def score(session: Session, name: str, html: Path | None) -> None:
    """Mark one folder."""
    from osint_kit.exercises import load_scenario

    scenario = load_scenario(name)
    folder = session.case_folder
    if folder is None:
        raise UsageError(
            "no case here", "name the trainee's case folder with --case DIR, or a whole class with --class"
        )
    marks = _marks(scenario, folder)
    if html:
        _write_sheet(session, scenario, marks, html)
    with session.results(FIELDS, reads_as=_as_statement) as results:
        for row in _rows(marks):
            results.write(None, row)


def score_class(session: Session, name: str, folder: Path, sheets: bool) -> None:
    """Mark every case folder below one; a row each, for a spreadsheet."""
    from osint_kit.cases.summary import find_cases
    from osint_kit.exercises import load_scenario

    scenario = load_scenario(name)
    if not folder.is_dir():
        raise UsageError(f"{folder} is no folder", "name the folder that holds the trainees' case folders")
    cases = sorted({*find_cases(folder), *_without_a_card(folder)})
    counter = session.messages.counter()
    with session.results(CLASS_FIELDS) as results:
        for path in cases:
            marks = _marks(scenario, path)
            if sheets:
                _write_sheet(session, scenario, marks, path.with_name(f"{path.name}-{SHEET}"))
            results.write(None, _row_of_class(marks, folder))
            counter.step()
    counter.end()
    for path in sorted(folder.iterdir()):
        if path.is_dir() and folder not in cases and not any(case.is_relative_to(path) for case in cases):
            session.messages.warn(f"{path} holds no case, so it is not in the table")
    if not cases:
        session.messages.warn(f"there is no case in {folder}")


def _without_a_card(folder: Path) -> "set[Path]":
    """Folders that were cases: they have a ledger, and what says whose case it is has gone."""
    from osint_kit.cases.case import CARD
    from osint_kit.cases.ledger import NAME

    return {path.parent for path in folder.glob(f"*/{NAME}") if not (path.parent / CARD).exists()}


def _marks(scenario: "Scenario", folder: Path) -> "Marks":
    from osint_kit.exercises.handed_in import read_handed_in
    from osint_kit.exercises.marking import mark

    return mark(scenario, read_handed_in(folder, _not_derived))


def _not_derived(case: "Case") -> "set[tuple[str, str]]":
    """The findings of a case that do not come out of its evidence when it is read again."""
    from osint_kit.commands.replaying import run_again
    from osint_kit.replay import replay

    return {
        (run.run.folder.name, item.recorded.id)
        for run in replay(case, partial(run_again, case))
        for item in run.differences
        if item.recorded
    }


def _rows(marks: "Marks") -> "list[Row]":
    folder = str(marks.handed_in.folder)
    if marks.problem:
        return [{"folder": folder, "part": "total", "item": "does not count", "problem": marks.problem}]
    rows: list[Row] = [
        {
            "folder": folder,
            "part": mark.part.value,
            "item": mark.item,
            "points": mark.points,
            "of": mark.of,
            "reason": mark.reason,
            "lesson": mark.lesson or None,
            "command": mark.command or None,
        }
        for mark in marks.marks
    ]
    reason = f"by {marks.handed_in.operator}: {marks.handed_in.title}"
    total: Row = {"part": "total", "item": "all", "points": marks.points, "of": marks.of, "reason": reason}
    return [*rows, {"folder": folder, **total}]


def _row_of_class(marks: "Marks", above: Path) -> "Row":
    from osint_kit.exercises.marking_rules import AVOIDED, KEPT
    from osint_kit.exercises.marks import Part

    handed = marks.handed_in
    row: Row = {
        "folder": str(handed.folder.relative_to(above)),
        "operator": handed.operator or None,
        "title": handed.title or None,
        "problem": marks.problem or None,
    }
    if marks.problem:
        return row

    def count(part: Part, so: "Callable[[Mark], bool]") -> int:
        return sum(mark.part is part and so(mark) for mark in marks.marks)

    return {
        **row,
        "points": marks.points,
        "of": marks.of,
        "percent": round(100 * marks.points / marks.of) if marks.of else None,
        "questions_full": count(Part.QUESTION, lambda mark: mark.points == mark.of),
        "wrong_claims": count(Part.CLAIM, lambda mark: True),
        "rules_broken": count(Part.RULE, lambda mark: mark.reason != KEPT),
        "traps_sprung": count(Part.TRAP, lambda mark: mark.reason != AVOIDED),
    }


def _write_sheet(session: Session, scenario: "Scenario", marks: "Marks", path: Path) -> None:
    from osint_kit.cases.files import trouble, write_whole
    from osint_kit.exercises.mark_sheet import mark_sheet

    try:
        write_whole(path, mark_sheet(scenario, marks).encode("utf-8", "replace"))
    except OSError as error:
        raise trouble(error, path) from error
    session.messages.say(f"mark sheet written to {path}")


def _as_statement(row: Row) -> Statement:
    item = cell_text(row["folder"])
    if row.get("problem"):
        return Statement(item, "total", cell_text(row["item"]), cell_text(row["problem"]))
    text = f"{cell_text(row['points'])} of {cell_text(row['of'])}" if row["of"] else cell_text(row["points"])
    more = " ".join(filter(None, map(_sentence, (row["reason"], row.get("lesson")))))
    command = cell_text(row.get("command"))
    more += f" Try: {command}" if command else ""
    return Statement(item, cell_text(row["part"]), f"{text}  {cell_text(row['item'])}", more)


def _sentence(cell: Value) -> str:
    words = cell_text(cell)
    return words if not words or words[-1] in ".?!" else f"{words}."
