"""Sources made for tests, which know some facts by heart, and a profile in a few words."""

import random
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from osint_kit.findings import Finding, Grade
from osint_kit.gateway import Gateway, open_world
from osint_kit.gateway.failures import Unreachable
from osint_kit.identifiers import Identifier, Kind, parse
from osint_kit.investigation import Investigation
from osint_kit.profiles import derive
from osint_kit.profiles.collect import Bounds, Collection, collect
from osint_kit.profiles.profile import build
from osint_kit.reach import Reach
from osint_kit.sources import Declaration, Planned

AT = datetime(2026, 11, 24, tzinfo=UTC)
GRADE = Grade("B", 2, "for the test")
Facts = Mapping[str, Sequence[tuple[str, str]]]
"""From an identifier, as `parse` reads it, to pairs of property and value; a value that can be read leads there."""
FOLLOWS = ("website", "email", "phone", "mentions", "also_known_as", "handle", "redirects_to", "names", "domain")


def domain(name: str) -> Identifier:
    return Identifier(Kind.DOMAIN, name)


def said(subject: str, what: str, value: str, source: str = "book", leads_to: str | None = None) -> Finding:
    """One statement, without any source being asked."""
    tie = parse(leads_to) if leads_to else None
    return Finding(parse(subject), what, value, source, AT, GRADE, Reach.PLATFORM, tie)


@dataclass
class Book:
    """A source that knows some facts by heart, and may take its time."""

    facts: Facts
    name: str = "book"
    reach: Reach = Reach.OFFLINE
    follows: tuple[str, ...] = FOLLOWS
    slow: bool = False
    fails: str = ""
    asked: list[str] = field(default_factory=list)

    @property
    def declaration(self) -> Declaration:
        kinds = tuple(Kind)
        return Declaration(self.name, "", "", "", "", kinds, self.reach, "", (), GRADE, "nobody", self.follows)

    def plan(self, identifier: Identifier) -> list[Planned]:
        return [Planned(identifier.value, self.name, self.reach, "nobody")]

    def ask(self, identifier: Identifier, gateway: Gateway) -> Iterator[Finding]:
        self.asked.append(identifier.value)
        if self.slow:
            time.sleep(random.random() / 50)
        for property_, value in self.facts.get(identifier.value, []):
            yield Finding(identifier, property_, value, self.name, AT, GRADE, self.reach, _tie(value))
        if identifier.value == self.fails:
            raise Unreachable("it is shut")


def _tie(value: str) -> Identifier | None:
    try:
        return parse(value)
    except ValueError:
        return None


def notebook() -> Investigation:
    return Investigation("profile build", open_world(None), Reach.REGISTRY, "Ana")


def collected(seeds: Sequence[str], books: Sequence[Book], depth: int = 2) -> Collection:
    return collect([(parse(seed), seed) for seed in seeds], books, notebook(), Bounds(depth))


def profiled(seeds: Sequence[str], books: Sequence[Book], depth: int = 2, name: str | None = None) -> dict[str, Any]:
    """The profile that comes of asking some books."""
    material = derive.of_collection(collected(seeds, books, depth))
    return build(name, [(parse(seed), seed) for seed in seeds], material, FOLLOWS)


def values(profile: Mapping[str, Any], part: str) -> list[str]:
    return [entry["value"] for entry in profile[part]]
