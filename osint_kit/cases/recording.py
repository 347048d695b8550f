"""A recorded run as a world: asked the same question, it gives the outcome that is on record.

The n-th identical request gets the n-th recorded outcome, failures included. What was never asked in the run is
answered by a failure that says so. Nothing is opened but the run's ``evidence.warc.gz``.
"""

import json
import threading
from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import unquote

from osint_kit.cases import warc
from osint_kit.cases.evidence import (
    BODY,
    ENDED,
    METHOD,
    NOTES,
    OPTION,
    PORT,
    SOURCE,
    TLS,
    asked_otherwise,
    uri_of,
)
from osint_kit.cases.opened import Opened
from osint_kit.cases.seal import EVIDENCE
from osint_kit.errors import CaseDamaged
from osint_kit.gateway.exchange import Exchange, Request
from osint_kit.gateway.failures import BY_WORD, NotInWorld
from osint_kit.gateway.pace import Pace

NEVER_ASKED = "urn:uuid:00000000-0000-0000-0000-000000000000"
"""The id of evidence that there is not: the question was never asked in the recorded run."""
Key = tuple[str, ...]


@dataclass(frozen=True)
class Replayed(Exchange):
    """An exchange out of a recording; ``evidence`` is the id of its record."""

    evidence: str = NEVER_ASKED


@dataclass(frozen=True)
class KeptFile:
    """A file of the operator's in the evidence: the ``option`` that named it, its name, and where it stands."""

    id: str
    option: str
    name: str
    digest: str
    record: warc.Record


class NoHurry(Pace):
    """Nobody waits: there is no host to be easy on."""

    def hold(self, host: str, seconds: float) -> None:
        """Do nothing; the wait was kept when the run was recorded."""


class Recording:
    """A `World`. ``missing`` counts the requests that are not on record; `now` is the run's clock.

    The clock stands at the run's start, and moves on to the end of each exchange that is given. Raises `CaseDamaged`
    where a record is not whole.
    """

    def __init__(self, run: Opened) -> None:
        self.name = run.world
        self.simulated = run.simulated
        self.pace = NoHurry()
        self.missing = 0
        self.files: list[KeptFile] = []
        self.ids: set[str] = set()
        self._path = run.folder / EVIDENCE
        self._moment = run.started
        self._outcomes: dict[Key, deque[tuple[warc.Record, list[warc.Record]]]] = {}
        self._lock = threading.Lock()
        try:
            with self._path.open("rb") as stream:
                self._index(warc.read_records(stream, blocks=False))
            self._stream = self._path.open("rb")
        except (OSError, warc.WarcError) as error:
            raise CaseDamaged(f"{run.folder.name}/{EVIDENCE}: {error}", "run 'osint case verify'") from error

    @property
    def unused(self) -> int:
        """How many outcomes were not given yet."""
        return sum(map(len, self._outcomes.values()))

    def now(self) -> datetime:
        """What the clock of the run shows."""
        return self._moment

    def perform(self, request: Request) -> Exchange:
        """The next recorded outcome of this request."""
        taken = self._take(request)
        if taken is None:
            why = "the recorded run never asked this"
            return Replayed(request, self._moment, self._moment, failure=NotInWorld.word, why=why)
        main, beside = taken
        ended = datetime.fromisoformat(main.field(ENDED))
        with self._lock:
            self._moment = max(self._moment, ended)
        failed = json.loads(self.block(main)) if main.type == "metadata" else {}
        answers = [record for record in (*beside, main) if record.type == "response"]
        address, port, notes = main.field("WARC-IP-Address"), main.field(PORT), main.field(NOTES)
        return Replayed(
            request,
            datetime.fromisoformat(main.field("WARC-Date")),
            ended,
            sent=b"".join(self.block(record) for record in beside if record.type == "request"),
            received=b"".join(self.block(record) for record in answers),
            peer=(address, int(port or 0)) if address else None,
            tls=main.field(TLS),
            failure=failed.get("failure", "") if failed.get("failure", "") in BY_WORD else "",
            why=str(failed.get("why", "")),
            notes=tuple(notes.split("; ")) if notes else (),
            evidence=main.id,
        )

    def evidence_of(self, exchange: Exchange) -> str:
        """The id under which an exchange is on record; one that the gateway refused is found by its request."""
        if isinstance(exchange, Replayed):
            return exchange.evidence
        taken = self._take(exchange.request)
        return taken[0].id if taken else NEVER_ASKED

    def block(self, record: warc.Record) -> bytes:
        """The bytes of a record."""
        with self._lock:
            self._stream.seek(record.offset)
            return next(warc.read_records(self._stream)).block

    def close(self) -> None:
        """Close the file."""
        self._stream.close()

    def _take(self, request: Request) -> tuple[warc.Record, list[warc.Record]] | None:
        otherwise = dict(asked_otherwise(request))
        key = _key(request.source, uri_of(request), otherwise.get(METHOD, ""), otherwise.get(BODY, ""))
        with self._lock:
            outcomes = self._outcomes.get(key)
            if outcomes:
                return outcomes.popleft()
            self.missing += 1
            return None

    def _index(self, records: Iterable[warc.Record]) -> None:
        waiting: dict[str, list[warc.Record]] = {}
        for record in records:
            self.ids.add(record.id)
            target = record.field("WARC-Target-URI")
            if main := record.field("WARC-Concurrent-To").strip("<>"):
                waiting.setdefault(main, []).append(record)
            elif record.type in ("response", "metadata"):
                key = _key(record.field(SOURCE), target, record.field(METHOD), record.field(BODY))
                self._outcomes.setdefault(key, deque()).append((record, waiting.pop(record.id, [])))
            elif record.type == "resource":
                name = unquote(target.removeprefix("file:"))
                digest = record.field("WARC-Block-Digest")
                self.files.append(KeptFile(record.id, record.field(OPTION), name, digest, record))


def _key(*parts: str) -> Key:
    """The same for a request and for its record, whose fields hold no line breaks."""
    return tuple(" ".join(part.split()).encode("utf-8", "replace").decode() for part in parts)
