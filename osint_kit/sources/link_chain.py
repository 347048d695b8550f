"""A chain: the addresses that a link leads over, what each answered, and how the way ended."""

from dataclasses import dataclass, field, replace
from datetime import datetime

from osint_kit.gateway.certificates import certificate_in, why_untrusted
from osint_kit.gateway.exchange import HttpAnswer
from osint_kit.gateway.failures import Failure
from osint_kit.gateway.routes import shown
from osint_kit.identifiers.url import Url

PREVIEW, DECODED = "preview", "link-decode"
"""Values of `Hop.via` that no answer of the link itself has."""


@dataclass(frozen=True)
class Hop:
    """One address of a chain: what it answered, and by what means it led on (``via``, None where it did not).

    ``of`` is the link that a preview page is about. ``address`` is the one connected to, with its port; ``tls_name``
    the name that the server had to prove, ``tls`` how it did. ``note`` says in words what else is to be known.
    """

    url: str
    status: int | None = None
    via: str | None = None
    evidence: str | None = None
    at: datetime | None = None
    address: str | None = None
    tls_name: str | None = None
    tls: str | None = None
    note: str | None = None
    of: str | None = None

    @property
    def untrusted(self) -> str:
        """Why the certificate of a server that answered does not hold; empty where it does."""
        return why_untrusted(self.tls or "") if self.status is not None else ""


@dataclass
class Chain:
    """A link followed: ``stopped`` says how it ended, ``problem`` why, where that is no answer.

    ``landing`` an answer that leads no further; ``reach`` the next address may not be asked; ``loop``; ``limit``
    of hops, time or size; ``guard`` a private or impossible address; ``error`` no answer, or 4xx and 5xx.
    """

    input: str
    final: str
    stopped: str = ""
    problem: str | None = None
    hops: list[Hop] = field(default_factory=list)

    @property
    def moves(self) -> int:
        """How often the link led on to another address."""
        return sum(hop.via is not None for hop in self.hops)

    def end(self, stopped: str, problem: str | None = None) -> "Chain":
        """Close the chain. One that came over a server whose certificate does not hold has that for its problem."""
        untrusted = next((hop.note for hop in self.hops if hop.untrusted), None)
        self.stopped, self.problem = stopped, problem or untrusted
        return self


def hop_of(url: Url, answer: HttpAnswer) -> Hop:
    """The hop of an address that answered; by what means it led on is not said yet."""
    hop = Hop(
        url.text,
        answer.status,
        evidence=answer.evidence,
        at=answer.at,
        address=shown(answer.peer) if answer.peer else None,
        tls_name=url.host if answer.tls else None,
        tls=answer.tls or None,
    )
    if not hop.untrusted:
        return hop
    facts = f"{hop.untrusted} ({certificate_in(answer.tls)})"
    return replace(hop, note=f"the certificate of {url.host} does not hold: {facts}; followed with --insecure")


def failed_hop(url: Url, failure: Failure) -> Hop:
    """The hop of an address that brought no answer."""
    return Hop(
        url.text,
        evidence=failure.evidence,
        address=shown(failure.peer) if failure.peer else None,
        tls_name=url.host if failure.tls else None,
        tls=failure.tls or None,
    )
