"""Stamps in a case: ``stamps/<line>.tsq`` is what is asked about the head of that line, ``.tsr`` the answer.

A request can be made without a network and wait. Ledger lines say when it was made and when the answer came.
"""

from collections.abc import Iterator
from pathlib import Path

from osint_kit.canonical import sha256_hex
from osint_kit.cases import ledger
from osint_kit.cases.case import Case
from osint_kit.cases.files import trouble, write_whole
from osint_kit.cases.timestamps import Stamp, new_query, read_stamp

FOLDER = "stamps"


def queue(case: Case, operator: str) -> str:
    """Make a request about the present head and put it on record; its name. The caller holds the case's lock.

    Where the newest line itself is a request that waits, that one is the answer. Raises `OutputError`, `UsageError`.
    """
    newest = list(case.entries())[-1]
    if newest.action == ledger.STAMP_QUEUED:
        return newest.ref
    ref = f"{FOLDER}/{newest.seq:06}.tsq"
    query = new_query(newest.hash)
    try:
        (case.folder / FOLDER).mkdir(exist_ok=True)
        write_whole(case.folder / ref, query)
        ledger.append(case.folder, operator, ledger.STAMP_QUEUED, ref, sha256_hex(query))
    except OSError as error:
        raise trouble(error, case.folder / ref) from error
    return ref


def waiting(case: Case) -> list[str]:
    """The requests that have no answer yet, oldest first. Raises `CaseDamaged` for a broken ledger."""
    return list(unanswered(case.entries()))


def unanswered(entries: Iterator[ledger.Entry]) -> Iterator[str]:
    """The names of requests that no stamp answers."""
    open_: dict[str, None] = {}
    for entry in entries:
        if entry.action == ledger.STAMP_QUEUED:
            open_[entry.ref] = None
        elif entry.action == ledger.STAMP:
            open_.pop(answered(entry.ref), None)
    yield from open_


def answered(ref: str) -> str:
    """The request that an answer belongs to, by their names."""
    return ref.removesuffix(".tsr") + ".tsq"


def keep_answer(case: Case, ref: str, reply: bytes, operator: str) -> tuple[Stamp, ledger.Entry]:
    """Check an answer to the request ``ref`` and put it on record; the caller holds the case's lock.

    Raises ``ValueError`` where it does not hold, `OutputError` and `UsageError` where it cannot be written.
    """
    stamp = read_stamp(reply, (case.folder / ref).read_bytes())
    path = case.folder / (ref.removesuffix(".tsq") + ".tsr")
    try:
        write_whole(path, reply)
        entry = ledger.append(case.folder, operator, ledger.STAMP, f"{FOLDER}/{path.name}", sha256_hex(reply))
    except OSError as error:
        raise trouble(error, path) from error
    return stamp, entry


def line_of(ref: str) -> int:
    """The number of the ledger line whose head a request or an answer is about; 0 for any other name."""
    stem = Path(ref).stem
    return int(stem) if stem.isascii() and stem.isdecimal() and len(stem) < 12 else 0
