"""`profile show`, `graph` and `diff` in the exercise of the demo, in a pipe and on a terminal."""

import json
from io import BytesIO
from pathlib import Path

import networkx
import pytest

from tests.commands.terminal import ESCAPE, on_terminal
from tests.conftest import Osint


@pytest.fixture
def case(trained: Osint) -> Path:
    folder = trained.new_case()
    words = ["+679 999 1234", "https://bit.ly/island-jobs-2026", "@sefajobs679", "--name", "Recruiter"]
    assert trained("profile", "build", *words, cwd=folder).code == 0
    trained.folder = folder
    return folder


@pytest.mark.parametrize("width", [80, 40])
def test_one_screen_of_plain_words(trained: Osint, case: Path, width: int) -> None:
    seen = ESCAPE.sub("", on_terminal(trained, "profile", "show", "-q", width=width)).splitlines()
    assert seen[0] == "Recruiter"
    assert max(map(len, seen)) <= width
    assert len(seen) <= (30 if width == 80 else 60)
    text = " ".join(" ".join(seen).split())
    assert "Recruiter — so called by the operator" in text
    assert "Sefa V. — display name of dev:sefajobs679 and 3 more (B3)" in text
    assert "Probable" in text
    assert "account github:sefajobs679" in text
    assert "Accounts: 4 found, 10 unclear, 75 absent" in text
    assert "Dates: 2025-10-30 account made; 2026-11-" in text
    assert "domain registered; 2026-11-" in text
    assert "Who learnt of it:" in text


def test_the_profile_is_made_anew_where_its_file_is_gone(trained: Osint, case: Path) -> None:
    before = (case / "profiles" / "subject-1.json").read_text()
    (case / "profiles" / "subject-1.json").unlink()
    (shown,) = json.loads(trained("profile", "show", "-f", "json").out)
    assert shown == json.loads(before)


def test_the_timeline(trained: Osint, case: Path) -> None:
    rows = json.loads(trained("profile", "show", "--timeline", "-f", "json").out)
    assert list(rows[0]) == ["at", "what", "kind", "value", "findings"]
    assert [row["at"] for row in rows] == sorted(row["at"] for row in rows)


def test_a_graph_in_each_form(trained: Osint, case: Path) -> None:
    assert trained("profile", "graph").out.startswith("flowchart LR\n")
    assert trained("profile", "graph", "--as", "graphviz").out.startswith("graph profile {")
    assert trained("profile", "graph", "-o", "g.graphml").code == 0
    read = networkx.read_graphml(BytesIO((case / "g.graphml").read_bytes()))
    assert "github:sefajobs679" in {data["value"] for _, data in read.nodes(data=True)}
    assert trained("profile", "graph", "--as", "pdf").code == 2


def test_a_graph_names_no_victim_unless_told(trained: Osint, case: Path) -> None:
    done = trained("case", "role", "account:github:sefajobs679", "--role", "victim", "--reason", "her own words")
    assert done.code == 0, done.err
    drawn = trained("profile", "graph").out
    assert "github:sefajobs679" not in drawn
    assert '["account: [victim 1]"]'.replace("[v", "#91;v").replace("1]", "1#93;") in drawn
    assert "github:sefajobs679" in trained("profile", "graph", "--with-protected").out


def test_what_changed_between_two_builds(trained: Osint, case: Path) -> None:
    assert "this subject was built 1 times" in trained("profile", "diff").err
    seeds = ["+679 999 1234", "https://bit.ly/island-jobs-2026", "@sefajobs679"]
    assert trained("profile", "build", *seeds, "--depth", "0").code == 0
    rows = json.loads(trained("profile", "diff", "-f", "json").out)
    gone = {row["about"] for row in rows if (row["change"], row["part"]) == ("gone", "identifiers")}
    assert "domain:island-jobs.example" in gone
    back = json.loads(trained("profile", "diff", "--before", "2", "--after", "1", "-f", "json").out)
    assert {row["about"] for row in back if (row["change"], row["part"]) == ("new", "identifiers")} == gone
    assert "nothing changed" in trained("profile", "diff", "--before", "1", "--after", "1").err
    assert trained("profile", "diff", "--after", "7").code == 2


def test_without_a_profile_it_says_how_to_make_one(trained: Osint) -> None:
    trained.folder = trained.new_case()
    for words in (["show"], ["graph"], ["diff"]):
        done = trained("profile", *words)
        assert done.code == 2
        assert "osint profile build" in done.err
