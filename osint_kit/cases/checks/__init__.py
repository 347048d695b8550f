"""The checks of ``case verify``, one a file; the order here is the order in which problems are named.

A check of the case is a function of a `Checking`, a check of a run one of a `RunChecking`: it reads, says what does
not hold with ``problem`` and what a reader should know with ``note``, never raises, and writes nothing. To add one,
write its file and put it into a list here. What the ledger says about files is gathered first, by the checks of
the case: ``accepted`` tells which hashes a file may have, so that a ledger line that changes a file (a redaction)
needs no change in the checks of files.
"""

from collections.abc import Callable

from osint_kit.cases.checks import (
    card,
    chain,
    events,
    head,
    listed,
    redactions,
    run_evidence,
    run_findings,
    run_hashes,
    run_opened,
    signatures,
    stamps,
)
from osint_kit.cases.checks.checking import Checking, RunChecking

CASE_CHECKS: tuple[Callable[[Checking], None], ...] = (
    chain.check,
    card.check,
    head.check,
    redactions.check,
    signatures.check,
    stamps.check,
    events.check,
    listed.check,
)
"""In order; each may rely on what those before it gathered."""

RUN_CHECKS: tuple[tuple[Callable[[RunChecking], None], ...], ...] = (
    (run_opened.check, run_hashes.check),
    (run_evidence.check, run_findings.check),
)
"""Two lanes, gone through side by side: hashing is half of the work. Within a lane in order."""

__all__ = ["CASE_CHECKS", "RUN_CHECKS", "Checking", "RunChecking"]
