"""One small family of errors. The message of each is written for the person at the terminal.

    OsintError
    ├── UsageError      what was typed, or a file that was named, cannot be used      exit 2
    ├── Refused         reach, scope or world forbid the whole of what was asked      exit 3
    ├── CaseDamaged     the case folder does not hold what its ledger says            exit 4
    └── OutputError     results could not be written                                  exit 1

A single item that cannot be read or asked is no exception: it is a record with a ``problem``.
Failures of one exchange with a network are `osint_kit.gateway.failures`.
"""


class OsintError(Exception):
    """Says what happened and to which input; ``next_step`` says what to do about it."""

    def __init__(self, message: str, next_step: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.next_step = next_step


class UsageError(OsintError):
    """What was typed, or a file that was named, cannot be used."""


class Refused(OsintError):
    """Reach, scope or world forbid the whole of what was asked; nothing was asked of anybody."""


class CaseDamaged(OsintError):
    """The case folder does not hold what its ledger says."""


class OutputError(OsintError):
    """Results could not be written: the disk is full, the folder is closed, the file is in use."""
