"""Keys, signatures, redactions at the command line, retention, closing and purging."""

import base64
import json
import os
import shutil
import stat
import subprocess
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from osint_kit.canonical import canonical
from tests.cases.searching import left_in
from tests.conftest import Osint

NUMBER = "+6799991234"


def a_case(osint: Osint, *more: str) -> Path:
    case = osint.new_case("case", *more)
    assert osint("phone", "normalise", NUMBER, "--case", "case").code == 0
    return case


def test_a_key_is_its_owners_alone_and_never_written_over(osint: Osint) -> None:
    done = osint("key", "new", "-f", "json")
    assert done.code == 0, done.err
    (row,) = json.loads(done.out)
    key = osint.folder / "key.pem"
    assert row["key"] == str(key)
    assert os.name == "nt" or stat.S_IMODE(key.stat().st_mode) == 0o600
    before = key.read_bytes()
    assert osint("key", "new").code == 2
    assert key.read_bytes() == before
    assert osint("key", "new", "--passphrase", "--into", "other.pem").code == 2, "no terminal to ask at"
    assert not (osint.folder / "other.pem").exists()


def test_a_signature_is_checked_and_says_whose(osint: Osint) -> None:
    case = a_case(osint)
    assert osint("case", "sign", cwd=case).code == 2, "no key"
    secret = {"OSINT_KEY_PASSPHRASE": "sega na leqa"}
    assert osint("key", "new", "--into", "ana.pem", extra=secret).code == 0
    assert osint("key", "new", "--into", "ben.pem").code == 0
    assert osint("case", "sign", "--key", "../ana.pem", cwd=case).code == 2, "needs the passphrase"
    wrong = osint("case", "sign", "--key", "../ana.pem", cwd=case, extra={"OSINT_KEY_PASSPHRASE": "wrong"})
    assert (wrong.code, "does not open" in wrong.err) == (2, True)
    done = osint("case", "sign", "--key", "../ana.pem", cwd=case, extra=secret)
    assert done.code == 0, done.err
    checked = osint("case", "verify", "--signed-by", "../ana.pub.pem", cwd=case)
    assert checked.code == 0, checked.err
    assert "signed by Ana Vuki" in checked.err
    assert osint("case", "verify", "--signed-by", "../ben.pub.pem", cwd=case).code == 4
    assert osint("case", "verify", "--signed-by", "../ana.pem", cwd=case).code == 2
    assert osint("phone", "normalise", NUMBER, cwd=case).code == 0
    assert osint("case", "verify", cwd=case).code == 0
    if os.name != "nt":
        (osint.folder / "ben.pem").chmod(0o644)
        assert osint("case", "sign", "--key", "../ben.pem", cwd=case).code == 2


def test_any_change_of_a_signature_is_found(osint: Osint) -> None:
    case = a_case(osint)
    assert osint("key", "new").code == 0
    assert osint("case", "sign", cwd=case).code == 0
    (path,) = (case / "signatures").iterdir()
    data = path.read_bytes()
    for changed in (data.replace(b"Ana Vuki", b"Eve Vuki"), data[:-3], b"{}", data.replace(b'"line": ', b'"line": 1')):
        path.write_bytes(changed)
        assert osint("case", "verify", cwd=case).code == 4
    path.unlink()
    assert osint("case", "verify", cwd=case).code == 4


