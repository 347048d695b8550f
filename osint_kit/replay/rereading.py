"""What stands in the place of a run while it is replayed: it keeps findings in memory, and names recorded evidence."""

import threading
from collections.abc import Iterable, Sequence
from pathlib import Path

from osint_kit.cases import warc
from osint_kit.cases.opened import Opened
from osint_kit.cases.recording import NEVER_ASKED, Recording
from osint_kit.cases.seal import State, file_sha256
from osint_kit.findings import OPERATOR, Finding
from osint_kit.gateway.exchange import Exchange


class Rereading:
    """A `Keeper`. ``findings`` are those derived until now, by id.

    What rests on an answer that was never asked for in the recorded run is no finding: there, today's version asks
    for more, and nobody is asked.
    """

    def __init__(self, run: Opened, recording: Recording, folder: Path) -> None:
        self.recording = recording
        self.findings: dict[str, Finding] = {}
        self._run = run
        self._folder = folder / "files"
        self._lock = threading.Lock()

    @property
    def seed(self) -> str:
        """The seed of the recorded run."""
        return self._run.seed

    @property
    def ref(self) -> str:
        """The recorded run, as the ledger names it."""
        return f"runs/{self._run.folder.name}"

    def add_all(self, findings: Iterable[Finding]) -> int:
        """Remember what was derived; statements of the operator are none of it."""
        derived = {item.id: item for item in findings if item.source != OPERATOR and NEVER_ASKED not in item.evidence}
        with self._lock:
            before = len(self.findings)
            self.findings.update(derived)
            return len(self.findings) - before

    def put_in_ledger(self, finding: Finding, action: str) -> None:
        """Nothing: the ledger is not written."""

    def keep(self, exchange: Exchange) -> str:
        """The id under which the exchange is on record."""
        return self.recording.evidence_of(exchange)

    def keep_many(self, exchanges: Sequence[Exchange]) -> Sequence[str]:
        """The same for many."""
        return [self.keep(exchange) for exchange in exchanges]

    def keep_file(self, name: str, data: bytes, content_type: str, option: str = "") -> str:
        """The id under which the same bytes are on record."""
        return self._file_of(warc.digest(data))

    def keep_input(self, path: Path, content_type: str, option: str = "") -> str:
        """The same for a file."""
        return self._file_of(f"sha256:{file_sha256(path)}")

    def keep_measured(self, path: Path, content_type: str, option: str = "") -> tuple[str, warc.Measured]:
        """The same, with the hash and the size of the file."""
        with path.open("rb") as file:
            return self.keep_input(path, content_type), warc.measure(file)

    def seal(self, state: State) -> None:
        """Nothing is sealed."""

    def files(self, option: str) -> list[Path]:
        """The files that were given by an option, written out for the command to read."""
        paths = []
        for place, kept in enumerate(self.recording.files):
            if kept.option == option:
                path = self._folder / str(place) / _safe(kept.name)
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(self.recording.block(kept.record))
                paths.append(path)
        return paths

    def _file_of(self, digest: str) -> str:
        return next((kept.id for kept in self.recording.files if kept.digest == digest), NEVER_ASKED)


def _safe(name: str) -> str:
    """The name of a file without its folders; a case may come from anybody."""
    last = name.replace("\\", "/").rpartition("/")[2].replace("\0", "")
    return last if last not in ("", ".", "..") else "file"
