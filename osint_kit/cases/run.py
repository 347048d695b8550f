"""A run: one command's work inside a case, written as it happens and sealed when it ends.

``open.json`` is written first and ``run.json`` last; between them findings and evidence grow by whole lines
and whole records. Neither of the two holds an identifier or free text: these are lines of
``findings.ndjson``, where they can be withheld later.
"""

import secrets
import threading
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from osint_kit.canonical import Json, sha256_hex
from osint_kit.cases import ledger, merkle
from osint_kit.cases.case import FORMAT, RUNS, Case
from osint_kit.cases.closing import must_be_open
from osint_kit.cases.evidence import EvidenceFile
from osint_kit.cases.files import append_whole, replace, sync_folder, trouble, write_whole
from osint_kit.cases.lately import Lately
from osint_kit.cases.recovery import recover
from osint_kit.cases.seal import EVIDENCE, FINDINGS, LOCK, OPEN, OPENING, State, as_file, seal_folder
from osint_kit.cases.warc import Measured
from osint_kit.clock import compact, iso, now
from osint_kit.findings import Finding
from osint_kit.gateway.exchange import Exchange
from osint_kit.reach import Reach

if TYPE_CHECKING:
    from filelock import BaseFileLock


class Run:
    """A run that is being written; also the recorder of its gateway. Safe to use from many threads.

    As a context manager it seals itself: ``complete``, or ``stopped`` when an exception passes through.
    """

    def __init__(self, case: Case, folder: Path, lock: "BaseFileLock", operator: str, seed: str) -> None:
        self.case = case
        self.folder = folder
        self.seed = seed
        self._operator = operator
        self._lock = lock
        self._writing = threading.Lock()
        self._written = Lately()
        self._lines = merkle.Tree()
        try:
            self._findings = (folder / FINDINGS).open("ab", buffering=0)
            self._evidence = EvidenceFile(folder / EVIDENCE)
        except OSError as error:
            raise trouble(error, folder) from error

    @property
    def ref(self) -> str:
        """The run as the ledger names it, ``runs/<folder>``."""
        return f"{RUNS}/{self.folder.name}"

    def add(self, finding: Finding) -> bool:
        """Keep a finding. The same statement again is not written; True where it was new."""
        return self.add_all([finding]) == 1

    def add_all(self, findings: Iterable[Finding]) -> int:
        """Keep findings in one step; how many were new.

        A statement that was among the latest thousands (`Lately`) is not written again, so that memory stays constant
        in a long run.
        """
        with self._writing:
            fresh = {finding.id: finding for finding in findings if finding.id not in self._written}
            lines = [finding.to_line() for finding in fresh.values()]
            try:
                append_whole(self._findings, [b"".join(line + b"\n" for line in lines)])
            except OSError as error:
                raise trouble(error, self.folder / FINDINGS) from error
            self._written.add_all(fresh)
            for line in lines:
                self._lines.add(merkle.leaf_hash(line))
            return len(lines)

    def put_in_ledger(self, finding: Finding, action: str) -> None:
        """Keep a finding, and have a ledger line of its own name the hash of its line at once: `merkle.leaf_hash`."""
        import os

        if not self.add(finding):
            return
        leaf = merkle.leaf_hash(finding.to_line()).hex()
        try:
            os.fsync(self._findings.fileno())
            with self.case.locked():
                ledger.append(self.case.folder, self._operator, action, self.ref, leaf)
        except OSError as error:
            raise trouble(error, self.folder) from error

    def keep(self, exchange: Exchange) -> str:
        """Keep one exchange as evidence and return the id of its record."""
        try:
            return self._evidence.keep(exchange)
        except OSError as error:
            raise trouble(error, self.folder / EVIDENCE) from error

    def keep_many(self, exchanges: Sequence[Exchange]) -> Sequence[str]:
        """Keep exchanges as evidence in one step and return the ids of their records."""
        try:
            return self._evidence.keep_many(exchanges)
        except OSError as error:
            raise trouble(error, self.folder / EVIDENCE) from error

    def keep_file(self, name: str, data: bytes, content_type: str, option: str = "") -> str:
        """Keep a file of the operator's as evidence and return the id of its record; ``option`` is how it was named."""
        try:
            return self._evidence.keep_file(name, data, content_type, option)
        except OSError as error:
            raise trouble(error, self.folder / EVIDENCE) from error

    def keep_input(self, path: Path, content_type: str, option: str = "") -> str:
        """The same for a file of any size, which is not held in memory."""
        return self.keep_measured(path, content_type, option)[0]

    def keep_measured(self, path: Path, content_type: str, option: str = "") -> tuple[str, Measured]:
        """The same, with the hash and the size of what was kept."""
        try:
            return self._evidence.keep_measured(path, content_type, option)
        except OSError as error:
            raise trouble(error, self.folder / EVIDENCE) from error

    def seal(self, state: State) -> ledger.Entry:
        """End the run: force everything to the disk, write ``run.json``, and add the closing ledger line."""
        import os

        try:
            os.fsync(self._findings.fileno())
            self._evidence.sync()
            self.close_files()
            with self.case.locked():
                return seal_folder(self.case, self.folder, self._operator, state, self._lines, self._evidence.records)
        except OSError as error:
            raise trouble(error, self.folder) from error
        finally:
            self.close_files()
            self._lock.release()
            (self.folder / LOCK).unlink(missing_ok=True)

    def close_files(self) -> None:
        """Close findings and evidence."""
        self._findings.close()
        self._evidence.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.seal("stopped" if kind else "complete")


def open_run(
    case: Case,
    command: str,
    options: Mapping[str, Json],
    operator: str,
    world: str,
    simulated: bool,
    reach: Reach,
    versions: Mapping[str, str],
) -> Run:
    """Begin a run in a case: finish what was interrupted before it, then write ``open.json``.

    ``options`` must hold neither identifiers nor free text. Raises `Refused` in another world than the case's and for a
    closed case, `CaseDamaged` where the ledger does not hold, `UsageError` where the folder cannot be written.
    """
    from filelock import FileLock

    case.must_belong_to(world, simulated)
    seed = secrets.token_hex(16)
    started = now()
    name = f"{compact(started)}-{command.replace(' ', '-')}-{secrets.token_hex(4)}"
    folder = case.folder / RUNS / name
    data = as_file(
        {
            "format": FORMAT,
            "command": command,
            "options": dict(options),
            "versions": dict(versions),
            "operator": operator,
            "started": iso(started),
            "world": world,
            "simulated": simulated,
            "reach": reach.word,
            "seed": seed,
        }
    )
    opening = folder.with_name(OPENING + name)
    try:
        with case.locked():
            recover(case, operator)
            must_be_open(case)
            opening.mkdir(parents=True)
            write_whole(opening / OPEN, data)
            ledger.append(case.folder, operator, ledger.RUN_OPEN, f"{RUNS}/{name}", sha256_hex(data))
            replace(opening, folder)
            sync_folder(folder.parent)
            lock = FileLock(folder / LOCK)
            lock.acquire(blocking=False)
    except OSError as error:
        raise trouble(error, case.folder) from error
    return Run(case, folder, lock, operator, seed)
