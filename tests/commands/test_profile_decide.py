"""`profile confirm` and `profile reject`: append-only, with a reason, and the profile follows."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Osint


@pytest.fixture
def folder(trained: Osint) -> Path:
    case = trained.new_case()
    assert trained("profile", "build", "+679 999 1234", "@sefajobs679", "--depth", "1", cwd=case).code == 0
    return case


def profile(osint: Osint, folder: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(osint("profile", "show", "-f", "json", cwd=folder).out)[0]
    return found


def belief(profile: dict[str, Any], value: str) -> str | None:
    return next((item["belief"] for item in profile["identifiers"] if item["value"] == value), None)


def test_two_identifiers_are_decided_to_be_ones_and_then_not(trained: Osint, folder: Path) -> None:
    pair = "github:sefajobs679=phone:+6799991234"
    assert belief(profile(trained, folder), "github:sefajobs679") == "probable"
    done = trained("profile", "confirm", pair, "--reason", "he said so", "-f", "json", cwd=folder)
    assert json.loads(done.out)[0]["verdict"] == "same-as"
    assert belief(profile(trained, folder), "github:sefajobs679") == "certain"
    trained("profile", "reject", pair, "--reason", "he took it back", cwd=folder)
    now = profile(trained, folder)
    (join,) = [item for item in now["joins"] if item["decision"]]
    assert (join["belief"], join["decision"]["reason"]) == (None, "he took it back")
    assert now == json.loads((folder / "profiles" / "subject-1.json").read_text())
    kept = [line for path in folder.glob("runs/*/findings.ndjson") for line in path.read_text().splitlines()]
    assert sum('"property":"decision"' in line for line in kept) == 2
    assert trained("case", "verify", cwd=folder).code == 0
    assert "he said so" not in "".join(path.read_text() for path in folder.glob("runs/*/*.json"))


def test_a_finding_is_rejected_by_the_beginning_of_its_id(trained: Osint, folder: Path) -> None:
    links = profile(trained, folder)["links"]
    claims = [link for link in links if link["to"]["value"] == "https://island-jobs.example/"]
    ids = [link["findings"][0][:12] for link in claims]
    assert belief(profile(trained, folder), claims[0]["to"]["value"])
    done = trained("profile", "reject", *ids, "--reason", "another man's page", cwd=folder)
    assert done.code == 0, done.err
    after = profile(trained, folder)
    assert belief(after, claims[0]["to"]["value"]) is None
    rejected = [link for link in after["links"] if link["decision"]]
    assert {link["grade"][1] for link in rejected} == {"5"}


def test_a_join_is_named_by_its_id(trained: Osint, folder: Path) -> None:
    join = profile(trained, folder)["joins"][0]
    done = trained("profile", "reject", join["id"][:10], "--reason", "no", cwd=folder)
    assert done.code == 0, done.err
    assert profile(trained, folder)["joins"] != []


@pytest.mark.parametrize(
    "words, says",
    [
        (["ffffffffff", "--reason", "x"], "nothing in this case has the id"),
        (["abc", "--reason", "x"], "too short for an id"),
        (["github:a=github:a", "--reason", "x"], "names one identifier twice"),
        (["github:a=no such thing!", "--reason", "x"], "names no two identifiers"),
        (["github:a=gitlab:a", "--reason", " "], "a decision needs a reason"),
    ],
)
def test_what_cannot_be_decided_is_refused(trained: Osint, folder: Path, words: list[str], says: str) -> None:
    runs = len(list(folder.glob("runs/*")))
    done = trained("profile", "reject", *words, cwd=folder)
    assert done.code == 2
    assert says in done.err
    assert len(list(folder.glob("runs/*"))) == runs
