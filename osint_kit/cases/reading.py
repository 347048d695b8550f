"""Reading the findings of a case, run by run."""

import json
from collections.abc import Collection, Iterator

from osint_kit.cases.case import RUNS, Case
from osint_kit.cases.seal import FINDINGS
from osint_kit.findings import Finding, read_finding
from osint_kit.identifiers import Identifier


def findings_about(case: Case, subjects: Collection[Identifier]) -> Iterator[tuple[str, Finding]]:
    """What the runs of a case found about some subjects, with the name of each run; oldest run first.

    A withheld line says nothing. So does one that is not whole, in a run that is still at work.
    """
    wanted = frozenset(subjects)
    marks = [json.dumps(subject.value, ensure_ascii=False).encode() for subject in wanted]
    for path in sorted((case.folder / RUNS).glob(f"*/{FINDINGS}")):
        with path.open("rb") as lines:
            for line in lines:
                if any(mark in line for mark in marks):
                    try:
                        finding = read_finding(line)
                    except ValueError:
                        continue
                    if finding.subject in wanted:
                        yield path.parent.name, finding
