"""The case's card: the ledger's first line vouches for its bytes."""

from osint_kit.cases.case import CARD
from osint_kit.cases.checks.checking import Checking, is_plain
from osint_kit.cases.seal import file_sha256


def check(on: Checking) -> None:
    """Hold ``case.json`` against the hash that the ledger has of it."""
    path = on.folder / CARD
    if not is_plain(path):
        on.problem(f"{CARD} is missing")
        return
    try:
        found = file_sha256(path)
    except OSError as error:
        on.problem(f"{CARD} cannot be read: {error.strerror}")
        return
    if found not in on.accepted.get(CARD, ()):
        on.problem(f"{CARD} is not the one that the ledger's first line names")
