"""Big files through `osint`: the same records as one by one, ragged rows, interruptions and what is left of them."""

import csv
import io
import json
import os
import signal
import subprocess
import time
from pathlib import Path

import pytest

from osint_kit.cases import warc
from tests.bench.phones import write_numbers
from tests.conftest import Osint
from tests.disks import small_disk

ROWS = 30_000
NORMALISE = ("phone", "normalise", "--region", "FJ", "-i", "in.csv")


@pytest.fixture(scope="module")
def numbers(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("numbers") / "in.csv"
    write_numbers(path, ROWS, repeats=True)
    return path


@pytest.fixture
def big(osint: Osint, numbers: Path) -> Osint:
    (osint.folder / "in.csv").write_bytes(numbers.read_bytes())
    return osint


def names(osint: Osint) -> set[str]:
    return {path.name for path in osint.folder.iterdir()}


@pytest.mark.parametrize("suffix", ["csv", "tsv", "ndjson"])
def test_blocks_in_workers_give_the_bytes_of_one_row_after_the_other(osint: Osint, suffix: str) -> None:
    text = 'ad,phone,osint_valid,town\n1,+679 999 1234,"x, ""y""",=1+1\n2,701 2345 / 999 1234,,Sigatoka é\n3,,\x1b,\n'
    text += "4,what?,,,five,=six\n"
    head, *rows = text.splitlines(keepends=True)
    (osint.folder / "in.csv").write_text(head + "".join(rows) * 1500, encoding="utf-8")
    done = osint(*NORMALISE, "-o", f"blocks.{suffix}")
    assert done.code == 1
    case = osint.new_case()  # in a case there are no workers
    (osint.folder / "in.csv").write_text(head + "".join(rows), encoding="utf-8")
    assert osint(*NORMALISE, "-o", f"rows.{suffix}", "--case", str(case)).code == 1
    header = 0 if suffix == "ndjson" else 1
    expected = (osint.folder / f"rows.{suffix}").read_bytes().splitlines(keepends=True)
    blocks = (osint.folder / f"blocks.{suffix}").read_bytes()
    assert blocks == b"".join(expected[:header] + expected[header:] * 1500)


@pytest.mark.parametrize("name", ["-", "/dev/stdin"])
def test_a_pipe_is_read_whole(big: Osint, name: str) -> None:
    if name != "-" and not Path(name).exists():
        pytest.skip("this system has no /dev/stdin")
    data = (big.folder / "in.csv").read_bytes()
    words = ("phone", "normalise", "--region", "FJ", "-i", name, "--input-format", "csv")
    assert big(*words, "-o", "piped.csv", stdin=data).code == 1
    assert big(*NORMALISE, "-o", "named.csv").code == 1
    assert (big.folder / "piped.csv").read_bytes() == (big.folder / "named.csv").read_bytes()
    case = big.new_case()
    done = big(*words, "--case", str(case), "-o", "-", stdin=b"phone\n+6799991234\n")
    assert done.code == 0, done.err
    assert "+6799991234,true" in done.out
    with next(case.glob("runs/*/evidence.warc.gz")).open("rb") as evidence:
        kept = [record.block for record in warc.read_records(evidence) if record.type == "resource"]
    assert kept == [b"phone\n+6799991234\n"]


def test_standard_input_needs_a_format(osint: Osint) -> None:
    done = osint("phone", "normalise", "-i", "-", stdin="phone\n")
    assert done.code == 2
    assert "--input-format" in done.err


def test_cells_of_ragged_rows_stay_and_are_noted_ten_times(osint: Osint) -> None:
    (osint.folder / "in.csv").write_text("phone,town\n" + "+6799991234,Suva,more,=and more\n" * 25 + "+6799991234\n")
    done = osint(*NORMALISE)
    *rows, short = csv.reader(io.StringIO(done.out))
    assert len(rows) == 26
    assert all(row[-2:] == ["more", "'=and more"] and len(row) == len(rows[0]) + 2 for row in rows[1:])
    assert short[:2] == ["+6799991234", ""]
    assert done.err.count("note: in.csv, row") == 10
    assert "25 rows" in done.err
    records = [json.loads(line) for line in osint(*NORMALISE, "-f", "ndjson").out.splitlines()]
    assert (records[0]["column_3"], records[0]["column_4"]) == ("more", "=and more")


def test_the_summary_counts(osint: Osint) -> None:
    (osint.folder / "in.csv").write_text("phone\n+6799991234\n+679 999 1234\n+6785912345\nwhat?\n+67912\n+67913\n")
    done = osint(*NORMALISE)
    assert "6 rows; 3 distinct numbers, 3 valid; 3 problems: 2 too short in Fiji" in done.err or (
        "6 rows; 2 distinct numbers, 3 valid; 3 problems: 2 too short in Fiji" in done.err
    )
    assert osint(*NORMALISE, "-q").err == ""


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGKILL])
def test_resume_after_an_interruption_gives_the_same_bytes(big: Osint, how: signal.Signals) -> None:
    whole = big(*NORMALISE, "-o", "whole.csv")
    process = big.begin(*NORMALISE, "-o", "out.csv", stderr=subprocess.PIPE)
    part = big.folder / "out.csv.part"
    left = part if how is signal.SIGINT else big.folder / "out.csv.part.json"
    deadline = time.monotonic() + 60
    while not (left.exists() and part.stat().st_size) and process.poll() is None and time.monotonic() < deadline:
        time.sleep(0.005)
    process.send_signal(how)
    _, err = process.communicate()
    if process.returncode in (0, 1):
        pytest.skip("it was done before it could be interrupted")
    assert not (big.folder / "out.csv").exists()
    if how is signal.SIGINT:
        assert process.returncode == 130
        assert b"Traceback" not in err
    resumed = big(*NORMALISE, "-o", "out.csv", "--resume")
    assert resumed.code == whole.code
    assert (big.folder / "out.csv").read_bytes() == (big.folder / "whole.csv").read_bytes()
    assert not [name for name in names(big) if ".part" in name]


