"""Where an operator's own list of site rules lies, with the lists before it and what checks of rules said.

A folder: ``sites.json``, the list in use; ``former/<time>-<hash>.json``, those before it; ``checks.ndjson``, a line
a check, for ever appended to.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from pathlib import Path

from osint_kit.accounts.checks import Checked
from osint_kit.accounts.rules import RuleList, read_rules
from osint_kit.canonical import sha256_hex
from osint_kit.cases.files import append_whole, write_whole
from osint_kit.clock import compact, now
from osint_kit.errors import OutputError

NAME = "sites.json"
FORMER = "former"
HISTORY = "checks.ndjson"


class Shelf:
    """The lists and checks in one folder, which need not exist yet. Writing raises `OutputError`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.path = folder / NAME

    def rules(self) -> RuleList | None:
        """The operator's list; None where there is none. Raises `UsageError` where it cannot be read."""
        return read_rules(self.path) if self.path.is_file() else None

    def install(self, data: bytes) -> Path | None:
        """Put a list in use; where the one before it is kept, if there was another."""
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            former = self.path.read_bytes() if self.path.is_file() else None
            kept = None
            if former is not None and former != data:
                kept = self.folder / FORMER / f"{compact(now())}-{sha256_hex(former)[:12]}.json"
                kept.parent.mkdir(exist_ok=True)
                write_whole(kept, former)
            write_whole(self.path, data)
        except OSError as error:
            raise _trouble(error, self.path) from error
        return kept

    def remember(self, checks: Iterable[Checked]) -> None:
        """Add what checks said to the history."""
        lines = [json.dumps(asdict(check), ensure_ascii=False).encode() + b"\n" for check in checks]
        path = self.folder / HISTORY
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            with path.open("ab", buffering=0) as file:
                append_whole(file, lines)
        except OSError as error:
            raise _trouble(error, path) from error

    def history(self) -> Iterator[Checked]:
        """All that checks said, oldest first; a line that a lost line of power tore is passed over."""
        try:
            lines = (self.folder / HISTORY).read_bytes().split(b"\n")
        except OSError:
            return
        for line in lines:
            try:
                yield Checked(**json.loads(line))
            except (ValueError, TypeError):
                continue

    def last_checks(self, world: str) -> dict[str, Checked]:
        """For each rule's fingerprint the newest check made in a world: the internet is one, each exercise another."""
        return {check.rule: check for check in self.history() if check.world == world}


def _trouble(error: OSError, path: Path) -> OutputError:
    return OutputError(
        f"{path} could not be written: {error.strerror or error}",
        "free space or mend the rights of the folder, or name another with OSINT_CONFIG",
    )
