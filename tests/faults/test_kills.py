"""A kill at any instant: every sealed run stays, the case verifies, and the next run finishes what was cut short."""

import json
import random
import signal
import sys
import time
from multiprocessing import get_context
from pathlib import Path

import pytest

from osint_kit.cases.case import open_case
from osint_kit.cases.run import Run, open_run
from osint_kit.cases.summary import runs
from osint_kit.cases.verify import verify
from osint_kit.reach import Reach
from tests.cases.conftest import asked, finding, http_exchange, leave
from tests.conftest import Osint
from tests.disks import fill_up, small_disk
from tests.faults.aftermath import is_mended, sealed, stands


def begin(folder: Path) -> Run:
    return open_run(open_case(folder), "link expand", {}, "Ana", "internet", False, Reach.PLATFORM, {})


def keep_on(folder: str) -> None:
    """One run after the other, until somebody ends it."""
    while True:
        with begin(Path(folder)) as run:
            run.add(asked())
            for number in range(5):
                run.add(finding(str(number), (run.keep(http_exchange(b"x" * 300)),)))


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL on Windows")
def test_kill_dash_nine_while_the_clock_decides(osint: Osint) -> None:
    """Also within a call of the system or a library, where `tests.faults.test_instants` never stops."""
    folder = osint.new_case()
    dice = random.Random(0)
    serving = get_context("forkserver")
    serving.set_forkserver_preload(["tests.faults.test_kills"])
    for _ in range(20):
        worker = serving.Process(target=keep_on, args=(str(folder),))
        before = (folder / "ledger.ndjson").stat().st_mtime_ns
        worker.start()
        while worker.is_alive() and (folder / "ledger.ndjson").stat().st_mtime_ns == before:
            time.sleep(0.001)
        time.sleep(dice.random() * 0.05)
        worker.kill()
        worker.join()
        assert worker.exitcode == -signal.SIGKILL
        whole = sealed(folder)
        stands(folder, whole)
        begin(folder).seal("complete")
        stands(folder, whole)
        is_mended(folder)
    done = osint("phone", "normalise", "+6799991234", "--case", str(folder))
    assert done.code == 0, done.err
    states = {row.state for row in runs(open_case(folder))}
    assert states <= {"complete", "interrupted"}
    assert len(sealed(folder)) >= 41, "each worker had opened a run, and there was one after it"


@pytest.fixture
def cut(osint: Osint) -> tuple[Osint, Path, Path]:
    """A case whose only run ended in its middle, as in a kill: findings and evidence, no seal."""
    folder = osint.new_case()
    stopped = begin(folder)
    stopped.add(asked())
    for number in range(3):
        stopped.add(finding(str(number), (stopped.keep(http_exchange(b"x" * 300)),)))
    leave(stopped)
    (run,) = (folder / "runs").iterdir()
    assert not (run / "run.json").exists()
    return osint, folder, run


def test_a_torn_line_and_a_torn_record_go_and_what_cited_it(cut: tuple[Osint, Path, Path]) -> None:
    osint, folder, run = cut
    evidence, findings = run / "evidence.warc.gz", run / "findings.ndjson"
    evidence.write_bytes(evidence.read_bytes()[:-20])
    findings.write_bytes(findings.read_bytes() + b'{"evidence":[],"grade"')
    assert verify(folder).problems == ()
    assert osint("phone", "normalise", "+6799991234", "--case", str(folder)).code == 0
    assert verify(folder).problems == ()
    seal = json.loads((run / "run.json").read_text())
    assert (seal["state"], seal["counts"]["findings"]) == ("interrupted", 3)


def test_a_seal_without_its_ledger_line_gets_it(cut: tuple[Osint, Path, Path]) -> None:
    osint, folder, run = cut
    begin(folder).seal("complete")
    lines = (folder / "ledger.ndjson").read_bytes().splitlines(keepends=True)
    newest = max(path for path in (folder / "runs").iterdir() if path != run)
    (folder / "ledger.ndjson").write_bytes(b"".join(lines[:-1]))
    checked = osint("case", "verify", str(folder))
    assert checked.code == 0
    assert "closing ledger line is missing" in checked.err
    begin(folder).seal("complete")
    assert newest.name in sealed(folder)


def test_a_run_that_never_got_its_name_is_no_damage(osint: Osint) -> None:
    folder = osint.new_case()
    (folder / "runs" / ".opening-20261124T000000Z-x-00000000").mkdir()
    assert verify(folder).problems == ()
    begin(folder).seal("complete")
    assert len(list((folder / "runs").iterdir())) == 1


def test_a_full_disk_is_said_and_loses_no_sealed_run(osint: Osint) -> None:
    with small_disk(osint.folder / "small", "200k") as small:
        folder = osint.new_case("small/case")
        assert osint("phone", "normalise", "+6799991234", "--case", str(folder)).code == 0
        filler = fill_up(small)
        done = osint("phone", "normalise", "+6799991235", "--case", str(folder))
        assert done.code == 1
        assert "disk is full" in done.err
        assert osint("case", "verify", str(folder)).code == 0
        filler.unlink()
        assert osint("phone", "normalise", "+6799991236", "--case", str(folder)).code == 0
        assert osint("case", "verify", str(folder)).code == 0
