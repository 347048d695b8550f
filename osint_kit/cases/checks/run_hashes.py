"""The seal: the bytes that the ledger names, and the SHA-256 that it has of each file of the run."""

from osint_kit.cases.checks.checking import RunChecking, is_plain
from osint_kit.cases.seal import EVIDENCE, FINDINGS, OPEN, SEAL, file_sha256


def check(run: RunChecking) -> None:
    """Hold ``run.json`` against the ledger, and each file against ``run.json`` or what the ledger said later."""
    if not run.is_sealed or not run.folder.is_dir():
        return
    path = run.folder / SEAL
    try:
        if not is_plain(path):
            run.problem(f": {SEAL} is missing")
            return
        if SEAL not in run.accepted and str(run.seal.get("ended", "")) < run.latest_opened:
            # whoever opens a run first adds the lines that are missing
            run.problem(" was sealed before a later run was opened, and the ledger's line about it was removed")
        elif SEAL not in run.accepted:
            run.note(" is sealed, but its closing ledger line is missing; the next run adds it")
        elif file_sha256(path) not in run.accepted[SEAL]:
            run.problem(f"/{SEAL} is not the one that the ledger names")
        _files(run)
    except OSError as error:
        run.problem(f" cannot be read: {error.strerror}")


def _files(run: RunChecking) -> None:
    files = run.seal.get("files")
    if not isinstance(files, dict) or not files:
        run.problem(f"/{SEAL} is not readable")
        return
    for name in (OPEN, FINDINGS, EVIDENCE):
        path = run.folder / name
        if not is_plain(path):
            run.problem(f": {name} is missing")
            continue
        accepted = run.accepted.get(name) if name != OPEN else None  # the ledger may replace the others later
        if file_sha256(path) not in (accepted or {str(files.get(name))}):
            run.problem(f"/{name} has another SHA-256 than {SEAL} says")
