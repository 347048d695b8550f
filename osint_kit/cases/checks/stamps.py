"""Time stamps: each is whole, and about the head of the line that it is named after; who says when that existed."""

from osint_kit.canonical import sha256_hex
from osint_kit.cases import ledger
from osint_kit.cases.checks.checking import Checking, is_plain
from osint_kit.cases.stamping import FOLDER, line_of, unanswered
from osint_kit.cases.timestamps import read_query, read_stamp


def check(on: Checking) -> None:
    """Hold each request and each answer that the ledger names against its file and the head that it is about."""
    on.known.add(FOLDER)
    heads = {entry.seq: entry.hash for entry in on.entries}
    named: set[str] = set()
    for entry in on.entries:
        if entry.action in (ledger.STAMP, ledger.STAMP_QUEUED):
            named.add(entry.ref)
            _check(on, entry, heads)
    for ref in unanswered(iter(on.entries)):
        on.note(f"{ref} waits for its time stamp: 'osint case stamp' sends it")
    folder = on.folder / FOLDER
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        if f"{FOLDER}/{path.name}" not in named:
            on.note(f"{FOLDER}/{path.name} does not belong to the case")
    on.stamped = any(entry.action == ledger.STAMP for entry in on.entries)


def _check(on: Checking, entry: ledger.Entry, heads: dict[int, str]) -> None:
    path = on.folder / entry.ref
    if path.parent != on.folder / FOLDER or not is_plain(path):
        on.problem(f"{entry.ref}: the time stamp is missing")
        return
    data = path.read_bytes()
    if sha256_hex(data) != entry.sha256:
        on.problem(f"{entry.ref} is not the one that the ledger names")
        return
    try:
        if entry.action == ledger.STAMP_QUEUED:
            head, words = read_query(data)[0], ""
        else:
            stamp = read_stamp(data)
            head, words = stamp.head, stamp.words
    except ValueError as error:
        on.problem(f"{entry.ref}: {error}")
        return
    line = line_of(entry.ref)
    if heads.get(line) != head or line >= entry.seq:
        on.problem(f"{entry.ref}: it is about a head that this ledger never had")
    elif words:
        on.note(f"{entry.ref}: everything up to line {line} {words}")
