"""What a trainee says in his case folder: answers to questions, and the hints that he took. Lines of findings."""

from collections.abc import Sequence

from osint_kit.canonical import Json
from osint_kit.cases.case import Case
from osint_kit.cases.reading import findings_with
from osint_kit.clock import now
from osint_kit.findings import OPERATOR, OPERATOR_SAID, Finding
from osint_kit.identifiers import Identifier, Kind

ANSWER = "answer"
HINT = "hint"


def answer_line(ref: str, answers: Sequence[str]) -> Finding:
    """The line of an answer to a question, ``{"answers": […]}``; a newer one stands in place of an older one."""
    return _line(ref, ANSWER, {"answers": list(answers)})


def hint_line(ref: str, number: int) -> Finding:
    """The line that says that a hint was taken, counted from 1."""
    return _line(ref, HINT, {"number": number})


def given_in(case: Case) -> tuple[dict[str, tuple[str, ...]], dict[str, int]]:
    """The newest answers in a case and how many hints were taken, by question."""
    answers: dict[str, tuple[str, ...]] = {}
    hints: dict[str, int] = {}
    for _, finding in findings_with(case, ANSWER):
        if (given := answers_in(finding)) is not None:
            answers[finding.subject.value] = given
    for _, finding in findings_with(case, HINT):
        hints[finding.subject.value] = max(hints.get(finding.subject.value, 0), number_in(finding))
    return answers, hints


def answers_in(finding: Finding) -> tuple[str, ...] | None:
    """The answers that a line gives; None where it is no such line of the operator's."""
    value = finding.value
    if finding.source != OPERATOR or finding.property != ANSWER or not isinstance(value, dict):
        return None
    given = value.get("answers")
    return tuple(str(one) for one in given) if isinstance(given, list) else None


def number_in(finding: Finding) -> int:
    """Which hint a line says was taken, counted from 1; 0 where it is no such line."""
    value = finding.value
    if finding.source != OPERATOR or finding.property != HINT or not isinstance(value, dict):
        return 0
    number = value.get("number")
    return number if isinstance(number, int) else 0


def _line(ref: str, what: str, value: dict[str, Json]) -> Finding:
    return Finding(Identifier(Kind.TEXT, ref), what, value, OPERATOR, now(), OPERATOR_SAID)
