"""What is in a case, at a glance: read from the ledger and the seals, without opening findings."""

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from osint_kit.cases import ledger
from osint_kit.cases.case import CARD, RUNS, Case
from osint_kit.cases.seal import OPEN, SEAL


@dataclass(frozen=True)
class RunSummary:
    """One run. ``state`` is complete, stopped, interrupted, or ``open`` where it is not sealed.

    ``findings`` counts withheld lines too; ``records`` are those that redactions left.
    """

    run: str
    command: str
    operator: str
    started: str
    ended: str | None
    reach: str
    world: str
    state: str
    findings: int
    records: int


def runs(case: Case) -> Iterator[RunSummary]:
    """The runs of a case, in the order in which they were opened. Raises `CaseDamaged` for a broken ledger."""
    entries = list(case.entries())
    gone = Counter[str]()
    for entry in entries:
        gone[entry.ref] += _dropped(entry)
    for entry in entries:
        if entry.action == ledger.RUN_OPEN:
            folder = case.folder / RUNS / entry.ref.removeprefix(f"{RUNS}/")
            opened, sealed = _read(folder / OPEN), _read(folder / SEAL)
            counts = sealed.get("counts")
            numbers = counts if isinstance(counts, dict) else {}
            yield RunSummary(
                run=folder.name,
                command=str(opened.get("command", "")),
                operator=entry.operator,
                started=str(opened.get("started", entry.at)),
                ended=str(sealed["ended"]) if "ended" in sealed else None,
                reach=str(opened.get("reach", "")),
                world=str(opened.get("world", "")),
                state=str(sealed.get("state", "open")),
                findings=int(numbers.get("findings", 0)),
                records=int(numbers.get("records", 0)) - gone[entry.ref],
            )


def _dropped(entry: ledger.Entry) -> int:
    """How many records a redaction took away; a purge tells their number only."""
    dropped = (entry.detail or {}).get("dropped")
    return len(dropped) if isinstance(dropped, list) else dropped if isinstance(dropped, int) else 0


def find_cases(folder: Path) -> Iterator[Path]:
    """The case folders that ``folder`` is or directly holds, by name; one level deeper too."""
    for pattern in ("", "*", "*/*"):
        for path in sorted(folder.glob(f"{pattern}/{CARD}" if pattern else CARD)):
            yield path.parent


def _read(path: Path) -> dict[str, object]:
    try:
        value = json.loads(path.read_bytes())
    except (OSError, ValueError):
        return {}  # an unsealed run, or damage: naming damage is the business of verify
    return value if isinstance(value, dict) else {}
