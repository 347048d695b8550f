"""Checking every byte of a case against its ledger; nothing is written.

A problem is something that does not hold. A note is something a reader should know that is no damage: a run that
was interrupted or is still at work, a file that does not belong to the case. The checks are in ``checks/``.
"""

import os
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from osint_kit.cases.checks import CASE_CHECKS, RUN_CHECKS, Checking, RunChecking

AT_ONCE = 8
"""Lanes of runs that are checked at once, at most; hashing and unpacking use as many processors."""
AHEAD = 64
"""Runs that may be checked before their turn, so that memory stays constant."""


@dataclass(frozen=True)
class Verdict:
    """What a verification saw: ``problems`` in the order found (none: the case holds), ``notes``, and counts.

    ``signed_by`` are the fingerprints of the keys whose signatures hold; ``stamped``: there is a time stamp.
    """

    problems: tuple[str, ...]
    notes: tuple[str, ...]
    runs: int
    findings: int
    records: int
    head: str
    signed_by: frozenset[str] = frozenset()
    stamped: bool = False


def verify(folder: Path, head: str | None = None) -> Verdict:
    """Check the card, the ledger and every run of a case folder, in whatever state it is.

    With ``head`` also that the ledger still holds that line. Of several problems the first is the one to look at.
    """
    on = Checking(folder, head)
    for check in CASE_CHECKS:
        check(on)
    findings = records = 0
    for run in _checked(on):
        on.problems.extend(run.problems)
        on.notes.extend(run.notes)
        findings += run.lines
        records += len(run.records)
    newest = on.entries[-1].hash if on.entries else ""
    return Verdict(
        problems=tuple(on.problems),
        notes=tuple(on.notes),
        runs=len(on.opened),
        findings=findings,
        records=records,
        head=newest,
        signed_by=frozenset(on.signed_by),
        stamped=on.stamped,
    )


def check_run_files(folder: Path) -> list[str]:
    """What does not hold between a run's ``run.json`` and its files, findings and evidence."""
    run = RunChecking(folder)
    for lane in RUN_CHECKS:
        for check in lane:
            check(run)
    return run.problems


def _checked(on: Checking) -> Iterator[RunChecking]:
    """All runs in the order of the ledger, each with what was seen of it."""
    names = iter(on.opened)
    with ThreadPoolExecutor(min(os.cpu_count() or 1, AT_ONCE)) as pool:
        under_way: list[list[Future[RunChecking]]] = []
        more = True
        while more or under_way:
            while more and len(under_way) < AHEAD:
                name = next(names, None)
                if name is None:
                    more = False
                    break
                run = on.run(name)
                under_way.append([pool.submit(_go_through, lane, run.side()) for lane in RUN_CHECKS])
            if under_way:
                yield _together([future.result() for future in under_way.pop(0)])


def _go_through(lane: tuple[Callable[[RunChecking], None], ...], run: RunChecking) -> RunChecking:
    for check in lane:
        check(run)
    return run


def _together(lanes: list[RunChecking]) -> RunChecking:
    first, *others = lanes
    for other in others:
        first.problems.extend(other.problems)
        first.notes.extend(other.notes)
        first.records |= other.records
        first.lines += other.lines
    return first
