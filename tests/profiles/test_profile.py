"""From seeds outwards, with sources made for the test, and the profile that comes of it."""

import random
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime

import pytest

from osint_kit.canonical import Json
from osint_kit.exercises import Range, load_scenario
from osint_kit.findings import Finding, Grade
from osint_kit.gateway import Gateway, open_world
from osint_kit.gateway.failures import Unreachable
from osint_kit.identifiers import Identifier, Kind
from osint_kit.investigation import Investigation
from osint_kit.profiles.collect import Gap, collect, plan
from osint_kit.profiles.hubs import PLATFORMS, WEBMAIL, reason_not_to_follow
from osint_kit.profiles.profile import build
from osint_kit.reach import Reach
from osint_kit.sources import Declaration, Planned

AT = datetime(2026, 11, 24, tzinfo=UTC)
GRADE = Grade("B", 2, "for the test")
Facts = Mapping[str, list[tuple[str, str]]]
"""From a domain to pairs of property and value; a value is a domain too, where it has a dot."""


def domain(name: str) -> Identifier:
    return Identifier(Kind.DOMAIN, name)


@dataclass
class Book:
    """A source that knows some facts by heart, and may take its time."""

    facts: Facts
    name: str = "book"
    reach: Reach = Reach.OFFLINE
    follows: tuple[str, ...] = ("ties",)
    slow: bool = False
    fails: str = ""
    asked: list[str] = field(default_factory=list)

    @property
    def declaration(self) -> Declaration:
        return Declaration(self.name, "", "", "", "", (Kind.DOMAIN,), self.reach, "", (), GRADE, "nobody", self.follows)

    def plan(self, identifier: Identifier) -> list[Planned]:
        return [Planned(identifier.value, self.name, self.reach, "nobody")]

    def ask(self, identifier: Identifier, gateway: Gateway) -> Iterator[Finding]:
        self.asked.append(identifier.value)
        if self.slow:
            time.sleep(random.random() / 50)
        for property_, value in self.facts.get(identifier.value, []):
            tie = domain(value) if "." in value else None
            yield Finding(identifier, property_, value, self.name, AT, GRADE, self.reach, tie)
        if identifier.value == self.fails:
            raise Unreachable("it is shut")


@pytest.fixture(scope="module")
def notebook() -> Investigation:
    return Investigation("profile build", open_world(None), Reach.REGISTRY, "Ana")


CHAIN = {
    "a.example": [("ties", "b.example"), ("created", "2020-01-02T00:00:00Z"), ("name_server", "ns.example")],
    "b.example": [("ties", "c.example"), ("ties", "a.example")],
    "c.example": [("ties", "d.example"), ("seen", "e.example")],
}
SEED = (domain("a.example"), "A.example")


@pytest.mark.parametrize(
    "depth, asked, beyond",
    [
        (0, ["a.example"], "b.example"),
        (1, ["a.example", "b.example"], "c.example"),
        (2, ["a.example", "b.example", "c.example"], "d.example"),
        (5, ["a.example", "b.example", "c.example", "d.example"], None),
    ],
)
def test_depth(notebook: Investigation, depth: int, asked: list[str], beyond: str | None) -> None:
    book = Book(CHAIN)
    result = collect([SEED], [book], notebook, depth)
    assert book.asked == asked
    left = {item.identifier.value: item.reason for item in result.not_followed}
    assert left.get("ns.example") == "a name server serves many domains"
    assert {name for name, reason in left.items() if "depth" in reason} == ({beyond} if beyond else set())
    assert list(result.asked) == [domain(name) for name in asked]


def test_each_source_is_asked_once_about_each(notebook: Investigation) -> None:
    one, two = Book(CHAIN), Book({"a.example": [("ties", "b.example"), ("ties", "c.example")]}, name="two")
    collect([SEED, SEED, (domain("b.example"), "again")], [one, two], notebook, 4)
    assert sorted(one.asked) == sorted(two.asked) == ["a.example", "b.example", "c.example", "d.example"]


