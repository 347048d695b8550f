"""Files, notes and roles that the operator puts into a case, and what a role forbids."""

import hashlib
import json
import os
from pathlib import Path

import pytest

from osint_kit.cases.case import open_case
from osint_kit.cases.merkle import leaf_hash
from osint_kit.cases.reading import raw_lines
from tests.conftest import Osint

VICTIM = "+6799991234"


def lines(case: Path, property_: str) -> list[dict[str, object]]:
    """The findings of a case with this property, in the order of its ledger."""
    found = [json.loads(line) for _, line in raw_lines(open_case(case))]
    return [line for line in found if line["property"] == property_]


def test_a_file_is_kept_with_hash_size_and_where_from(osint: Osint) -> None:
    case = osint.new_case()
    data = os.urandom(200_000)
    path = osint.folder / "an advert,\n‮of her.png"
    path.write_bytes(data)
    done = osint(
        "case", "add", path.name, "--from", "Complainant", "--made", "2026-11-20", "--case", "case", "-f", "json"
    )
    assert done.code == 0, done.err
    (row,) = json.loads(done.out)
    assert (row["bytes"], row["sha256"]) == (len(data), hashlib.sha256(data).hexdigest())
    assert (row["type"], row["from"], row["made"]) == ("image/png", "Complainant", "2026-11-20")
    (line,) = lines(case, "file")
    assert line["evidence"] == [row["evidence"]]
    assert line["id"] == row["finding"]
    assert osint("case", "verify", "case").code == 0
    noted = osint("case", "note", "shows the number", "--cites", row["evidence"], "--cites", row["finding"], cwd=case)
    assert noted.code == 0, noted.err
    assert lines(case, "note")[0]["value"] == {"text": "shows the number", "cites": [row["evidence"], row["finding"]]}


@pytest.mark.parametrize("name", ["missing.png", ".", "pipe", "x" * 300])
def test_what_is_no_file_is_refused_before_anything_is_written(osint: Osint, name: str) -> None:
    case = osint.new_case()
    (osint.folder / "good.txt").write_text("x")
    os.mkfifo(osint.folder / "pipe")
    done = osint("case", "add", "good.txt", name, "--case", "case")
    assert done.code == 2
    assert list((case / "runs").iterdir()) == []


def test_a_note_comes_from_words_or_from_a_pipe(osint: Osint) -> None:
    case = osint.new_case()
    assert osint("case", "note", "by words", "--case", "case").code == 0
    assert osint("case", "note", "--about", "name:Sefa V", "--case", "case", stdin="two\nlines\n").code == 0
    assert osint("case", "note", "-", "--case", "case", stdin="\ufeffdash").code == 0
    assert [line["value"]["text"] for line in lines(case, "note")] == ["by words", "two\nlines", "dash"]  # type: ignore[index]
    assert lines(case, "note")[1]["subject"] == {"kind": "name", "value": "Sefa V"}
    for text in ("", " \n", b"\xff\xfe", "x" * 200_000):
        assert osint("case", "note", "--case", "case", stdin=text).code == 2
    assert osint("case", "note", "x", "--cites", "0" * 64, "--case", "case").code == 2
    assert osint("case", "note", "x", "--about", "not readable", "--case", "case").code == 2
    assert osint("case", "note", "x").code == 2, "no case"
    assert len(lines(case, "note")) == 3


def test_a_role_that_goes_for_the_same_person_too_is_told(osint: Osint) -> None:
    case = osint.new_case()
    said = ("--reason", "card", "-f", "json")
    osint("profile", "confirm", "dev:sefa-e=handle:sefa-e", "--reason", "card", cwd=case)
    osint("case", "role", "@sefa-e", "--role", "suspect", *said, cwd=case)
    done = osint("case", "role", "dev:sefa-e", "--role", "witness", *said, cwd=case)
    assert "sefa-e is now witness, not suspect: you decided that it is the same person's" in " ".join(done.err.split())
    done = osint("case", "role", "@sefa-e", "--role", "suspect", *said, cwd=case)
    assert json.loads(done.out)[0]["role"] == "witness"
    assert "sefa-e is now witness, not suspect" in " ".join(done.err.split())


def test_a_role_needs_its_reason_and_is_listed(osint: Osint) -> None:
    case = osint.new_case()
    for words in (["--role", "victim"], ["--role", "liar", "--reason", "x"], ["--reason", "x"]):
        assert osint("case", "role", VICTIM, *words, "--case", "case").code == 2
    assert lines(case, "decision") == []
    assert osint("case", "role", VICTIM, "--role", "witness", "--minor", "--reason", "card", cwd=case).code == 0
    (row,) = json.loads(osint("case", "role", "-f", "json", cwd=case).out)
    assert (row["value"], row["role"], row["minor"], row["protected"]) == (VICTIM, "witness", True, True)
    assert osint("case", "verify", cwd=case).code == 0


def test_nothing_beyond_offline_is_asked_about_a_victim_without_authority(trained: Osint) -> None:
    case = trained.new_case()
    assert trained("case", "role", "@sefajobs679", "--role", "victim", "--reason", "interview", cwd=case).code == 0
    for words in (
        ["account", "find", "sefajobs679"],
        ["profile", "build", "@sefajobs679"],
        ["link", "expand", "https://instagram.com/sefajobs679"],
        ["account", "find", "sefajobs679", "--authority", " "],
    ):
        done = trained(*words, cwd=case)
        assert done.code == 3, (words, done.err)
        assert "victim" in done.err
        assert "--authority" in done.err
    assert not [record for path in case.glob("runs/*/evidence.warc.gz") for record in _uris(path) if "http" in record]
    assert trained("phone", "normalise", VICTIM, cwd=case).code == 0
    assert trained("link", "decode", "https://instagram.com/sefajobs679", cwd=case).code == 0


def test_an_authority_goes_on_record_and_into_the_ledger_by_hash(trained: Osint) -> None:
    case = trained.new_case()
    assert trained("case", "role", "@sefajobs679", "--role", "victim", "--reason", "interview", cwd=case).code == 0
    done = trained("account", "find", "sefajobs679", "--authority", "Order 7/2026 of Suva", cwd=case)
    assert done.code == 0, done.err
    written = b"".join(path.read_bytes() for path in case.glob("runs/*/findings.ndjson"))
    (line,) = [line for line in written.splitlines() if b"Order 7" in line]
    assert json.loads(line)["subject"]["value"] == "sefajobs679"
    entries = [json.loads(entry) for entry in (case / "ledger.ndjson").read_text().splitlines()]
    (named,) = [entry for entry in entries if entry["action"] == "authority"]
    assert named["sha256"] == leaf_hash(line).hex()
    assert "Order" not in (case / "ledger.ndjson").read_text()
    assert trained("case", "verify", cwd=case).code == 0


def test_a_profile_does_not_walk_on_to_a_victim(trained: Osint) -> None:
    case = trained.new_case()
    assert (
        trained("case", "role", "domain:island-jobs.example", "--role", "witness", "--reason", "x", cwd=case).code == 0
    )
    done = trained("profile", "build", "https://bit.ly/island-jobs-2026", "-f", "json", cwd=case)
    assert done.code == 0, done.err
    (profile,) = json.loads(done.out)
    assert "witness" in " ".join(item["reason"] for item in profile["not_followed"])


def _uris(path: Path) -> list[str]:
    from osint_kit.cases.warc import read_records

    with path.open("rb") as stream:
        return [record.field("WARC-Target-URI") for record in read_records(stream)]
