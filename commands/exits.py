"""The exit codes of `osint`, in one place."""

from enum import IntEnum

from osint_kit.errors import CaseDamaged, OsintError, OutputError, Refused


class Exit(IntEnum):
    """What the exit code says (DESIGN: the command line)."""

    ANSWERED = 0
    """Every item was answered; NXDOMAIN, no data, absent and unclear are answers."""
    PROBLEMS = 1
    """Some items carry a ``problem``, or results could not be written."""
    USAGE = 2
    """What was typed, or a file that was named, cannot be used."""
    REFUSED = 3
    """Nothing could be asked: reach, offline, scope or world of the case."""
    DAMAGED = 4
    """The case is damaged."""
    INTERRUPTED = 130
    """Ctrl-C; what was done is kept."""


class ReaderLeft(Exception):
    """Whoever read our output has closed it (``| head``); raised so that typer does not answer with an error."""


def exit_of(error: OsintError) -> Exit:
    """The exit code of an error that ended a command."""
    if isinstance(error, Refused):
        return Exit.REFUSED
    if isinstance(error, CaseDamaged):
        return Exit.DAMAGED
    return Exit.PROBLEMS if isinstance(error, OutputError) else Exit.USAGE
