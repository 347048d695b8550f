"""What must hold of a case after an accident."""

from pathlib import Path

from osint_kit.cases.case import open_case
from osint_kit.cases.recovery import ledger_runs
from osint_kit.cases.verify import verify


def sealed(case: Path) -> set[str]:
    """The runs that the ledger holds to be sealed."""
    return ledger_runs(open_case(case).entries())[1]


def stands(case: Path, before: set[str]) -> None:
    """At once after it: no problem, and no run is gone that was sealed ``before``."""
    assert verify(case).problems == ()
    assert before <= sealed(case)


def is_mended(case: Path) -> None:
    """After the next command: nothing is left to say of it."""
    verdict = verify(case)
    assert (verdict.problems, verdict.notes) == ((), ())
