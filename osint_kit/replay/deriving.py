"""Deriving the findings of recorded runs again, from their evidence alone, and comparing what comes out.

A run's command is carried out as it was, with the same questions, options, files, seed and clock, in a world that is
the run's recording. Who carries it out is handed in (`Again`): the library knows no commands. What the operator
stated himself is derived from nothing, and is left out.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from tempfile import TemporaryDirectory

from osint_kit.cases import ledger
from osint_kit.cases.case import Case
from osint_kit.cases.opened import Opened, read_opened
from osint_kit.cases.reading import read_lines
from osint_kit.cases.recording import Recording
from osint_kit.cases.seal import FINDINGS, SEAL
from osint_kit.clock import told_by
from osint_kit.errors import CaseDamaged, OsintError
from osint_kit.findings import ASKED, OPERATOR, Finding
from osint_kit.replay.rereading import Rereading

MOST_PASSES = 20
"""How often a run's questions are asked again, where the operator had asked the same more than once in it."""


class Outcome(StrEnum):
    """What a replay makes of one finding."""

    SAME = "same"
    OTHERWISE = "read otherwise"
    """Today's version states something else of the same subject and property."""
    GONE = "no longer found"
    NEW = "found today only"


@dataclass(frozen=True)
class Compared:
    """One finding that is not the same: as it stands in the case, and as it is derived today."""

    outcome: Outcome
    recorded: Finding | None
    derived: Finding | None
    why: str = ""


@dataclass(frozen=True)
class RunReplay:
    """What came of one run. ``differences`` are all findings that are not the same; ``problem`` says why it could not
    be carried out again."""

    run: Opened
    same: int
    differences: tuple[Compared, ...]
    problem: str = ""

    def count(self, outcome: Outcome) -> int:
        """How many findings came out so."""
        if outcome is Outcome.SAME:
            return self.same
        return sum(item.outcome is outcome for item in self.differences)


Again = Callable[[Opened, Rereading, tuple[str, ...], Path], None]
"""Carries out a run's command: the run, what stands in the place of its run and world, the texts that were asked
about, and an empty folder for whatever the command writes."""


def replay(case: Case, again: Again) -> Iterator[RunReplay]:
    """Each sealed run of a case that found something, in the order of the ledger.

    Nothing is written into the case. Raises `CaseDamaged` for a broken ledger or evidence that is not whole.
    """
    for entry in case.entries():
        folder = case.folder / entry.ref
        if entry.action != ledger.RUN_OPEN or not (folder / SEAL).is_file():
            continue
        lines = list(read_lines(folder / FINDINGS))
        recorded = {line.id: line for line in lines if line.source != OPERATOR}
        if recorded:
            asked = (line for line in lines if (line.source, line.property) == (OPERATOR, ASKED))
            texts = tuple(dict.fromkeys(str(line.value) for line in asked))
            yield _replay(read_opened(folder), recorded, texts, again)


def _replay(run: Opened, recorded: dict[str, Finding], texts: tuple[str, ...], again: Again) -> RunReplay:
    problem = ""
    with TemporaryDirectory(prefix="osint-replay-") as temporary:
        recording = Recording(run)
        reread = Rereading(run, recording, Path(temporary))
        try:
            with told_by(recording.now):
                unused = -1
                for number in range(MOST_PASSES):
                    if recorded.keys() <= reread.findings.keys() or recording.unused == unused:
                        break
                    unused = recording.unused
                    place = Path(temporary) / f"pass-{number}"
                    place.mkdir()
                    again(run, reread, texts, place)
        except CaseDamaged:
            raise
        except OsintError as error:
            problem = error.message
        finally:
            recording.close()
    same = recorded.keys() & reread.findings.keys()
    gone = [finding for id_, finding in recorded.items() if id_ not in same]
    new = [finding for id_, finding in reread.findings.items() if id_ not in same]
    return RunReplay(run, len(same), tuple(_compare(gone, new, recording)), problem)


def _compare(gone: list[Finding], new: list[Finding], recording: Recording) -> Iterator[Compared]:
    counterparts: dict[tuple[object, ...], list[Finding]] = {}
    for item in reversed(new):
        counterparts.setdefault(_about(item), []).append(item)
    for before in gone:
        if others := counterparts.get(_about(before)):
            yield Compared(Outcome.OTHERWISE, before, others.pop())
        else:
            yield Compared(Outcome.GONE, before, None, _why_gone(before, recording))
    for others in counterparts.values():
        yield from (Compared(Outcome.NEW, None, item) for item in others)


def _about(finding: Finding) -> tuple[object, ...]:
    return finding.subject, finding.property, finding.source


def _why_gone(finding: Finding, recording: Recording) -> str:
    records = [name for name in finding.evidence if name.startswith("urn:uuid:")]
    if any(name not in recording.ids for name in records):
        return "evidence that it rests on was withheld"
    if recording.missing:
        return "today's version asks more than was recorded, or no longer reads it so"
    return "today's version does not read it so"
