"""Resolving many names side by side: their records, and what else it takes to read them rightly.

Aliases are followed where the resolver does not, the DMARC record is asked for beside the usual ones, and beside a
name that has an address a random one is asked for: where both are answered alike, the zone answers for any name
(a wildcard, RFC 4592), and the answer says nothing about this one.
"""

import hashlib
from collections import OrderedDict, deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import count
from typing import Generic, TypeVar

from osint_kit.findings import Finding
from osint_kit.gateway import Gateway
from osint_kit.gateway.exchange import DnsAnswer, DnsRequest
from osint_kit.gateway.failures import Failure
from osint_kit.identifiers import Identifier, Kind
from osint_kit.sources.dns_aliases import to_follow
from osint_kit.sources.dns_records import ANSWERED, DECLARATION, TYPES, Outcome, findings, plan_question, reverse_name
from osint_kit.sources.dns_texts import DMARC
from osint_kit.sources.source import Planned

PROBED = ("A", "AAAA", "CNAME", "MX", "TXT")
"""The types by which a wildcard is looked for: the first of them that is wanted."""
REMEMBERED = 4096
"""Zones of which it is remembered how they answer for a random name."""
AHEAD = 8192
"""Things that may be done already while one before them is still waited for."""
T = TypeVar("T")


@dataclass(frozen=True)
class Resolution:
    """What came of one name: ``name`` is what was asked about, for an IP address its reverse name.

    ``wildcard`` tells whether a random name beside it is answered alike; None where that was not asked.
    """

    subject: Identifier
    name: str
    outcomes: tuple[Outcome, ...]
    dmarc: DnsAnswer | None = None
    wildcard: bool | None = None
    sibling: DnsAnswer | None = None

    def findings(self) -> Iterator[Finding]:
        """A finding a record, once however many answers hold it."""
        seen: set[tuple[str, str, str]] = set()
        told = False
        for outcome in self.outcomes:
            for answer in outcome.answers:
                # Aliases stand in the answers to all questions; the first time is enough.
                fresh = tuple(item for item in answer.records if (item.name, item.type, item.value) not in seen)
                seen.update((item.name, item.type, item.value) for item in fresh)
                missing = answer.status == "NXDOMAIN" and answer is outcome.answer and not told
                told = told or missing
                if len(fresh) < len(answer.records) or (answer.status == "NXDOMAIN" and not missing):
                    answer = replace(answer, records=fresh, status="NXDOMAIN" if missing else "NOERROR")
                yield from findings(self.subject, answer)
        if self.dmarc:
            yield from findings(self.subject, self.dmarc)
        if self.wildcard and self.sibling:
            zone, values = self.name.partition(".")[2], sorted(record.value for record in self.sibling.records)
            text = f"*.{zone} {self.sibling.type} {'; '.join(values)}"
            yield DECLARATION.finding(self.subject, "wildcard", text, self.sibling.at, self.sibling.evidence)


class Resolver:
    """Resolves names by one gateway. ``types`` are asked about names, None for the usual; addresses have PTR.

    ``seed`` is the run's: the random names are made of it.
    """

    def __init__(self, gateway: Gateway, types: Sequence[str] | None, seed: str) -> None:
        self._gateway = gateway
        self._types = tuple(types or TYPES)
        self._usual = types is None
        self._probed = next((type_ for type_ in PROBED if type_ in self._types), None)
        self._seed = seed
        self._zones: OrderedDict[str, _Zone] = OrderedDict()
        self._later: deque[tuple[_Asker, DnsRequest]] = deque()

    def resolve(self, things: Iterable[tuple[T, Identifier | None]]) -> Iterator[tuple[T, Resolution | None]]:
        """What came of each thing's identifier, in order; a thing without one just keeps its place.

        Things are taken only as results are taken, so memory stays constant.
        """
        coming = iter(things)
        line: deque[_Name[T]] = deque()
        askers: dict[int, _Asker] = {}
        more = True

        def requests() -> Iterator[DnsRequest | None]:
            nonlocal more
            for place in count():
                while not self._later:
                    if more and len(line) < AHEAD:
                        thing = next(coming, None)
                        more = thing is not None
                        if thing:
                            line.append(self._begin(*thing))
                    else:
                        yield None
                askers[place], request = self._later.popleft()
                yield request

        def finished() -> Iterator[tuple[T, Resolution | None]]:
            while line and line[0].done:
                name = line.popleft()
                yield name.tag, name.resolution()

        while more or line:
            for place, answer in self._gateway.dns_as_settled(requests()):
                askers.pop(place).take(answer, self)
                if line and line[0].done:
                    yield from finished()
            yield from finished()

    def ask(self, asker: "_Asker", name: str, type_: str) -> None:
        """Have a question asked, and its answer given to ``asker``."""
        self._later.append((asker, DnsRequest(name, type_, DECLARATION.name)))

    def _begin(self, tag: T, subject: Identifier | None) -> "_Name[T]":
        if subject is None:
            return _Name(tag, Identifier(Kind.TEXT, ""), "", ())
        types: tuple[str, ...] = self._types
        name = subject.value
        if subject.kind is Kind.IP:
            name, types = reverse_name(subject.value), ("PTR",)
        work = _Name(tag, subject, name, types)
        for place, type_ in enumerate(types):
            self.ask(_Question(work, place), name, type_)
        return work

    def look_beside(self, name: "_Name[T]") -> None:
        """Ask what more it takes, once all that was asked about a name itself is answered."""
        if name.subject.kind is Kind.IP:
            return
        exists = any(outcome.status == "NOERROR" for outcome in name.outcomes)
        if self._usual and exists and not name.name.startswith("_"):
            name.waiting += 1
            self.ask(_Dmarc(name), DMARC + name.name, "TXT")
        zone = name.name.partition(".")[2]
        found = next((item for item in name.outcomes if item.type == self._probed and item.records), None)
        if self._probed and found and zone:
            name.zone = self._zone(zone, self._probed)

    def _zone(self, zone: str, type_: str) -> "_Zone":
        known = self._zones.get(zone)
        if known:
            self._zones.move_to_end(zone)
            return known
        label = "x" + hashlib.sha256(f"{self._seed} {zone}".encode()).hexdigest()[:15]
        known = self._zones[zone] = _Zone(type_)
        if len(self._zones) > REMEMBERED:
            self._zones.popitem(last=False)
        self.ask(known, f"{label}.{zone}", type_)
        return known


