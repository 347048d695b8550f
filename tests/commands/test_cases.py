"""`osint case`, `source`, `doctor`, `exercise` and `demo`, from outside."""

import json
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from osint_kit.accounts.engine import AccountSource
from osint_kit.sources import declarations
from tests.conftest import Osint


def test_a_card_says_what_was_given(osint: Osint) -> None:
    osint.new_case("c", "--scope", "phone", "--max-reach", "registry", "--retain-until", "2030-01-31", "--tlp", "red")
    (card,) = json.loads(osint("case", "show", "c", "-f", "json").out)
    assert (card["operator"], card["world"], card["tlp"], card["max_reach"]) == (
        "Ana Vuki",
        "internet",
        "RED",
        "registry",
    )
    assert (card["scope"], card["retain_until"], card["simulated"]) == (["phone"], "2030-01-31", False)
    assert re.fullmatch(r"[0-9a-f]{64}", card["head"])


def test_a_folder_in_use_is_left_alone(osint: Osint) -> None:
    folder = osint.new_case("c")
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    done = osint("case", "new", "c", "--title", "t", "--purpose", "p", "--authority", "a")
    assert done.code == 2
    assert before == {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_list_warns_of_what_is_over_and_names_what_is_broken(osint: Osint) -> None:
    osint.new_case("cases/old", "--retain-until", "2020-01-31")
    broken = osint.new_case("cases/broken")
    (broken / "ledger.ndjson").write_text("x\n")
    done = osint("case", "list", "cases", "-f", "json")
    rows = {Path(row["folder"]).name: row for row in json.loads(done.out)}
    assert done.code == 1
    assert "2020-01-31" in done.err
    assert rows["old"]["problem"] is None
    assert "ledger" in rows["broken"]["problem"]


def test_runs_are_listed_in_order(osint: Osint) -> None:
    folder = osint.new_case()
    osint("phone", "normalise", "+6799991234", cwd=folder)
    osint("domain", "parse", "example.com", cwd=folder)
    rows = json.loads(osint("case", "show", "--runs", "-f", "json", cwd=folder).out)
    assert [row["command"] for row in rows] == ["phone normalise", "domain parse"]
    assert {row["state"] for row in rows} == {"complete"}


def test_an_input_file_is_kept_as_evidence(osint: Osint) -> None:
    from osint_kit.cases.warc import read_records

    folder = osint.new_case()
    data = b"ad,phone\n1,+679 999 1234\n"
    (osint.folder / "ads.csv").write_bytes(data)
    osint("phone", "normalise", "-i", "../ads.csv", cwd=folder)
    (path,) = folder.glob("runs/*/evidence.warc.gz")
    with path.open("rb") as stream:
        (record,) = [record for record in read_records(stream) if record.type == "resource"]
    assert record.block == data
    assert "ads" not in "".join(path.read_text() for path in folder.glob("runs/*/*.json"))


def test_every_source_declares_itself(osint: Osint) -> None:
    rows = json.loads(osint("source", "list", "-f", "json").out)
    declared = {one.name: one for one in (*declarations(), AccountSource.declaration)}
    assert {row["name"] for row in rows} == set(declared)
    for one in declared.values():
        assert one.documentation.startswith("https://")
        assert one.kinds
        assert one.learns
    (shown,) = json.loads(osint("source", "show", rows[0]["name"], "-f", "json").out)
    assert shown["documentation"] == declared[rows[0]["name"]].documentation


def test_the_doctor_names_what_is_broken(osint: Osint) -> None:
    assert osint("doctor").code == 0
    done = osint("doctor", "-f", "json", extra={"OSINT_WORLD": "missing.toml", "OSINT_CASE": "missing"})
    assert done.code == 1
    assert sum(row["problem"] is not None for row in json.loads(done.out)) == 2


def test_settings_come_from_a_file_and_mistakes_in_it_are_named(osint: Osint) -> None:
    path = osint.folder / "config.toml"
    path.write_text('region = "VU"\n')
    done = osint("phone", "normalise", "591 2345", "-f", "json", extra={"OSINT_CONFIG": str(path)})
    assert json.loads(done.out)[0]["assumed_region"] == "VU"
    for text in ('regio = "VU"\n', "region = \n"):
        path.write_text(text)
        done = osint("phone", "normalise", "591 2345", extra={"OSINT_CONFIG": str(path)})
        assert done.code == 2
        assert "config.toml" in done.err


def test_exec_leaves_with_the_code_of_the_command(osint: Osint) -> None:
    line = ["exercise", "exec", "island-jobs", "--"]
    assert osint(*line, "osint", "link", "expand", "https://bit.ly/island-jobs-2026").code == 0
    assert osint(*line, "osint", "link", "expand", "https://is.gd/loop1").code == 1
    assert osint(*line, "osint", "link", "expand", "https://is.gd/loop1", "--offline").code == 3
    assert osint(*line, "no-such-program").code == 2


def test_start_prints_the_world_and_ends_with_ctrl_c(osint: Osint) -> None:
    server = subprocess.Popen(
        [sys.executable, "-m", "osint_kit", "exercise", "start", "island-jobs", "--into", "."],
        cwd=osint.folder,
        env=osint.environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert server.stdout
    world = Path(server.stdout.readline().decode().strip())
    done = Osint(osint.folder, world)("link", "expand", "https://bit.ly/island-jobs-2026", "--reach", "target")
    assert done.code == 0
    server.send_signal(signal.SIGINT)
    _, seen = server.communicate(timeout=20)
    assert server.returncode == 130
    assert b"apply.island-jobs.example" in seen
    assert b"off limits" in seen
    assert b"Traceback" not in seen


def test_the_demo_walks_from_seeds_to_a_case(osint: Osint) -> None:
    for into, number in ((), 1), (("--into", "demo"), 1), (("--into", "demo"), 2):
        done = osint("demo", *into)
        assert done.code == 0, done.err
        case = osint.folder.joinpath(*into[1:], f"island-jobs-{number}")
        assert osint("case", "verify", str(case)).code == 0
        assert "visited 0 times" in done.out
        for command in ("case new", "phone normalise", "link expand", "domain whois", "account find", "profile build"):
            assert f"$ osint {command}" in done.out
        assert "recruit@island-jobs.example" in done.out
        assert "evidence.warc.gz" in done.out


@pytest.mark.parametrize(
    "words", [["case", "new", "c", "--title", "t", "--purpose", "p", "--authority", "a"], ["demo"]]
)
def test_a_plan_of_what_asks_nobody_does_nothing(osint: Osint, words: list[str]) -> None:
    done = osint(*words, "--plan")
    assert done.code == 0
    assert "nothing would be asked" in done.err
    assert list(osint.folder.iterdir()) == []
