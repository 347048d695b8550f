"""Checking every byte of a case against its ledger; nothing is written.

A `Problem` is something that does not hold. A note is something a reader should know that is no damage: a run
that was interrupted or is still at work, a file that does not belong to the case.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from osint_kit.canonical import Json, canonical, sha256_hex
from osint_kit.cases import ledger, merkle, warc
from osint_kit.cases.case import CARD, RUNS, Case, read_bytes
from osint_kit.cases.case import LOCK as CASE_LOCK
from osint_kit.cases.seal import EVIDENCE, FINDINGS, LOCK, OPEN, OPENING, SEAL, file_sha256
from osint_kit.errors import CaseDamaged
from osint_kit.findings import ASKED, OPERATOR, statement_id

FIELDS = {
    "id",
    "subject",
    "property",
    "value",
    "object",
    "source",
    "reach",
    "observed_at",
    "evidence",
    "grade",
    "why",
    "salt",
}


@dataclass(frozen=True)
class Verdict:
    """What a verification saw: ``problems`` in the order found (none: the case holds), ``notes``, and counts."""

    problems: tuple[str, ...]
    notes: tuple[str, ...]
    runs: int
    findings: int
    records: int
    head: str


def verify(case: Case, head: str | None = None) -> Verdict:
    """Check ledger, card, and every run; with ``head`` also that the ledger still holds that line."""
    problems: list[str] = []
    notes: list[str] = []
    entries: list[ledger.Entry] = []
    try:
        entries.extend(case.entries())
    except CaseDamaged as error:
        problems.append(error.message)
    if entries and (entries[0].action, entries[0].sha256) != (ledger.CASE_NEW, case.card_sha256):
        problems.append(f"{CARD} is not the one that the ledger's first line names")
    if head and head not in {entry.hash for entry in entries}:
        problems.append(f"the ledger has no line with the head {head}: lines were cut off or replaced")
    findings = records = 0
    opened = {_name(entry): entry for entry in entries if entry.action == ledger.RUN_OPEN}
    sealed = {_name(entry): entry for entry in entries if entry.action == ledger.RUN_SEAL}
    problems.extend(f"runs/{name} was sealed but never opened" for name in sealed.keys() - opened.keys())
    for name, entry in opened.items():
        check = _check_run(case.folder / RUNS / name, entry.sha256, sealed.get(name))
        problems.extend(check.problems)
        notes.extend(check.notes)
        findings += check.findings
        records += check.records
    if not problems:
        problems.extend(_unknown_runs(case, set(opened)))
    notes.extend(_leftovers(case, set(opened)))
    return Verdict(tuple(problems), tuple(notes), len(opened), findings, records, entries[-1].hash if entries else "")


def check_run_files(folder: Path, seal_data: bytes) -> list[str]:
    """What does not hold between a run's ``run.json`` and its files, findings and evidence."""
    return list(_check_sealed(folder, seal_data).problems)


@dataclass
class _RunCheck:
    problems: list[str]
    notes: list[str]
    findings: int = 0
    records: int = 0


def _check_run(folder: Path, open_sha256: str, seal: ledger.Entry | None) -> _RunCheck:
    check = _RunCheck([], [])
    label = f"{RUNS}/{folder.name}"
    opening = folder.with_name(OPENING + folder.name)
    if not folder.is_dir() and seal is None and opening.is_dir():
        check.notes.append(f"{label} was interrupted while it opened; the next run will finish it")
        return check
    try:
        if sha256_hex(read_bytes(folder / OPEN)) != open_sha256:
            check.problems.append(f"{label}/{OPEN} is not the one that the ledger names")
        if not (folder / SEAL).exists() and seal is None:
            check.notes.append(f"{label} is not sealed: it was interrupted, or is still at work")
            return check
        seal_data = read_bytes(folder / SEAL)
    except CaseDamaged as error:
        check.problems.append(f"{label}: {error.message}")
        return check
    if seal is None:
        check.notes.append(f"{label} is sealed, but its closing ledger line is missing; the next run adds it")
    elif sha256_hex(seal_data) != seal.sha256:
        check.problems.append(f"{label}/{SEAL} is not the one that the ledger names")
    inner = _check_sealed(folder, seal_data)
    check.problems.extend(inner.problems)
    check.notes.extend(inner.notes)
    check.findings, check.records = inner.findings, inner.records
    return check


