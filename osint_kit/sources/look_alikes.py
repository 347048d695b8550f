"""Names that look like another: what a name says by its letters, and which of its look-alikes exist in DNS.

Nothing but DNS is asked, and never the site of a look-alike. Some zones answer for every name: each is asked for names
that nobody has, and what it says of a look-alike then counts only where it is something else.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from threading import Lock
from typing import Literal

from osint_kit.canonical import Json, sha256_hex
from osint_kit.clock import now
from osint_kit.findings import Finding, Grade
from osint_kit.gateway import Gateway
from osint_kit.gateway.exchange import DnsAnswer
from osint_kit.identifiers import Identifier, Kind
from osint_kit.identifiers.look_alikes import LookAlike
from osint_kit.reach import Reach
from osint_kit.sources import dns_records
from osint_kit.sources.source import Declaration, Planned

LEARNS = "the resolver, and whoever runs the name servers of a look-alike that exists"
EXISTS = Grade("A", 2, "DNS has the name; that it is meant to deceive is not shown by that")
CONTROLS = 2
"""Names that nobody has, in each zone: one that answers with an address by turns is seen by two."""

DECLARATION = Declaration(
    name="look-alikes",
    title="Letters that look alike, by Unicode",
    home="https://www.unicode.org/reports/tr39/",
    documentation="https://www.unicode.org/reports/tr39/#Confusable_Detection",
    terms="https://www.unicode.org/license.txt",
    kinds=(Kind.DOMAIN,),
    reach=Reach.OFFLINE,
    pace="offline",
    yields=("imitates", "look_alike"),
    grade=Grade("A", 3, "the letters look alike; that it is meant to deceive is not shown by that"),
    learns="nobody",
)


@dataclass(frozen=True)
class Standing:
    """What DNS says of a name: that it is ``registered``, None where that is not told.

    A registered name need not be in DNS: it may be new, or switched off. ``status`` is in plain words; ``answers``
    are what it was read from, ``problem`` why there is none.
    """

    registered: Literal[True] | None
    status: str
    addresses: tuple[str, ...] = ()
    mail: tuple[str, ...] = ()
    answers: tuple[DnsAnswer, ...] = ()
    problem: str | None = None


@dataclass
class _Zone:
    """What a zone says of names that nobody has; None until it was asked."""

    lock: Lock = field(default_factory=Lock)
    controls: Standing | None = None


class Lookout:
    """Asks about names, and knows the zones that answer for every name. Thread-safe.

    ``seed`` is what the names of the controls are made of, so that a replay asks for the same ones.
    """

    def __init__(self, gateway: Gateway, seed: str) -> None:
        self._gateway = gateway
        self._seed = seed
        self._zones: dict[str, _Zone] = {}
        self._lock = Lock()

    def ask(self, name: str) -> Standing:
        """Ask for the addresses and the mail servers of a name in ASCII; no more than one question if it is free."""
        standing = self._standing(name)
        if not standing.registered:
            return standing
        controls = self._controls(name.partition(".")[2])
        told_apart = set(standing.addresses) - set(controls.addresses) or set(standing.mail) - set(controls.mail)
        if controls.registered and not told_apart:
            return Standing(None, "the zone answers for every name", answers=standing.answers)
        return standing

    def _standing(self, name: str) -> Standing:
        (first,) = dns_records.ask_types(name, ("A",), self._gateway)
        if first.answer and first.answer.status == "NXDOMAIN" and not first.answer.records:
            return Standing(None, "not in DNS", answers=(first.answer,))
        outcomes = [first]
        if first.answer and first.answer.status in ("NOERROR", "NXDOMAIN"):
            outcomes += dns_records.ask_types(name, ("AAAA", "MX"), self._gateway)
        answers = tuple(outcome.answer for outcome in outcomes if outcome.answer)
        problem = next((outcome.problem for outcome in outcomes if outcome.problem), None)
        return read_standing(answers, problem)

    def _controls(self, zone: str) -> Standing:
        with self._lock:
            known = self._zones.setdefault(zone, _Zone())
        with known.lock:
            if known.controls is None:
                known.controls = self._ask_controls(zone)
            return known.controls

    def _ask_controls(self, zone: str) -> Standing:
        labels = [f"x{sha256_hex(f'{self._seed} {zone} {turn}'.encode())[:15]}" for turn in range(CONTROLS)]
        seen = [self._standing(f"{label}.{zone}") for label in labels]
        return Standing(
            True if any(standing.registered for standing in seen) else None,
            "",
            tuple(address for standing in seen for address in standing.addresses),
            tuple(server for standing in seen for server in standing.mail),
        )


def read_standing(answers: tuple[DnsAnswer, ...], problem: str | None = None) -> Standing:
    """What the answers to A, AAAA and MX questions about a name say together."""
    odd = next((answer.status for answer in answers if answer.status not in ("NOERROR", "NXDOMAIN")), None)
    addresses = tuple(dict.fromkeys(value for answer in answers for value in _addresses(answer)))
    mail = tuple(dict.fromkeys(server for answer in answers for server in _mail_servers(answer)))
    problem = problem or (f"the resolver answered {odd}" if odd else None)
    if not addresses and not mail and problem:
        return Standing(None, "no answer", answers=answers, problem=problem)
    status = "has an address" if addresses else "has mail only" if mail else "has no address and no mail"
    return Standing(True, status, addresses, mail, answers, problem)


def plan(look_alike: LookAlike) -> Planned:
    """What would be asked about a look-alike, and who would learn of it."""
    return Planned(f"A, AAAA and MX records of {look_alike.domain}", "the resolver", Reach.REGISTRY, LEARNS)


def imitation(name: Identifier, known: str) -> Finding:
    """The statement that a name imitates a known domain."""
    return DECLARATION.finding(name, "imitates", known, now(), None, Identifier(Kind.DOMAIN, known))


def findings(name: Identifier, look_alike: LookAlike, standing: Standing) -> Iterator[Finding]:
    """The statement that a look-alike of a name exists, with all it was read from; and each of its records."""
    if not standing.registered:
        return
    found = Identifier(Kind.DOMAIN, look_alike.domain)
    value: dict[str, Json] = {
        "unicode": look_alike.unicode,
        "change": look_alike.change,
        "addresses": list(standing.addresses),
        "mail": list(standing.mail),
    }
    yield Finding(
        name,
        "look_alike",
        value,
        DECLARATION.name,
        standing.answers[0].at,
        EXISTS,
        Reach.REGISTRY,
        object=found,
        evidence=tuple(answer.evidence for answer in standing.answers if answer.evidence),
    )
    for answer in standing.answers:
        yield from dns_records.findings(found, answer)


def _addresses(answer: DnsAnswer) -> tuple[str, ...]:
    return answer.values("A") + answer.values("AAAA")


def _mail_servers(answer: DnsAnswer) -> list[str]:
    """Without the "null MX", which says that there is no mail (RFC 7505)."""
    hosts = (value.split()[-1].rstrip(".").lower() for value in answer.values("MX"))
    return [host for host in hosts if host]
