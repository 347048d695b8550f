"""What earlier runs of a case said about handles and sites: the newest state of each pair. Pure over lines."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from osint_kit.accounts.rule import SOURCE
from osint_kit.cases.case import RUNS, Case
from osint_kit.cases.seal import FINDINGS
from osint_kit.cases.summary import runs
from osint_kit.findings import ASKED, Finding, read_finding
from osint_kit.identifiers import Identifier, Kind

Pair = tuple[str, str]
"""A handle and the name of a site."""


@dataclass
class Earlier:
    """What the lines of a case say: the newest state of each pair, which handles were asked about as they stand, and
    which variants were made of each, with how. Everything is taken in before anything is read out."""

    states: dict[Pair, str] = field(default_factory=dict)
    typed: set[str] = field(default_factory=set)
    made: dict[str, dict[Identifier, str]] = field(default_factory=dict)

    def take(self, lines: Iterable[bytes]) -> None:
        """Read lines of ``findings.ndjson``; withheld and torn ones say nothing."""
        for line in lines:
            if b'"property":"asked"' not in line and b'"source":"' + SOURCE.encode() + b'"' not in line:
                continue
            try:
                finding = read_finding(line)
            except ValueError:
                continue
            if finding.subject.kind is Kind.HANDLE:
                self._take(finding)

    @cached_property
    def unclear(self) -> list[Pair]:
        """The pairs that were unclear when they were last asked, in the order in which they came up."""
        return [pair for pair, state in self.states.items() if state == "unclear"]

    def variants(self, handle: str) -> Iterator[tuple[Identifier, str]]:
        """The variants of a handle that are unclear on some site, with how each was made.

        One that was asked about as it stands, too, is no mere variant.
        """
        return ((made, how) for made, how in self.made.get(handle, {}).items() if made.value in self._mere)

    def handles(self) -> list[str]:
        """The handles to name so that each unclear pair comes up: themselves, or those that they are variants of."""
        covered = {made.value: handle for handle in self.made for made, _ in self.variants(handle)}
        return sorted({covered.get(handle, handle) for handle, _ in self.unclear})

    @cached_property
    def _mere(self) -> set[str]:
        return {handle for handle, _ in self.unclear} - self.typed

    def _take(self, finding: Finding) -> None:
        handle, value, other = finding.subject.value, finding.value, finding.object
        if finding.property == ASKED:
            self.typed.add(handle)
        elif finding.property == "variant" and other and isinstance(value, dict):
            self.made.setdefault(handle, {})[other] = str(value.get("how"))
        elif finding.property == "account" and isinstance(value, dict):
            site, state = value.get("site"), value.get("state")
            if isinstance(site, str) and isinstance(state, str):
                self.states[handle, site] = state


def earlier_in(case: Case) -> Earlier:
    """What all earlier runs of `osint account find` in a case said."""
    earlier = Earlier()
    for run in runs(case):
        if run.command == "account find":
            earlier.take(_lines(case.folder / RUNS / run.run / FINDINGS))
    return earlier


def _lines(path: Path) -> Iterator[bytes]:
    try:
        with path.open("rb") as file:
            yield from file
    except OSError:
        return  # an interrupted run without any; damage is the business of verify
