"""What lies in the folder and the ledger does not know."""

from pathlib import Path

from osint_kit.cases.case import RUNS
from osint_kit.cases.checks.checking import Checking
from osint_kit.cases.seal import OPENING


def check(on: Checking) -> None:
    """A run that the ledger never heard of is damage; any other stranger is only named."""
    opened = set(on.opened)
    for path in _entries(on.folder / RUNS):
        if path.name.startswith(OPENING):
            if path.name.removeprefix(OPENING) not in opened:
                on.note(f"{RUNS}/{path.name} was never begun; the next run takes it away")
        elif path.name in opened:
            continue
        elif path.is_dir():
            on.problem(f"{RUNS}/{path.name}: the ledger never heard of it")
        else:
            on.note(f"{RUNS}/{path.name} does not belong to the case")
    for path in _entries(on.folder):
        if path.name not in on.known:
            on.note(f"{path.name} does not belong to the case")


def _entries(folder: Path) -> list[Path]:
    return sorted(folder.iterdir()) if folder.is_dir() else []
