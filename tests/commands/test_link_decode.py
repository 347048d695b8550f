"""`osint link decode`, from outside."""

import csv
import io
import json
from urllib.parse import quote

import pytest
from python_calamine import CalamineWorkbook

from tests.commands.workbooks import workbook
from tests.conftest import Osint

FIELDS = ["input", "what", "value", "certainty", "explains", "problem"]
INNER = "https://jobs.example/?utm_source=fb"
LINK = f"https://l.facebook.com/l.php?u={quote(INNER, safe='')}"


def rows(out: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(out)))


def test_a_link_is_a_list_of_parts_with_stable_fields(osint: Osint) -> None:
    done = osint("link", "decode", LINK)
    said = rows(done.out)
    assert (done.code, list(said[0])) == (0, FIELDS)
    assert {row["input"] for row in said} == {LINK}
    (wrapped,) = [row for row in said if row["what"] == "wrapped link"]
    assert (wrapped["value"], wrapped["certainty"], wrapped["problem"]) == (INNER, "certain", "")
    assert wrapped["explains"].count("Source: https://") == 1
    (clean,) = [row for row in said if row["what"] == "clean link"]
    assert clean["value"] == "https://jobs.example/"
    assert "Read in the wrapped link." in clean["explains"]


def test_json_also_has_source_identifier_and_where_it_was_read(osint: Osint) -> None:
    link = f"https://l.facebook.com/l.php?u={quote('https://wa.me/6799991234', safe='')}"
    said = json.loads(osint("link", "decode", link, "-f", "json").out)
    assert list(said[0]) == [*FIELDS, "source", "identifier", "read_in", "way"]
    (phone,) = [row for row in said if row["what"] == "phone"]
    assert phone["identifier"] == {"kind": "phone", "value": "+6799991234"}
    assert (phone["read_in"], phone["way"]) == ("https://wa.me/6799991234", ["wrapped link"])
    assert phone["source"].startswith("https://")


def test_a_shortener_is_said_to_hide_its_target(osint: Osint) -> None:
    said = rows(osint("link", "decode", "https://bit.ly/island-jobs").out)
    assert [row["value"] for row in said if row["what"] == "hidden target"] == ["not in the link"]


@pytest.mark.parametrize("item", ["hello", "foo:bar", "file:///etc/passwd", "x" * 70_000])
def test_what_is_no_link_is_a_problem(osint: Osint, item: str) -> None:
    done = osint("link", "decode", item)
    (row,) = rows(done.out)
    assert done.code == 1
    assert row["problem"]
    assert row["what"] == row["value"] == ""


def test_plan_asks_nothing_and_offline_is_enough(osint: Osint) -> None:
    assert "nothing would be asked" in osint("link", "decode", LINK, "--plan").err
    assert osint("link", "decode", LINK, "--offline").code == 0


@pytest.mark.parametrize("suffix", ["csv", "tsv", "json", "ndjson", "xlsx", "txt"])
def test_output_files_by_suffix(osint: Osint, suffix: str) -> None:
    done = osint("link", "decode", LINK, "-o", f"out.{suffix}")
    assert (done.code, done.out) == (0, "")
    assert (osint.folder / f"out.{suffix}").stat().st_size > 500


