"""What a trainee brought into his case himself: it proves something where it was handed to him or a source had said it.

Else a neighbour's answer, typed into ``link decode`` or saved in a file, would come back as evidence. Pure.
"""

import re
from collections.abc import Iterator

from osint_kit.exercises.answer_forms import plain
from osint_kit.exercises.handed_in import HandedIn, Said
from osint_kit.exercises.handout import handout
from osint_kit.exercises.scenario import Scenario

NO_DIGIT = re.compile(r"\D+")
SHORTEST_NUMBER = 5
"""Digits of a phone number that is looked for among the digits of a text; a shorter one is in many."""
WHEN = re.compile(r"At: \d{4}-\d\d-\d\d \d\d:\d\d UTC")
"""A line of a message that was handed out; it is another one where the scenario is served on another day."""


class Known:
    """The texts that a trainee did not make up: what was handed out, and what sources said in his case."""

    def __init__(self, scenario: Scenario, handed: HandedIn) -> None:
        files = [body.decode("utf-8-sig", "replace") for body in handout(scenario).values()]
        texts = [plain(line) for text in [*files, *_heard(handed)] for line in text.splitlines()]
        self._lines = frozenset(texts)
        self._text = "\n".join(texts)
        self._digits = "\n".join(NO_DIGIT.sub("", line) for line in texts)
        self._judged: dict[str, bool] = {}

    def vouches_for(self, said: Said) -> bool:
        """Whether a statement rests on more than the trainee's own words."""
        return all(map(self._holds, said.own))

    def _holds(self, own: str) -> bool:
        if own not in self._judged:
            self._judged[own] = all(map(self._holds_line, own.splitlines()))
        return self._judged[own]

    def _holds_line(self, line: str) -> bool:
        wanted = plain(line)
        digits = NO_DIGIT.sub("", line)
        number = len(digits) >= SHORTEST_NUMBER and not re.search(r"[a-z]", wanted) and digits in self._digits
        return wanted in self._lines or wanted in self._text or number or WHEN.fullmatch(line.strip()) is not None


def _heard(handed: HandedIn) -> Iterator[str]:
    for said in handed.said:
        if not said.own:
            yield from said.texts
            if said.leads_to:
                yield said.leads_to.value
