"""Taking lines and evidence out of a sealed case so that its seals still hold.

The order makes every instant safe. The new files of all runs are written beside the old ones and forced to the
disk; derived files are cleaned; one step puts a ledger line for each run, with the old and new hashes; the new files
take the place of the old; a last line says that it is done. A kill before the ledger lines leaves the case as it was,
a kill after them is finished by the next writer: `finish`.
"""

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from osint_kit.canonical import Json, canonical
from osint_kit.cases import derived, ledger, merkle, warc
from osint_kit.cases.case import RUNS, Case
from osint_kit.cases.files import replace, sync_folder, trouble
from osint_kit.cases.seal import EVIDENCE, FINDINGS, SEAL, file_sha256
from osint_kit.cases.withholding import WITHHELD, Cut, Withholding
from osint_kit.errors import CaseDamaged

NEW = ".redacted"
"""Behind the name of a file that is to take another's place."""


@dataclass(frozen=True)
class Done:
    """What a redaction did: the runs that were changed, the derived files that went and that were written anew."""

    head: str
    removed: tuple[str, ...]
    rebuilt: tuple[str, ...]


def redact(case: Case, what: Withholding, operator: str, role: str, reason: str, action: str = ledger.REDACT) -> Done:
    """Withhold in the case itself; the caller holds its lock, and looked it through under that lock.

    Raises `OutputError` and `UsageError` where it cannot be written; the case is as it was then.
    """
    return redact_into(case, case, what, operator, role, reason, action)


def redact_into(
    case: Case,
    target: Case,
    what: Withholding,
    operator: str,
    role: str,
    reason: str,
    action: str = ledger.REDACT,
) -> Done:
    """The same into a copy, which has all of the case but the files of the runs that are cut, and what is derived."""
    line = {"role": role, "reason": reason}
    events = []
    try:
        try:
            for cut in what.cuts:
                events.append(_write_new(cut, target.folder / RUNS / cut.folder.name, line, action))
            removed, rebuilt = derived.clean(case.folder, target.folder, what.traces, action == ledger.CASE_PURGE)
        except BaseException:
            discard_leftovers(target)
            raise
        if events:
            ledger.append_all(target.folder, operator, events)
        finish(target, operator)
    except OSError as error:
        raise trouble(error, target.folder) from error
    return Done(target.head(), removed, rebuilt)


def finish(case: Case, operator: str) -> list[str]:
    """Finish what a kill interrupted, under the case's lock; the names of the runs that were finished.

    Raises `CaseDamaged` where a file is neither the old nor the new one, ``OSError`` where it cannot be written.
    """
    open_ = list(pending(case.entries()))
    for entry in open_:
        folder = case.folder / entry.ref
        for name, (old, new) in changed_files(entry).items():
            _put(folder / name, old, new)
        sync_folder(folder)
    if open_:
        done = [ledger.Event(ledger.REDACT_DONE, entry.ref, entry.hash) for entry in open_]
        ledger.append_all(case.folder, operator, done)
    discard_leftovers(case)
    return [entry.ref.removeprefix(f"{RUNS}/") for entry in open_]


def pending(entries: Iterator[ledger.Entry]) -> Iterator[ledger.Entry]:
    """The redactions of runs that no later line says to be done."""
    waiting: dict[str, ledger.Entry] = {}
    for entry in entries:
        if entry.action in (ledger.REDACT, ledger.CASE_PURGE) and entry.detail:
            waiting[entry.ref] = entry
        elif entry.action == ledger.REDACT_DONE:
            waiting.pop(entry.ref, None)
    yield from waiting.values()


def changed_files(entry: ledger.Entry) -> dict[str, tuple[str, str]]:
    """The old and the new SHA-256 of each file that a redaction changes, by its name within the run."""
    files = (entry.detail or {}).get("files")
    found = {}
    for name, hashes in files.items() if isinstance(files, Mapping) else ():
        if name in (FINDINGS, EVIDENCE) and isinstance(hashes, list) and len(hashes) == 2:
            found[name] = (str(hashes[0]), str(hashes[1]))
    return found


def dropped_records(entry: ledger.Entry) -> set[str]:
    """The ids of the evidence that a redaction took away."""
    dropped = (entry.detail or {}).get("dropped")
    return {str(one) for one in dropped} if isinstance(dropped, list) else set()


def discard_leftovers(case: Case) -> None:
    """Take away new files that no ledger line asks for."""
    for leftover in (case.folder / RUNS).glob(f"*/*{NEW}"):
        leftover.unlink()


def _put(path: Path, old: str, new: str) -> None:
    ready = path.with_name(path.name + NEW)
    now = file_sha256(path) if path.exists() else None
    if now == new:
        return
    if now not in (old, None) or not ready.exists() or file_sha256(ready) != new:
        raise CaseDamaged(f"{path} is neither the file before the redaction nor the one after it", "compare a backup")
    replace(ready, path)


def _write_new(cut: Cut, folder: Path, said: Mapping[str, Json], action: str) -> ledger.Event:
    """Write what is left of a run beside its files; the event that is to say so."""
    files: dict[str, Json] = {}
    for name, write in ((FINDINGS, _write_findings), (EVIDENCE, _write_evidence)):
        ready = folder / (name + NEW)
        with (cut.folder / name).open("rb") as old, ready.open("wb") as new:
            write(cut, said, old, new)
            new.flush()
            os.fsync(new.fileno())
        files[name] = [file_sha256(cut.folder / name), file_sha256(ready)]
    detail: dict[str, Json] = {
        "role": said["role"],
        "files": files,
        "withheld": len(cut.lines),
        "dropped": sorted(cut.records),
    }
    if action == ledger.CASE_PURGE:
        detail["dropped"] = len(cut.records)  # no line is left that could cite them
    return ledger.Event(action, f"{RUNS}/{cut.folder.name}", file_sha256(cut.folder / SEAL), detail)


def _write_findings(cut: Cut, said: Mapping[str, Json], old: BinaryIO, new: BinaryIO) -> None:
    for number, whole in enumerate(old):
        line = whole.removesuffix(b"\n")
        if number in cut.lines:
            line = canonical({WITHHELD: merkle.leaf_of(line).hex(), **said})
        new.write(line + b"\n")


def _write_evidence(cut: Cut, _: Mapping[str, Json], old: BinaryIO, new: BinaryIO) -> None:
    places = [
        (record.offset, record.size) for record in warc.read_records(old, blocks=False) if record.id not in cut.records
    ]
    for offset, size in places:
        old.seek(offset)
        while size:
            piece = old.read(min(size, warc.CHUNK))
            new.write(piece)
            size -= len(piece)
