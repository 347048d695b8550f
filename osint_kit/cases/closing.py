"""The end of a case: closed for good, and in time emptied of personal data.

Both are ledger lines. A closed case takes no run; redacting, purging, signing and stamping still work in it. A purge
is a redaction of everything: each line becomes its leaf, all evidence goes, what is derived goes.
"""

from datetime import date

from osint_kit.cases import ledger
from osint_kit.cases.case import CARD, Case
from osint_kit.cases.files import trouble
from osint_kit.errors import Refused

WARN_DAYS = 30
"""Days before the retention date from which ``case list`` speaks of it."""


def closed_at(case: Case) -> ledger.Entry | None:
    """The line that closed a case, if any. Raises `CaseDamaged` for a broken ledger."""
    return next((entry for entry in case.entries() if entry.action == ledger.CASE_CLOSE), None)


def must_be_open(case: Case) -> None:
    """Raise `Refused` for a closed case."""
    if entry := closed_at(case):
        raise Refused(
            f"this case was closed by {entry.operator} at {entry.at}, and takes nothing more",
            "make a new case with 'osint case new'; notes about this one belong there",
        )


def close(case: Case, operator: str) -> ledger.Entry:
    """Close a case for good; the caller holds its lock. Raises `Refused` where it is closed already."""
    must_be_open(case)
    try:
        return ledger.append(case.folder, operator, ledger.CASE_CLOSE, CARD, case.card_sha256)
    except OSError as error:
        raise trouble(error, case.folder) from error


def retention(card_date: str, today: date) -> str | None:
    """What to say about a retention date: that it has passed, or that it comes soon; else None."""
    if not card_date:
        return None
    left = (date.fromisoformat(card_date) - today).days
    if left < 0:
        return f"to be kept until {card_date} only, and that has passed: 'osint case purge' takes personal data out"
    return f"to be kept until {card_date} only, in {left} days" if left <= WARN_DAYS else None
