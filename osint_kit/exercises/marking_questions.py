"""What an answer is worth: half for saying it, half for evidence in the case that says it. Pure.

So a neighbour's answers earn half, and so does a case that holds the answer which nobody saw in it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from osint_kit.exercises.answer_forms import TEXT, in_form, says
from osint_kit.exercises.handed_in import HandedIn, Said, name_of
from osint_kit.exercises.marks import Mark, Part
from osint_kit.exercises.own_words import Known
from osint_kit.exercises.story import Question

WRONG = 5
"""Points that a wrong answer costs."""
HALF = "half the points"


@dataclass(frozen=True)
class _Given:
    """The right answers by their compared form; which of them were said, shown by evidence, and brought in by him.

    ``wrong``: something else was answered.
    """

    right: Mapping[str, str]
    said: frozenset[str]
    shown: frozenset[str]
    brought: frozenset[str]
    wrong: bool
    derived: bool

    def worth(self, form: str) -> float:
        """What one right answer is worth, from 0 to 1; what has to be thought out needs no evidence."""
        if self.derived:
            return float(form in self.said)
        return ((form in self.said) + (form in self.shown)) / 2

    def best(self, need: int) -> list[str]:
        """The forms that count: as many as are needed."""
        return sorted(self.right, key=lambda form: -self.worth(form))[:need]


def mark_question(question: Question, handed: HandedIn, known: Known) -> Iterator[Mark]:
    """The mark of a question, then one for each wrong answer to it."""
    right = {in_form(answer, question.kind): answer for answer in question.answers}
    answered = dict.fromkeys(in_form(answer, question.kind) for answer in handed.answers.get(question.ref, ()))
    says_it = {form: [said for said in handed.said if _says(said, form, question.kind)] for form in right}
    shown = frozenset(form for form, those in says_it.items() if any(map(known.vouches_for, those)))
    brought = frozenset(form for form, those in says_it.items() if those) - shown
    given = _Given(right, frozenset(answered), shown, brought, bool(answered.keys() - right.keys()), question.derived)
    best = given.best(question.need)
    share = sum(map(given.worth, best)) / question.need
    hints = min(handed.hints[question.ref], len(question.hints)) * question.hint_cost
    reason = _reason(question, given, best) + (f"; {hints} points for hints" if hints else "")
    points = max(0, round(question.points * share) - hints)
    command = "" if share == 1 else question.command
    item = f"{question.ref}: {question.ask}"
    yield Mark(Part.QUESTION, item, points, question.points, reason, question.lesson, command)
    why = {in_form(answer, question.kind): text for answer, text in question.wrong.items()}
    for form in answered:
        if form not in right:
            reason = why.get(form, "this is not the answer")
            yield Mark(Part.CLAIM, f"{question.ref}: {form}", -WRONG, 0, reason, question.lesson)


def _says(said: Said, form: str, kind: str) -> bool:
    led = said.leads_to
    if led and form in (in_form(led.value, kind), in_form(name_of(led), TEXT)):
        return True
    return any(says(text, form) for text in said.texts)


def _reason(question: Question, given: _Given, best: list[str]) -> str:
    """Why a question has the points that it has, in words."""
    said = [form for form in best if form in given.said]
    parts = [f"answered {_names(given, said)}"] if said else []
    missing = [form for form in best if form not in given.said]
    if not given.derived:
        if brought := [form for form in said if form in given.brought]:
            parts.append(f"only what you typed or a file of your own says {_names(given, brought)}: {HALF}")
        if unproven := [form for form in said if form not in given.shown | given.brought]:
            parts.append(f"no evidence in the case says {_names(given, unproven)}: {HALF}")
        if unsaid := [form for form in missing if form in given.shown]:
            parts.append(f"the case holds {_names(given, unsaid)}, and it was not answered: {HALF}")
            missing = [form for form in missing if form not in given.shown]
    if missing:
        nothing = "no right answer" if given.wrong else "not answered"
        parts.append(f"{len(missing)} of {question.need} missing" if parts else nothing)
    return "; ".join(parts)


def _names(given: _Given, forms: list[str]) -> str:
    return ", ".join(given.right[form] for form in forms)
