"""Writing a report into the case, and the line of the ledger that says so."""

from dataclasses import dataclass
from pathlib import Path

from osint_kit.canonical import sha256_hex
from osint_kit.cases import ledger
from osint_kit.cases.case import Case
from osint_kit.cases.files import trouble, write_whole
from osint_kit.clock import compact, now
from osint_kit.reports.contents import contents
from osint_kit.reports.page import page

FOLDER = "reports"


@dataclass(frozen=True)
class Written:
    """A report that was written: where, how large, its hash, and the ledger line that vouches for it."""

    path: Path
    size: int
    sha256: str
    findings: int
    records: int
    entry: ledger.Entry


def write_report(case: Case, operator: str, with_protected: bool = False) -> Written:
    """Write a report of the case as it is now into ``reports/``. Its name tells nothing of the subject.

    Raises `UsageError` where the folder cannot be written or a profile cannot be read, `CaseDamaged`.
    """
    said = contents(case, operator, with_protected)
    data = page(said).encode("utf-8", "replace")
    folder = case.folder / FOLDER
    try:
        folder.mkdir(exist_ok=True)
        with case.locked():
            path = _free(folder)
            write_whole(path, data)
            entry = ledger.append(case.folder, operator, ledger.REPORT, f"{FOLDER}/{path.name}", sha256_hex(data))
    except OSError as error:
        raise trouble(error, folder) from error
    return Written(path, len(data), sha256_hex(data), len(said["findings"]), len(said["evidence"]), entry)


def _free(folder: Path) -> Path:
    """A name that no report has yet: the ledger vouches for each by its name."""
    stem = f"report-{compact(now())}"
    path, number = folder / f"{stem}.html", 2
    while path.exists():
        path, number = folder / f"{stem}-{number}.html", number + 1
    return path
