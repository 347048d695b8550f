"""`osint domain certs`, `history` and `show`, from outside."""

import csv
import io
import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from osint_kit.exercises import Range, load_scenario
from tests.conftest import Done, Osint

CERTS = ["input", "domain", "name", "wildcard", "first", "last", "expired", "issuer", "certificates", "problem"]
HISTORY = "input domain first last captures by_year first_address last_address titles problem".split()
SHOW = ["input", "what", "answer", "source"]


def rows(done: Done, code: int = 0) -> list[dict[str, str]]:
    assert done.code == code, done.err
    return list(csv.DictReader(io.StringIO(done.out)))


def statements(done: Done, code: int = 0) -> dict[str, str]:
    return {row["what"]: row["answer"] for row in rows(done, code)}


def kept(folder: Path) -> list[dict[str, Any]]:
    paths = folder.glob("runs/*/findings.ndjson")
    return [json.loads(line) for path in paths for line in path.read_text().splitlines()]


@contextmanager
def exercise(folder: Path, tables: str) -> Iterator[Osint]:
    """The program in an exercise that a test writes."""
    file = folder / "made-up.toml"
    file.write_text(f'title = "T"\nbrief = "B"\nseeds = ["s"]\n{tables}', encoding="utf-8")
    with Range(load_scenario(str(file))) as range_:
        yield Osint(folder, range_.write_world(folder))


def test_names_in_certificates(trained: Osint) -> None:
    found = rows(trained("domain", "certs", "https://apply.island-jobs.example/form", "island-jobs-fiji.example"))
    assert list(found[0]) == CERTS
    assert [(row["name"], row["wildcard"]) for row in found] == [
        ("island-jobs.example", "false"),
        ("*.island-jobs.example", "true"),
        ("apply.island-jobs.example", "false"),
        ("www.island-jobs.example", "false"),
        ("island-jobs-fiji.example", "false"),
        ("www.island-jobs-fiji.example", "false"),
    ]
    assert found[0]["first"] == "2026-11-03T05:02:11Z"
    assert found[0]["issuer"] == "Let's Encrypt"


def test_expired_names_are_told_apart(tmp_path: Path) -> None:
    today, long_ago = date.today(), date.today() - timedelta(days=400)  # noqa: DTZ011  # a day more or less is the same
    tables = f'[[domain]]\nname = "a.example"\ncertificates = [{{issued = {long_ago}}}, '
    tables += f'{{issued = {today}, names = ["a.example"]}}]\n'
    with exercise(tmp_path, tables) as world:
        found = rows(world("domain", "certs", "a.example"))
    assert [(row["name"], row["expired"], row["certificates"]) for row in found] == [
        ("a.example", "false", "2"),
        ("www.a.example", "true", "1"),
    ]


def test_a_history(trained: Osint) -> None:
    (row,) = rows(trained("domain", "history", "pacific-careers.example", "--titles"))
    assert list(row) == HISTORY
    assert (row["first"], row["captures"]) == ("2012-03-09T00:00:00Z", "6")
    assert row["by_year"].startswith("2012: 1; 2015: 1")
    assert row["first_address"] == "https://web.archive.org/web/20120309000000/https://pacific-careers.example/"
    assert row["titles"] == "2012-03-09: Pacific Careers: opening soon; 2026-09-28: Pacific Careers Agency"


def test_a_title_that_cannot_be_had_is_a_problem_beside_the_rest(trained: Osint) -> None:
    done = trained("domain", "history", "pacific-careers.example", "--titles", "--budget", "1 requests")
    (row,) = rows(done, code=1)
    assert (row["captures"], row["titles"]) == ("6", "")
    assert "budget" in row["problem"]


def test_more_certificates_than_the_log_tells_are_noted(tmp_path: Path) -> None:
    with exercise(tmp_path, f'[[domain]]\nname = "a.example"\ncertificates = [{"2020-01-02, " * 10_000}]\n') as world:
        done = world("domain", "certs", "a.example")
    assert [row["certificates"] for row in rows(done)] == ["1", "1"]
    assert "note: a.example: crt.sh tells 10,000 certificates at most, and there are more" in done.err


def test_without_titles_no_page_is_fetched(trained: Osint, island_jobs: tuple[Range, Path]) -> None:
    before = len(island_jobs[0].log)
    trained("domain", "history", "pacific-careers.example")
    asked = [
        event.what
        for event in island_jobs[0].log[before:]
        if event.host == "web.archive.org" and event.protocol != "dns"
    ]
    assert len(asked) == 1


@pytest.mark.parametrize("command", ["certs", "history"])
def test_nothing_known_is_an_answer_and_a_bad_name_a_problem(trained: Osint, command: str) -> None:
    nothing, bad = rows(trained("domain", command, "nobody.example", "com"), code=1)
    assert nothing["domain"] == "nobody.example"
    assert nothing["problem"] == ""
    assert nothing["certificates" if command == "certs" else "captures"] == "0"
    assert bad["problem"]


@pytest.mark.parametrize("command", ["certs", "history", "show"])
def test_offline_and_without_a_case_nothing_can_be_asked(trained: Osint, command: str) -> None:
    done = trained("domain", command, "island-jobs.example", "--offline")
    assert (done.code, "--case" in done.err) == (3, command == "show")


def test_a_case_keeps_facts_with_their_evidence(trained: Osint) -> None:
    folder = trained.new_case()
    for command in ("certs", "history", "show"):
        assert trained("domain", command, "island-jobs.example", cwd=folder).code == 0
    found = [item for item in kept(folder) if item["source"] in ("crtsh", "wayback", "cymru", "rdap-ip")]
    assert {"certificate_name", "first_capture", "origin_network", "holder"} <= {item["property"] for item in found}
    assert all(item["evidence"] for item in found)
    assert trained("case", "verify", cwd=folder).code == 0


