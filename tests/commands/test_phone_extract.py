"""`osint phone extract`, from outside."""

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest

from osint_kit.cases.warc import read_records
from tests.conftest import Osint

FIELDS = ["input", "e164", "valid", "country", "start", "end", "context", "text", "line", "doubt", "problem"]
CHAT = """\
24/11/2026, 3:05 pm - Messages are encrypted.
24/11/2026, 3:06 pm - Ana: Bula! ring 999 1234
or nine nine nine 1235
24/11/2026, 3:07 pm - \u202a+679\u00a0701\u00a02345\u202c: by 2023110
"""


def records(osint: Osint, *words: str, stdin: str | bytes | None = None) -> list[dict[str, Any]]:
    done = osint("phone", "extract", *words, "-f", "json", stdin=stdin)
    assert done.code == 0, done.err
    found: list[dict[str, Any]] = json.loads(done.out)
    return found


def test_a_chat_gives_a_record_a_number_with_its_place(osint: Osint) -> None:
    (osint.folder / "chat.txt").write_text(CHAT, encoding="utf-8", newline="")
    found = records(osint, "chat.txt", "--region", "FJ")
    assert list(found[0]) == FIELDS
    assert [(record["e164"], record["line"], record["doubt"]) for record in found] == [
        ("+6799991234", 2, None),
        ("+6799991235", 3, "digits spelled out"),
        ("+6797012345", 4, None),
        ("+6792023110", 4, "looks like a date"),
    ]
    for record in found:
        assert CHAT[record["start"] : record["end"]] == record["text"]
        assert record["input"] == "chat.txt"
    assert found[1]["context"] == "or nine nine nine 1235"
    done = osint("phone", "extract", "-i", "chat.txt", "--region", "FJ")
    assert next(csv.reader(io.StringIO(done.out))) == FIELDS
    assert done.out.count("\n") == 5


@pytest.mark.parametrize(
    "name, data",
    [
        ("a.html", b"<p>Call <a href='tel:9991234'>us</a>"),
        ("a.eml", b"Subject: jobs\nContent-Transfer-Encoding: base64\n\nQ2FsbCA5OTkgMTIzNA=="),
        ("a.json", b'{"messages": [{"text": "call 999\\u00201234"}]}'),
        ("a.csv", b"ad,phone\n1,999 1234\n"),
        ("a.txt", "call 999 1234".encode("utf-16")),
        ("a.txt", b"caf\xe9 999 1234"),
        ("a.txt", b"x" * 70_000 + b"\xff\xfe 999 1234"),
    ],
)
def test_each_form_and_encoding(osint: Osint, name: str, data: bytes) -> None:
    (osint.folder / name).write_bytes(data)
    assert [record["e164"] for record in records(osint, name, "--region", "FJ")] == ["+6799991234"]


@pytest.mark.parametrize("words", [[], ["-"]])
def test_standard_input_is_text_unless_said_otherwise(osint: Osint, words: list[str]) -> None:
    page = "<a href='tel:+6799991234'>x</a>"
    (as_text,) = records(osint, *words, stdin=page)
    (as_page,) = records(osint, *words, "--input-format", "html", stdin=page)
    assert (as_text["input"], as_text["start"], as_page["start"]) == ("-", 9, 1)


def test_nothing_found_is_an_answer(osint: Osint) -> None:
    (osint.folder / "empty.txt").write_bytes(b"")
    (osint.folder / "none.html").write_bytes(b"<p>bula")
    done = osint("phone", "extract", "empty.txt", "none.html")
    assert (done.code, done.out) == (0, ",".join(FIELDS) + "\n")


def test_what_cannot_be_read_is_a_record_and_the_rest_is_read(osint: Osint) -> None:
    (osint.folder / "folder").mkdir()
    (osint.folder / "a.bin").write_bytes(b"\0\1\2\3" * 99)
    (osint.folder / "chat.zip").write_bytes(b"PK\x03\x04\0\0")
    (osint.folder / "good.txt").write_bytes(b"+679 999 1234")
    done = osint("phone", "extract", "missing.txt", "folder", "a.bin", "chat.zip", "good.txt", "-f", "ndjson")
    found = [json.loads(line) for line in done.out.splitlines()]
    assert done.code == 1
    assert [record["input"] for record in found] == ["missing.txt", "folder", "a.bin", "chat.zip", "good.txt"]
    assert [record["e164"] for record in found] == [None] * 4 + ["+6799991234"]
    for record, word in zip(found, ["no such file", "folder", "zero bytes", "unpack"], strict=False):
        assert word in record["problem"]


