"""What a reader of a family of links takes and yields: a `Link` in, `Part`s out. Pure, and it never raises.

A family is a function ``read(link)`` in a file of its own, named in `osint_kit.links.families`.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import TypeAlias

from osint_kit.clock import iso
from osint_kit.identifiers import Identifier
from osint_kit.links.taken_apart import Link


class Certainty(StrEnum):
    """How sure it is that the value is what it is called."""

    CERTAIN = "certain"
    """It stands there in plain, or by a published standard that leaves no other reading."""
    LIKELY = "likely"
    """A published description of this platform's links says so, on its own host, and the value is plausible."""
    POSSIBLE = "possible"
    """The form fits and the value is plausible, but chance or another meaning could give the same."""


@dataclass(frozen=True)
class Part:
    """One thing that a link says. ``explains`` is for a statement: what was read, what it means, what it does not.

    ``source`` is the page that documents the form; it is empty for what stands there in plain. ``identifier`` is whom
    or what the value names. ``target`` is a link that stands in this one, and is decoded in its turn. ``at`` is the
    moment that the value tells, and ``made`` says that it is when what the link leads to was made. ``guessed_of`` is
    the number that was read without knowing what it stands for; where another part tells that, nobody needs the guess.
    """

    what: str
    value: str
    certainty: Certainty
    explains: str
    source: str = ""
    identifier: Identifier | None = None
    target: str = ""
    at: datetime | None = None
    made: bool = False
    guessed_of: str = ""


Family: TypeAlias = Callable[[Link], Iterator[Part]]

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_FIRST, _LAST = datetime(1990, 1, 1, tzinfo=UTC), datetime(2100, 1, 1, tzinfo=UTC)


def moment(milliseconds: float, after: datetime = EPOCH, *, microseconds: int = 0) -> datetime | None:
    """The time so long after another; None outside 1990 to 2100, where no link was or is made.

    Whole numbers are exact; a fraction of so many milliseconds is not.
    """
    try:
        found = after + timedelta(milliseconds=milliseconds, microseconds=microseconds)
    except OverflowError:
        return None
    return found if _FIRST <= found < _LAST else None


def time_part(what: str, at: datetime, certainty: Certainty, explains: str, source: str, *, made: bool = False) -> Part:
    """A part whose value is a moment."""
    return Part(what, iso(at), certainty, explains, source, at=at, made=made)
