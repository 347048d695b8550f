"""A redaction that is killed or finds the disk full: the case verifies, and the next try is whole."""

import random
import shutil
import sys
import time
from pathlib import Path

import pytest

from osint_kit.cases.verify import verify
from tests.cases.searching import left_in
from tests.conftest import Osint
from tests.disks import fill_up, small_disk
from tests.faults.aftermath import is_mended
from tests.faults.conftest import Work
from tests.faults.dying import COUNTED

HER = "+6799991234"
WORDS = ["case", "redact", HER, "--role", "victim", "--reason", "order 7"]


def filled(osint: Osint) -> Path:
    case = osint.new_case()
    (osint.folder / "chat.txt").write_text(f"call {HER} or +679 999 1235\n" * 600)
    for _ in range(2):
        assert osint("phone", "extract", "chat.txt", "--case", "case").code == 0
    return case


@pytest.mark.skipif(sys.platform == "win32", reason="there is no fork on Windows")
def test_a_kill_at_every_instant(tmp_path: Path, base: Path, work: Work) -> None:
    """Also of finishing the one before: the next run puts the new files in place, and the next redaction is whole."""
    work(base)
    before = verify(base).findings
    whole = work(shutil.copytree(base, tmp_path / "count"), COUNTED, what="redact")[1]
    dice = random.Random(1)
    for number, instant in enumerate(range(1, whole, whole // 40)):
        case = shutil.copytree(base, tmp_path / f"case-{number}")
        assert work(case, instant, what="redact") == ("killed", instant)
        assert verify(case).problems == ()
        if number % 2:
            work(case, dice.randrange(1, 600))
            assert verify(case).problems == ()
        assert work(case)[0] == "exit-0"
        is_mended(case)
        assert work(case, what="redact")[0] == "exit-0"
        assert left_in(case, HER) == []
        is_mended(case)
        assert verify(case).findings > before
        shutil.rmtree(case)


def test_a_kill_of_the_command(osint: Osint) -> None:
    case = filled(osint)
    before = verify(case).findings
    for delay in (0.0, 0.01):
        killed = osint.begin(*WORDS, "--case", "case")
        marks = [case / "runs", case / "ledger.ndjson"]
        seen = [mark.stat().st_mtime_ns for mark in marks]
        while killed.poll() is None and [mark.stat().st_mtime_ns for mark in marks] == seen:
            if list(case.glob("runs/*/*.redacted")):
                break
            time.sleep(0.002)
        time.sleep(delay)
        killed.kill()
        killed.wait()
        assert verify(case).problems == ()
    assert osint(*WORDS, "--case", "case").code == 0
    assert left_in(case, HER) == []
    is_mended(case)
    assert verify(case).findings >= before


def test_a_copy_that_is_killed_leaves_no_copy(osint: Osint) -> None:
    filled(osint)
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
