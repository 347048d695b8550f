"""The published JSON Schema: what it says is what profiles are."""

import copy
import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from osint_kit.cases.decisions import Decision, Verdict
from osint_kit.identifiers import parse
from osint_kit.profiles.material import material
from osint_kit.profiles.profile import build
from tests.profiles.books import FOLLOWS, Book, collected, said

SCHEMA = json.loads((Path(__file__).parents[2] / "docs" / "schemas" / "profile.schema.json").read_text("utf-8"))


@pytest.fixture(scope="module")
def profile() -> dict[str, Any]:
    """A profile with something in each of its lists but the flags."""
    facts = {
        "@sefajobs679": [("account", "github:sefajobs679"), ("mentions", "admin")],
        "sefa.example": [("email", "x@sefa.example"), ("created", "2020-01-02"), ("name_server", "ns.example")],
    }
    book = Book(facts, fails="sefa.example", follows=("email",))
    collection = collected(["sefa.example", "@sefajobs679"], [book], 1)
    more = [
        said("@sefajobs679", "account", "https://github.com/sefajobs679", "github", "github:sefajobs679"),
        said("github:sefajobs679", "website", "https://sefa.example", "github", "https://sefa.example"),
        said("https://sefa.example", "domain", "sefa.example", "parts", "sefa.example"),
        said("sefa.example", "created", "2021-02-02", "other"),
        said("sefa.example", "registrant", "Sefa V.", "rdap"),
        Decision(Verdict.NOT_SAME, parse("github:sefajobs679"), "a test", other=parse("@sefajobs679")).to_finding(),
    ]
    found = material([*collection.findings, *collection.lines, *more])
    found.asked = dict(collection.asked)
    made: dict[str, Any] = build(
        "X", [(parse(seed), seed) for seed in ("sefa.example", "@sefajobs679")], found, FOLLOWS
    )
    return made


def test_the_schema_is_one() -> None:
    Draft202012Validator.check_schema(SCHEMA)


def test_profiles_are_as_the_schema_says(profile: dict[str, Any]) -> None:
    for part in profile:
        assert profile[part] or part in ("flags", "learnt"), part
    Draft202012Validator(SCHEMA).validate(profile)


@pytest.mark.parametrize("part", ["called", "identifiers", "links", "joins", "timeline", "not_followed", "accounts"])
def test_what_names_no_findings_is_no_profile(profile: dict[str, Any], part: str) -> None:
    broken = copy.deepcopy(profile)
    del broken[part][0]["findings"]
    assert not Draft202012Validator(SCHEMA).is_valid(broken)
    assert not Draft202012Validator(SCHEMA).is_valid({**profile, "score": 7})
