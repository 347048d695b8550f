"""Profiles in generated worlds, held against the known truth: what was attributed rightly, wrongly, and missed."""

import tempfile
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from osint_kit.accounts.account_pages import AccountPages
from osint_kit.accounts.engine import AccountSource
from osint_kit.accounts.rules import read_rules
from osint_kit.exercises import Range, load_scenario
from osint_kit.exercises.generate import generate, write_generated
from osint_kit.findings import Finding
from osint_kit.gateway import open_world
from osint_kit.identifiers import Identifier, Kind, parse
from osint_kit.identifiers.account import account_parts, platform_of
from osint_kit.investigation import Investigation
from osint_kit.profiles import derive
from osint_kit.profiles.collect import Bounds, collect
from osint_kit.profiles.material import Material, material
from osint_kit.profiles.pages import one_name
from osint_kit.profiles.profile import build
from osint_kit.reach import Reach
from osint_kit.sources import all_sources

SITES = {"Mastodon": "Mastodon (mastodon.social)", "Hacker News": "Hacker News"}
"""Names of generated sites, as the packaged rules call them, where these differ."""


@dataclass
class Person:
    """One person of the ring: where to start, what is his, and what of it can be reached from there."""

    seeds: list[tuple[Identifier, str]]
    own: set[Identifier]
    reachable: set[Identifier]


@dataclass
class Marks:
    """Counts over all persons. ``attributed`` is what is said with ``probable`` or more, the seeds not counted."""

    attributed: int = 0
    right: int = 0
    reachable: int = 0
    reached: int = 0
    possible: int = 0
    possibly_right: int = 0
    wrong: list[str] = field(default_factory=list)
    missed: list[str] = field(default_factory=list)

    @property
    def precision(self) -> float:
        """The share of what was attributed that is right."""
        return self.right / self.attributed if self.attributed else 1.0

    @property
    def recall(self) -> float:
        """The share of what can be reached that was attributed."""
        return self.reached / self.reachable if self.reachable else 1.0

    @property
    def possible_right(self) -> float:
        """The share of the ``possible`` that is right."""
        return self.possibly_right / self.possible if self.possible else 1.0


@dataclass
class Measured:
    """One world: the profiles and the material that they are made of, the requests and the seconds it took."""

    persons: list[Person]
    profiles: list[dict[str, Any]]
    found: Material
    requests: int
    seconds: float


def measure(seed: int, people: int, noise: int, level: str) -> Measured:
    """Make a world, build a profile of each person in one investigation, and derive all of them at its end."""
    made = generate(seed, people, noise, level)
    truth: Any = made.truth
    persons = [person_of(entry) for entry in truth["people"]]
    lines: list[Finding] = []
    asked: dict[Identifier, str] = {}
    with (
        tempfile.TemporaryDirectory() as folder,
        Range(load_scenario(str(write_generated(made, Path(folder))))) as world,
    ):
        run = Investigation("profile build", open_world(world.write_world(Path(folder))), Reach.PLATFORM, "Ana")
        sources = [*all_sources(), AccountPages(read_rules()), AccountSource(read_rules(), run.seed)]
        begun = time.monotonic()
        for person in persons:
            collection = collect(person.seeds, sources, run, Bounds(3))
            lines += [*collection.findings, *collection.lines]
            asked |= collection.asked
        found = material(lines)
        found.asked = asked
        profiles: list[Any] = [build(None, person.seeds, found, derive.follows()) for person in persons]
        seconds = time.monotonic() - begun
    return Measured(persons, profiles, found, run.gateway.usage.requests, seconds)


def person_of(entry: Mapping[str, Any]) -> Person:
    """A person of the truth. He is looked for by his number and his first handle, as an advertisement shows them.

    What can be reached: the accounts of that handle that are his, and all that the ties of the truth lead to from
    there and from the number, in any number of steps. A tie of the truth is one that a page or a registry shows, so
    this needs no more than `platform`; a handle or a number that is written in words or with gaps counts as shown. What
    is his and stands in no tie, such as a short link that nobody posted, is not asked for.
    """
    accounts = {f"{item['site']}:{item['handle']}": account_of(item) for item in entry["accounts"]}
    plain = {Identifier(Kind(item["kind"]), item["value"]) for item in entry["identifiers"]}
    handles = {Identifier(Kind.HANDLE, item["handle"]) for item in entry["accounts"]}
    phone = next(item for item in plain if item.kind is Kind.PHONE)
    start = Identifier(Kind.HANDLE, entry["start"]["value"])

    def end(item: Mapping[str, str]) -> Identifier:
        known = accounts.get(item["value"])
        return known or Identifier(Kind(item["kind"]), item["value"])

    reached = {phone, start, *(item for item in accounts.values() if account_parts(item)[1] == start.value)}
    pairs = [(end(tie["a"]), end(tie["b"])) for tie in entry["ties"]]
    for _ in pairs:
        for one, other in pairs:
            if one in reached or other in reached:
                reached |= {one, other}
    seeds = [(phone, phone.value), (start, f"@{start.value}")]
    return Person(seeds, plain | handles | set(accounts.values()), reached - {phone, start})


