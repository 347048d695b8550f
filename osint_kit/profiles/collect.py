"""Going out from the seeds: each source is asked once about each identifier, level by level, to a depth.

What comes out does not depend on the order in which answers arrive: they are kept in the order of the questions. After
each question a line says that the source was asked and what came of it, so a build that is killed can go on there.
"""

import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from osint_kit.canonical import Json
from osint_kit.clock import now
from osint_kit.findings import CONSULTED, LEFT, OPERATOR, Finding, Grade
from osint_kit.gateway import Gateway
from osint_kit.gateway.failures import Failure
from osint_kit.identifiers import Identifier, Kind
from osint_kit.identifiers.account import account_parts
from osint_kit.overlap import in_order
from osint_kit.profiles.hubs import reason_not_to_follow, reason_of_account
from osint_kit.profiles.material import ANSWERED, NO_ANSWER, NOT_ASKED, OUT_OF_REACH, Consulted
from osint_kit.profiles.watched import watched
from osint_kit.reach import Reach
from osint_kit.sources.source import Planned, Source

AT_ONCE = 16
TOLD_BY_KIT = Grade("A", 1, "the kit's own record of what it asked")
TIME_OVER = "the time for this build was over"
Question = tuple[Source, Identifier]


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
class Known:
    """What an interrupted build already had of one question: its outcome, and what was found."""

    consulted: Consulted
    findings: tuple[Finding, ...]


@dataclass(frozen=True)
class Bounds:
    """How far a build goes: ``depth`` in steps from the seeds, ``until`` a moment of the monotonic clock.

    ``refusal`` says why an identifier that was found may not be asked about, such as the scope of the case.
    """

    depth: int
    until: float | None = None
    refusal: Callable[[Identifier], str | None] = lambda _: None

    @property
    def over(self) -> bool:
        """Whether the time is over."""
        return self.until is not None and time.monotonic() >= self.until


@dataclass
class Collection:
    """All that was found from the seeds, in a fixed order. ``reused`` counts questions that were not asked again."""

    findings: list[Finding] = field(default_factory=list)
    lines: list[Finding] = field(default_factory=list)
    """What the kit wrote of its own work."""
    asked: dict[Identifier, str] = field(default_factory=dict)
    """The id of the line that says that an identifier was asked about."""
    consulted: list[Consulted] = field(default_factory=list)
    reused: int = 0


def collect(
    seeds: Sequence[tuple[Identifier, str]],
    sources: Sequence[Source],
    notebook: Notebook,
    bounds: Bounds,
    known: Mapping[tuple[str, Identifier], Known] | None = None,
) -> Collection:
    """Ask from the seeds outwards. ``seeds`` come with the operator's own words; depth 0 asks about these alone.

    ``known`` are the questions, by source and identifier, that an interrupted build had answered.
    """
    work = _Work(sources, notebook, bounds, known or {})
    level = list(seeds)
    for distance in range(bounds.depth + 1):
        fresh = [(item, text) for item, text in _once(level) if item not in work.result.asked]
        level = work.follow(work.ask(fresh), distance)
    return work.result


def plan(identifier: Identifier, sources: Sequence[Source]) -> Iterator[Planned]:
    """What the sources would first ask about one identifier."""
    for source in sources:
        if identifier.kind in source.declaration.kinds:
            yield from source.plan(identifier)