def test_one_look(trained: Osint, island_jobs: tuple[Range, Path]) -> None:
    before = island_jobs[0].visits("island-jobs.example")
    done = trained("domain", "show", "hxxps://apply.island-jobs[.]example/form")
    said = statements(done)
    assert list(rows(done)[0]) == SHOW
    assert said["name"] == "apply.island-jobs.example, below island-jobs.example"
    assert said["registered"].startswith("3 November 2026 (")
    assert said["held by"] == "not told (redacted for privacy); country FJ"
    assert said["lives at"].startswith("203.0.113.24, held by Cheap Host Ltd (NZ)")
    assert said["mail"] == "of island-jobs.example: mail.cheap-host.example"
    assert "verdict" not in done.out
    assert {row["source"] != "" for row in rows(done) if row["what"] not in ("name", "not told")} == {True}
    assert island_jobs[0].visits("island-jobs.example") == before


def test_what_the_case_knows_is_shown_offline_with_its_date(trained: Osint, island_jobs: tuple[Range, Path]) -> None:
    folder = trained.new_case()
    online = rows(trained("domain", "show", "island-jobs.example", cwd=folder))
    before = len(island_jobs[0].log)
    offline = rows(trained("domain", "show", "island-jobs.example", "new.example", "--offline", cwd=folder))
    assert len(island_jobs[0].log) == before
    of_first = [row for row in offline if row["input"] == "island-jobs.example"]
    assert [(row["what"], row["answer"]) for row in of_first] == [(row["what"], row["answer"]) for row in online]
    assert all(", seen 20" in row["source"] for row in of_first[1:-1])
    (unknown,) = [row for row in offline if row["input"] == "new.example"]
    assert (unknown["what"], unknown["answer"]) == ("known", "nothing: no finding of this case is about the name")
    assert trained("case", "verify", cwd=folder).code == 0


def test_that_a_name_was_asked_about_is_no_knowledge_of_it(trained: Osint) -> None:
    folder = trained.new_case()
    for _ in range(2):
        said = statements(trained("domain", "show", "island-jobs.example", "--offline", cwd=folder))
        assert list(said) == ["known"]


def test_a_scope_holds_for_the_addresses_too(trained: Osint, island_jobs: tuple[Range, Path]) -> None:
    folder = trained.new_case("narrow", "--scope", "domain:*.example")
    before = len(island_jobs[0].log)
    done = trained("domain", "show", "island-jobs.example", cwd=folder)
    assert "outside the scope" in statements(done, code=1)["problem"]
    assert not [event for event in island_jobs[0].log[before:] if "cymru" in event.host]


def test_a_scope_of_one_name_does_not_hold_its_domain(trained: Osint, island_jobs: tuple[Range, Path]) -> None:
    folder = trained.new_case("one", "--scope", "domain:apply.island-jobs.example")
    before = len(island_jobs[0].log)
    said = statements(trained("domain", "show", "apply.island-jobs.example", cwd=folder), code=1)
    assert said["problem"].startswith("island-jobs.example is outside the scope of the case")
    assert len(island_jobs[0].log) == before


def test_services_that_fail_are_problems(tmp_path: Path) -> None:
    tables = '[trouble]\n"crt.sh" = "rate-limit"\n"web.archive.org" = "page"\n'
    tables += '[[domain]]\nname = "a.example"\naddress = "203.0.113.5"\n'
    with exercise(tmp_path, tables) as world:
        (limited,) = rows(world("domain", "certs", "a.example"), code=1)
        assert limited["problem"] == "crt.sh: the rate limit is used up; try again in 120 s"
        (odd,) = rows(world("domain", "history", "a.example"), code=1)
        assert odd["problem"] == "the web archive answered with text/html and not with JSON"
        said = rows(world("domain", "show", "a.example"), code=1)
        assert [row["answer"] for row in said if row["what"] == "problem"] == [
            "certificates: crt.sh: the rate limit is used up; try again in 120 s",
            "web archive: the web archive answered with text/html and not with JSON",
        ]
        assert "203.0.113.5" in [row["answer"].split(",")[0] for row in said if row["what"] == "lives at"]


@pytest.mark.parametrize("words", [["certs"], ["history", "--titles"], ["show"]])
def test_a_plan_asks_nobody(trained: Osint, island_jobs: tuple[Range, Path], words: list[str]) -> None:
    folder = trained.new_case()
    before = len(island_jobs[0].log)
    found = rows(trained("domain", *words, "island-jobs.example", "--plan", cwd=folder))
    assert len(island_jobs[0].log) == before
    assert {row["allowed"] for row in found} == {"true"}
    assert list((folder / "runs").iterdir()) == []


def test_lists_in_and_files_out(trained: Osint) -> None:
    (trained.folder / "names.csv").write_text("id,website\n1,https://island-jobs.example/\n2,nonsense\n", "utf-8")
    done = trained("domain", "show", "-i", "names.csv", "-o", "out.ndjson")
    assert done.code == 1
    lines = [json.loads(line) for line in (trained.folder / "out.ndjson").read_text("utf-8").splitlines()]
    assert {(line["id"], line["website"]) for line in lines} == {
        ("1", "https://island-jobs.example/"),
        ("2", "nonsense"),
    }
    assert [line["what"] for line in lines if line["id"] == "2"] == ["problem"]