def account_of(item: Mapping[str, str]) -> Identifier:
    """An account of the truth under the name that the account engine gives it."""
    site = next((rule.name for rule in read_rules().rules if rule.name.split(" (")[0] == item["site"]), item["site"])
    return Identifier(Kind.ACCOUNT, f"{platform_of(site)}:{item['handle']}")


Attributes = Callable[[Person, Mapping[str, Any], Material], tuple[Iterable[Identifier], Iterable[Identifier]]]
"""A way of joining: what it attributes to a person, and what it calls possible."""


def by_the_kit(
    person: Person, profile: Mapping[str, Any], found: Material
) -> tuple[list[Identifier], list[Identifier]]:
    """What the profile says."""
    sure: list[Identifier] = []
    possible: list[Identifier] = []
    for entry in profile["identifiers"]:
        if entry["how"] != "seed":
            identifier = Identifier(Kind(entry["kind"]), entry["value"])
            (possible if entry["belief"] == "possible" else sure).append(identifier)
    return sure, possible


def mark(measured: Measured, attributes: Attributes = by_the_kit) -> Marks:
    """Hold what a way of joining attributes against the truth; a page counts as the account or domain that it is of."""
    marks = Marks()
    same = one_name(measured.found.statements.values())
    for person, profile in zip(measured.persons, measured.profiles, strict=True):
        seeds = {seed for seed, _ in person.seeds}
        own = person.own

        def right(item: Identifier, own: set[Identifier] = own) -> bool:
            return item in own or same.get(item) in own or any(_within(item, mine) for mine in own)

        sure, possible = ({*said} - seeds for said in attributes(person, profile, measured.found))
        marks.attributed += len(sure)
        marks.right += sum(map(right, sure))
        marks.wrong += [str(item) for item in sure if not right(item)]
        marks.possible += len(possible - sure)
        marks.possibly_right += sum(map(right, possible - sure))
        marks.reachable += len(person.reachable)
        marks.reached += len(person.reachable & sure)
        marks.missed += [str(item) for item in person.reachable - sure]
    return marks


def possible_joins(measured: Measured) -> tuple[int, int]:
    """How many joins are ``possible``, and how many of these are right: both ends are the person's.

    That an account bears its own handle says nothing about whose it is, so such a join counts only where the handle is
    a seed: there it says that the account of that name is the person's too.
    """
    same = one_name(measured.found.statements.values())
    joins = right = 0
    for person, profile in zip(measured.persons, measured.profiles, strict=True):
        seeds = {seed for seed, _ in person.seeds}
        for join in profile["joins"]:
            ends = [Identifier(Kind(join[end]["kind"]), join[end]["value"]) for end in ("a", "b")]
            if join["belief"] != "possible" or _own_handle(ends, seeds):
                continue
            joins += 1
            right += all(
                end in person.own or same.get(end) in person.own or any(_within(end, mine) for mine in person.own)
                for end in ends
            )
    return joins, right


def _own_handle(ends: list[Identifier], seeds: set[Identifier]) -> bool:
    """Whether a join is that of an account and its own handle, which is no seed."""
    handles = [end for end in ends if end.kind is Kind.HANDLE]
    accounts = [end for end in ends if end.kind is Kind.ACCOUNT]
    if not handles or not accounts or handles[0] in seeds:
        return False
    return account_parts(accounts[0])[1].casefold() == handles[0].value.casefold()


def _within(item: Identifier, mine: Identifier) -> bool:
    """Whether a page lies in a domain of the person's."""
    return (
        item.kind is Kind.URL
        and mine.kind is Kind.DOMAIN
        and item.value.split("/")[2].removeprefix("www.") == mine.value
    )


def hubs_in_joins(measured: Measured) -> list[str]:
    """Joins one end of which is an address, a name server or a mail server."""
    serving = {
        str(item.object)
        for item in measured.found.statements.values()
        if item.property in ("address", "name_server", "mail_server", "alias_of")
    }
    ends = (
        str(parse(f"{join[end]['kind']}:{join[end]['value']}"))
        for profile in measured.profiles
        for join in profile["joins"]
        for end in ("a", "b")
    )
    return [end for end in ends if end in serving]