@pytest.mark.parametrize(
    "words",
    [[], ["a.txt", "-i", "b.txt"], ["a.txt", "--region", "XX"], ["a.txt", "--input-format", "pdf"]],
)
def test_usage_errors(osint: Osint, words: list[str]) -> None:
    done = osint("phone", "extract", *words)
    assert (done.code, done.out) == (2, "")
    assert "next:" in done.err


def test_plan_asks_nothing(osint: Osint) -> None:
    done = osint("phone", "extract", "a.txt", "--plan")
    assert done.code == 0
    assert "nothing would be asked" in done.err


def lines_and_files(folder: Path) -> tuple[list[dict[str, Any]], dict[str, bytes]]:
    (run,) = (folder / "runs").iterdir()
    lines = [json.loads(line) for line in (run / "findings.ndjson").read_text("utf-8").splitlines()]
    with (run / "evidence.warc.gz").open("rb") as stream:
        kept = {record.id: record.block for record in read_records(stream) if record.type == "resource"}
    assert "9991234" not in (run / "open.json").read_text() + (run / "run.json").read_text() + run.name
    return lines, kept


def test_in_a_case_the_file_is_evidence_and_each_number_is_found_once(osint: Osint) -> None:
    folder = osint.new_case("case", "--jurisdiction", "FJ")
    text = b"on 2023110 nine nine nine 1234\ncall 999 1234, 9991234 or 2023110"
    (osint.folder / "ad.txt").write_bytes(text)
    done = osint("phone", "extract", str(osint.folder / "ad.txt"), cwd=folder)
    assert done.code == 0
    lines, kept = lines_and_files(folder)
    ((record_id, data),) = kept.items()
    assert data == text
    assert [(line["property"], line["subject"]) for line in lines] == [
        ("asked", {"kind": "text", "value": "ad.txt"}),
        ("number", {"kind": "phone", "value": "+6792023110"}),
        ("appears_in", {"kind": "phone", "value": "+6792023110"}),
        ("number", {"kind": "phone", "value": "+6799991234"}),
        ("appears_in", {"kind": "phone", "value": "+6799991234"}),
    ]
    assert all(line["evidence"] == [record_id] for line in lines[1:])
    assert lines[2]["value"] == {
        "file": "ad.txt",
        "line": 1,
        "start": 3,
        "end": 10,
        "text": "2023110",
        "doubt": "looks like a date",
        "times": 2,
    }
    assert lines[4]["value"] == {
        "file": "ad.txt",
        "line": 2,
        "start": 36,
        "end": 44,
        "text": "999 1234",
        "doubt": None,
        "times": 3,
    }
    assert (lines[2]["grade"], lines[4]["grade"]) == ("B4", "B2")
    assert osint("case", "verify", str(folder)).code == 0


def test_the_scope_of_a_case_keeps_other_numbers_out_of_it(osint: Osint) -> None:
    folder = osint.new_case("case", "--scope", "domain")
    done = osint("phone", "extract", "-", "-f", "json", cwd=folder, stdin="+679 999 1234")
    (record,) = json.loads(done.out)
    assert done.code == 1
    assert "scope" in record["problem"]
    assert [line["property"] for line in lines_and_files(folder)[0]] == ["asked"]


def test_in_a_case_standard_input_is_kept_too_and_what_cannot_be_read_is_a_record(osint: Osint) -> None:
    folder = osint.new_case("case")
    done = osint("phone", "extract", "-", "missing.txt", "-f", "ndjson", cwd=folder, stdin="+679 999 1234")
    assert [(row["input"], bool(row["problem"])) for row in map(json.loads, done.out.splitlines())] == [
        ("-", False),
        ("missing.txt", True),
    ]
    lines, kept = lines_and_files(folder)
    assert list(kept.values()) == [b"+679 999 1234"]
    assert lines[-1]["value"]["file"] == "standard-input"
    assert osint("case", "verify", str(folder)).code == 0
