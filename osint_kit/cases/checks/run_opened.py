"""A run's ``open.json``: the bytes that the ledger named when the run began."""

from osint_kit.cases.checks.checking import RunChecking, is_plain
from osint_kit.cases.redaction import NEW
from osint_kit.cases.seal import EVIDENCE, FINDINGS, LOCK, OPEN, OPENING, SEAL, file_sha256

KNOWN = {OPEN, FINDINGS, EVIDENCE, SEAL, LOCK}


def check(run: RunChecking) -> None:
    """Hold ``open.json`` against the ledger, and name what else lies in the run's folder."""
    path = run.folder / OPEN
    if not run.folder.is_dir():
        if not run.is_sealed and run.folder.with_name(OPENING + run.folder.name).is_dir():
            run.note(" was interrupted while it opened; the next run will finish it")
        else:
            run.problem(" is missing")
        return
    try:
        if not is_plain(path):
            run.problem(f": {OPEN} is missing")
        elif OPEN in run.accepted and file_sha256(path) not in run.accepted[OPEN]:
            run.problem(f"/{OPEN} is not the one that the ledger names")
        for stranger in sorted(run.folder.iterdir()):
            if stranger.name.endswith(NEW):
                run.note(f"/{stranger.name} is of a redaction that was cut short; the next run takes care of it")
            elif stranger.name not in KNOWN:
                run.note(f"/{stranger.name} does not belong to the case")
    except OSError as error:
        run.problem(f" cannot be read: {error.strerror}")
    if not run.is_sealed:
        run.note(" is not sealed: it was interrupted, or is still at work")
