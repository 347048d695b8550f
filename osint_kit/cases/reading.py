"""Reading the findings of a case, run by run."""

import json
from collections.abc import Collection, Iterator, Sequence
from contextlib import suppress
from pathlib import Path

from osint_kit.cases import ledger
from osint_kit.cases.case import RUNS, Case
from osint_kit.cases.seal import FINDINGS
from osint_kit.findings import Finding, read_finding
from osint_kit.identifiers import Identifier


def findings_about(case: Case, subjects: Collection[Identifier]) -> Iterator[tuple[str, Finding]]:
    """What the runs of a case found about some subjects, each with its run; in the order in which runs were opened.

    A withheld line says nothing. So does one that is not whole, in a run that is still at work. Raises `CaseDamaged`
    for a broken ledger.
    """
    wanted = frozenset(subjects)
    marks = [json.dumps(subject.value, ensure_ascii=False).encode() for subject in wanted]
    for ref, finding in _marked(case, marks):
        if finding.subject in wanted:
            yield ref, finding


def findings_from(case: Case, sources: Collection[str]) -> Iterator[tuple[str, Finding]]:
    """What the runs of a case found by some sources, likewise."""
    marks = [f'"source":{json.dumps(source, ensure_ascii=False)}'.encode() for source in sources]
    for ref, finding in _marked(case, marks):
        if finding.source in sources:
            yield ref, finding


def findings_with(case: Case, *properties: str) -> Iterator[tuple[str, Finding]]:
    """What the runs of a case state with some properties, likewise."""
    for ref, finding in _marked(case, [f'"property":{json.dumps(what)}'.encode() for what in properties]):
        if finding.property in properties:
            yield ref, finding


def read_lines(path: Path) -> Iterator[Finding]:
    """The findings in a file of a run; a line that is withheld or not whole says nothing."""
    with path.open("rb") as lines:
        for line in lines:
            with suppress(ValueError):
                yield read_finding(line)


def raw_lines(case: Case) -> Iterator[tuple[str, bytes]]:
    """All lines of all runs as they stand, withheld ones too, each with its run and without its LF."""
    for folder in run_folders(case):
        with (folder / FINDINGS).open("rb") as lines:
            for line in lines:
                yield f"{RUNS}/{folder.name}", line.removesuffix(b"\n")


def withheld_evidence(case: Case) -> frozenset[str]:
    """The ids of the records that redactions took away: what cites them has lost what it rested on.

    Raises `CaseDamaged` for a broken ledger.
    """
    gone: set[str] = set()
    for entry in case.entries():
        dropped = (entry.detail or {}).get("dropped")
        if isinstance(dropped, list):
            gone.update(str(one) for one in dropped)
    return frozenset(gone)


def run_folders(case: Case) -> Iterator[Path]:
    """The folders of the runs that have findings, in the order in which they were opened.

    Raises `CaseDamaged` for a broken ledger.
    """
    for entry in case.entries():
        folder = case.folder / entry.ref
        if entry.action == ledger.RUN_OPEN and (folder / FINDINGS).is_file():
            yield folder


def _marked(case: Case, marks: Sequence[bytes]) -> Iterator[tuple[str, Finding]]:
    """The findings whose line holds one of some marks."""
    for folder in run_folders(case):
        ref = f"{RUNS}/{folder.name}"
        with (folder / FINDINGS).open("rb") as lines:
            for line in lines:
                if any(mark in line for mark in marks):
                    try:
                        yield ref, read_finding(line)
                    except ValueError:
                        continue
