"""Facts (stub)."""

from dataclasses import dataclass

from osint_kit.accounts.answers import Answer
from osint_kit.accounts.rule import Rule
from osint_kit.canonical import Json
from osint_kit.identifiers import Identifier


@dataclass(frozen=True)
class Fact:
    """One thing that a page says of the owner of an account: ``value`` and ``excerpt``, its exact words there."""

    property: str
    value: Json
    excerpt: str
    object: Identifier | None = None


def facts(rule: Rule, answer: Answer) -> tuple[Fact, ...]:
    """What a found page says of its owner."""
    return ()
