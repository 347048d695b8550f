"""`profile build`: it goes on where it stopped, says beforehand what it takes, and afterwards who learnt what."""

import json
import signal
import time
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from osint_kit.cases.case import open_case
from osint_kit.cases.reading import run_folders
from osint_kit.exercises import Range
from tests.conftest import Osint

SEEDS = ("+679 999 1234", "https://bit.ly/island-jobs-2026", "@sefajobs679")
TOLD = ("identifiers", "links", "joins", "timeline", "accounts", "not_followed", "contradictions", "flags")
"""What a profile says of the subject, and not of the asking."""


def lines(folder: Path) -> list[list[dict[str, Any]]]:
    """The findings of a case, a list a run, in the order of its ledger."""
    paths = [run / "findings.ndjson" for run in run_folders(open_case(folder))]
    return [[json.loads(line) for line in path.read_text().splitlines()] for path in paths]


def consulted(run: list[dict[str, Any]]) -> list[tuple[str, str, str]]:
    found = [line for line in run if line["property"] == "consulted"]
    return [(line["value"]["source"], line["subject"]["value"], line["value"]["outcome"]) for line in found]


def told(folder: Path) -> dict[str, Any]:
    profile = json.loads((folder / "profiles" / "subject-1.json").read_text())
    return {part: profile[part] for part in TOLD}


@pytest.fixture
def whole(trained: Osint) -> dict[str, Any]:
    """What a build says that nothing interrupts."""
    folder = trained.new_case("whole")
    assert trained("profile", "build", *SEEDS, cwd=folder).code == 0
    return told(folder)


def test_a_build_that_its_budget_ended_goes_on(trained: Osint, whole: dict[str, Any]) -> None:
    folder = trained.new_case()
    first = trained("profile", "build", *SEEDS, "--budget", "20 requests", cwd=folder)
    assert "the budget of 20 requests is used up" in first.err
    second = trained("profile", "build", *SEEDS, cwd=folder)
    assert "going on where the same build stopped" in second.err
    before, after = (consulted(run) for run in lines(folder))
    answered = {(source, about) for source, about, outcome in before if outcome == "answered"}
    assert answered
    assert answered.isdisjoint((source, about) for source, about, _ in after)
    assert told(folder) == whole
    assert trained("case", "verify", cwd=folder).code == 0
    third = trained("profile", "build", *SEEDS, cwd=folder)
    assert "going on" not in third.err


def test_a_killed_build_goes_on(trained: Osint, whole: dict[str, Any]) -> None:
    folder = trained.new_case()
    process = trained.begin("profile", "build", *SEEDS, cwd=folder)
    for _ in range(2000):
        text = b"".join(path.read_bytes() for path in folder.glob("runs/*/findings.ndjson"))
        if text.count(b'"consulted"') >= 3:
            break
        time.sleep(0.01)
    process.send_signal(signal.SIGKILL)
    process.wait()
    done = trained("profile", "build", *SEEDS, cwd=folder)
    assert done.code == 0
    assert "going on where the same build stopped" in done.err
    before, after = (consulted(run) for run in lines(folder))
    assert before
    assert {pair[:2] for pair in before if pair[2] == "answered"}.isdisjoint(pair[:2] for pair in after)
    assert told(folder) == whole
    assert trained("case", "verify", cwd=folder).code == 0


@pytest.mark.parametrize("other", [["--depth", "1"], ["--reach", "registry"], ["--anew"], ["@another_k7q"]])
def test_another_build_does_not_go_on(trained: Osint, other: list[str]) -> None:
    folder = trained.new_case()
    trained("profile", "build", *SEEDS, "--budget", "20 requests", cwd=folder)
    assert "going on" not in trained("profile", "build", *SEEDS, *other, cwd=folder).err


def test_each_source_is_asked_once_about_each_identifier(trained: Osint) -> None:
    folder = trained.new_case()
    trained("profile", "build", *SEEDS, "--depth", "4", cwd=folder)
    (run,) = lines(folder)
    counts = Counter(pair[:2] for pair in consulted(run))
    assert len(counts) > 15
    assert set(counts.values()) == {1}


def test_after_its_time_it_asks_nothing_and_says_so(trained: Osint, island_jobs: tuple[Range, Path]) -> None:
    before = len(island_jobs[0].log)
    done = trained("profile", "build", *SEEDS, "--time", "0.001s")
    assert done.code == 0
    assert "the time for this build was over" in done.err
    assert len(island_jobs[0].log) == before
    assert trained("profile", "build", *SEEDS, "--time", "soon").code == 2