class _Work:
    """One build as it goes on."""

    def __init__(
        self,
        sources: Sequence[Source],
        notebook: Notebook,
        bounds: Bounds,
        known: Mapping[tuple[str, Identifier], Known],
    ) -> None:
        self.result = Collection()
        self._sources = sources
        self._notebook = notebook
        self._bounds = bounds
        self._known = known
        self._follow = frozenset(name for source in sources for name in source.declaration.follows)
        self._left: dict[Identifier, str] = {}
        self._put: set[tuple[str, str, tuple[Planned, ...]]] = set()

    def ask(self, level: Sequence[tuple[Identifier, str]]) -> list[Finding]:
        """Ask all sources about all identifiers of a level, side by side; what they said, in the order of asking."""
        for identifier, text in level:
            self.result.asked[identifier] = self._notebook.asked(identifier, text)
        questions = [
            (source, identifier)
            for identifier, _ in level
            for source in self._sources
            if identifier.kind in source.declaration.kinds and not self._is_put(source, identifier)
        ]
        found: list[Finding] = []
        for question, (said, consulted) in zip(questions, in_order(self._answer, questions, AT_ONCE), strict=True):
            source, identifier = question
            asked = self.result.asked[identifier]
            if (source.declaration.name, identifier) in self._known:
                self.result.reused += 1
                kept = said
            else:
                *kept, line = self._notebook.keep([*said, _line(identifier, CONSULTED, consulted.value())], asked)
                self.result.lines.append(line)
            self.result.consulted.append(consulted)
            found.extend(kept)
        self.result.findings.extend(found)
        return found

    def _is_put(self, source: Source, identifier: Identifier) -> bool:
        """Whether a source was asked the very same about the handle of an account, or about the account of a handle."""
        if identifier.kind not in (Kind.HANDLE, Kind.ACCOUNT):
            return False
        handle = identifier.value if identifier.kind is Kind.HANDLE else account_parts(identifier)[1]
        planned = tuple(source.plan(identifier))
        put = (source.declaration.name, handle, planned)
        if put in self._put:
            return True
        if planned:
            self._put.add(put)
        return False

    def follow(self, found: Sequence[Finding], distance: int) -> list[tuple[Identifier, str]]:
        """What is asked about next. What may be followed and is not is recorded with the reason."""
        level: list[tuple[Identifier, str]] = []
        left: dict[Identifier, str] = {}
        tied = {item.subject for item in found if item.object in self.result.asked and item.property != "account"}
        for finding in found:
            if finding.object is None or finding.object in self.result.asked or finding.property not in self._follow:
                continue
            if reason_not_to_follow(finding.object, finding.property):
                continue
            reason = self._bounds.refusal(finding.object)
            if reason is None and distance >= self._bounds.depth:
                reason = f"further than depth {self._bounds.depth}"
            if reason is None and finding.subject.kind is Kind.ACCOUNT and finding.subject not in tied:
                reason = reason_of_account(finding.subject)
            if reason is None:
                level.append((finding.object, str(finding.object)))
            else:
                left.setdefault(finding.object, reason)
        for followed, _ in level:
            left.pop(followed, None)
        lines = [_line(identifier, LEFT, reason) for identifier, reason in left.items() if identifier not in self._left]
        self._left |= left
        self.result.lines.extend(self._notebook.keep(lines))
        return level

    def _answer(self, question: Question) -> tuple[list[Finding], Consulted]:
        source, identifier = question
        name = source.declaration.name
        if known := self._known.get((name, identifier)):
            return list(known.findings), known.consulted
        if source.declaration.reach > self._notebook.reach:
            why = f"needs reach {source.declaration.reach.word}"
            return [], Consulted(name, identifier, OUT_OF_REACH, why)
        if self._bounds.over:
            return [], Consulted(name, identifier, NOT_ASKED, TIME_OVER)
        gateway, watch = watched(self._notebook.gateway)
        said: list[Finding] = []
        outcome, why = ANSWERED, ""
        try:
            for finding in source.ask(identifier, gateway):
                said.append(finding)  # so that what was said before a failure stays
        except Failure as failure:
            outcome, why = NO_ANSWER, failure.message
        if watch.refused:
            outcome, why = NOT_ASKED, watch.refused
        return said, Consulted(name, identifier, outcome, why, watch.hosts)


def _line(identifier: Identifier, what: str, value: Json) -> Finding:
    """A line about the work itself. Like what the operator says, it is read off no evidence."""
    return Finding(identifier, what, value, OPERATOR, now(), TOLD_BY_KIT)


def _once(level: Iterable[tuple[Identifier, str]]) -> list[tuple[Identifier, str]]:
    first: dict[Identifier, str] = {}
    for identifier, text in level:
        first.setdefault(identifier, text)
    return list(first.items())
