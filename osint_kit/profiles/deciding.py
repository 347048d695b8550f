"""The operator's decisions about findings and joins: which one an id means, and the line that keeps it."""

from collections.abc import Iterable
from dataclasses import dataclass

from osint_kit.cases.decisions import Decision, Verdict
from osint_kit.errors import UsageError
from osint_kit.findings import Finding
from osint_kit.identifiers import Identifier, NotReadable, parse
from osint_kit.profiles.joining import join_id
from osint_kit.profiles.material import Material

SHORTEST = 8
"""Characters of an id that are enough, where they fit one thing only."""
BETWEEN = "="
Pair = tuple[Identifier, Identifier]


@dataclass(frozen=True)
class About:
    """What is decided about: a finding, or two nodes."""

    subject: Identifier
    other: Identifier | None = None
    finding: Finding | None = None

    @property
    def words(self) -> str:
        """The thing in plain words."""
        if self.finding is not None:
            said = self.finding.object or self.finding.value
            return f"{self.finding.property} of {self.subject}: {said}"
        return f"{self.subject} and {self.other} belong together"

    def decide(self, holds: bool, reason: str) -> Decision:
        """The decision that it holds, or does not."""
        if self.finding is not None:
            verdict = Verdict.CONFIRM if holds else Verdict.REJECT
            return Decision(verdict, self.subject, reason, about=self.finding.id)
        return Decision(Verdict.SAME_AS if holds else Verdict.NOT_SAME, self.subject, reason, other=self.other)


def what_is_meant(text: str, material: Material, joins: Iterable[Pair]) -> About:
    """What an operator named: the id of a finding or a join, its first characters, or ``KIND:VALUE=KIND:VALUE``.

    Raises `UsageError` where that is nothing, or more than one thing.
    """
    if BETWEEN in text:
        return _pair(text)
    if len(text) < SHORTEST:
        raise UsageError(f"'{text}' is too short for an id", f"give at least {SHORTEST} characters of it")
    found = {
        item.id: About(item.subject, finding=item) for item in material.statements.values() if item.id.startswith(text)
    }
    found |= {join_id(one, other): About(one, other) for one, other in joins if join_id(one, other).startswith(text)}
    if len(found) > 1:
        raise UsageError(f"'{text}' is the beginning of {len(found)} ids", "give more characters of it")
    if not found:
        raise UsageError(
            f"nothing in this case has the id '{text}'",
            "ids stand in 'osint profile show -f json'; two identifiers may be given as KIND:VALUE=KIND:VALUE",
        )
    return next(iter(found.values()))


def _pair(text: str) -> About:
    one, _, other = text.partition(BETWEEN)
    try:
        pair = parse(one.strip()), parse(other.strip())
    except NotReadable as error:
        raise UsageError(
            f"'{text}' names no two identifiers: {error}", "write them as KIND:VALUE=KIND:VALUE"
        ) from error
    if pair[0] == pair[1]:
        raise UsageError(f"'{text}' names one identifier twice", "name two")
    return About(*pair)
