"""A run's findings: the tree over the lines, the form of each, its id, and the evidence that it names."""

import json
from collections.abc import Iterator
from typing import BinaryIO

from osint_kit.canonical import Json, canonical
from osint_kit.cases import merkle
from osint_kit.cases.checks.checking import RunChecking, is_plain
from osint_kit.cases.seal import FINDINGS, SEAL
from osint_kit.findings import ASKED, OPERATOR, statement_id

UNREADABLE = "not readable, or not in canonical form"
FIELDS = frozenset("id subject property value object source reach observed_at evidence grade why salt".split())


def check(run: RunChecking) -> None:
    """Go through all lines once; the Merkle root is over what they are now."""
    path = run.folder / FINDINGS
    if not run.is_sealed or not is_plain(path):
        return
    asked: set[str] = set()
    try:
        with path.open("rb") as stream:
            root = merkle.root(_leaves(run, stream, asked))
    except OSError as error:
        run.problem(f"/{FINDINGS} cannot be read: {error.strerror}")
        return
    if not run.seal:
        return  # `run_hashes` says so
    if root != run.seal.get("merkle_root"):
        run.problem(f"/{FINDINGS} has another Merkle root than {SEAL} says")
    if run.seal.get("counts") != {"findings": run.lines, "records": len(run.records)} and FINDINGS not in run.accepted:
        run.problem(f": the counts in {SEAL} are not what is there")


def _leaves(run: RunChecking, stream: BinaryIO, asked: set[str]) -> Iterator[bytes]:
    for number, whole in enumerate(stream, start=1):
        line = whole.removesuffix(b"\n")
        if line == whole:
            run.problem(f"/{FINDINGS}: the last line is cut off")
        run.lines += 1
        if problem := _problem(run, line, asked):
            run.problem(f"/{FINDINGS}, line {number}: {problem}")
        yield merkle.leaf_of(line) if FINDINGS in run.accepted else merkle.leaf_hash(line)


def _problem(run: RunChecking, line: bytes, asked: set[str]) -> str | None:
    """What is wrong with a line, if anything is."""
    try:
        record: dict[str, Json] = json.loads(line)
        if canonical(record) != line:
            return UNREADABLE
        if record.keys() == merkle.WITHHELD_FIELDS:
            return _withheld_problem(run, line)
        if record.keys() != FIELDS:
            return "not a finding"
        if record["id"] != statement_id(record):
            return "the id is not that of the statement"
    except (ValueError, TypeError, AttributeError, RecursionError):
        return UNREADABLE
    if record["source"] == OPERATOR and record["property"] == ASKED:
        asked.add(str(record["id"]))
    cited = record["evidence"]
    for name in cited if isinstance(cited, list) else ("no list",):
        if name not in run.records and name not in asked and name not in run.dropped:
            return f"cites {name}, which is not in this run"
    return None


def _withheld_problem(run: RunChecking, line: bytes) -> str | None:
    if FINDINGS not in run.accepted:
        return "withheld, and the ledger knows of no redaction"
    if merkle.leaf_of(line) == merkle.leaf_hash(line):
        return "withheld, and no leaf stands there"
    return None
