"""What a command may do with the run that it works in: one that is being written, or one that is being replayed."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Protocol

from osint_kit.cases.ledger import Entry
from osint_kit.cases.seal import State
from osint_kit.cases.warc import Measured
from osint_kit.findings import Finding
from osint_kit.gateway.exchange import Exchange


class Keeper(Protocol):
    """A run; see `osint_kit.cases.run.Run` for what each of these does. Used from many threads at once."""

    @property
    def seed(self) -> str: ...

    @property
    def ref(self) -> str: ...

    def add_all(self, findings: Iterable[Finding]) -> int: ...

    def put_in_ledger(self, finding: Finding, action: str) -> None: ...

    def keep(self, exchange: Exchange) -> str: ...

    def keep_many(self, exchanges: Sequence[Exchange]) -> Sequence[str]: ...

    def keep_file(self, name: str, data: bytes, content_type: str, option: str = "") -> str: ...

    def keep_input(self, path: Path, content_type: str, option: str = "") -> str: ...

    def keep_measured(self, path: Path, content_type: str, option: str = "") -> tuple[str, Measured]: ...

    def seal(self, state: State) -> Entry | None: ...
