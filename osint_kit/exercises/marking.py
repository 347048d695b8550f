"""Marking what a trainee handed in: each mark with its reason, its lesson, and the command that would help. Pure."""

from collections.abc import Iterator

from osint_kit.exercises.handed_in import HandedIn
from osint_kit.exercises.marking_questions import mark_question
from osint_kit.exercises.marking_rules import mark_rules, mark_trap
from osint_kit.exercises.marks import Mark, Marks, Part
from osint_kit.exercises.own_words import Known
from osint_kit.exercises.scenario import Scenario
from osint_kit.exercises.toml_table import nearest

VERIFIES, WHY_AND_WHO, NOTED = 5, 3, 2
"""Points for the quality of the record: it verifies, purpose and authority are filled in, something is noted."""


def mark(scenario: Scenario, handed: HandedIn) -> Marks:
    """Mark a folder. One that is damaged, or was made in another world, does not count."""
    problem = handed.problem
    if not problem and handed.world != scenario.name:
        problem = f"it was made in the world '{handed.world}', and this exercise is '{scenario.name}'"
    if problem:
        return Marks(handed, problem=problem)
    known = Known(scenario, handed)
    marks = [mark for question in scenario.questions for mark in mark_question(question, handed, known)]
    marks += mark_rules(scenario, handed)
    marks += [mark_trap(trap, scenario, handed) for trap in scenario.traps]
    marks += _record(handed)
    marks += _to_no_question(scenario, handed)
    return Marks(handed, tuple(marks))


def _record(handed: HandedIn) -> Iterator[Mark]:
    yield Mark(Part.RECORD, "the case folder verifies", VERIFIES, VERIFIES, "the ledger vouches for every byte")
    lacking = _lacking(handed)
    yield Mark(
        Part.RECORD,
        "purpose and authority",
        0 if lacking else WHY_AND_WHO,
        WHY_AND_WHO,
        lacking or "both are filled in",
        "Data are collected for a named purpose with a named authority, or not at all." if lacking else "",
        'osint case new … --purpose "…" --authority "…"' if lacking else "",
    )
    yield Mark(
        Part.RECORD,
        "notes",
        NOTED if handed.notes else 0,
        NOTED,
        f"{handed.notes} in the case" if handed.notes else "none: what you thought, and why, is lost",
        "" if handed.notes else "The defence asks a year later why you looked there.",
        "" if handed.notes else 'osint case note "…"',
    )


def _to_no_question(scenario: Scenario, handed: HandedIn) -> Iterator[Mark]:
    """Answers that nobody asked for: their question was written in another way, and so they are worth nothing."""
    refs = [question.ref for question in scenario.questions]
    for ref in handed.answers:
        if ref not in refs:
            reason = f"this exercise has no question {ref!r}{nearest(ref, refs)}"
            yield Mark(Part.RECORD, f"an answer to {ref!r}", 0, 0, reason)


def _lacking(handed: HandedIn) -> str:
    """What the purpose and the authority of a case lack; empty for nothing."""
    if not handed.purpose.strip():
        return "no purpose: say in a few words what for"
    if len(handed.purpose.split()) == 1:
        return f"the purpose is one word, {handed.purpose.strip()!r}: say in a few words what for"
    return "" if handed.authority.strip() else "no authority: say who allowed it"
