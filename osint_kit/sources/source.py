"""What every public source declares about itself, and how it is asked.

A source from another package is found by the entry point ``osint_kit.sources``; the object it names is a
`Source`. It gets no network but the gateway that it is handed, so reach, pace and recording bind it too.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from osint_kit.canonical import Json
from osint_kit.findings import Finding, Grade
from osint_kit.gateway import Gateway
from osint_kit.identifiers import Identifier, Kind
from osint_kit.reach import Reach


@dataclass(frozen=True)
class Declaration:
    """What a source says of itself: whose it is, what it takes and yields, how near to the subject it comes.

    ``documentation`` is the page that documents its API, ``terms`` the page with its terms of use. ``follows``
    names the properties whose objects are worth asking about next; all others are recorded and left alone.
    """

    name: str
    title: str
    home: str
    documentation: str
    terms: str
    kinds: tuple[Kind, ...]
    reach: Reach
    pace: str
    yields: tuple[str, ...]
    grade: Grade
    learns: str
    follows: tuple[str, ...] = ()

    def finding(
        self,
        subject: Identifier,
        what: str,
        value: Json,
        at: datetime,
        evidence: str | None,
        leads_to: Identifier | None = None,
        reach: Reach | None = None,
    ) -> Finding:
        """A finding of this source, with its usual grade, and its own reach unless another is given."""
        return Finding(
            subject,
            what,
            value,
            self.name,
            at,
            self.grade,
            self.reach if reach is None else reach,
            object=leads_to,
            evidence=(evidence,) if evidence else (),
        )


@dataclass(frozen=True)
class Planned:
    """One request that would be made: what is asked, of whom, at which reach, and who would learn of it.

    ``requests`` is how many it takes at most, where one question takes several.
    """

    asks: str
    whom: str
    reach: Reach
    learns: str
    requests: int = 1


class Source(Protocol):
    """A public source: takes identifiers of certain kinds, yields findings."""

    @property
    def declaration(self) -> Declaration:
        """What the source says of itself."""
        ...

    def plan(self, identifier: Identifier) -> list[Planned]:
        """What `ask` would ask first; nothing is asked."""
        ...

    def ask(self, identifier: Identifier, gateway: Gateway) -> Iterable[Finding]:
        """Ask, and read the answer into findings. Raises `osint_kit.gateway.failures.Failure`."""
        ...
