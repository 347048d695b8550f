"""What else happens to a case: a folder that turns read-only, a clock that jumps back, eight commands at once."""

import os
import shutil
import signal
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from osint_kit.cases.case import Card, Case, new_case, open_case
from osint_kit.cases.run import Run, open_run
from osint_kit.cases.summary import runs
from osint_kit.cases.verify import verify
from osint_kit.clock import told_by
from osint_kit.reach import Reach
from tests.cases.conftest import fill, leave
from tests.conftest import Osint
from tests.faults.aftermath import is_mended


@pytest.fixture
def case(tmp_path: Path) -> Case:
    return new_case(tmp_path / "case", Card(title="t", purpose="p", authority="a", operator="Ana"))


def begin(case: Case) -> Run:
    return open_run(case, "link expand", {}, "Ana", "internet", False, Reach.PLATFORM, {})


def test_a_clock_that_jumps_back_and_forth(case: Case) -> None:
    moment = datetime(2026, 11, 24, tzinfo=UTC)
    jumps = iter([timedelta(hours=hours) for hours in (5, -48, 3, 0, -9000, 1)] * 1000)

    def tell() -> datetime:
        return moment + next(jumps)

    with told_by(tell):
        for _ in range(5):
            with begin(case) as run:
                fill(run)
        assert verify(case.folder).problems == ()
        unsealed = begin(case)
        fill(unsealed)
        leave(unsealed)
        with begin(case) as run:
            fill(run)
    verdict = verify(case.folder)
    assert (verdict.problems, verdict.notes, verdict.runs) == ((), (), 7)


WORKER = """
import sys
from pathlib import Path
from osint_kit.cases.case import open_case
from osint_kit.cases.run import open_run
from osint_kit.reach import Reach
from tests.cases.conftest import fill
for number in range(int(sys.argv[2])):
    with open_run(open_case(Path(sys.argv[1])), "link expand", {}, "Ana", "internet", False, Reach.PLATFORM, {}) as run:
        fill(run)
"""


def worker(case: Case, times: int) -> "subprocess.Popen[bytes]":
    root = Path(__file__).parents[2]
    return subprocess.Popen([sys.executable, "-c", WORKER, str(case.folder), str(times)], cwd=root)


def test_eight_commands_in_one_case_at_once(case: Case) -> None:
    workers = [worker(case, 6) for _ in range(8)]
    assert [one.wait(timeout=100) for one in workers] == [0] * 8
    verdict = verify(case.folder)
    assert (verdict.problems, verdict.notes, verdict.runs) == ((), (), 48)
    assert {row.state for row in runs(case)} == {"complete"}


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL on Windows")
def test_eight_commands_of_which_some_are_killed(case: Case) -> None:
    workers = [worker(case, 10_000 if number % 2 else 8) for number in range(8)]
    time.sleep(1.5)
    for one in workers[1::2]:
        one.send_signal(signal.SIGKILL)
    assert [one.wait(timeout=100) for one in workers] == [0, -9] * 4
    assert verify(case.folder).problems == ()
    with begin(case):
        pass
    is_mended(case.folder)
    assert {row.state for row in runs(case)} <= {"complete", "interrupted"}


def test_a_folder_that_turned_read_only(osint: Osint) -> None:
    """Reading works as before; writing is refused with what to do; nothing is changed."""
    place = osint.folder / "place"
    place.mkdir()
    root = os.name == "posix" and os.geteuid() == 0
    if root:
        mounted = subprocess.run(["mount", "-t", "tmpfs", "tmpfs", place], capture_output=True, check=False)
        if mounted.returncode:
            pytest.skip("root writes everywhere, and nothing can be mounted here")
    folder = osint.new_case("place/case")
    osint("phone", "normalise", "+6799991234", "--case", str(folder))
    try:
        if root:
            subprocess.run(["mount", "-o", "remount,ro", place], check=True)
        else:
            for path in (folder, *folder.rglob("*")):
                path.chmod(0o555 if path.is_dir() else 0o444)
        before = verify(folder)
        for words in (["case", "verify"], ["case", "show"], ["case", "replay"]):
            assert osint(*words, "--case", str(folder)).code == 0, words
        done = osint("phone", "normalise", "+6799991234", "--case", str(folder))
        assert done.code == 2
        assert "not writable" in done.err
        assert "Traceback" not in done.err
        assert verify(folder) == before
    finally:
        if root:
            subprocess.run(["umount", place], check=True)
        else:
            for path in (folder, *folder.rglob("*")):
                path.chmod(0o755 if path.is_dir() else 0o644)


def test_a_copy_of_a_case_at_work_verifies(case: Case, tmp_path: Path) -> None:
    with begin(case) as run:
        fill(run)
    with begin(case) as run:
        fill(run)
        copy = shutil.copytree(case.folder, tmp_path / "copy")
        assert verify(copy).problems == ()
    with begin(open_case(copy)):
        pass
    assert verify(copy).notes == ()
