"""What earlier runs of a case said about handles and sites: the newest state of each pair. Pure over lines."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from osint_kit.accounts.rule import SOURCE
from osint_kit.cases.case import RUNS, Case
from osint_kit.cases.seal import FINDINGS
from osint_kit.cases.summary import runs
from osint_kit.findings import Finding, read_finding
from osint_kit.identifiers import Kind

Pair = tuple[str, str]
"""A handle and the name of a site."""


def unclear_in(case: Case) -> list[Pair]:
    """The pairs that were unclear when they were last asked in a case, in the order in which they came up."""
    states: dict[Pair, str] = {}
    for run in runs(case):
        if run.command == "account find":
            states.update(last_states(_lines(case.folder / RUNS / run.run / FINDINGS)))
    return [pair for pair, state in states.items() if state == "unclear"]


def last_states(lines: Iterable[bytes]) -> dict[Pair, str]:
    """The newest state of each pair among lines of ``findings.ndjson``; withheld and torn lines say nothing."""
    states: dict[Pair, str] = {}
    for line in lines:
        if b'"source":"' + SOURCE.encode() + b'"' not in line:
            continue
        try:
            finding = read_finding(line)
        except ValueError:
            continue
        if said := _said(finding):
            states[said[0]] = said[1]
    return states


def _said(finding: Finding) -> tuple[Pair, str] | None:
    value = finding.value
    if finding.subject.kind is not Kind.HANDLE or finding.property != "account" or not isinstance(value, dict):
        return None
    site, state = value.get("site"), value.get("state")
    return ((finding.subject.value, site), state) if isinstance(site, str) and isinstance(state, str) else None


def _lines(path: Path) -> Iterator[bytes]:
    try:
        with path.open("rb") as file:
            yield from file
    except OSError:
        return  # an interrupted run without any; damage is the business of verify