def test_a_failure_leaves_a_gap_and_what_was_said_before_it(notebook: Investigation) -> None:
    result = collect([SEED], [Book(CHAIN, fails="a.example")], notebook, 0)
    assert result.gaps == [Gap("book", SEED[0], "it is shut")]
    assert [item.property for item in result.findings] == ["ties", "created", "name_server"]


def test_beyond_the_reach_of_the_run_nobody_is_asked(notebook: Investigation) -> None:
    far = Book(CHAIN, reach=Reach.TARGET)
    result = collect([SEED], [far], notebook, 2)
    assert (far.asked, result.gaps) == ([], [Gap("book", SEED[0], "needs reach target")])


def test_what_is_refused_is_not_followed_and_says_why(notebook: Investigation) -> None:
    book = Book(CHAIN)
    result = collect([SEED], [book], notebook, 3, lambda found: "outside" if found.value == "b.example" else None)
    assert book.asked == ["a.example"]
    assert ("b.example", "outside") in [(item.identifier.value, item.reason) for item in result.not_followed]


@pytest.mark.parametrize("hub", ["gmail.com", "bit.ly", "wa.me", "facebook.com"])
def test_hubs_are_recorded_and_not_followed(notebook: Investigation, hub: str) -> None:
    book = Book({"a.example": [("ties", hub)]})
    result = collect([SEED], [book], notebook, 3)
    assert book.asked == ["a.example"]
    (left,) = result.not_followed
    assert "shared by everybody" in left.reason
    assert left.findings == (result.findings[0].id,)
    profile = build(None, [SEED], result)
    assert hub not in [entry["value"] for entry in entries(profile, "identifiers")]
    assert hub in [entry["value"] for entry in entries(profile, "not_followed")]


def test_a_hub_that_was_entered_is_asked_about(notebook: Investigation) -> None:
    book = Book({})
    collect([(domain("gmail.com"), "gmail.com")], [book], notebook, 1)
    assert book.asked == ["gmail.com"]


def test_what_was_followed_is_not_among_what_was_not(notebook: Investigation) -> None:
    facts = {"a.example": [("name_server", "b.example"), ("ties", "b.example"), ("name_server", "b.example")]}
    assert collect([SEED], [Book(facts)], notebook, 1).not_followed == []


def test_only_domains_are_hubs_by_name() -> None:
    assert {reason_not_to_follow(domain(name), "ties") for name in WEBMAIL} == {"a mail provider, shared by everybody"}
    assert None not in {reason_not_to_follow(domain(name), "ties") for name in PLATFORMS}
    assert reason_not_to_follow(Identifier(Kind.EMAIL, "a@gmail.com"), "email") is None
    assert reason_not_to_follow(domain("gmail.com.evil.example"), "ties") is None


@pytest.mark.parametrize(
    "hub, found_as, says",
    [
        (Identifier(Kind.IP, "104.16.132.229"), "address", "Cloudflare (content network): shared by thousands"),
        (Identifier(Kind.IP, "203.0.113.7"), "address", "an address may host many domains"),
        (domain("ns1.sedoparking.com"), "name_server", "Sedo (parking): shared by thousands"),
        (domain("ns1.shop.example"), "name_server", "a name server serves many domains"),
        (domain("alt1.aspmx.l.google.com"), "mail_server", "Google Workspace (mail): shared by thousands"),
    ],
)
def test_a_hub_is_named_where_its_operator_is_known(hub: Identifier, found_as: str, says: str) -> None:
    assert reason_not_to_follow(hub, found_as) == says


def wide(name: str, slow: bool) -> Book:
    facts = {f"n{n}.example": [("ties", f"n{2 * n + side}.example") for side in (1, 2)] for n in range(40)}
    facts["n0.example"].append(("created", "2020-01-02T00:00:00Z"))
    return Book(facts, name=name, slow=slow)


