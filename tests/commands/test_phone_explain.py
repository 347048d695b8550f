"""`osint phone explain`, from outside."""

import csv
import io
import json
from datetime import UTC, datetime, timedelta

import pytest

from tests.conftest import Osint

FIELDS = ["input", "what", "answer", "source"]


def rows(out: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(out)))


def test_a_number_is_a_list_of_statements(osint: Osint) -> None:
    done = osint("phone", "explain", "+679 871 2345")
    said = rows(done.out)
    assert done.code == 0
    assert list(said[0]) == FIELDS
    assert {row["input"] for row in said} == {"+679 871 2345"}
    assert {"number", "country", "kind", "from Suva", "from Port Vila", "from abroad", "not told"} <= {
        row["what"] for row in said
    }
    assert [row["answer"].split(",")[0] for row in said if row["what"] == "range assigned to"][1] == "Inkk Mobile"


def test_the_local_time_is_that_of_now(osint: Osint) -> None:
    (said,) = [row for row in rows(osint("phone", "explain", "+6799991234").out) if row["what"] == "local time"]
    there = datetime.now(UTC) + timedelta(hours=12)  # Fiji has had no summer time since January 2021
    assert any(f"{there - timedelta(minutes=ago):%H:%M}" in said["answer"] for ago in range(3))


@pytest.mark.parametrize("words, extra", [(["--region", "vu"], {}), ([], {"OSINT_REGION": "VU"})])
def test_a_short_code_is_an_answer_in_its_region(osint: Osint, words: list[str], extra: dict[str, str]) -> None:
    done = osint("phone", "explain", "111", *words, extra=extra)
    assert done.code == 0
    assert "police: an emergency number of Vanuatu" in done.out


@pytest.mark.parametrize("item", ["hello", "701 2345", "+679 1111111", "111"])
def test_what_is_no_number_is_a_problem(osint: Osint, item: str) -> None:
    done = osint("phone", "explain", item, "-f", "json")
    said = json.loads(done.out)
    assert done.code == 1
    assert list(said[0]) == FIELDS
    (problem,) = [row for row in said if row["what"] == "problem"]
    assert problem["answer"]
    assert problem["source"] is None


@pytest.mark.parametrize("suffix", ["csv", "tsv", "json", "ndjson", "xlsx", "txt"])
def test_output_files_by_suffix(osint: Osint, suffix: str) -> None:
    done = osint("phone", "explain", "+6799991234", "-o", f"out.{suffix}")
    assert (done.code, done.out) == (0, "")
    assert (osint.folder / f"out.{suffix}").stat().st_size > 500


def test_rows_of_a_file_keep_their_columns(osint: Osint) -> None:
    (osint.folder / "ads.csv").write_text("ad,phone,source\n7,999 1234 / 701 2345,Facebook\n", encoding="utf-8")
    said = rows(osint("phone", "explain", "-i", "ads.csv", "--region", "FJ").out)
    assert {(row["ad"], row["source"]) for row in said} == {("7", "Facebook")}
    assert [row["answer"] for row in said if row["what"] == "number"] == ["+679 999 1234", "+679 701 2345"]


def test_plan_asks_nothing(osint: Osint) -> None:
    done = osint("phone", "explain", "+6799991234", "--plan")
    assert done.code == 0
    assert "nothing would be asked" in done.err


def test_in_a_case_it_keeps_what_was_asked_and_the_findings_of_normalise(osint: Osint) -> None:
    folder = osint.new_case("case", "--jurisdiction", "VU", "--scope", "phone:+678*", "--scope", "text")
    done = osint("phone", "explain", "591 2345", "111", "+679 999 1234", cwd=folder)
    (run,) = (folder / "runs").iterdir()
    lines = [json.loads(line) for line in (run / "findings.ndjson").read_text(encoding="utf-8").splitlines()]
    assert [line["value"] for line in lines if line["property"] == "asked"] == ["591 2345", "111"]
    (number,) = [line for line in lines if line["property"] == "number"]
    assert (number["subject"]["value"], number["source"]) == ("+6785912345", "numbering-plan")
    assert number["evidence"] == [lines[0]["id"]]
    refused = [row["answer"] for row in rows(done.out) if row["what"] == "problem"]
    assert [answer.split(" (")[0] for answer in refused] == ["outside the scope of the case"]
    assert done.code == 1
    assert osint("case", "verify", cwd=folder).code == 0
