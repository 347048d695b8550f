"""`osint exercise questions` and `answer`: what is asked in an exercise, and what the trainee says."""

from typing import TYPE_CHECKING

from osint_kit.commands.session import Session
from osint_kit.errors import Refused, UsageError

if TYPE_CHECKING:
    from osint_kit.exercises.story import Question
    from osint_kit.findings import Finding

QUESTION_FIELDS = ("question", "ask", "points", "hints", "answered")
ANSWER_FIELDS = ("question", "answers", "finding")


def questions(session: Session, name: str, hint: str | None) -> None:
    """List the questions, or give the next hint of one and keep in the case that it was taken."""
    from osint_kit.exercises import load_scenario
    from osint_kit.exercises.answers import given_in

    scenario = load_scenario(name)
    answers, hints = given_in(session.case) if session.case else ({}, {})
    if hint is None:
        with session.results(QUESTION_FIELDS) as results:
            for question in scenario.questions:
                answered = "; ".join(answers.get(question.ref, ()))
                results.write(
                    None,
                    {
                        "question": question.ref,
                        "ask": question.ask,
                        "points": question.points,
                        "hints": len(question.hints),
                        "answered": answered or None,
                    },
                )
        return
    by_ref = {question.ref: question for question in scenario.questions}
    if hint not in by_ref:
        raise UsageError(
            f"there is no question '{hint}'", f"the questions of this exercise: {', '.join(by_ref) or 'none'}"
        )
    _give_hint(session, by_ref[hint], hints.get(hint, 0))


def _give_hint(session: Session, question: "Question", taken: int) -> None:
    from osint_kit.exercises.answers import hint_line

    if taken >= len(question.hints):
        raise UsageError(
            f"there is no further hint on '{question.ref}'", f"taken until now: {taken} of {len(question.hints)}"
        )
    _keep(session, hint_line(question.ref, taken + 1))
    print(question.hints[taken])
    session.messages.say(f"hint {taken + 1} of {len(question.hints)}; it costs {question.hint_cost} points")


def answer(session: Session, ref: str, answers: list[str]) -> None:
    """Keep an answer in the case."""
    from osint_kit.exercises.answers import answer_line

    given = [text.strip() for text in answers if text.strip()]
    if not given:
        raise UsageError("an empty answer", "write the answer behind the question's name")
    line = answer_line(ref, given)
    _keep(session, line)
    with session.results(ANSWER_FIELDS) as results:
        results.write(None, {"question": ref, "answers": given, "finding": line.id})


def _keep(session: Session, line: "Finding") -> None:
    if not session.must_case.card.simulated:
        raise Refused(
            "this case was not made in an exercise, and answers to one have no place in it",
            "make a case in the exercise: set OSINT_WORLD first, then 'osint case new DIR'",
        )
    with session.investigation(network=False) as work:
        work.keep([line])