@pytest.mark.skipif(not shutil.which("openssl"), reason="openssl is not here")
def test_openssl_checks_a_signature_too(osint: Osint) -> None:
    case = a_case(osint)
    assert osint("key", "new").code == 0
    assert osint("case", "sign", cwd=case).code == 0
    (path,) = (case / "signatures").iterdir()
    record = json.loads(path.read_bytes())
    for name, data in (
        ("words", canonical(record["signed"])),
        ("public", record["public_key"].encode()),
        ("signature", base64.b64decode(record["signature"])),
    ):
        (osint.folder / name).write_bytes(data)
    words = "pkeyutl -verify -pubin -inkey public -rawin -in words -sigfile signature"
    done = subprocess.run(["openssl", *words.split()], cwd=osint.folder, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr


def test_a_signature_of_an_exercise_says_so(trained: Osint) -> None:
    case = a_case(trained)
    assert trained("key", "new").code == 0
    done = trained("case", "sign", "-f", "json", cwd=case)
    (row,) = json.loads(done.out)
    assert (row["world"], row["simulated"]) == ("island-jobs", True)
    assert "exercise 'island-jobs'" in trained("case", "verify", cwd=case).err


def test_a_closed_case_takes_no_run_and_still_verifies(osint: Osint) -> None:
    case = a_case(osint)
    (osint.folder / "a.txt").write_text("x")
    assert osint("case", "close", cwd=case).code == 0
    for words in (
        ["phone", "normalise", NUMBER],
        ["case", "note", "x"],
        ["case", "add", "../a.txt"],
        ["case", "role", NUMBER, "--role", "victim", "--reason", "x"],
        ["case", "close"],
    ):
        done = osint(*words, cwd=case)
        assert done.code == 3, (words, done.err)
        assert "closed" in done.err
    checked = osint("case", "verify", cwd=case)
    assert (checked.code, "closed by Ana Vuki" in checked.err) == (0, True)
    assert osint("case", "show", cwd=case).code == 0
    assert osint("case", "redact", NUMBER, "--role", "victim", "--reason", "x", cwd=case).code == 0
    assert osint("case", "verify", cwd=case).code == 0


@pytest.mark.parametrize(("days", "words"), [(-1, "has passed"), (10, "in 10 days"), (200, "")])
def test_the_list_warns_of_retention_dates(osint: Osint, days: int, words: str) -> None:
    osint.new_case("case", "--retain-until", str((datetime.now(UTC) + timedelta(days=days)).date()))
    done = osint("case", "list")
    assert done.code == 0
    assert (words in done.err) if words else ("to be kept" not in done.err)


def test_a_purge_asks_first_and_leaves_the_ledger(osint: Osint) -> None:
    case = a_case(osint)
    (osint.folder / "chat.txt").write_text(f"call {NUMBER}\n")
    assert osint("phone", "extract", "chat.txt", "--case", "case").code == 0
    (case / "reports").mkdir()
    (case / "reports" / "r.html").write_text(NUMBER)
    before = {path: path.read_bytes() for path in case.rglob("*") if path.is_file()}
    for stdin in ("", "no\n", "yes\n"):
        assert osint("case", "purge", "--reason", "over", cwd=case, stdin=stdin).code == 2
    assert osint("case", "purge", "--reason", " ", "--yes", cwd=case).code == 2
    assert {path: path.read_bytes() for path in case.rglob("*") if path.is_file()} == before
    done = osint("case", "purge", "--reason", "retention ended", "--yes", cwd=case)
    assert done.code == 0, done.err
    assert left_in(case, NUMBER, "chat.txt", "999 1234") == []
    checked = osint("case", "verify", "-f", "json", cwd=case)
    assert checked.code == 0, checked.err
    lines = [json.loads(line) for line in (case / "ledger.ndjson").read_text().splitlines()]
    purged = [line for line in lines if line["action"] == "case-purge"]
    assert len(purged) == 2
    assert purged[1]["detail"]["dropped"] == 1
    assert purged[1]["detail"]["withheld"] > 1
    assert osint("case", "purge", "--reason", "again", "--yes", cwd=case).code == 0
    assert osint("phone", "normalise", NUMBER, cwd=case).code == 0
    assert osint("case", "verify", cwd=case).code == 0


def test_a_purge_at_a_terminal_takes_yes(osint: Osint) -> None:
    pty = pytest.importorskip("pty")
    case = a_case(osint)
    ours, theirs = pty.openpty()
    running = osint.begin("case", "purge", "--reason", "over", cwd=case, stdin=theirs, stderr=subprocess.PIPE)
    os.write(ours, b"yes\n")
    _, err = running.communicate(timeout=60)
    os.close(ours)
    os.close(theirs)
    assert running.returncode == 0, err
    assert b"Type yes" in err
    assert left_in(case, NUMBER) == []


def test_a_plan_of_a_redaction_writes_nothing_and_tells_the_cost(osint: Osint) -> None:
    case = a_case(osint)
    before = {path: path.read_bytes() for path in case.rglob("*") if path.is_file()}
    words = ["case", "redact", NUMBER, "--role", "victim", "--reason", "order 7"]
    done = osint(*words, "--plan", "-f", "json", cwd=case)
    assert done.code == 0, done.err
    (row,) = json.loads(done.out)
    assert row["withheld"] >= 2
    assert {path: path.read_bytes() for path in case.rglob("*") if path.is_file()} == before
    copied = osint(*words, "--copy", "../copy", cwd=case)
    assert copied.code == 0, copied.err
    assert {path: path.read_bytes() for path in case.rglob("*") if path.is_file()} == before
    assert left_in(osint.folder / "copy", NUMBER, "9991234") == []
    assert osint("case", "verify", "copy").code == 0
    assert osint(*words, "--copy", "../copy", cwd=case).code == 2


@pytest.mark.parametrize(
    "words",
    [
        ["0" * 64, "--role", "victim", "--reason", "x"],
        ["not readable", "--role", "victim", "--reason", "x"],
        [NUMBER, "--role", "liar", "--reason", "x"],
        [NUMBER, "--role", "victim", "--reason", " "],
        [NUMBER, "--role", "victim", "--reason", "her number 999 1234"],
        [NUMBER, "--role", "victim", "--reason", "x", "--text", "a"],
        [NUMBER, "--role", "victim"],
    ],
)
def test_a_redaction_that_makes_no_sense_is_refused(osint: Osint, words: list[str]) -> None:
    case = a_case(osint)
    before = (case / "ledger.ndjson").read_bytes()
    assert osint("case", "redact", *words, cwd=case).code == 2
    assert (case / "ledger.ndjson").read_bytes() == before


def test_a_value_in_the_card_is_named(osint: Osint) -> None:
    case = a_case(osint, "--scope", f"phone:{NUMBER}")
    done = osint("case", "redact", NUMBER, "--role", "victim", "--reason", "x", cwd=case)
    assert done.code == 1
    assert "case.json" in done.err
    assert left_in(case / "runs", NUMBER) == []


def test_findings_are_listed_with_what_was_withheld_and_what_rested_on_it(osint: Osint) -> None:
    case = a_case(osint)
    (osint.folder / "chat.txt").write_text(f"call {NUMBER} or +679 999 1235\n")
    assert osint("phone", "extract", "chat.txt", "--case", "case").code == 0
    before = json.loads(osint("case", "show", "--findings", "-f", "json", cwd=case).out)
    assert all(row["id"] and row["note"] is None for row in before)
    assert osint("case", "redact", NUMBER, "--role", "victim", "--reason", "order 7", cwd=case).code == 0
    after = json.loads(osint("case", "show", "--findings", "-f", "json", cwd=case).out)
    assert len(after) == len(before)
    assert {row["note"] for row in after if row["id"] is None} == {"withheld (victim): order 7"}
    resting = [row for row in after if row["note"] == "rested on evidence that was withheld since"]
    assert {row["subject"] for row in resting} == {"+6799991235"}
    assert osint("case", "show", "--runs", "--findings", cwd=case).code == 2


def test_a_profile_lives_on_without_the_seed_that_was_withheld(trained: Osint) -> None:
    case = trained.new_case()
    assert trained("profile", "build", NUMBER, "@sefajobs679", "--depth", "0", cwd=case).code == 0
    done = trained("case", "redact", "@sefajobs679", "--role", "witness", "--reason", "order 7", cwd=case)
    assert done.code == 0, done.err
    shown = trained("profile", "show", "-f", "json", cwd=case)
    assert shown.code == 0, shown.err
    assert NUMBER in shown.out
    assert "sefajobs679" not in shown.out
