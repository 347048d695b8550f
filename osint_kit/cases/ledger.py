"""The ledger: a hash-chained line for everything that happened to a case.

A line is ``seq at operator action ref sha256 prev hash``, and for some actions ``detail``, byte for byte its RFC 8785
form; ``hash`` is the SHA-256 over the canonical form of the rest, ``prev`` the hash of the line before (64 zeros in the
first). The newest hash is the case's head. The ledger is replaced as a whole, so it is never seen half written.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from osint_kit.canonical import Json, canonical, sha256_hex
from osint_kit.cases.files import write_whole
from osint_kit.clock import iso, now
from osint_kit.errors import CaseDamaged

NAME = "ledger.ndjson"
ZEROS = "0" * 64
TEXTS = ("at", "operator", "action", "ref", "sha256", "prev", "hash")

CASE_NEW = "case-new"
RUN_OPEN = "run-open"
RUN_SEAL = "run-seal"
AUTHORITY = "authority"
"""A protected person was asked about: ``sha256`` is the leaf of the line of the run that says by which authority."""
CASE_CLOSE = "case-close"
CASE_PURGE = "case-purge"
REPORT = "report"
REDACT = "redact"
REDACT_DONE = "redact-done"
SIGN = "sign"
STAMP_QUEUED = "stamp-queued"
STAMP = "stamp"


@dataclass(frozen=True)
class Entry:
    """One line. ``ref`` names what happened to it, as a path inside the case; ``sha256`` that file's hash.

    ``detail`` holds what an action says beyond that; like all of the ledger no identifier and no free text.
    """

    seq: int
    at: str
    operator: str
    action: str
    ref: str
    sha256: str
    prev: str
    hash: str
    detail: Mapping[str, Json] | None = None

    def to_line(self) -> bytes:
        """The line without its LF."""
        return canonical(self._fields())

    def own_hash(self) -> str:
        """What ``hash`` must be."""
        rest = {name: value for name, value in self._fields().items() if name != "hash"}
        return sha256_hex(canonical(rest))

    def _fields(self) -> dict[str, Json]:
        return {name: value for name, value in vars(self).items() if value is not None}


@dataclass(frozen=True)
class Event:
    """What a new line is to say."""

    action: str
    ref: str
    sha256: str
    detail: Mapping[str, Json] | None = None


def read_entries(data: bytes) -> Iterator[Entry]:
    """The entries of a ledger's bytes. Raises `CaseDamaged` at the first line that does not hold."""
    for entry, problem in read_with_problems(data):
        if problem or not entry:
            raise CaseDamaged(problem)
        yield entry


def read_with_problems(data: bytes) -> Iterator[tuple[Entry | None, str]]:
    """Each line as an entry, where it is one, with what does not hold about it, else nothing."""
    prev: str | None = ZEROS
    lines = data.split(b"\n")
    rest = lines.pop()
    for number, line in enumerate(lines, start=1):
        try:
            entry = _read_entry(line, number)
        except CaseDamaged as error:
            prev = None  # nobody can say what the next line must follow
            yield None, error.message
            continue
        holds = entry.seq == number and prev in (None, entry.prev) and entry.hash == _hash_of(line, entry)
        prev = entry.hash
        yield entry, "" if holds else f"{NAME}, line {number}: the chain does not hold"
    if rest:
        yield None, f"{NAME}: the last line is cut off"


def first_entry(data: bytes) -> Entry:
    """The entry that made the case. Raises `CaseDamaged` where it does not hold by itself."""
    entry = _read_entry(data.partition(b"\n")[0], 1)
    if entry.hash != entry.own_hash():
        raise CaseDamaged(f"{NAME}, line 1: the chain does not hold")
    return entry


def append(case_folder: Path, operator: str, action: str, ref: str, sha256: str) -> Entry:
    """Add a line and return it. The caller holds the case's lock. Raises ``OSError``."""
    return append_all(case_folder, operator, [Event(action, ref, sha256)])[-1]


def append_all(case_folder: Path, operator: str, events: Sequence[Event]) -> list[Entry]:
    """Add lines in one step, all or none, and return them. The caller holds the case's lock. Raises ``OSError``."""
    path = case_folder / NAME
    data = path.read_bytes() if path.exists() else b""
    last = _read_entry(data.rstrip(b"\n").rpartition(b"\n")[2], data.count(b"\n")) if data else None
    added: list[Entry] = []
    for event in events:
        entry = Entry(
            seq=last.seq + 1 if last else 1,
            at=iso(now()),
            operator=operator,
            action=event.action,
            ref=event.ref,
            sha256=event.sha256,
            prev=last.hash if last else ZEROS,
            hash="",
            detail=event.detail,
        )
        last = replace(entry, hash=entry.own_hash())
        added.append(last)
    write_whole(path, data + b"".join(entry.to_line() + b"\n" for entry in added))
    return added


def _hash_of(line: bytes, entry: Entry) -> str:
    """What ``hash`` must be: members stand in order and quotes in texts are escaped, so its last mark is the member."""
    before, _, after = line.rpartition(b'"hash":"' + entry.hash.encode() + b'",')
    return sha256_hex(before + after)


def _read_entry(line: bytes, number: int) -> Entry:
    try:
        values = json.loads(line)
        entry = Entry(**values)
        whole = canonical(values) == line and type(entry.seq) is int
        whole = whole and all(isinstance(getattr(entry, name), str) for name in TEXTS)
    except (ValueError, TypeError, AttributeError, RecursionError):
        whole = False
    if not whole:
        raise CaseDamaged(f"{NAME}, line {number}: not a ledger line in canonical form")
    return entry
