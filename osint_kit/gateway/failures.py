"""Why one exchange brought no answer. Each is recorded as evidence before it is raised.

Failure                 word         (the word that goes into records, evidence and replay)
├── OverReach           reach        the request comes nearer to the subject than this run may
├── OverBudget          budget       the run's budget of requests or bytes is used up
├── RateLimited         rate-limit   the host said when it may be asked again, and that is not yet
├── Guarded             guard        the address is private, reserved, or no http(s) address at all
├── NotInWorld          world        the world has no place where this could be asked
├── TimedOut            timeout      no whole answer within the time cap
├── TooMuch             limit        a cap on size or on the number of headers was passed
├── TlsFailed           tls          the certificate or the handshake did not hold
└── Unreachable         unreachable  no connection, a reset, an answer that is none
"""

from typing import ClassVar


class Failure(Exception):
    """The message is a plain sentence; ``evidence`` names the record of the attempt, where there is one.

    ``peer`` and ``tls`` are those of the exchange that failed: whom it went to, and what its certificate says.
    """

    word: ClassVar[str] = "error"
    peer: tuple[str, int] | None = None
    tls: str = ""

    def __init__(self, message: str, evidence: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.evidence = evidence


class OverReach(Failure):
    """The request comes nearer to the subject than this run may. Nothing was sent."""

    word = "reach"


class OverBudget(Failure):
    """The run's budget of requests or bytes is used up. Nothing was sent."""

    word = "budget"


class RateLimited(Failure):
    """The host said when it may be asked again, and that is not yet. Nothing was sent."""

    word = "rate-limit"


class Guarded(Failure):
    """The address is private, reserved, or no http(s) address at all. Nothing was sent to it."""

    word = "guard"


class NotInWorld(Failure):
    """The world has no place where this could be asked. Nothing was sent."""

    word = "world"


class TimedOut(Failure):
    """No whole answer within the time cap."""

    word = "timeout"


class TooMuch(Failure):
    """A cap on size or on the number of headers was passed."""

    word = "limit"


class TlsFailed(Failure):
    """The certificate or the handshake did not hold."""

    word = "tls"


class Unreachable(Failure):
    """No connection, a reset, or an answer that is none."""

    word = "unreachable"


BY_WORD: dict[str, type[Failure]] = {
    kind.word: kind
    for kind in (
        OverReach,
        OverBudget,
        RateLimited,
        Guarded,
        NotInWorld,
        TimedOut,
        TooMuch,
        TlsFailed,
        Unreachable,
    )
}
