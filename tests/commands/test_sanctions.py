"""`profile build --sanctions`: a list is looked into offline, kept in the case, and read again in a replay."""

import json
from pathlib import Path

from tests.conftest import Osint
from tests.sources.test_records import SIMPLE

ASK = ("profile", "build", "+6799991234", "--offline")


def test_a_listed_number_is_found_and_a_replay_finds_it_again(osint: Osint) -> None:
    case = osint.new_case()
    Path(osint.folder / "list.csv").write_text(SIMPLE, "utf-8")
    done = osint(*ASK, "--sanctions", "list.csv", "--case", "case")
    assert done.code == 0, done.err
    (file,) = case.glob("runs/*/findings.ndjson")
    found = [json.loads(line) for line in file.read_text("utf-8").splitlines()]
    (listed,) = (item for item in found if item["property"] == "listed")
    assert (listed["grade"], listed["value"]["number"]) == ("A2", "NK-1")
    Path(osint.folder / "list.csv").unlink()
    again = osint("case", "replay", "case", "-f", "json")
    assert json.loads(again.out)[0]["otherwise"] == 0, again.err
    assert again.code == 0, again.err


def test_what_is_no_list_is_refused_before_anybody_is_asked(osint: Osint) -> None:
    Path(osint.folder / "list.csv").write_text("a,b\n", "utf-8")
    for name in ("list.csv", "gone.csv"):
        done = osint(*ASK, "--sanctions", name)
        assert done.code == 2
        assert "no sanctions list that can be read" in done.err
