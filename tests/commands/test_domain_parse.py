"""`osint domain parse` as it is typed: other lists, names of one's own, bulk, and what a case keeps of it."""

import csv
import json
from pathlib import Path
from typing import Any

import pytest

from osint_kit.cases.warc import read_records
from tests.conftest import Osint

COLUMNS = ["input", "domain", "subdomain", "suffix", "ascii", "unicode", "valid", "confusable_with", "problem"]
NEWER = """// VERSION: 2026-10-22_08-36-41_UTC
// ===BEGIN ICANN DOMAINS===
com
fj
edu.fj
vu
gov.vu
// ===END ICANN DOMAINS===
"""


def records(osint: Osint, *words: str, code: int = 0, **more: Any) -> list[dict[str, Any]]:
    return osint.records("domain", "parse", *words, code=code, **more)


def test_csv_has_the_fields_of_the_contract_and_json_two_more(osint: Osint) -> None:
    done = osint("domain", "parse", "apply.island-jobs.example", "-f", "csv")
    assert done.out.splitlines()[0].split(",") == COLUMNS
    (row,) = records(osint, "apply.island-jobs.example")
    assert list(row) == [*COLUMNS, "notes", "suffix_list"]
    assert row["notes"] == []
    assert row["suffix_list"].startswith("20")


def test_the_date_of_the_list_is_said_to_who_wants_to_know(osint: Osint) -> None:
    assert "Public Suffix List of 20" in osint("domain", "parse", "x.example", "-v").err
    assert "Public Suffix List" not in osint("domain", "parse", "x.example").err


def test_a_newer_list_is_used(osint: Osint) -> None:
    (osint.folder / "new.dat").write_text(NEWER)
    (old,) = records(osint, "www.suva.edu.fj")
    (new,) = records(osint, "www.suva.edu.fj", "--suffix-list", "new.dat")
    assert (old["domain"], new["domain"]) == ("edu.fj", "suva.edu.fj")
    assert new["suffix_list"] == "2026-10-22T08:36:41Z"


@pytest.mark.parametrize("words", [["--suffix-list", "none.dat"], ["--known", "none.txt"]])
def test_a_file_that_is_not_there_is_refused(osint: Osint, words: list[str]) -> None:
    done = osint("domain", "parse", "x.example", *words)
    assert done.code == 2
    assert words[1] in done.err
    assert "next:" in done.err


def test_a_file_that_is_no_list_is_refused(osint: Osint) -> None:
    (osint.folder / "x.csv").write_text("domain\nx.example\n")
    done = osint("domain", "parse", "x.example", "--suffix-list", "x.csv")
    assert (done.code, done.out) == (2, "")
    assert "x.csv is no Public Suffix List" in done.err
    assert "publicsuffix.org" in done.err


def test_names_of_ones_own_are_compared_with(osint: Osint) -> None:
    (osint.folder / "known.txt").write_text("pacific-careers.example\n")
    assert records(osint, "pacific-careeers.example", "pac1fic-careers.example", "--known", "known.txt")[1][
        "confusable_with"
    ] == ("pacific-careers.example")
    (osint.folder / "known.txt").write_text("a name\n")
    done = osint("domain", "parse", "x.example", "--known", "known.txt")
    assert done.code == 2
    assert "known.txt, line 1" in done.err


def test_a_zone_that_the_list_does_not_have_is_said_once(osint: Osint) -> None:
    done = osint("domain", "parse", "police.gov.vu", "finance.gov.vu", "-f", "csv")
    assert done.code == 0
    assert done.err.count("gov.vu is shared by many") == 1


def test_a_list_of_names_keeps_its_columns_and_order(osint: Osint) -> None:
    rows = [("1", "a.example.com"), ("2", "раураl.com"), ("3", "not a name"), ("4", "a.example.com")]
    with (osint.folder / "in.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([("no", "website"), *rows])
    done = osint("domain", "parse", "-i", "in.csv", "-o", "out.csv")
    assert done.code == 1
    with (osint.folder / "out.csv").open(encoding="utf-8", newline="") as file:
        found = list(csv.DictReader(file))
    assert [row["no"] for row in found] == ["1", "2", "3", "4"]
    assert [row["domain"] for row in found] == ["example.com", "xn--l-7sba6dbr.com", "", "example.com"]
    assert found[1]["confusable_with"] == "paypal.com"
    assert "4 rows" in done.err


def lines_of(folder: Path) -> list[dict[str, Any]]:
    (path,) = folder.glob("runs/*/findings.ndjson")
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def test_a_case_keeps_which_list_was_used_and_who_is_imitated(osint: Osint) -> None:
    folder = osint.new_case()
    (osint.folder / "new.dat").write_text(NEWER)
    records(osint, "paypa1.com", "x.com", "--suffix-list", "../new.dat", cwd=folder)
    lines = lines_of(folder)
    (imitates,) = [line for line in lines if line["property"] == "imitates"]
    assert (imitates["subject"]["value"], imitates["object"]["value"]) == ("paypa1.com", "paypal.com")
    assert imitates["evidence"] == [lines[0]["id"]]
    (run,) = (folder / "runs").iterdir()
    assert "2026-10-22_08-36-41_UTC" in (run / "open.json").read_text()
    with (run / "evidence.warc.gz").open("rb") as stream:
        assert NEWER.encode() in [record.block for record in read_records(stream)]
    assert osint("case", "verify", cwd=folder).code == 0


def test_what_is_outside_the_scope_is_not_taken_apart(osint: Osint) -> None:
    folder = osint.new_case("case", "--scope", "domain:*.example")
    rows = records(osint, "a.example", "b.com", code=1, cwd=folder)
    assert [row["domain"] for row in rows] == ["a.example", None]
    assert "outside the scope" in rows[1]["problem"]
    assert "b.com" not in json.dumps(lines_of(folder))