def test_a_plan_says_what_it_takes_and_who_would_learn_what(trained: Osint) -> None:
    folder = trained.new_case()
    plan = trained("profile", "build", *SEEDS, "--plan", "-f", "json", cwd=folder)
    rows = json.loads(plan.out)
    assert {row["source"] for row in rows} >= {"links", "github", "accounts"}
    assert all(row["requests"] >= 1 for row in rows)
    assert "who would learn that you ask:" in plan.err
    assert "github: api.github.com … sefajobs679" in plan.err
    assert "no size is known" in plan.err
    trained("profile", "build", *SEEDS, cwd=folder)
    again = json.loads(trained("profile", "build", *SEEDS, "--plan", "-f", "json", cwd=folder).out)
    assert all(row["bytes"] > 0 for row in again if row["source"] in ("links", "github", "accounts"))


def test_at_the_end_it_says_who_learnt_what(trained: Osint) -> None:
    done = trained("profile", "build", *SEEDS, "-f", "json")
    hosts = {entry["host"] for entry in json.loads(done.out)[0]["learnt"]}
    assert f" {len(hosts)} systems learnt something" in done.err
    assert "who learnt that you ask:" in done.err
    assert "github: api.github.com … sefajobs679" in done.err
    assert "dns: the resolver … island-jobs.example" in done.err


PICTURES = """
title = "One picture"
brief = "Invented."
seeds = ["@sefa-e"]
[[person]]
name = "Sefa E."
handles = ["sefa-e", "another-name"]
picture = "face.png"
""" + "".join(
    f"""
[[site]]
name = "{name}"
url = "https://{name}.example/u/{{account}}"
accounts = ["{handle}"]
found.html = '<meta property="og:image" content="{{picture}}"><i class=card>{{account}}</i>'
absent.html = "nobody"
"""
    for name, handle in (("isles", "sefa-e"), ("love", "another-name"))
)
RULES: dict[str, list[dict[str, Any]]] = {
    "sites": [
        {
            "name": name,
            "uri_check": f"https://{name}.example/u/{{account}}",
            "e_code": 200,
            "e_string": "class=card",
            "m_code": 404,
            "m_string": "nobody",
            "known": ["nobody-known"],
            "cat": "dating",
        }
        for name in ("isles", "love")
    ]
}


@pytest.mark.parametrize("wanted", [True, False])
def test_pictures_are_fetched_where_that_is_wanted_and_join(osint: Osint, tmp_path: Path, wanted: bool) -> None:
    (tmp_path / "face.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)))
    (tmp_path / "one-picture.toml").write_text(PICTURES)
    (tmp_path / "sites.json").write_text(json.dumps(RULES))
    words = ["profile", "build", "@sefa-e", "@another-name", "--sites", "sites.json", "-f", "json", "--case", "case"]
    served = ["exercise", "exec", "one-picture.toml", "--", "osint"]
    assert osint(*served, "case", "new", "case", "--title", "t", "--purpose", "p", "--authority", "a").code == 0
    done = osint(*served, *words, *(["--pictures"] if wanted else []))
    assert done.code == 0, done.err
    joins = {(join["a"]["value"], join["b"]["value"]): join for join in json.loads(done.out)[0]["joins"]}
    join = joins.get(("isles:sefa-e", "love:another-name"))
    assert ("same-picture" in [ground["what"] for ground in (join or {"grounds": []})["grounds"]]) == wanted
    assert osint(*served, "case", "replay", "--case", "case").code == 0


def test_what_the_subject_is_called_is_told_with_and_without_a_case(trained: Osint) -> None:
    trained.new_case()
    for extra in ({}, {"OSINT_CASE": "case"}):
        done = trained("profile", "build", "@sefajobs679", "--name", "Recruiter", "-f", "json", extra=extra)
        (profile,) = json.loads(done.out)
        assert (profile["called"][0]["name"], profile["called"][0]["source"]) == ("Recruiter", "operator")
        assert all(entry["findings"] for entry in profile["called"])
        assert "Sefa V." in {entry["name"] for entry in profile["called"]}


@pytest.mark.parametrize("how", ["typed", "setting"])
def test_numbers_in_texts_are_read_with_the_region_of_the_build(trained: Osint, how: str) -> None:
    """In the advertisement that the seed is known from, an office has a mobile number without its country."""
    trained.folder = trained.new_case()
    (trained.folder / "advert.txt").write_text("Embassy of Fiji. Call 999 1234.")
    assert trained("profile", "flags", "--text", "advert.txt", "--region", "FJ").code == 0
    typed, extra = (["--region", "fj"], {}) if how == "typed" else ([], {"OSINT_REGION": "fj"})
    words = ["profile", "build", "999 1234", "--offline", *typed, "-f", "json"]
    done = trained(*words, extra=extra)
    assert done.code == 0, done.err
    (profile,) = json.loads(done.out)
    assert [seed["value"] for seed in profile["subject"]["seeds"]] == ["+6799991234"]
    flags = {flag["flag"]: flag["excerpt"] for flag in profile["flags"]}
    assert json.loads(trained("profile", "show", "-f", "json").out) == [profile], "whoever shows it, and wherever"
    assert trained("case", "replay").code == 0
    assert flags == {"official": "Embassy of Fiji. Call 999 1234."}
