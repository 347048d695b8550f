"""`osint exercise new`, `check` and `generate`, as typed."""

import csv
import io
import json

import pytest

from osint_kit.exercises.reading_sites import packaged_sites
from tests.conftest import Osint
from tests.exercises.test_sites import NOT_SIMULATED


def test_new_then_check_then_exec(osint: Osint) -> None:
    made = osint("exercise", "new", "orchard", "--handle", "orchardman")
    assert (made.code, made.out) == (0, "orchard.toml\n")
    checked = osint("exercise", "check", "orchard.toml")
    assert (checked.code, checked.out) == (0, "file,line,place,problem\n")
    assert "no mistake found" in checked.err
    done = osint(
        "exercise", "exec", "orchard.toml", "--", "osint", "link", "expand", "https://bit.ly/orchard-2026", "-q"
    )
    assert (done.code, done.out.splitlines()[1]) == (
        0,
        "https://bit.ly/orchard-2026,https://orchard.example/apply,1,reach,",
    )
    again = osint("exercise", "new", "orchard")
    assert again.code == 2
    assert "orchard.toml is there already" in again.err


def test_check_lists_all_mistakes_and_exits_with_1(osint: Osint) -> None:
    text = 'titel = "T"\nbrief = "B"\nseeds = ["x"]\n[[site]]\nname = "GitHup"\n'
    (osint.folder / "bad.toml").write_text(text, encoding="utf-8")
    done = osint("exercise", "check", "bad.toml")
    rows = list(csv.DictReader(io.StringIO(done.out)))
    assert done.code == 1
    assert [(row["file"], row["line"], row["place"]) for row in rows] == [
        ("bad.toml", "1", ""),
        ("bad.toml", "1", ""),
        ("bad.toml", "5", "[[site]] no. 1.name"),
    ]
    assert "Did you mean 'title'?" in rows[1]["problem"]
    in_json = osint("exercise", "check", "bad.toml", "-f", "json")
    assert json.loads(in_json.out)[2]["line"] == 5
    started = osint("exercise", "start", "bad.toml")
    assert started.code == 2
    assert "bad.toml: line 1: 'title' is missing (and 2 more)" in started.err
    assert "osint exercise check bad.toml" in started.err


def test_check_of_a_newer_format_or_no_file(osint: Osint) -> None:
    (osint.folder / "new.toml").write_text("format = 99\n", encoding="utf-8")
    newer = osint("exercise", "check", "new.toml")
    assert newer.code == 2
    assert "written in format 99, and this osint-kit reads format 1" in newer.err
    assert osint("exercise", "check", "gone.toml").code == 2


def test_generate(osint: Osint) -> None:
    made = osint("exercise", "generate", "--seed", "7", "--people", "5", "--noise", "20", "--level", "hard")
    assert (made.code, made.out) == (0, "generated-7.toml\n")
    truth = json.loads((osint.folder / "generated-7.truth.json").read_text(encoding="utf-8"))
    assert len(truth["people"]) == 5
    assert osint("exercise", "check", "generated-7.toml").code == 0
    assert osint("exercise", "generate", "--seed", "7", "--people", "5").code == 2
    other = osint("exercise", "generate", "--seed", "8", "--people", "5")
    assert (other.code, other.out) == (0, "generated-8.toml\n"), "worlds stand side by side"
    assert osint("exercise", "generate", "--seed", "8", "--level", "odd").code == 2


def test_account_find_finds_the_accounts_of_every_site_that_a_scenario_can_name(osint: Osint) -> None:
    tables = "".join(f'[[site]]\nname = "{name}"\naccounts = ["sefajobs679"]\n' for name in packaged_sites())
    head = 'title = "T"\nbrief = "B"\nseeds = ["@sefajobs679"]\n'
    (osint.folder / "all.toml").write_text(head + tables, encoding="utf-8")
    done = osint("exercise", "exec", "all.toml", "--", "osint", "account", "find", "sefajobs679", "-f", "json")
    missed = {row["site"]: row["why"] for row in json.loads(done.out) if row["state"] != "found"}
    assert missed == dict.fromkeys(NOT_SIMULATED, "could not connect")


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("osint domain whois a.example", ""),
        ("osint account find sefa -f json --sites sites.json", ""),
        ("osint exercise exec x -- osint --nothing", ""),
        ("ask your neighbour", ""),
        ("osint domian whois a.example", "there is no command 'osint domian'. Did you mean 'domain'?"),
        ("osint domain whios a.example", "there is no command 'osint domain whios'. Did you mean 'whois'?"),
        ("osint domain", "'osint domain' is no whole command. Known here: certs"),
        ("osint account find sefa --stes s.json", "'osint account find' has no option '--stes'. Did you mean '--site"),
        ("osint case note 'it is", "cannot be typed: no closing quotation"),
    ],
)
def test_check_reads_the_commands_that_trainees_are_told(osint: Osint, line: str, says: str) -> None:
    asked = f'[[question]]\nask = "?"\nanswers = ["x"]\nderived = true\ncommand = "{line}"\n'
    (osint.folder / "told.toml").write_text(f'title = "T"\nbrief = "B"\nseeds = ["@sefa"]\n{asked}', encoding="utf-8")
    done = osint("exercise", "check", "told.toml", "-f", "json")
    assert done.code == (1 if says else 0), done.err
    assert [(row["line"], says in row["problem"]) for row in json.loads(done.out)] == ([(8, True)] if says else [])
