"""`osint phone normalise`, from outside."""

import csv
import io
import json

import pytest
import xlsxwriter  # type: ignore[import-untyped]  # it ships no types

from tests.conftest import Osint

FIELDS = [
    "input",
    "valid",
    "possible",
    "e164",
    "international",
    "national",
    "country",
    "type",
    "carrier",
    "location",
    "timezones",
    "assumed_region",
    "candidates",
    "problem",
]


def test_one_number_in_a_pipe_is_csv_with_stable_fields(osint: Osint) -> None:
    done = osint("phone", "normalise", "+679 999 1234")
    (row,) = csv.DictReader(io.StringIO(done.out))
    assert list(row) == FIELDS
    assert (row["e164"], row["country"], row["valid"], row["type"]) == ("+6799991234", "FJ", "true", "mobile")
    assert done.code == 0


def test_nothing_is_guessed_without_a_region(osint: Osint) -> None:
    done = osint("phone", "normalise", "701 2345", "-f", "json")
    (record,) = json.loads(done.out)
    assert done.code == 1
    assert record["e164"] is None
    assert {"FJ", "VU", "TO"} <= set(record["candidates"])
    assert record["problem"]


@pytest.mark.parametrize(
    "words, extra",
    [(["--region", "FJ"], {}), (["--region", "fj"], {}), ([], {"OSINT_REGION": "FJ"})],
)
def test_a_region_is_said_in_the_record(osint: Osint, words: list[str], extra: dict[str, str]) -> None:
    (record,) = json.loads(osint("phone", "normalise", "701 2345", "-f", "json", *words, extra=extra).out)
    assert (record["e164"], record["assumed_region"]) == ("+6797012345", "FJ")


def test_a_cases_jurisdiction_is_its_region(osint: Osint) -> None:
    folder = osint.new_case("case", "--jurisdiction", "VU")
    (record,) = json.loads(osint("phone", "normalise", "591 2345", "-f", "json", cwd=folder).out)
    assert (record["e164"], record["assumed_region"]) == ("+6785912345", "VU")


def test_the_other_spelling_works_and_is_hidden(osint: Osint) -> None:
    assert osint("phone", "normalize", "+6799991234").out == osint("phone", "normalise", "+6799991234").out
    assert "normalize" not in osint("phone", "--help").out


def test_an_unknown_region_is_a_usage_error(osint: Osint) -> None:
    done = osint("phone", "normalise", "701 2345", "--region", "XX")
    assert (done.code, done.out) == (2, "")
    assert "XX" in done.err


@pytest.mark.parametrize(
    "stdin, inputs",
    [
        ("+6799991234\n\n+6785912345\r\n", ["+6799991234", "+6785912345"]),
        ("+6799991234\x0b\u2028x\n", ["'+6799991234\\x0b\\u2028x"]),
        ("", []),
        (b"\xef\xbb\xbf+6799991234", ["+6799991234"]),
    ],
)
@pytest.mark.parametrize("dash", [["-"], []])
def test_standard_input_is_read_line_by_line(
    osint: Osint, stdin: str | bytes, inputs: list[str], dash: list[str]
) -> None:
    done = osint("phone", "normalise", *dash, stdin=stdin)
    assert [row["input"] for row in csv.DictReader(io.StringIO(done.out))] == inputs


def test_standard_input_stands_where_its_dash_stands(osint: Osint) -> None:
    done = osint("phone", "normalise", "+6799991230", "-", "+6799991233", "-", stdin="+6799991231\n+6799991232\n")
    wanted = [f"+679999123{number}" for number in range(4)]
    assert [row["input"] for row in csv.DictReader(io.StringIO(done.out))] == wanted


def test_no_items_and_no_pipe_is_a_usage_error_with_a_next_step(osint: Osint) -> None:
    done = osint("phone", "normalise")
    assert (done.code, done.out) == (2, "")
    assert "next:" in done.err


def test_rows_of_a_file_keep_their_columns_in_place(osint: Osint) -> None:
    (osint.folder / "ads.csv").write_text("ad,phone,country\n1,+679 999 1234,x\n2,nothing,y\n", encoding="utf-8")
    done = osint("phone", "normalise", "-i", "ads.csv")
    rows = list(csv.DictReader(io.StringIO(done.out)))
    assert list(rows[0])[:4] == ["ad", "phone", "country", "input"]
    assert [(row["ad"], row["phone"], row["country"], row["osint_country"]) for row in rows] == [
        ("1", "+679 999 1234", "x", "FJ"),
        ("2", "nothing", "y", ""),
    ]
    assert "column 'phone'" in done.err
    assert done.code == 1


