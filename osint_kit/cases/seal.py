"""The files of a run's folder, and the seal that ends it: ``run.json`` and the closing ledger line."""

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Literal

from osint_kit.canonical import Json, sha256_hex
from osint_kit.cases import ledger, merkle
from osint_kit.cases.case import FORMAT, RUNS, Case
from osint_kit.cases.files import write_whole
from osint_kit.clock import iso, now

OPEN = "open.json"
SEAL = "run.json"
FINDINGS = "findings.ndjson"
EVIDENCE = "evidence.warc.gz"
LOCK = "run.lock"
OPENING = ".opening-"
"""Before the name of a run's folder until the ledger knows the run."""

State = Literal["complete", "stopped", "interrupted"]


def seal_folder(
    case: Case, folder: Path, operator: str, state: State, lines: merkle.Tree, records: int
) -> ledger.Entry:
    """Write ``run.json`` and the closing ledger line; the caller holds the case's lock. Raises ``OSError``.

    ``lines`` are those of the findings, ``records`` the number of those in the evidence.
    """
    data = as_file(
        {
            "format": FORMAT,
            "state": state,
            "ended": iso(now()),
            "counts": {"findings": len(lines), "records": records},
            "files": {name: file_sha256(folder / name) for name in (OPEN, FINDINGS, EVIDENCE)},
            "merkle_root": lines.root(),
        }
    )
    write_whole(folder / SEAL, data)
    return ledger.append(case.folder, operator, ledger.RUN_SEAL, f"{RUNS}/{folder.name}", sha256_hex(data))


def as_file(value: Mapping[str, Json]) -> bytes:
    """A JSON object as the text of a file of its own, for people to read."""
    return json.dumps(value, indent=2, ensure_ascii=False).encode("utf-8", "replace") + b"\n"


def file_sha256(path: Path) -> str:
    """The SHA-256 of a file in hexadecimal, read piece by piece. Raises ``OSError``."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