def test_rows_of_a_file_keep_their_columns_and_their_order(osint: Osint) -> None:
    lines = [
        "id,note,link,value",
        f"1,Note: a,{LINK},5",
        "2,Note: b,nothing,6",
        "3,Note: c,https://x.com/a/status/1541815603606036480,7",
    ]
    (osint.folder / "links.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    done = osint("link", "decode", "-i", "links.csv")
    said = rows(done.out)
    assert "column 'link'" in done.err
    assert list(said[0]) == ["id", "note", "link", "value", "input", "what", "osint_value", *FIELDS[3:]]
    assert list(dict.fromkeys(row["id"] for row in said)) == ["1", "2", "3"]
    assert [row["osint_value"] for row in said if row["what"] == "made at"] == ["2022-06-28T16:07:40.105000Z"]
    assert done.code == 1


def test_a_workbook_goes_in_and_comes_out(osint: Osint) -> None:
    workbook(osint.folder / "links.xlsx", [("ad", "url"), (7, LINK), (8, "https://wa.me/6799991234")])
    done = osint("link", "decode", "-i", "links.xlsx", "-o", "out.xlsx")
    assert done.code == 0, done.err
    assert "column 'url'" in done.err
    header, *said = CalamineWorkbook.from_path(osint.folder / "out.xlsx").get_sheet_by_index(0).to_python()
    assert header == ["ad", "url", *FIELDS]
    what, value = header.index("what"), header.index("value")
    assert [(row[0], row[value]) for row in said if row[what] == "phone"] == [("8", "+6799991234")]
    assert {row[0] for row in said} == {"7", "8"}


def test_an_interrupted_file_is_carried_on_with(osint: Osint) -> None:
    (osint.folder / "links.csv").write_text("link\n" + f"{LINK}\n" * 50, encoding="utf-8")
    whole = osint("link", "decode", "-i", "links.csv", "-o", "whole.csv")
    again = osint("link", "decode", "-i", "links.csv", "-o", "again.csv", "--resume")
    assert (whole.code, again.code) == (0, 0)
    assert (osint.folder / "whole.csv").read_bytes() == (osint.folder / "again.csv").read_bytes()


def test_in_a_case_the_findings_cite_the_asked_link(osint: Osint) -> None:
    folder = osint.new_case()
    inner = "https://x.com/sefa_v/status/1541815603606036480"
    link = f"https://l.facebook.com/l.php?u={quote(inner, safe='')}"
    safe = "https://nam04.safelinks.protection.outlook.com/?url=x&data=05%7C02%7Cana%40police.example%7Ca%7Cb%7C0"
    osint("link", "decode", link, "https://wa.me/6799991234", safe, "what?", cwd=folder)
    (run,) = (folder / "runs").iterdir()
    lines = [json.loads(line) for line in (run / "findings.ndjson").read_text("utf-8").splitlines()]
    asked = {line["value"]: line["id"] for line in lines if line["property"] == "asked"}
    assert list(asked) == [link, "https://wa.me/6799991234", safe, "what?"]
    found = {line["property"]: line for line in lines if line["property"] != "asked"}
    assert set(found) == {"wraps", "names", "mentions", "created_at"}
    assert found["wraps"]["object"] == {"kind": "url", "value": inner}
    assert found["wraps"]["evidence"] == [asked[link]]
    assert found["created_at"]["subject"] == {"kind": "url", "value": inner}
    assert (found["created_at"]["value"], found["created_at"]["grade"]) == ("2022-06-28T16:07:40.105000Z", "A1")
    names = [line["object"]["value"] for line in lines if line["property"] == "names"]
    assert names == ["x:sefa_v", "+6799991234"]
    assert (found["mentions"]["object"], found["mentions"]["value"]["value"]) == (None, "ana@police.example")
    assert {line["source"] for line in found.values()} == {"link-decode"}
    assert {line["reach"] for line in found.values()} == {"offline"}
    assert "6799991234" not in (run / "open.json").read_text("utf-8") + (run / "run.json").read_text("utf-8") + run.name
    assert osint("case", "verify", cwd=folder).code == 0


def test_outside_the_scope_nothing_is_kept(osint: Osint) -> None:
    folder = osint.new_case("case", "--scope", "phone:*")
    done = osint("link", "decode", LINK, cwd=folder)
    assert done.code == 3
    assert "outside the scope" in done.err


def test_a_profile_reads_what_stands_in_a_link(osint: Osint) -> None:
    link = f"https://l.facebook.com/l.php?u={quote('https://wa.me/6799991234', safe='')}"
    done = osint("profile", "build", link, "--offline", "-f", "json")
    (profile,) = json.loads(done.out)
    found = {(entry["kind"], entry["value"]): entry["how"] for entry in profile["identifiers"]}
    assert "by link-decode" in found["phone", "+6799991234"]
    assert ("url", "https://wa.me/6799991234") in found


def test_the_time_of_a_post_is_in_the_profile_as_that(osint: Osint) -> None:
    done = osint("profile", "build", "https://x.com/sefa_v/status/1541815603606036480", "--offline", "-f", "json")
    (profile,) = json.loads(done.out)
    assert [entry["what"] for entry in profile["timeline"]] == ["post or page made, by its id"]


def test_the_domain_of_a_wrapper_is_no_tie(osint: Osint) -> None:
    link = f"https://urldefense.com/v3/__{INNER}__;!!abc$"
    (profile,) = json.loads(osint("profile", "build", link, "--offline", "-f", "json").out)
    reasons = {entry["value"]: entry["reason"] for entry in profile["not_followed"]}
    assert reasons["urldefense.com"] == "a service that wraps links, shared by everybody"
    assert ("domain", "jobs.example") in {(entry["kind"], entry["value"]) for entry in profile["identifiers"]}
