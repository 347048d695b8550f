"""A redaction that is killed or finds the disk full: the case verifies, and the next try is whole."""

import random
import time
from pathlib import Path

import pytest

from osint_kit.cases.verify import verify
from tests.cases.searching import left_in
from tests.conftest import Osint
from tests.disks import fill_up, small_disk
from tests.faults.aftermath import is_mended

HER = "+6799991234"
WORDS = ["case", "redact", HER, "--role", "victim", "--reason", "order 7"]


def filled(osint: Osint, runs: int = 6) -> Path:
    case = osint.new_case()
    (osint.folder / "chat.txt").write_text(f"call {HER} or +679 999 1235\n" * 2000)
    for _ in range(runs):
        assert osint("phone", "extract", "chat.txt", "--case", "case").code == 0
    return case


@pytest.mark.parametrize("round_", range(3))
def test_a_kill_at_any_instant(osint: Osint, round_: int) -> None:
    case = filled(osint)
    dice = random.Random(round_)
    before = verify(case).findings
    for _ in range(8):
        killed = osint.begin(*WORDS, "--case", "case")
        marks = [case / "runs", case / "ledger.ndjson"]
        seen = [mark.stat().st_mtime_ns for mark in marks]
        while killed.poll() is None and [mark.stat().st_mtime_ns for mark in marks] == seen:
            if list(case.glob("runs/*/*.redacted")):
                break
            time.sleep(0.002)
        time.sleep(dice.random() * 0.08)
        killed.kill()
        killed.wait()
        assert verify(case).problems == ()
        assert osint("phone", "normalise", "+6799991236", "--case", "case").code == 0
        is_mended(case)
    assert osint(*WORDS, "--case", "case").code == 0
    assert left_in(case, HER) == []
    is_mended(case)
    assert verify(case).findings >= before


def test_a_copy_that_is_killed_leaves_no_copy(osint: Osint) -> None:
    filled(osint, 3)
    killed = osint.begin(*WORDS, "--case", "case", "--copy", "copy")
    while killed.poll() is None and not (osint.folder / ".copy.part").exists():
        time.sleep(0.002)
    killed.kill()
    killed.wait()
    if (osint.folder / ".copy.part").exists():
        assert not (osint.folder / "copy").exists()
        assert left_in(osint.folder / ".copy.part", HER) == [], "not even a part of a copy ever held it"
        assert osint(*WORDS, "--case", "case", "--copy", "copy").code == 0
    assert left_in(osint.folder / "copy", HER) == []
    assert verify(osint.folder / "copy").problems == ()
    assert not (osint.folder / ".copy.part").exists()


def test_a_full_disk_leaves_the_case_as_it_was(osint: Osint) -> None:
    with small_disk(osint.folder / "small", "400k") as small:
        case = osint.new_case("small/case")
        for text in (HER, "+6799991235"):
            assert osint("phone", "normalise", text, "--case", str(case)).code == 0
        filler = fill_up(small)
        before = {path: path.read_bytes() for path in case.rglob("*") if path.is_file()}
        done = osint(*WORDS, "--case", str(case))
        assert (done.code, "disk is full" in done.err) == (1, True)
        assert {path: path.read_bytes() for path in case.rglob("*") if path.is_file()} == before
        filler.unlink()
        assert osint(*WORDS, "--case", str(case)).code == 0
        assert left_in(case, HER) == []
        assert osint("case", "verify", str(case)).code == 0
