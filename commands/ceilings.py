"""How near to the subject a run may come: what was typed, within what the case allows; and how a refusal is put."""

from osint_kit.commands.options import Shared
from osint_kit.errors import Refused, UsageError
from osint_kit.reach import Reach


def typed_reach(shared: Shared) -> Reach | None:
    """The reach that was typed. Raises `UsageError` where it is none, or two that contradict each other."""
    if shared.offline and shared.reach not in (None, "offline"):
        raise UsageError(f"--offline and --reach {shared.reach} contradict each other", "leave one of them out")
    word = "offline" if shared.offline else shared.reach
    try:
        return Reach.of(word) if word else None
    except KeyError as error:
        raise UsageError(f"'{word}' is no reach", "use offline, registry, platform or target with --reach") from error


def ceiling_within(most: Reach, typed: Reach | None) -> Reach:
    """The ceiling of a run: ``most`` is what the case allows. Raises `Refused` where more was typed."""
    if typed is not None and typed > most:
        raise Refused(
            f"the case allows reach '{most.word}' at most, and '{typed.word}' was asked for",
            f"leave --reach out or use --reach {most.word}; a wider --max-reach needs a case of its own",
        )
    return min(Reach.PLATFORM, most) if typed is None else typed


def out_of_reach(command: str, needed: Reach, most: Reach, ceiling: Reach) -> Refused:
    """The refusal to say when nothing could be asked."""
    how = f"allow it with --reach {needed.word}"
    if needed > most:
        how = f"the case allows '{most.word}' at most; a new case with --max-reach {needed.word} would allow it"
    return Refused(f"'{command}' needs reach '{needed.word}', and this run may go to '{ceiling.word}'", how)