def leave_part(big: Osint) -> None:
    """A part with some rows in it, as an interrupted run leaves it."""
    with small_disk(big.folder / "small", "900k") as small:
        done = big(*NORMALISE, "-o", "small/out.csv")
        assert done.code == 1
        assert "disk is full" in done.err
        assert not (small / "out.csv").exists()
        for path in small.iterdir():
            (big.folder / path.name).write_bytes(path.read_bytes())


def test_a_full_disk_and_what_may_carry_on(big: Osint) -> None:
    leave_part(big)
    assert {"out.csv.part", "out.csv.part.json"} <= names(big)
    other = big(*NORMALISE, "-o", "out.csv", "--resume", "--column", "ad")
    assert (other.code, "other options" in other.err) == (2, True)
    numbers = (big.folder / "in.csv").read_bytes()
    (big.folder / "in.csv").write_bytes(numbers + b"9,9,9\n")
    changed = big(*NORMALISE, "-o", "out.csv", "--resume")
    assert (changed.code, "another input" in changed.err) == (2, True)
    (big.folder / "in.csv").write_bytes(numbers)
    resumed = big(*NORMALISE, "-o", "out.csv", "--resume")
    assert "carrying on with out.csv.part" in resumed.err
    assert "that were there" in resumed.err
    assert big(*NORMALISE, "-o", "whole.csv").code == resumed.code
    assert (big.folder / "out.csv").read_bytes() == (big.folder / "whole.csv").read_bytes()


def test_without_resume_an_old_part_is_replaced_and_without_a_part_it_begins_afresh(osint: Osint) -> None:
    (osint.folder / "in.csv").write_text("phone\n+6799991234\n")
    (osint.folder / "out.csv.part").write_text("old")
    assert osint(*NORMALISE, "-o", "out.csv").code == 0
    assert (osint.folder / "out.csv").read_text().startswith("phone,")
    afresh = osint(*NORMALISE, "-o", "out.csv", "--resume")
    assert (afresh.code, "beginning afresh" in afresh.err) == (0, True)
    assert names(osint) == {"in.csv", "out.csv"}


@pytest.mark.parametrize(
    "words", [["-i", "in.csv", "-o", "out.xlsx"], ["-i", "in.csv"], ["+6799991234", "-o", "o.csv"]]
)
def test_what_cannot_resume_says_so(osint: Osint, words: list[str]) -> None:
    (osint.folder / "in.csv").write_text("phone\n+6799991234\n")
    done = osint("phone", "normalise", *words, "--resume")
    assert (done.code, "csv, tsv or ndjson" in done.err) == (2, True)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
def test_a_device_that_is_full(big: Osint) -> None:
    done = big(*NORMALISE, "-o", "/dev/full", "-f", "csv")
    assert (done.code, "disk is full" in done.err) == (1, True)
    assert "Traceback" not in done.err


def test_a_reader_that_leaves_ends_the_workers_too(big: Osint) -> None:
    process = big.begin(*NORMALISE, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert process.stdout
    assert process.stderr
    process.stdout.readline()
    process.stdout.close()
    assert b"Traceback" not in process.stderr.read()  # it ends when all that hold it have ended
    process.stderr.close()
    assert process.wait(20) == 0


def test_two_commands_do_not_write_one_output(osint: Osint) -> None:
    os.mkfifo(osint.folder / "in.csv") if hasattr(os, "mkfifo") else pytest.skip("no named pipes here")
    (osint.folder / "items.csv").write_text("phone\n+6799991234\n")
    from filelock import FileLock

    with FileLock(osint.folder / "out.csv.part.lock"):
        done = osint("phone", "normalise", "-i", "items.csv", "-o", "out.csv")
    assert (done.code, "another command" in done.err) == (2, True)


def test_a_resumed_run_in_a_case_is_a_run_of_its_own_and_the_input_is_kept_whole(big: Osint) -> None:
    case = big.new_case()
    assert big("phone", "normalise", "-i", "in.csv", "-o", "out.csv", "--plan", "--case", str(case)).code == 0
    data = b"phone\n" + b"+6799991234\n" * 300
    (big.folder / "in.csv").write_bytes(data)
    for _ in range(2):
        assert big(*NORMALISE, "-o", "out.csv", "--resume", "--case", str(case)).code == 0
    runs = sorted((case / "runs").iterdir())
    assert len(runs) == 2
    for run in runs:
        records = list(warc.read_records(io.BytesIO((run / "evidence.warc.gz").read_bytes())))
        assert [record.block for record in records if record.type == "resource"] == [data]
        lines = [json.loads(line) for line in (run / "findings.ndjson").read_text().splitlines()]
        assert [line["property"] for line in lines].count("number") == 1
