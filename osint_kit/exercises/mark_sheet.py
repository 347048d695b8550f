"""The marks of one folder as a page to hand out: one HTML file, nothing loaded, no script, fit for A4. Pure."""

from collections.abc import Sequence
from functools import cache
from html import escape
from importlib.resources import files
from string import Template

from osint_kit.exercises.marking_rules import KEPT
from osint_kit.exercises.marks import Mark, Marks, Part
from osint_kit.exercises.scenario import Scenario
from osint_kit.tables.safe import visible

HEADINGS = {
    Part.QUESTION: "What was asked",
    Part.CLAIM: "What was claimed wrongly",
    Part.RULE: "The rules of the brief",
    Part.TRAP: "Traps",
    Part.RECORD: "The record",
}


def mark_sheet(scenario: Scenario, marks: Marks) -> str:
    """The page. Text of the trainee's and the scenario's stands in it as text, never as markup."""
    handed = marks.handed_in
    if marks.problem:
        parts = f"<h2>Does not count</h2><p>{_text(marks.problem)}</p>"
    else:
        of_part = {part: [mark for mark in marks.marks if mark.part is part] for part in Part}
        parts = "".join(_table(HEADINGS[part], rows) for part, rows in of_part.items() if rows)
    return _template().substitute(
        title=_text(scenario.title),
        who=_text(f"{handed.operator}: {handed.title}" if handed.operator else handed.folder.name),
        world=_text(scenario.name),
        points=marks.points,
        of=marks.of,
        parts=parts,
    )


def _table(heading: str, marks: Sequence[Mark]) -> str:
    rows = "".join(_row(mark) for mark in marks)
    return f'<h2>{heading}</h2><table><tr><th>What</th><th class="points">Points</th></tr>{rows}</table>'


def _row(mark: Mark) -> str:
    broken = mark.part is Part.RULE and mark.reason != KEPT
    lost = ' class="lost"' if mark.points < 0 or broken else ""
    points = f"{mark.points} of {mark.of}" if mark.of else str(mark.points)
    lesson = f'<br><span class="lesson">{_text(mark.lesson)}</span>' if mark.lesson else ""
    command = f"<br>Would have found it: <code>{_text(mark.command)}</code>" if mark.command else ""
    return (
        f"<tr><td><strong>{_text(mark.item)}</strong><br><span{lost}>{_text(mark.reason)}</span>{lesson}{command}</td>"
        f'<td class="points">{points}</td></tr>'
    )


def _text(text: str) -> str:
    return escape(visible(text))


@cache
def _template() -> Template:
    return Template((files("osint_kit.exercises") / "mark_sheet.html").read_text("utf-8"))
