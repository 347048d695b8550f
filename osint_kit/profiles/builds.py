"""The builds of profiles in a case: which subjects there are, what each build asked, and where one stopped.

A build is a run of `profile build`. Its options say how many seeds it had; so many of its first lines are these seeds,
and the next one may say what the operator calls the subject. So no identifier stands in the options.
"""

import itertools
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from osint_kit.canonical import Json
from osint_kit.cases import ledger
from osint_kit.cases.case import Case
from osint_kit.cases.seal import FINDINGS, OPEN, SEAL
from osint_kit.clock import now
from osint_kit.findings import ASKED, CALLED, CONSULTED, DECISION, OPERATOR, Finding, read_finding
from osint_kit.identifiers import Identifier
from osint_kit.profiles.collect import Known
from osint_kit.profiles.material import ANSWERED, NOT_ASKED, Material, material, read_consulted

COMMAND = "profile build"
FRESH = timedelta(hours=24)
"""An interrupted build that is older is not gone on with: what it found may not be true any more."""
LIMITS = frozenset(["budget", "time"])
"""Options that say how much is done at once, not what is asked."""
Seeds = tuple[tuple[Identifier, str], ...]


@dataclass(frozen=True)
class Build:
    """One build: its run, its options, its seeds with the operator's words, what he calls the subject."""

    ref: str
    started: datetime
    state: str
    options: Mapping[str, Json]
    seeds: Seeds
    name: str | None

    @property
    def region(self) -> str | None:
        """The country of numbers without a country code."""
        return str(self.options.get("region") or "") or None


def builds(case: Case) -> Iterator[Build]:
    """The builds of a case in the order in which they began; one whose seeds were all withheld is left out."""
    for entry in case.entries():
        if entry.action != ledger.RUN_OPEN:
            continue
        folder = case.folder / entry.ref
        opened = _read(folder / OPEN)
        options = opened.get("options")
        if opened.get("command") != COMMAND or not isinstance(options, dict):
            continue
        seeds, name = _seeds(folder / FINDINGS, options.get("seeds"))
        if seeds:
            state = str(_read(folder / SEAL).get("state", "open"))
            yield Build(entry.ref, datetime.fromisoformat(str(opened["started"])), state, options, seeds, name)


def subjects(case: Case) -> dict[int, list[Build]]:
    """The builds by subject, which are numbered from 1 in the order in which they were first built."""
    found: dict[frozenset[Identifier], list[Build]] = {}
    for build in builds(case):
        found.setdefault(frozenset(seed for seed, _ in build.seeds), []).append(build)
    return dict(enumerate(found.values(), 1))


def everything(case: Case, until: str | None = None) -> Material:
    """All that stands in the runs of a case; with ``until`` only in the runs up to that one, as it was then."""
    return material(_lines(case, until))


def of_build(case: Case, build: Build) -> Material:
    """What one build found: its own run, and those of the interrupted builds that it went on with.

    The operator's decisions count that were made until then.
    """
    mine = {build.ref}
    if build.state == "complete":
        mine |= {item.ref for item, _ in _interrupted(case, build.options, build.seeds, build.ref, build.started)}

    def lines() -> Iterator[Finding]:
        for entry in case.entries():
            if entry.action == ledger.RUN_OPEN:
                for finding in _findings(case.folder / entry.ref / FINDINGS):
                    if entry.ref in mine or finding.property == DECISION:
                        yield finding
                if entry.ref == build.ref:
                    return

    return material(lines())


def _lines(case: Case, until: str | None) -> Iterator[Finding]:
    for entry in case.entries():
        if entry.action == ledger.RUN_OPEN:
            yield from _findings(case.folder / entry.ref / FINDINGS)
            if entry.ref == until:
                return


def unfinished(case: Case, options: Mapping[str, Json], seeds: Seeds, own: str) -> dict[tuple[str, Identifier], Known]:
    """What interrupted builds of the same seeds and options had answered, by source and identifier.

    A build counts that was killed, stopped, or ended by its budget or its time, and began in the last 24 hours; those
    before a finished one do not. ``own`` is the run that goes on.
    """
    known: dict[tuple[str, Identifier], Known] = {}
    for _, groups in _interrupted(case, options, seeds, own, now()):
        for group in groups:
            if group.consulted.outcome == ANSWERED:
                known.setdefault((group.consulted.source, group.consulted.identifier), group)
    return known


def _interrupted(
    case: Case, options: Mapping[str, Json], seeds: Seeds, own: str, at: datetime
) -> Iterator[tuple[Build, list[Known]]]:
    """The builds that one goes on with, the newest first, each with its questions that have an outcome."""
    earlier = itertools.takewhile(lambda build: build.ref != own, builds(case))
    for build in reversed(list(earlier)):
        if build.state == "open" or not _same(build, options, seeds):
            continue
        groups = list(_questions(case.folder / build.ref / FINDINGS))
        ended_early = any(group.consulted.outcome == NOT_ASKED for group in groups)
        if at - build.started > FRESH or (build.state == "complete" and not ended_early):
            return
        yield build, groups


def _same(build: Build, options: Mapping[str, Json], seeds: Seeds) -> bool:
    mine, theirs = (
        {name: value for name, value in one.items() if name not in LIMITS} for one in (options, build.options)
    )
    return mine == theirs and [seed for seed, _ in build.seeds] == [seed for seed, _ in seeds]


def _questions(path: Path) -> Iterator[Known]:
    """The questions of a build that have an outcome: their findings stand before the line that says so."""
    said: list[Finding] = []
    for finding in _findings(path):
        if finding.property == CONSULTED and finding.source == OPERATOR:
            yield Known(read_consulted(finding), tuple(said))
            said = []
        elif finding.source == OPERATOR:
            said = []
        else:
            said.append(finding)


def _seeds(path: Path, count: object) -> tuple[Seeds, str | None]:
    """The first lines of a build; empty where they are not as many as it had seeds, or all of these are withheld."""
    seeds: list[tuple[Identifier, str]] = []
    withheld = 0
    name = None
    if not isinstance(count, int) or not path.is_file():
        return (), None
    with path.open("rb") as lines:
        for place, line in enumerate(itertools.islice(lines, count + 1)):
            finding = _finding(line)
            if finding and place < count and finding.property == ASKED and finding.source == OPERATOR:
                seeds.append((finding.subject, str(finding.value)))
            elif place < count and finding is None and b'"withheld":' in line:
                withheld += 1
            elif finding and finding.property == CALLED and finding.source == OPERATOR:
                name = str(finding.value)
    return (tuple(seeds) if len(seeds) + withheld == count else ()), name


def _findings(path: Path) -> Iterator[Finding]:
    """The findings of a run, in order; what was withheld or torn says nothing."""
    if path.is_file():
        with path.open("rb") as lines:
            yield from (finding for line in lines if (finding := _finding(line)))


def _finding(line: bytes) -> Finding | None:
    try:
        return read_finding(line)
    except ValueError:
        return None


def _read(path: Path) -> dict[str, Json]:
    try:
        value = json.loads(path.read_bytes())
    except (OSError, ValueError):
        return {}  # an unsealed run, or damage: naming damage is the business of verify
    return value if isinstance(value, dict) else {}