class _Asker:
    """Who waits for the answer to a question."""

    def take(self, answer: DnsAnswer | Failure, resolver: Resolver) -> None:
        raise NotImplementedError


class _Name(Generic[T]):
    """One name under way."""

    def __init__(self, tag: T, subject: Identifier, name: str, types: Sequence[str]) -> None:
        self.tag = tag
        self.subject = subject
        self.name = name
        self.outcomes = [Outcome(type_) for type_ in types]
        self.waiting = len(self.outcomes)
        self.dmarc: DnsAnswer | None = None
        self.zone: _Zone | None = None

    @property
    def done(self) -> bool:
        return not self.waiting and not (self.zone and self.zone.waiting)

    def resolution(self) -> Resolution | None:
        if not self.name:
            return None
        wildcard, sibling = None, self.zone.answer if self.zone else None
        if self.zone and sibling:
            own = next(item.answer for item in self.outcomes if item.type == self.zone.type)
            values = {record.value for record in sibling.records}
            wildcard = own is not None and bool(values) and values == {record.value for record in own.records}
        return Resolution(self.subject, self.name, tuple(self.outcomes), self.dmarc, wildcard, sibling)


class _Question(_Asker):
    """One type of a name, with its aliases."""

    __slots__ = ("name", "place")

    def __init__(self, name: _Name[T], place: int) -> None:
        self.name = name
        self.place = place

    def take(self, answer: DnsAnswer | Failure, resolver: Resolver) -> None:
        before = self.name.outcomes[self.place]
        if isinstance(answer, Failure):
            outcome = replace(before, failure=answer)
        elif before.answer:
            outcome = replace(before, followed=(*before.followed, answer))
        else:
            outcome = Outcome(before.type, answer)
        self.name.outcomes[self.place] = outcome
        if isinstance(answer, DnsAnswer) and (target := to_follow(answer, before.records)):
            resolver.ask(self, target, before.type)
            return
        self.name.waiting -= 1
        if not self.name.waiting:
            resolver.look_beside(self.name)


class _Dmarc(_Asker):
    """The DMARC record of a name; that there is none is no statement about the name itself."""

    def __init__(self, name: _Name[T]) -> None:
        self.name = name

    def take(self, answer: DnsAnswer | Failure, resolver: Resolver) -> None:
        if isinstance(answer, DnsAnswer) and answer.status in ANSWERED and answer.values("TXT"):
            self.name.dmarc = answer
        self.name.waiting -= 1


class _Zone(_Asker):
    """How a zone answers for a random name."""

    def __init__(self, type_: str) -> None:
        self.type = type_
        self.waiting = True
        self.answer: DnsAnswer | None = None

    def take(self, answer: DnsAnswer | Failure, resolver: Resolver) -> None:
        if isinstance(answer, DnsAnswer) and answer.status in ANSWERED:
            self.answer = answer
        self.waiting = False


def plan_name(subject: Identifier, types: Sequence[str] | None) -> list[Planned]:
    """What resolving one name would ask first; beside an address that is found, a random name is asked for too."""
    if subject.kind is Kind.IP:
        return [plan_question(reverse_name(subject.value), "PTR")]
    planned = [plan_question(subject.value, type_) for type_ in types or TYPES]
    if types is None and not subject.value.startswith("_"):
        planned.append(plan_question(DMARC + subject.value, "TXT"))
    zone = subject.value.partition(".")[2]
    probed = next((type_ for type_ in PROBED if type_ in (types or TYPES)), None)
    if zone and probed:
        planned.append(plan_question(f"a random name in {zone}", probed))
    return planned
