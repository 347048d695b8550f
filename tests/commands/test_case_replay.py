"""`osint case replay`, from outside: every command that keeps findings, derived again from its evidence alone."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Osint

LINK = "https://bit.ly/island-jobs-2026"
COMMANDS = {
    "phone normalise": ["--region", "FJ", "999 1234 / 998 7654", "+678 591 2345", "not a number"],
    "phone explain": ["--region", "VU", "591 2345"],
    "phone extract": ["--region", "FJ", "advert.txt", "chat.txt"],
    "domain parse": ["--suffix-list", "suffixes.dat", "--known", "owners.txt", "is1and-jobs.example"],
    "domain resolve": ["--type", "A", "--type", "MX", "island-jobs.example", "no-such.example"],
    "domain whois": ["island-jobs.example", "hiring-fiji.example"],
    "domain certs": ["island-jobs.example"],
    "domain history": ["island-jobs.example"],
    "domain lookalikes": ["island-jobs.example"],
    "domain show": ["island-jobs.example"],
    "link decode": ["https://www.google.com/url?q=https%3A%2F%2Fisland-jobs.example&ved=x"],
    "link expand": [LINK, "https://is.gd/loop1", "http://10.0.0.5/"],
    "account find": ["--variants", "sefajobs679"],
    "profile build": ["+6799991234", LINK, "@sefajobs679", "--name", "Island Jobs recruiter", "--depth", "1"],
}


def replayed(osint: Osint, folder: Path, *words: str) -> list[dict[str, Any]]:
    """What a replay says, in no world and with the range out of reach."""
    done = Osint(osint.folder)("case", "replay", str(folder), "-f", "json", *words)
    assert done.code in (0, 1), done.err
    assert "Traceback" not in done.err
    return json.loads(done.out)  # type: ignore[no-any-return]


@pytest.fixture
def files(trained: Osint) -> None:
    (trained.folder / "advert.txt").write_text("Call 999 1234 or (679) 998-7654 today, ask for Sefa, 2026")
    (trained.folder / "chat.txt").write_text("[1/2/26, 10:00] Sefa: +678 591 2345")
    (trained.folder / "suffixes.dat").write_text(
        "// VERSION: 2026-01-01\n// ===BEGIN ICANN DOMAINS===\nexample\n// ===END ICANN DOMAINS===\n"
    )
    (trained.folder / "owners.txt").write_text("island-jobs.example\n")


@pytest.mark.usefixtures("files")
@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_comes_out_the_same(trained: Osint, command: str) -> None:
    folder = trained.new_case()
    done = trained(*command.split(), *COMMANDS[command], "--case", str(folder))
    assert done.code in (0, 1), done.err
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    differences = replayed(trained, folder, "--findings")
    assert differences == []
    (row,) = replayed(trained, folder)
    assert row["findings"] == row["same"] > 0
    assert (row["problem"], row["new"]) == (None, 0)
    assert before == {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_question_asked_twice_gets_both_outcomes(trained: Osint) -> None:
    folder = trained.new_case()
    trained("domain", "resolve", "--type", "A", "island-jobs.example", "island-jobs.example", "--case", str(folder))
    trained("domain", "resolve", "--type", "MX", "island-jobs.example", "--case", str(folder))
    rows = replayed(trained, folder)
    assert [row["findings"] - row["same"] for row in rows] == [0, 0]


def test_site_rules_of_a_file_are_those_that_the_evidence_holds(trained: Osint) -> None:
    folder = trained.new_case()
    rule = {
        "name": "Own",
        "uri_check": "https://github.com/{account}",
        "e_code": 200,
        "e_string": "sefajobs679",
        "m_code": 404,
        "m_string": "Not Found",
        "known": ["sefajobs679"],
        "cat": "social",
    }
    rules = trained.folder / "rules.json"
    rules.write_text(json.dumps({"sites": [rule]}))
    done = trained("account", "find", "--sites", "rules.json", "sefajobs679", "--case", str(folder), "-f", "json")
    assert [row["site"] for row in json.loads(done.out)] == ["Own"]
    rules.unlink()
    (row,) = replayed(trained, folder)
    assert row["same"] == row["findings"] > 0


def test_a_run_that_was_cut_short_derives_what_it_had(trained: Osint) -> None:
    folder = trained.new_case()
    done = trained("account", "find", "--budget", "40 requests", "sefajobs679", "--case", str(folder))
    assert done.code in (0, 1), done.err
    (row,) = replayed(trained, folder)
    assert (row["same"], row["problem"]) == (row["findings"], None)


def test_what_the_operator_entered_is_not_derived(trained: Osint) -> None:
    folder = trained.new_case()
    trained("phone", "normalise", "nothing to read", "--case", str(folder))
    assert replayed(trained, folder) == []


def test_another_reading_of_the_same_bytes_is_told_apart(trained: Osint) -> None:
    """Findings of a version that read the same evidence otherwise: made by hand, sealed by the kit."""
    from osint_kit.cases.case import open_case
    from osint_kit.cases.run import open_run
    from osint_kit.findings import Finding, Grade, read_finding
    from osint_kit.reach import Reach

    folder = trained.new_case()
    trained("phone", "normalise", "+6799991234", "--case", str(folder))
    (path,) = folder.glob("runs/*/findings.ndjson")
    asked, found = map(read_finding, path.read_bytes().splitlines())
    more = Finding(found.subject, "colour", "blue", found.source, found.observed_at, Grade("B", 2, "x"), found.reach)
    other = Finding(found.subject, found.property, {"country": "VU"}, found.source, found.observed_at, found.grade)
    with open_run(
        open_case(folder), "phone normalise", {"region": None}, "Ana", "island-jobs", True, Reach.OFFLINE, {}
    ) as run:
        run.add_all([asked, more, other])
    first, second = replayed(trained, folder)
    assert (first["same"], first["problem"]) == (1, None)
    assert (second["same"], second["otherwise"], second["gone"], second["new"]) == (0, 1, 1, 0)
    differences = {row["outcome"]: row for row in replayed(trained, folder, "--findings")}
    assert differences["read otherwise"]["recorded"] == {"country": "VU"}
    assert differences["read otherwise"]["today"] == found.value
    assert differences["no longer found"]["property"] == "colour"


def test_a_command_of_another_program_is_named(trained: Osint) -> None:
    from osint_kit.cases.case import open_case
    from osint_kit.cases.run import open_run
    from osint_kit.reach import Reach
    from tests.cases.conftest import asked, finding

    folder = trained.new_case()
    with open_run(open_case(folder), "plug in", {}, "Ana", "island-jobs", True, Reach.OFFLINE, {}) as run:
        run.add_all([asked(), finding()])
    (row,) = replayed(trained, folder)
    assert "no command 'plug in'" in row["problem"]
    assert row["gone"] == 1


def test_evidence_that_is_not_whole_is_damage(trained: Osint) -> None:
    folder = trained.new_case()
    trained("domain", "whois", "island-jobs.example", "--case", str(folder))
    (path,) = folder.glob("runs/*/evidence.warc.gz")
    path.write_bytes(path.read_bytes()[:-30])
    done = trained("case", "replay", str(folder))
    assert done.code == 4
    assert "evidence.warc.gz" in done.err


def test_a_file_with_a_hostile_name_stays_in_the_replays_own_folder(trained: Osint) -> None:
    from osint_kit.cases.case import open_case
    from osint_kit.cases.run import open_run
    from osint_kit.reach import Reach
    from tests.cases.conftest import finding

    folder = trained.new_case()
    case = open_case(folder)
    opened = open_run(case, "phone extract", {"region": "FJ"}, "Ana", "island-jobs", True, Reach.OFFLINE, {})
    with opened as run:
        for name in ("../../../../evil.txt", "..", "/", "/etc/evil", "..\\..\\evil", ""):
            run.keep_file(name, b"999 1234", "text/plain", "files")
        run.add(finding())
    (row,) = replayed(trained, folder)
    assert row["gone"] == 1
    assert not list(trained.folder.rglob("evil*"))
