"""What happened to a case besides its runs: a closing that lasts, an authority whose words are on record, reports."""

from osint_kit.cases import ledger, merkle
from osint_kit.cases.case import RUNS
from osint_kit.cases.checks.checking import Checking, is_plain
from osint_kit.cases.seal import FINDINGS, file_sha256

REPORTS = "reports"
"""The folder of reports, within a case."""


def check(on: Checking) -> None:
    """After a closing no run was opened; the line that an authority is read from stands in its run.

    A report that was changed since is no damage to the case, from which it can be written again, and is named.
    """
    closed: ledger.Entry | None = None
    for entry in on.entries:
        if entry.action == ledger.CASE_CLOSE:
            closed = closed or entry
        elif entry.action == ledger.RUN_OPEN and closed:
            on.problem(f"{entry.ref} was opened after the case was closed, by line {closed.seq}")
        elif entry.action == ledger.AUTHORITY and not _stands(on, entry):
            on.problem(f"{entry.ref}/{FINDINGS}: the authority that line {entry.seq} of the ledger names is not there")
    if closed:
        on.note(f"the case was closed by {closed.operator} at {closed.at}")
    for ref, sha256 in {entry.ref: entry.sha256 for entry in on.entries if entry.action == ledger.REPORT}.items():
        path = on.folder / ref
        try:
            if path.parent == on.folder / REPORTS and is_plain(path) and file_sha256(path) != sha256:
                on.note(f"{ref} was changed after it was written")
        except OSError as error:
            on.note(f"{ref} cannot be read: {error.strerror}")


def _stands(on: Checking, entry: ledger.Entry) -> bool:
    path = on.folder / entry.ref / FINDINGS
    if not entry.ref.startswith(f"{RUNS}/") or path.parent.parent != on.folder / RUNS or not is_plain(path):
        return False
    try:
        with path.open("rb") as stream:
            return any(merkle.leaf_of(line.removesuffix(b"\n")).hex() == entry.sha256 for line in stream)
    except OSError:
        return False
