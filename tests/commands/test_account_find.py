"""`osint account find` in the exercise of the demo: which sites, variants, lists, budgets, and asking again."""

import csv
import io
import json
import signal
from collections import Counter
from pathlib import Path

import pytest

from osint_kit.exercises import Range
from tests.commands.interrupting import interrupted
from tests.conftest import Done, Osint


def rows(done: Done) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(done.out)))


def found(done: Done) -> list[tuple[str, str, str]]:
    return [(row["site"], row["state"], row["why"]) for row in rows(done)]


def test_sites_by_name_category_and_region(trained: Osint) -> None:
    done = trained("account", "find", "sefajobs679", "--site", "github", "--site", "GitLab")
    assert found(done) == [("GitHub", "found", ""), ("GitLab", "absent", "")]
    dating = rows(trained("account", "find", "sefajobs679", "--category", "dating"))
    assert {row["category"] for row in dating} == {"dating"}
    pacific = rows(trained("account", "find", "sefajobs679", "--region", "fj"))
    assert 1 < len(pacific) < len(rows(trained("account", "find", "sefajobs679")))
    done = trained("account", "find", "sefajobs679", "--site", "Mastodn")
    assert (done.code, done.out) == (2, "")
    assert "Mastodon" in done.err


def test_a_list_that_names_no_region_says_so(trained: Osint) -> None:
    rule = {"name": "A", "uri_check": "https://a.example/{account}", "e_code": 200, "e_string": "x", "m_code": 404}
    rules = {"sites": [{**rule, "m_string": "", "known": ["ana"], "cat": "social"}]}
    (trained.folder / "sites.json").write_text(json.dumps(rules), "utf-8")
    done = trained("account", "find", "ana", "--sites", "sites.json", "--region", "fj")
    assert (done.code, "none of these rules names one" in done.err) == (2, True)


def test_a_variant_is_marked_and_never_the_original(trained: Osint) -> None:
    done = trained("account", "find", "sefa.jobs679", "--variants", "--site", "GitHub", "-f", "ndjson")
    records = [json.loads(line) for line in done.out.splitlines()]
    by_handle = {record["handle"]: record for record in records}
    assert (by_handle["sefa.jobs679"]["state"], by_handle["sefa.jobs679"]["variant"]) == ("absent", None)
    variant = by_handle["sefajobs679"]
    assert (variant["state"], variant["variant"], variant["why"]) == ("found", "separators", "variant sefajobs679")
    assert {record["input"] for record in records} == {"sefa.jobs679"}


def test_facts_of_a_found_page_are_findings_with_their_words(trained: Osint) -> None:
    case = trained.new_case()
    done = trained(
        "account", "find", "sefajobs679", "--site", "Mastodon (mastodon.social)", "-f", "ndjson", "--case", str(case)
    )
    (record,) = (json.loads(line) for line in done.out.splitlines())
    assert "+679 999 1234" in json.dumps(record["facts"])
    (file,) = case.glob("runs/*/findings.ndjson")
    kept = [json.loads(line) for line in file.read_text().splitlines()]
    facts = [line for line in kept if line["subject"]["kind"] == "account"]
    phone = [line["object"] for line in facts if line["object"] and line["object"]["kind"] == "phone"]
    assert phone == [{"kind": "phone", "value": "+6799991234"}]
    assert all(line["evidence"] and line["value"]["excerpt"] for line in facts)
    assert trained("case", "verify", str(case)).code == 0


def test_only_the_unclear_are_asked_again(trained: Osint) -> None:
    case = str(trained.new_case())
    sites = ("--site", "GitHub", "--site", "Lichess", "--site", "Docker Hub")
    trained("account", "find", "sefajobs679", *sites, "--case", case)
    again = trained("account", "find", "--retry-unclear", "--case", case)
    assert [(site, state) for site, state, _ in found(again)] == [("Lichess", "unclear"), ("Docker Hub", "unclear")]
    assert trained("account", "find", "--retry-unclear").code == 2


def test_the_unclear_rows_of_a_file_are_asked_again(trained: Osint) -> None:
    sites = ("--site", "GitHub", "--site", "Lichess")
    trained("account", "find", "sefajobs679", *sites, "-o", "first.csv")
    again = trained("account", "find", "--retry-unclear", "-i", "first.csv", "--column", "input")
    assert again.code == 0, again.err
    assert [(row["osint_site"], row["osint_state"]) for row in rows(again)] == [("Lichess", "unclear")]


