"""Finishing what was cut short: a kill, a loss of power, a full disk.

Only a writer does this, under the case's lock. What an interrupted run had written whole is kept and sealed
as interrupted; a torn last line or record goes, and findings whose evidence is not whole.
"""

import json
import os
import shutil
from collections.abc import Iterable
from pathlib import Path

from osint_kit.cases import ledger, merkle, redaction, warc
from osint_kit.cases.case import RUNS, Case
from osint_kit.cases.files import replace, write_whole
from osint_kit.cases.seal import EVIDENCE, FINDINGS, LOCK, OPEN, OPENING, SEAL, file_sha256, seal_folder
from osint_kit.errors import CaseDamaged, UsageError


def recover(case: Case, operator: str) -> list[str]:
    """Finish all interrupted runs and return their names; raises `CaseDamaged` where the ledger does not hold."""
    runs = case.folder / RUNS
    runs.mkdir(exist_ok=True)
    opened, sealed = ledger_runs(case.entries())
    for torn in case.folder.glob(f"{ledger.NAME}.*.tmp"):
        torn.unlink()
    for leftover in runs.glob(OPENING + "*"):
        name = leftover.name.removeprefix(OPENING)
        if name in opened:
            replace(leftover, runs / name)
        else:
            shutil.rmtree(leftover)
    redaction.finish(case, operator)
    finished = []
    for name in sorted(opened - sealed):
        folder = runs / name
        if not (folder / OPEN).is_file():
            raise CaseDamaged(f"runs/{name} is missing", f"run 'osint case verify --case {case.folder}'")
        if _is_being_written(folder):
            continue
        if (folder / SEAL).is_file():
            _close(case, folder, operator)
        else:
            _seal_what_is_whole(case, folder, operator)
        (folder / LOCK).unlink(missing_ok=True)
        finished.append(name)
    return finished


def must_be_at_rest(case: Case) -> None:
    """Raise `UsageError` where a run is at work; the caller holds the case's lock, and has it recovered."""
    opened, sealed = ledger_runs(case.entries())
    if at_work := sorted(opened - sealed):
        raise UsageError(f"runs/{at_work[0]} is still at work", "wait for it, or end it, and try again")


def ledger_runs(entries: Iterable[ledger.Entry]) -> tuple[set[str], set[str]]:
    """The names of the runs that a ledger says were opened, and of those that it says were sealed."""
    opened: set[str] = set()
    sealed: set[str] = set()
    for entry in entries:
        if entry.action == ledger.RUN_OPEN:
            opened.add(entry.ref.removeprefix(f"{RUNS}/"))
        elif entry.action == ledger.RUN_SEAL:
            sealed.add(entry.ref.removeprefix(f"{RUNS}/"))
    return opened, sealed


def _is_being_written(folder: Path) -> bool:
    from filelock import FileLock, Timeout

    lock = FileLock(folder / LOCK)
    try:
        lock.acquire(blocking=False)
    except Timeout:
        return True
    lock.release()
    return False


def _close(case: Case, folder: Path, operator: str) -> None:
    """Give the closing line to a run that had been sealed in full, after checking its files."""
    from osint_kit.cases.verify import check_run_files

    problems = check_run_files(folder)
    if problems:
        raise CaseDamaged(problems[0], f"run 'osint case verify --case {case.folder}'")
    ledger.append(case.folder, operator, ledger.RUN_SEAL, f"{RUNS}/{folder.name}", file_sha256(folder / SEAL))


def _seal_what_is_whole(case: Case, folder: Path, operator: str) -> None:
    evidence, findings = folder / EVIDENCE, folder / FINDINGS
    evidence.touch()
    findings.touch()
    for torn in folder.glob("*.tmp"):
        torn.unlink()
    with evidence.open("rb") as stream:
        end, records = warc.whole_length(stream)
    with evidence.open("r+b") as stream:
        stream.truncate(end)
        os.fsync(stream.fileno())
    lines = list(_whole_lines(findings.read_bytes(), records))
    write_whole(findings, b"".join(line + b"\n" for line in lines))
    seal_folder(case, folder, operator, "interrupted", merkle.Tree(map(merkle.leaf_hash, lines)), len(records))


def _whole_lines(data: bytes, records: set[str]) -> Iterable[bytes]:
    for line in data.split(b"\n")[:-1]:
        try:
            cited = json.loads(line)["evidence"]
        except (ValueError, KeyError, TypeError):
            return  # zeros or a torn block after a loss of power: nothing after it can be trusted
        if all(name in records for name in cited if name.startswith("urn:uuid:")):
            yield line
