"""The ledger: the form of each line, the chain from the first to the last, and what the lines say of files."""

from osint_kit.cases import ledger
from osint_kit.cases.case import CARD, RUNS
from osint_kit.cases.checks.checking import RUN_NAME, Checking, is_plain
from osint_kit.cases.seal import OPEN, SEAL


def check(on: Checking) -> None:
    """Read all lines, name each that does not hold, and gather what the others say."""
    path = on.folder / ledger.NAME
    if not is_plain(path):
        on.problem(f"{ledger.NAME} is missing")
        return
    try:
        data = path.read_bytes()
    except OSError as error:
        on.problem(f"{ledger.NAME} cannot be read: {error.strerror}")
        return
    if not data:
        on.problem(f"{ledger.NAME} is empty")
    for entry, problem in ledger.read_with_problems(data):
        if problem:
            on.problem(problem)
        if entry:
            on.entries.append(entry)
            _gather(on, entry)


def _gather(on: Checking, entry: ledger.Entry) -> None:
    if entry.action == ledger.CASE_NEW:
        if entry.seq != 1:
            on.problem(f"{ledger.NAME}, line {entry.seq}: a case is made once, by the first line")
        on.accepted.setdefault(CARD, set()).add(entry.sha256)
    if entry.action not in (ledger.RUN_OPEN, ledger.RUN_SEAL):
        return
    folder, _, name = entry.ref.partition("/")
    if folder != RUNS or not RUN_NAME.fullmatch(name):
        on.problem(f"{ledger.NAME}, line {entry.seq}: {entry.ref!r} is no run")
        return
    if entry.action == ledger.RUN_OPEN:
        if name in on.opened:
            on.problem(f"{entry.ref} was opened twice")
            return
        on.opened.append(name)
        on.latest_opened = max(on.latest_opened, entry.at)
        on.accepted[f"{entry.ref}/{OPEN}"] = {entry.sha256}
        return
    if name in on.sealed:
        on.problem(f"{entry.ref} was sealed twice")
        return
    if name not in on.opened:
        on.problem(f"{entry.ref} was sealed but never opened")
    on.sealed.add(name)
    on.accepted[f"{entry.ref}/{SEAL}"] = {entry.sha256}