def test_the_order_of_answers_does_not_matter(notebook: Investigation) -> None:
    seeds = [(domain("n0.example"), "n0"), (domain("n7.example"), "n7")]
    profiles = []
    for slow in (False, True, True):
        result = collect(seeds, [wide("one", slow), wide("two", slow)], notebook, 4)
        profiles.append(build("X", seeds, result))
    assert profiles[0] == profiles[1] == profiles[2]


def entries(profile: Mapping[str, Json], part: str) -> list[Mapping[str, Json]]:
    found = profile[part]
    assert isinstance(found, list)
    return found


def test_every_entry_names_its_findings(notebook: Investigation) -> None:
    seeds = [SEED, (domain("unknown.example"), "unknown.example")]
    result = collect(seeds, [Book(CHAIN, fails="b.example")], notebook, 2)
    profile = build("Somebody", seeds, result)
    known = {item.id for item in result.findings} | set(result.asked.values())
    for part in ("identifiers", "links", "timeline", "not_followed", "open_questions"):
        assert entries(profile, part), part
        for entry in entries(profile, part):
            named = entry["findings"]
            assert isinstance(named, list)
            assert named, (part, entry)
            assert set(map(str, named)) <= known
    assert profile["flags"] == []
    assert profile["subject"] == {
        "name": "Somebody",
        "seeds": [
            {"kind": "domain", "value": "a.example", "text": "A.example"},
            {"kind": "domain", "value": "unknown.example", "text": "unknown.example"},
        ],
    }
    assert [entry["how"] for entry in entries(profile, "identifiers")[:3]] == [
        "seed",
        "seed",
        "ties of a.example, by book",
    ]


def test_the_timeline_is_sorted_by_the_moment(notebook: Investigation) -> None:
    facts = {
        "a.example": [
            ("expires", "2030-01-01T00:00:00Z"),
            ("updated", "2021-01-01T00:00:00+12:00"),
            ("created", "2020-12-31T13:00:00Z"),
            ("created_at", "2020-12-31"),
            ("created", "long ago"),
        ]
    }
    profile = build(None, [SEED], collect([SEED], [Book(facts)], notebook, 0))
    assert [entry["at"] for entry in entries(profile, "timeline")] == [
        "2020-12-31",
        "2021-01-01T00:00:00+12:00",
        "2020-12-31T13:00:00Z",
        "2030-01-01T00:00:00Z",
    ]


def test_one_identifier_and_reason_is_one_entry_with_all_its_findings(notebook: Investigation) -> None:
    facts = {name: [("name_server", "ns.example")] for name in ("a.example", "b.example")}
    seeds = [(domain(name), name) for name in facts]
    result = collect(seeds, [Book(facts)], notebook, 1)
    (entry,) = entries(build(None, seeds, result), "not_followed")
    assert entry["findings"] == [item.id for item in result.findings]


def test_a_plan_asks_nobody(notebook: Investigation) -> None:
    book = Book(CHAIN)
    assert [planned.asks for planned in plan(SEED[0], [book, book])] == ["a.example", "a.example"]
    assert list(plan(Identifier(Kind.PHONE, "+1"), [book])) == []
    assert book.asked == []


def test_two_runs_in_the_same_world_say_the_same(tmp_path_factory: pytest.TempPathFactory) -> None:
    from osint_kit.accounts.engine import AccountSource
    from osint_kit.accounts.rules import read_rules
    from osint_kit.sources import all_sources

    seeds = [
        (Identifier(Kind.HANDLE, "sefajobs679"), "@x"),
        (Identifier(Kind.URL, "https://bit.ly/island-jobs-2026"), "y"),
    ]
    profiles = []
    with Range(load_scenario("island-jobs")) as world:
        file = world.write_world(tmp_path_factory.mktemp("world"))
        for _ in range(2):
            run = Investigation("profile build", open_world(file), Reach.PLATFORM, "Ana")
            sources = [*all_sources(), AccountSource(read_rules(), run.seed)]
            profiles.append(build("X", seeds, collect(seeds, sources, run, 2)))
    assert profiles[0] == profiles[1]
    assert len(entries(profiles[0], "links")) > 5
