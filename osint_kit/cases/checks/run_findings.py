"""A run's findings: the tree over the lines, the form of each, its id, and the evidence that it names."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import BinaryIO

from osint_kit.canonical import Json, canonical
from osint_kit.cases import merkle
from osint_kit.cases.checks.checking import RunChecking, is_plain
from osint_kit.cases.seal import FINDINGS, SEAL
from osint_kit.findings import ASKED, OPERATOR, statement_id

UNREADABLE = "not readable, or not in canonical form"
RECORD = "urn:uuid:"
FIELDS = frozenset("id subject property value object source reach observed_at evidence grade why salt".split())


@dataclass
class _Cited:
    """The ids of the lines that say what was asked; the numbers of those whose evidence was lost with its end."""

    asked: set[str] = field(default_factory=set)
    lost: set[int] = field(default_factory=set)


def check(run: RunChecking) -> None:
    """Go through all lines once; the Merkle root is over what they are now.

    Without a seal nothing says how many lines and records there were. A last line that is cut off is then what a kill
    leaves; evidence that is not there may have been lost with its end, and the next run takes out what cites it.
    """
    path = run.folder / FINDINGS
    if not is_plain(path):
        return  # of a sealed run `run_hashes` says so
    cited = _Cited()
    try:
        with path.open("rb") as stream:
            root = merkle.root(_leaves(run, stream, cited))
    except OSError as error:
        run.problem(f"/{FINDINGS} cannot be read: {error.strerror}")
        return
    if cited.lost:
        first = f"line {min(cited.lost)} cites evidence that is not whole"
        run.note(f"/{FINDINGS}: {first} (such lines: {len(cited.lost)}); the next run takes them out")
    if not run.seal:
        return  # of a sealed run `run_hashes` says so
    if root != run.seal.get("merkle_root"):
        run.problem(f"/{FINDINGS} has another Merkle root than {SEAL} says")
    if run.seal.get("counts") != {"findings": run.lines, "records": len(run.records)} and FINDINGS not in run.accepted:
        run.problem(f": the counts in {SEAL} are not what is there")


def _leaves(run: RunChecking, stream: BinaryIO, cited: _Cited) -> Iterator[bytes]:
    for number, whole in enumerate(stream if run.is_sealed else _written(run, stream), start=1):
        line = whole.removesuffix(b"\n")
        if line == whole:
            run.problem(f"/{FINDINGS}: the last line is cut off")
        run.lines += 1
        if problem := _problem(run, line, number, cited):
            run.problem(f"/{FINDINGS}, line {number}: {problem}")
        yield merkle.leaf_of(line) if FINDINGS in run.accepted else merkle.leaf_hash(line)


def _written(run: RunChecking, stream: BinaryIO) -> Iterator[bytes]:
    """The whole lines of a run without a seal, as far as they went before its evidence was looked at."""
    read = 0
    for line in stream:
        read += len(line)
        if read > run.written:
            return
        if not line.endswith(b"\n"):
            run.note(f"/{FINDINGS}: the last line is cut off, as an interruption leaves it")
            return
        yield line


def _problem(run: RunChecking, line: bytes, number: int, cited: _Cited) -> str | None:
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
        cited.asked.add(str(record["id"]))
    evidence = record["evidence"]
    for name in map(str, evidence if isinstance(evidence, list) else ("no list",)):
        if name in run.records or name in cited.asked or name in run.dropped:
            continue
        if run.is_sealed or not name.startswith(RECORD):
            return f"cites {name}, which is not in this run"
        cited.lost.add(number)
    return None


def _withheld_problem(run: RunChecking, line: bytes) -> str | None:
    if FINDINGS not in run.accepted:
        return "withheld, and the ledger knows of no redaction"
    if merkle.leaf_of(line) == merkle.leaf_hash(line):
        return "withheld, and no leaf stands there"
    return None