def test_a_variant_that_was_unclear_is_asked_again_as_one(trained: Osint) -> None:
    """Of an earlier output its row names it, and in a case the findings do: it never becomes a handle of its own."""
    case = str(trained.new_case())
    words = ("account", "find", "sefa.jobs679", "--variants", "--site", "Lichess", "--site", "GitHub")
    first = trained(*words, "--case", case, "-o", "first.csv")
    assert first.code == 0, first.err
    with (trained.folder / "first.csv").open(encoding="utf-8") as file:
        unclear = [row["why"] for row in csv.DictReader(file) if row["state"] == "unclear"]
    assert len(unclear) > 1
    of_file = [
        json.loads(line)
        for line in trained("account", "find", "--retry-unclear", "-i", "first.csv", "-f", "ndjson").out.splitlines()
    ]
    assert [row["osint_why"] for row in of_file] == unclear
    assert [row["osint_url"] for row in of_file] == [row["url"] for row in of_file]
    of_case = trained("account", "find", "--retry-unclear", "--case", case, "-f", "ndjson")
    again = [json.loads(line) for line in of_case.out.splitlines()]
    assert {row["input"] for row in again} == {"sefa.jobs679"}
    assert [row["why"] for row in again] == unclear
    assert all(row["variant"] for row in again if row["handle"] != "sefa.jobs679")
    asked = [
        line["subject"]["value"]
        for file in (trained.folder / case).glob("runs/*/findings.ndjson")
        for line in map(json.loads, file.read_text("utf-8").splitlines())
        if line["property"] == "asked"
    ]
    assert set(asked) == {"sefa.jobs679"}


@pytest.mark.parametrize("suffix", ["csv", "ndjson"])
def test_a_list_keeps_its_columns(trained: Osint, suffix: str) -> None:
    (trained.folder / "in.csv").write_text("ad,handle\n7,sefajobs679\n8,a b\n", "utf-8")
    done = trained("account", "find", "-i", "in.csv", "--site", "GitHub", "-o", f"out.{suffix}")
    assert done.code == 1
    text = (trained.folder / f"out.{suffix}").read_text("utf-8")
    records = [json.loads(line) for line in text.splitlines()] if suffix == "ndjson" else rows(Done(0, text, ""))
    assert [(record["ad"], record["state"]) for record in records] == [
        ("7", "found"),
        ("8", None if suffix == "ndjson" else ""),
    ]


def test_a_handle_that_a_list_repeats_is_asked_once(trained: Osint, island_jobs: tuple[Range, Path]) -> None:
    """Each row has its answers; the sites hear of the handle once, and of a variant that another row is."""
    case = trained.new_case()
    handles = ["sefajobs679", "sefa.jobs679", "@sefajobs679 ", *["sefajobs679"] * 20]
    (trained.folder / "in.csv").write_text(
        "ad,handle\n" + "".join(f"{n},{h}\n" for n, h in enumerate(handles)), "utf-8"
    )
    words = ("account", "find", "-i", "in.csv", "--site", "GitHub", "--site", "GitLab", "--variants", "-f", "ndjson")
    before = len(island_jobs[0].log)
    done = trained(*words, "--case", str(case))
    asked = Counter(event.what for event in island_jobs[0].log[before:] if event.protocol == "https")
    assert done.code == 0, done.err
    assert asked["GET /users/sefajobs679"] == asked["GET /api/v4/users?username=sefajobs679"] == 1
    assert set(asked.values()) == {1}
    found = [json.loads(line) for line in done.out.splitlines()]
    said = [(row["site"], row["state"]) for row in found if not row["variant"]]
    assert said.count(("GitHub", "found")) == len(handles) - 1
    assert len(said) == 2 * len(handles)
    assert sorted({row["ad"] for row in found}, key=int) == [str(number) for number in range(len(handles))]
    assert trained("case", "replay", "--case", str(case)).code == 0


@pytest.mark.parametrize("name", ["Screen Name", "userName", "IG", "x"])
def test_a_column_of_ids_is_not_taken_for_handles(trained: Osint, name: str) -> None:
    (trained.folder / "in.csv").write_text(f"n,{name}\n1,sefajobs679\n2,a b\n", "utf-8")
    done = trained("account", "find", "-i", "in.csv", "--plan")
    assert f"column '{name}'" in done.err


def test_over_budget_is_a_reason(trained: Osint) -> None:
    done = trained("account", "find", "sefajobs679", "--budget", "1KB")
    states = {(state, why) for _, state, why in found(done)}
    assert ("unclear", "over budget") in states


def test_a_killed_list_is_carried_on_and_loses_nothing(trained: Osint) -> None:
    handles = ["sefajobs679", *(f"tevi{number:04}" for number in range(1500))]
    (trained.folder / "in.csv").write_text("handle\n" + "\n".join(handles), "utf-8")
    words = ("account", "find", "-i", "in.csv", "--site", "GitHub", "--site", "GitLab")
    interrupted(trained, signal.SIGKILL, *words)
    done = trained(*words, "-o", "out.csv", "--resume")
    assert done.code == 0, done.err
    assert "carrying on" in done.err
    found = list(csv.DictReader(io.StringIO((trained.folder / "out.csv").read_text("utf-8"))))
    assert [row["handle"] for row in found] == [handle for handle in handles for _ in range(2)]
    assert [row["state"] for row in found] == ["found", *["absent"] * (len(found) - 1)]
