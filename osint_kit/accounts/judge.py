"""What the answers of a site say: one about the handle, the others about controls that nobody has. Pure.

Found needs positive proof, absent needs positive proof; everything else is unclear, and says why.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from osint_kit.accounts.answers import (
    NO_PROOF,
    NOBODY_KNOWN,
    OTHER_HANDLE,
    PAGE_CHANGED,
    REDIRECT,
    SAME_FOR_ANYONE,
    SITE_ERROR,
    Answer,
)
from osint_kit.accounts.naming import begins, ends, names_handle
from osint_kit.accounts.rule import PLACE, Marks, Rule
from osint_kit.accounts.walls import likely_wall, says_wall, wall

State = Literal["found", "absent", "unclear"]
Mark = Literal["there", "not there", "neither"]

EMPTY_JSON = frozenset({"[]", "{}", "null"})
"""Marks that stand in almost any page, and say something only where they are all that came."""


@dataclass(frozen=True)
class Judgement:
    """The state of one handle on one site, and why where it is unclear."""

    state: State
    why: str | None = None


def judge(rule: Rule, asked: Answer, controls: Sequence[Answer], known: Answer | None = None) -> Judgement:
    """Weigh the answer about a handle against those about its controls, of which the last counts.

    A second control is asked only where the first is "there": a short one may happen to be somebody's. ``known`` is
    the answer about an account that exists, where it was asked: where even that is not there, nobody ever would be.
    """
    mark = marks(rule, asked)
    if mark == "neither" or not controls:
        why = obstacle(asked)
        return Judgement("unclear", NO_PROOF if why == PAGE_CHANGED and rule.there.proof == "nothing" else why)
    control = controls[-1]
    if bears(rule, control, rule.there):
        return Judgement("unclear", SAME_FOR_ANYONE)
    if mark == "not there":
        if known and marks(rule, known) != "there":
            return Judgement("unclear", NOBODY_KNOWN if not known.failure else f"control: {known.failure}")
        return Judgement("absent")
    if marks(rule, control) == "neither" and not _answers_otherwise(rule, control):
        return Judgement("unclear", f"control: {obstacle(control)}")
    if not names_handle(rule, asked, control):
        return Judgement("unclear", OTHER_HANDLE)
    return Judgement("found")


def marks(rule: Rule, answer: Answer) -> Mark:
    """Whether an answer bears the rule's marks of presence or of absence; both, none, or a wall is neither."""
    if answer.failure:
        return "neither"
    there = bears(rule, answer, rule.there)
    not_there = bears(rule, answer, rule.not_there)
    if there == not_there or wall(answer) or (not_there and says_wall(answer)):
        return "neither"
    return "there" if there else "not there"


def obstacle(answer: Answer) -> str:
    """Why an answer that fits neither mark says nothing."""
    if answer.failure:
        return answer.failure
    if why := likely_wall(answer):
        return why
    if answer.status >= 500:
        return SITE_ERROR
    return REDIRECT if 300 <= answer.status < 400 else PAGE_CHANGED


def bears(rule: Rule, answer: Answer, looked_for: Marks) -> bool:
    """Whether an answer bears one of the codes with one of the strings; without any, a code that speaks for itself."""
    if answer.failure or answer.status not in looked_for.codes:
        return False
    if not looked_for.strings:
        return answer.status in looked_for.alone
    return any(_holds(rule, answer, string) for string in looked_for.strings)


def _answers_otherwise(rule: Rule, control: Answer) -> bool:
    """Whether the answer about a control proves nothing by itself, but is no obstacle either."""
    if control.failure or wall(control):
        return False
    if 300 <= control.status < 400:
        return control.status in rule.not_there.codes
    return obstacle(control) == PAGE_CHANGED


def _holds(rule: Rule, answer: Answer, string: str) -> bool:
    """Whether an answer holds a string of the rule's, the handle put in where it has a place for it."""
    if string in EMPTY_JSON:
        return answer.body.strip() == string
    if PLACE not in string:
        return string in answer.body
    spelling = f"(?i:{re.escape(rule.spelling(answer.handle))})"
    pattern = re.escape(string).replace(re.escape(PLACE), spelling)
    return any(
        (not string.startswith(PLACE) or begins(answer.body, found.start()))
        and (not string.endswith(PLACE) or ends(answer.body, found.end()))
        for found in re.finditer(pattern, answer.body)
    )