def test_two_fitting_columns_are_refused_with_the_choice(osint: Osint) -> None:
    (osint.folder / "calls.csv").write_text("caller_phone,callee_phone\n+6799991234,+6785912345\n", encoding="utf-8")
    done = osint("phone", "normalise", "-i", "calls.csv")
    assert done.code == 2
    assert "caller_phone" in done.err
    assert "--column" in done.err
    assert osint("phone", "normalise", "-i", "calls.csv", "--column", "callee_phone").out.count("+6785912345") >= 2


@pytest.mark.parametrize("name, warned", [("+6799991234", True), ("phone", False), ("x2", False)])
def test_a_file_without_a_row_of_names_is_told_apart(osint: Osint, name: str, warned: bool) -> None:
    (osint.folder / "list.csv").write_text(f"{name}\n+6799991235\n", encoding="utf-8")
    done = osint("phone", "normalise", "-i", "list.csv")
    assert done.code == 0
    assert ("--input-format txt" in done.err) is warned


@pytest.mark.parametrize("name", ["x", "Mobile/WhatsApp", "phoneNumber", "Ph. No"])
@pytest.mark.parametrize("when", ["2024-01-02", "02/01/2024 10:15"])
def test_a_column_of_dates_is_not_taken_for_numbers(osint: Osint, name: str, when: str) -> None:
    (osint.folder / "calls.csv").write_text(f"at,{name}\n{when},+6799991234\n", encoding="utf-8")
    done = osint("phone", "normalise", "-i", "calls.csv")
    assert done.code == 0, done.err
    assert f"column '{name}'" in done.err


@pytest.mark.parametrize("suffix", ["csv", "tsv", "json", "ndjson", "xlsx", "txt"])
def test_output_files_by_suffix(osint: Osint, suffix: str) -> None:
    done = osint("phone", "normalise", "+6799991234", "-o", f"out.{suffix}")
    assert (done.code, done.out) == (0, "")
    assert (osint.folder / f"out.{suffix}").stat().st_size > 50
    assert [path.name for path in osint.folder.iterdir()] == [f"out.{suffix}"]


def test_plan_asks_nothing(osint: Osint) -> None:
    done = osint("phone", "normalise", "+6799991234", "--plan")
    assert done.code == 0
    assert "nothing would be asked" in done.err


def test_in_a_case_a_number_is_one_finding_that_cites_what_was_asked(osint: Osint) -> None:
    folder = osint.new_case()
    osint("phone", "normalise", "+679 999 1234", "(679) 9991234", "what?", cwd=folder)
    (run,) = (folder / "runs").iterdir()
    lines = [json.loads(line) for line in (run / "findings.ndjson").read_text().splitlines()]
    asked = {line["id"] for line in lines if line["property"] == "asked"}
    (number,) = [line for line in lines if line["property"] == "number"]
    assert [line["value"] for line in lines if line["property"] == "asked"] == [
        "+679 999 1234",
        "(679) 9991234",
        "what?",
    ]
    assert number["subject"] == {"kind": "phone", "value": "+6799991234"}
    assert number["value"]["country"] == "FJ"
    assert set(number["evidence"]) <= asked
    assert "9991234" not in (run / "open.json").read_text() + (run / "run.json").read_text() + run.name


def test_a_cover_sheet_is_not_all_of_a_workbook(osint: Osint) -> None:
    with xlsxwriter.Workbook(osint.folder / "calls.xlsx") as book:
        book.add_worksheet("Cover").write("A1", "Answer to your request")
        book.add_worksheet("Calls").write_column("A1", ["caller", "+679 999 1234"])
    cover = osint("phone", "normalise", "-i", "calls.xlsx")
    assert "sheet 'Cover' (1 of 2)" in cover.err
    assert "--sheet another sheet" in cover.err
    calls = osint("phone", "normalise", "-i", "calls.xlsx", "--sheet", "Calls")
    assert (calls.code, "+6799991234" in calls.out) == (0, True)
    assert "its sheets are Cover, Calls" in osint("phone", "normalise", "-i", "calls.xlsx", "--sheet", "x").err


def test_users_as_a_phone_was_read_out_are_numbers(osint: Osint) -> None:
    (osint.folder / "chats.csv").write_text(
        "Body,Party\nhello,6799991234@s.whatsapp.net\nbula,6785912345@s.whatsapp.net\n"
    )
    done = osint("phone", "normalise", "-i", "chats.csv")
    assert (done.code, "column 'Party'" in done.err) == (0, True)
    assert [row["e164"] for row in csv.DictReader(io.StringIO(done.out))] == ["+6799991234", "+6785912345"]
