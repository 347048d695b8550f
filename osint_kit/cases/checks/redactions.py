"""Redactions: which hashes the ledger lets findings and evidence have since, and which evidence was taken away."""

from osint_kit.cases import ledger
from osint_kit.cases.checks.checking import Checking
from osint_kit.cases.redaction import changed_files, dropped_records, pending


def check(on: Checking) -> None:
    """The newest redaction of a run says what its files are; until it is done, the files before it may stand there."""
    waiting = {entry.seq for entry in pending(iter(on.entries))}
    opened = {f"runs/{name}" for name in on.opened}
    for entry in on.entries:
        if entry.action not in (ledger.REDACT, ledger.CASE_PURGE) or entry.detail is None:
            continue
        changed = changed_files(entry)
        if entry.ref not in opened or not changed:
            on.problem(f"{ledger.NAME}, line {entry.seq}: no redaction of a run")
            continue
        on.dropped |= dropped_records(entry)
        for name, (old, new) in changed.items():
            on.accepted[f"{entry.ref}/{name}"] = {old, new} if entry.seq in waiting else {new}
        if entry.seq in waiting:
            on.note(f"{entry.ref}: a redaction was interrupted; the next run finishes it")
