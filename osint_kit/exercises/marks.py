"""A mark: points, what they are for, and why. Marks make up what a folder is worth."""

from dataclasses import dataclass
from enum import StrEnum

from osint_kit.exercises.handed_in import HandedIn


class Part(StrEnum):
    """What a mark is for."""

    QUESTION = "question"
    CLAIM = "wrong claim"
    RULE = "rule"
    TRAP = "trap"
    RECORD = "record"


@dataclass(frozen=True)
class Mark:
    """``points`` of at most ``of`` (0 where points can only be lost), why, what is to be learnt, and how to do it."""

    part: Part
    item: str
    points: int
    of: int
    reason: str
    lesson: str = ""
    command: str = ""


@dataclass(frozen=True)
class Marks:
    """All marks of one folder. ``problem`` says why it does not count; there are no marks then."""

    handed_in: HandedIn
    marks: tuple[Mark, ...] = ()
    problem: str = ""

    @property
    def points(self) -> int:
        """The sum, at least 0."""
        return max(0, sum(mark.points for mark in self.marks))

    @property
    def of(self) -> int:
        """The most that can be had."""
        return sum(mark.of for mark in self.marks)
