"""One run: a case, a world and a reach, handed to everything that asks.

Without a case it is the same, and nothing is kept.
"""

import dataclasses
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from types import TracebackType
from typing import Self

from osint_kit.canonical import Json
from osint_kit.cases import ledger
from osint_kit.cases.case import Case
from osint_kit.cases.keeper import Keeper
from osint_kit.cases.run import open_run
from osint_kit.clock import now
from osint_kit.findings import ASKED, AUTHORITY, OPERATOR, OPERATOR_SAID, Finding
from osint_kit.gateway import Budget, Gateway, KeepNothing, World
from osint_kit.identifiers import Identifier
from osint_kit.reach import Reach
from osint_kit.version import VERSION


@dataclass
class Investigation:
    """The work of one command. As a context manager it opens a run in ``case``, and seals it at the end.

    ``options`` must hold neither identifiers nor free text.
    ``sealed`` is the ledger line that closed the run. A ``run`` that is handed in is worked in as it is.
    """

    command: str
    world: World
    reach: Reach
    operator: str
    case: Case | None = None
    options: Mapping[str, Json] = field(default_factory=dict)
    budget: Budget | None = None
    data_versions: Mapping[str, str] = field(default_factory=dict)
    run: Keeper | None = None
    sealed: ledger.Entry | None = None

    @cached_property
    def gateway(self) -> Gateway:
        """The one door to any network, with this run's reach, budget and recorder."""
        return Gateway(self.world, self.reach, self.run or KeepNothing(), self.budget)

    @cached_property
    def seed(self) -> str:
        """What chance is drawn from in this run, so that a replay draws the same."""
        import secrets

        return self.run.seed if self.run else secrets.token_hex(16)

    def asked(self, identifier: Identifier, text: str) -> str:
        """Keep the statement that the operator asked about an identifier, in his own words; the id of that line."""
        return self.stated(identifier, ASKED, text)

    def stated(self, identifier: Identifier, what: str, text: str) -> str:
        """Keep a statement of the operator's own; the id of that line."""
        line = self._said(identifier, what, text)
        self.keep([line])
        return line.id

    def authorised(self, identifier: Identifier, text: str) -> None:
        """Keep by which authority a victim, a witness or a minor is asked about; the ledger names the line's hash."""
        if self.run:
            self.run.put_in_ledger(self._said(identifier, AUTHORITY, text), ledger.AUTHORITY)

    def asking(self, identifier: Identifier, text: str) -> Finding:
        """The line that `asked` keeps, for those who `keep` many at a time."""
        return self._said(identifier, ASKED, text)

    def saying(self, identifier: Identifier, what: str, text: str) -> Finding:
        """The line that `stated` keeps, likewise."""
        return self._said(identifier, what, text)

    def _said(self, identifier: Identifier, what: str, text: str) -> Finding:
        return Finding(identifier, what, text, OPERATOR, now(), OPERATOR_SAID)

    def keep(self, findings: Iterable[Finding], asked: str | None = None) -> list[Finding]:
        """Keep findings, and return them; those derived offline cite ``asked``, the line they were derived from."""
        kept = []
        for finding in findings:
            cited = finding
            if asked and not finding.evidence and finding.reach == Reach.OFFLINE and finding.source != OPERATOR:
                cited = dataclasses.replace(finding, evidence=(asked,))
            kept.append(cited)
        if self.run:
            self.run.add_all(kept)
        return kept

    def __enter__(self) -> Self:
        if self.case:
            self.run = open_run(
                self.case,
                self.command,
                self.options,
                self.operator,
                self.world.name,
                self.world.simulated,
                self.reach,
                versions() | dict(self.data_versions),
            )
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self.run:
            self.sealed = self.run.seal("stopped" if kind else "complete")


def versions() -> dict[str, str]:
    """The versions of program, libraries and data that findings depend on, by name."""
    import platform
    from importlib.metadata import version

    from osint_kit.identifiers.suffixes import list_version

    libraries = ("dnspython", "idna", "phonenumbers", "python-whois", "tldextract", "urllib3")
    return {
        "osint-kit": VERSION,
        "python": platform.python_version(),
        "system": platform.system(),
        **{name: version(name) for name in libraries},
        "public-suffix-list": list_version(),
    }
