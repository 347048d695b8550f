"""Going out from the seeds: each source is asked once about each identifier, level by level, to a depth.

What comes out does not depend on the order in which answers arrive.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from osint_kit.findings import Finding
from osint_kit.gateway import Gateway
from osint_kit.gateway.failures import Failure
from osint_kit.identifiers import Identifier
from osint_kit.overlap import in_order
from osint_kit.profiles.hubs import reason_not_to_follow
from osint_kit.reach import Reach
from osint_kit.sources.source import Planned, Source

AT_ONCE = 16


class Notebook(Protocol):
    """What keeps what is asked and found; an `Investigation` is one."""

    @property
    def gateway(self) -> Gateway:
        """The door to the network."""
        ...

    @property
    def reach(self) -> Reach:
        """The ceiling of the run."""
        ...

    def asked(self, identifier: Identifier, text: str) -> str:
        """Keep that an identifier was asked about; the id of that line."""
        ...

    def keep(self, findings: Iterable[Finding], asked: str | None = None) -> list[Finding]:
        """Keep findings and return them as kept."""
        ...


@dataclass(frozen=True)
class NotFollowed:
    """An identifier that was found and not asked about, and why; ``findings`` are the ids that name it."""

    identifier: Identifier
    reason: str
    findings: tuple[str, ...] = ()


@dataclass(frozen=True)
class Gap:
    """A question that brought no answer: which source, about what, and why."""

    source: str
    identifier: Identifier
    why: str


@dataclass
class Collection:
    """All that was found from the seeds, in a fixed order."""

    findings: list[Finding] = field(default_factory=list)
    not_followed: list[NotFollowed] = field(default_factory=list)
    gaps: list[Gap] = field(default_factory=list)
    asked: dict[Identifier, str] = field(default_factory=dict)
    """The id of the line that says that an identifier was asked about."""


def collect(
    seeds: Sequence[tuple[Identifier, str]],
    sources: Sequence[Source],
    notebook: Notebook,
    depth: int,
    refusal: Callable[[Identifier], str | None] = lambda _: None,
) -> Collection:
    """Ask from the seeds outwards. ``seeds`` come with the operator's own words; depth 0 asks about these alone.

    ``refusal`` says why an identifier that was found may not be asked about, such as the scope of the case.
    """
    result = Collection()
    seen: set[Identifier] = set()
    level = [(identifier, text) for identifier, text in seeds]
    for distance in range(depth + 1):
        fresh = [(identifier, text) for identifier, text in _once(level) if identifier not in seen]
        seen.update(identifier for identifier, _ in fresh)
        found = _ask_level(fresh, sources, notebook, result)
        follow = {name for source in sources for name in source.declaration.follows}
        level = []
        for finding in found:
            if finding.object is None or finding.object in seen:
                continue
            reason = reason_not_to_follow(finding.object, finding.property)
            if reason is None and finding.property in follow:
                reason = refusal(finding.object)
                if reason is None and distance == depth:
                    reason = f"further than depth {depth}"
                if reason is None:
                    level.append((finding.object, finding.object.value))
            if reason:
                result.not_followed.append(NotFollowed(finding.object, reason, (finding.id,)))
    # What is a hub by one property may have been followed by another.
    result.not_followed = [item for item in result.not_followed if item.identifier not in seen]
    return result


def plan(identifier: Identifier, sources: Sequence[Source]) -> Iterator[Planned]:
    """What the sources would first ask about one identifier."""
    for source in sources:
        if identifier.kind in source.declaration.kinds:
            yield from source.plan(identifier)


def _ask_level(
    level: Sequence[tuple[Identifier, str]], sources: Sequence[Source], notebook: Notebook, result: Collection
) -> list[Finding]:
    for identifier, text in level:
        result.asked[identifier] = notebook.asked(identifier, text)
    questions: list[tuple[Source, Identifier]] = []
    for identifier, _ in level:
        for source in sources:
            if identifier.kind not in source.declaration.kinds:
                continue
            if source.declaration.reach > notebook.reach:
                why = f"needs reach {source.declaration.reach.word}"
                result.gaps.append(Gap(source.declaration.name, identifier, why))
            else:
                questions.append((source, identifier))

    def ask(question: tuple[Source, Identifier]) -> tuple[list[Finding], str]:
        source, identifier = question
        said: list[Finding] = []
        try:
            for finding in source.ask(identifier, notebook.gateway):
                said.append(finding)  # so that what was said before a failure stays
        except Failure as failure:
            return said, failure.message
        return said, ""

    found: list[Finding] = []
    for question, (findings, why) in zip(questions, in_order(ask, questions, AT_ONCE), strict=True):
        source, identifier = question
        if why:
            result.gaps.append(Gap(source.declaration.name, identifier, why))
        found.extend(notebook.keep(findings, result.asked[identifier]))
    result.findings.extend(found)
    return found


def _once(level: Iterable[tuple[Identifier, str]]) -> list[tuple[Identifier, str]]:
    first: dict[Identifier, str] = {}
    for identifier, text in level:
        first.setdefault(identifier, text)
    return list(first.items())
