"""What the checks of one verification share: what is known of the case, and what was seen."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from osint_kit.canonical import Json
from osint_kit.cases import ledger
from osint_kit.cases.case import CARD, LOCK, RUNS
from osint_kit.cases.seal import EVIDENCE, FINDINGS, OPEN, SEAL

RUN_NAME = re.compile(r"[0-9A-Za-z][0-9A-Za-z._-]*")
"""What the name of a run's folder looks like: never a path that leads elsewhere."""
LARGEST_JSON = 10_000_000
"""Bytes of a ``.json`` file beyond which it is none of the kit's."""


@dataclass
class Checking:
    """A case that is being verified.

    ``entries`` are the ledger's readable lines, ``accepted`` the SHA-256 values that the ledger lets a file have, by
    its path in the case; ``dropped`` the evidence ids that the ledger says were taken away. ``known`` are the names
    at the top of the folder that belong to a case, ``signed_by`` the fingerprints of the keys whose signatures hold,
    ``stamped`` whether the ledger knows of a time stamp.
    """

    folder: Path
    head: str | None = None
    entries: list[ledger.Entry] = field(default_factory=list)
    accepted: dict[str, set[str]] = field(default_factory=dict)
    dropped: set[str] = field(default_factory=set)
    known: set[str] = field(default_factory=lambda: {CARD, ledger.NAME, LOCK, RUNS, "profiles", "reports", "exports"})
    opened: list[str] = field(default_factory=list)
    latest_opened: str = ""
    sealed: set[str] = field(default_factory=set)
    signed_by: set[str] = field(default_factory=set)
    stamped: bool = False
    problems: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def problem(self, text: str) -> None:
        """Something does not hold."""
        self.problems.append(text)

    def note(self, text: str) -> None:
        """Something that a reader should know and that is no damage."""
        self.notes.append(text)

    def run(self, name: str) -> "RunChecking":
        """The run of a name, to be checked with what the ledger says of its files."""
        of_run = {file: self.accepted.get(f"{RUNS}/{name}/{file}") for file in (OPEN, SEAL, FINDINGS, EVIDENCE)}
        accepted = {file: hashes for file, hashes in of_run.items() if hashes}
        return RunChecking(self.folder / RUNS / name, accepted, self.dropped, self.latest_opened)


@dataclass
class RunChecking:
    """A run that is being verified, sealed or not. ``accepted`` and ``dropped`` are as in `Checking`.

    ``latest_opened`` is when the case's latest run was opened, as the ledger writes times. ``written`` are the bytes of
    findings that a run without a seal had before its evidence was looked at: it may be at work, and what these lines
    cite is in the evidence by then.
    """

    folder: Path
    accepted: Mapping[str, set[str]] = field(default_factory=dict)
    dropped: set[str] = field(default_factory=set)
    latest_opened: str = ""
    records: set[str] = field(default_factory=set)
    lines: int = 0
    written: int = 0
    problems: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @property
    def label(self) -> str:
        """The run as messages name it."""
        return f"{RUNS}/{self.folder.name}"

    def problem(self, text: str) -> None:
        """Something of this run does not hold."""
        self.problems.append(f"{self.label}{text}")

    def note(self, text: str) -> None:
        """Something about this run that is no damage."""
        self.notes.append(f"{self.label}{text}")

    def side(self) -> "RunChecking":
        """The same run for a second lane of checks, with nothing seen yet."""
        return RunChecking(self.folder, self.accepted, self.dropped, self.latest_opened)

    @cached_property
    def is_sealed(self) -> bool:
        """Whether there is a seal, or the ledger says that there was one."""
        return SEAL in self.accepted or (self.folder / SEAL).exists()

    @cached_property
    def seal(self) -> Mapping[str, Json]:
        """What ``run.json`` says; empty where it cannot be read, which `run_hashes` names."""
        path = self.folder / SEAL
        try:
            value = json.loads(path.read_bytes()) if is_plain(path) and path.stat().st_size < LARGEST_JSON else {}
        except (OSError, ValueError, RecursionError):
            return {}
        return value if isinstance(value, dict) else {}


def is_plain(path: Path) -> bool:
    """Whether a path is a file of the folder itself: no link out of it, no pipe that would never end."""
    return path.is_file() and not path.is_symlink()
