"""A head from the operator's notebook: the ledger still has that line, so nothing up to it was cut off."""

from osint_kit.cases.checks.checking import Checking


def check(on: Checking) -> None:
    """Look for the line, where a head was given."""
    if on.head and on.head not in {entry.hash for entry in on.entries}:
        on.problem(f"the ledger has no line with the head {on.head}: lines were cut off or replaced")