def _check_sealed(folder: Path, seal_data: bytes) -> _RunCheck:
    check = _RunCheck([], [])
    label = f"{RUNS}/{folder.name}"
    try:
        seal = json.loads(seal_data)
        files: Mapping[str, str] = seal["files"]
        counts, merkle_root = seal["counts"], seal["merkle_root"]
        contents = {name: read_bytes(folder / name) for name in (OPEN, FINDINGS)}
        hashes = {name: sha256_hex(data) for name, data in contents.items()}
        hashes[EVIDENCE] = _sha256_of(folder / EVIDENCE)
    except CaseDamaged as error:
        check.problems.append(f"{label}: {error.message}")
        return check
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        check.problems.append(f"{label}/{SEAL} is not readable: {error}")
        return check
    check.problems.extend(
        f"{label}/{name} has another SHA-256 than {SEAL} says"
        for name, value in hashes.items()
        if files.get(name) != value
    )
    lines = contents[FINDINGS].split(b"\n")
    if lines.pop() != b"":
        check.problems.append(f"{label}/{FINDINGS}: the last line is cut off")
    if merkle.root(merkle.leaf_hash(line) for line in lines) != merkle_root:
        check.problems.append(f"{label}/{FINDINGS} has another Merkle root than {SEAL} says")
    records: set[str] = set()
    try:
        with (folder / EVIDENCE).open("rb") as stream:
            for record in warc.read_records(stream):
                records.add(record.id)
    except warc.WarcError as error:
        check.problems.append(f"{label}/{EVIDENCE}: {error}")
    check.problems.extend(f"{label}/{FINDINGS}, {text}" for text in _check_lines(lines, records))
    if counts != {"findings": len(lines), "records": len(records)}:
        check.problems.append(f"{label}: the counts in {SEAL} are not what is there")
    known = {OPEN, FINDINGS, EVIDENCE, SEAL, LOCK}
    check.notes.extend(
        f"{label}/{path.name} does not belong to the case" for path in folder.iterdir() if path.name not in known
    )
    check.findings, check.records = len(lines), len(records)
    return check


def _check_lines(lines: list[bytes], records: set[str]) -> Iterator[str]:
    asked: set[str] = set()
    for number, line in enumerate(lines, start=1):
        try:
            record: dict[str, Json] = json.loads(line)
            if canonical(record) != line:
                yield f"line {number}: not in canonical form"
                continue
        except (ValueError, TypeError, AttributeError, RecursionError):
            yield f"line {number}: not readable"
            continue
        if set(record) != FIELDS:
            yield f"line {number}: not a finding"
            continue
        if record["id"] != statement_id(record):
            yield f"line {number}: the id is not that of the statement"
        if record["source"] == OPERATOR and record["property"] == ASKED:
            asked.add(str(record["id"]))
        cited = record["evidence"]
        for name in cited if isinstance(cited, list) else ():
            if name not in records and name not in asked:
                yield f"line {number}: cites {name}, which is not in this run"


def _unknown_runs(case: Case, opened: set[str]) -> Iterator[str]:
    for path in _entries(case.folder / RUNS):
        if path.is_dir() and path.name not in opened and not path.name.startswith(OPENING):
            yield f"{RUNS}/{path.name}: the ledger never heard of it"


def _leftovers(case: Case, opened: set[str]) -> Iterator[str]:
    """What lies in the folder and is no part of the case."""
    for path in _entries(case.folder / RUNS):
        if path.name.startswith(OPENING) and path.name.removeprefix(OPENING) not in opened:
            yield f"{RUNS}/{path.name} was never begun; the next run takes it away"
        elif path.is_file():
            yield f"{RUNS}/{path.name} does not belong to the case"
    known = {CARD, ledger.NAME, CASE_LOCK, RUNS, "profiles", "reports", "exports"}
    for path in _entries(case.folder):
        if path.name not in known:
            yield f"{path.name} does not belong to the case"


def _entries(folder: Path) -> list[Path]:
    return sorted(folder.iterdir()) if folder.is_dir() else []


def _sha256_of(path: Path) -> str:
    try:
        return file_sha256(path)
    except FileNotFoundError as error:
        raise CaseDamaged(f"{path.name} is missing") from error


def _name(entry: ledger.Entry) -> str:
    return entry.ref.removeprefix(f"{RUNS}/")
