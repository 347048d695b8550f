"""The profile that comes of findings: each entry with its findings, whatever their order."""

import json
import random
from pathlib import Path
from typing import Any

from osint_kit.exercises import Range, load_scenario
from osint_kit.gateway import open_world
from osint_kit.identifiers import Identifier, Kind, parse
from osint_kit.investigation import Investigation
from osint_kit.profiles import derive
from osint_kit.profiles.collect import Bounds, collect
from osint_kit.profiles.material import material
from osint_kit.profiles.profile import build
from osint_kit.reach import Reach
from tests.profiles.books import FOLLOWS, Book, collected, profiled, said, values

CHAIN = {
    "a.example": [("email", "x@b.example"), ("created", "2020-01-02T00:00:00Z"), ("name_server", "ns.example")],
    "x@b.example": [("domain", "b.example")],
    "b.example": [("email", "x@b.example"), ("phone", "+6799991234")],
}


def wide(name: str, slow: bool) -> Book:
    facts: dict[str, list[tuple[str, str]]] = {
        f"n{number}.example": [("email", f"x{2 * number + side}@m.example") for side in (1, 2)] for number in range(40)
    }
    facts |= {f"x{number}@m.example": [("website", f"n{number}.example")] for number in range(40)}
    facts["n0.example"].append(("created", "2020-01-02T00:00:00Z"))
    return Book(facts, name=name, slow=slow)


def test_the_order_of_answers_does_not_matter() -> None:
    seeds = ["n0.example", "n7.example"]
    made = [profiled(seeds, [wide("one", slow), wide("two", slow)], 4, "X") for slow in (False, True, True)]
    assert made[0] == made[1] == made[2]
    assert len(made[0]["identifiers"]) > 10


def test_the_order_of_findings_does_not_matter() -> None:
    collection = collected(["n0.example"], [wide("one", False), wide("two", False)], 4)
    lines = [*collection.findings, *collection.lines]
    made = []
    for seed in range(3):
        random.Random(seed).shuffle(lines)
        found = material(lines)
        found.asked = dict(collection.asked)
        made.append(json.dumps(build(None, [(parse("n0.example"), "n0.example")], found, FOLLOWS)))
    assert made[0] == made[1] == made[2]


def test_every_entry_names_its_findings() -> None:
    books = [Book(CHAIN, fails="b.example"), Book({"a.example": [("created", "2019-05-05")]}, name="two")]
    collection = collected(["a.example", "unknown.example"], books, 3)
    seeds = [(parse("a.example"), "A.example"), (parse("unknown.example"), "unknown.example")]
    profile: dict[str, Any] = build("Somebody", seeds, derive.of_collection(collection), FOLLOWS)
    known = {item.id for item in (*collection.findings, *collection.lines)} | set(collection.asked.values())
    for part in ("identifiers", "links", "joins", "timeline", "not_followed", "open_questions"):
        assert profile[part], part
        for entry in profile[part]:
            assert entry["findings"], (part, entry)
            assert set(entry["findings"]) <= known
    (contradiction,) = profile["contradictions"]
    assert sorted(value["value"] for value in contradiction["values"]) == ["2019-05-05", "2020-01-02T00:00:00Z"]
    assert profile["subject"] == {
        "name": "Somebody",
        "seeds": [
            {"kind": "domain", "value": "a.example", "text": "A.example"},
            {"kind": "domain", "value": "unknown.example", "text": "unknown.example"},
        ],
    }
    assert [(entry["value"], entry["how"]) for entry in profile["identifiers"]][:3] == [
        ("a.example", "seed"),
        ("unknown.example", "seed"),
        ("b.example", "domain of x@b.example, by book"),
    ]


def test_what_is_in_the_case_and_does_not_hang_together_stays_out() -> None:
    found = material(
        [
            said("a.example", "email", "x@a.example", leads_to="x@a.example"),
            said("z.example", "email", "y@z.example", leads_to="y@z.example"),
            said("c.example", "email", "x@a.example", "other run", leads_to="x@a.example"),
        ]
    )
    found.asked = {parse("a.example"): "1"}
    profile: dict[str, Any] = build(None, [(parse("a.example"), "a")], found)
    assert sorted(values(profile, "identifiers")) == ["a.example", "c.example", "x@a.example"]


def test_the_timeline_is_sorted_by_the_moment_and_tells_one_moment_once() -> None:
    facts = {
        "a.example": [
            ("expires", "2030-01-01T00:00:00Z"),
            ("updated", "2021-01-01T00:00:00+12:00"),
            ("created", "2020-12-31T13:00:00Z"),
            ("created_at", "2020-12-31"),
            ("created", "long ago"),
        ]
    }
    profile = profiled(["a.example"], [Book(facts), Book(facts, name="two")], 0)
    assert [(entry["at"], len(entry["findings"])) for entry in profile["timeline"]] == [
        ("2020-12-31", 2),
        ("2021-01-01T00:00:00+12:00", 2),
        ("2020-12-31T13:00:00Z", 2),
        ("2030-01-01T00:00:00Z", 2),
    ]


def test_one_identifier_and_reason_is_one_entry_with_all_its_findings() -> None:
    facts = {name: [("name_server", "ns.example")] for name in ("a.example", "b.example")}
    (entry,) = profiled(list(facts), [Book(facts)], 1)["not_followed"]
    assert len(entry["findings"]) == 2


def test_two_runs_in_the_same_world_say_the_same(tmp_path: Path) -> None:
    from osint_kit.accounts.engine import AccountSource
    from osint_kit.accounts.rules import read_rules
    from osint_kit.sources import all_sources

    seeds = [
        (Identifier(Kind.HANDLE, "sefajobs679"), "@x"),
        (Identifier(Kind.URL, "https://bit.ly/island-jobs-2026"), "y"),
    ]
    made: list[dict[str, Any]] = []
    for _ in range(2):
        with Range(load_scenario("island-jobs")) as world:
            run = Investigation("profile build", open_world(world.write_world(tmp_path)), Reach.PLATFORM, "Ana")
            sources = [*all_sources(), AccountSource(read_rules(), "the same seed")]
            collection = collect(seeds, sources, run, Bounds(2))
            made.append(build("X", seeds, derive.of_collection(collection), derive.follows()))
    assert made[0] == made[1]
    assert len(made[0]["links"]) > 5
    assert {item["host"] for item in made[0]["learnt"]} >= {"bit.ly", "api.github.com", "crt.sh"}
