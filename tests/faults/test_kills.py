"""A kill at any instant: every sealed run stays, the case verifies, and the next run finishes what was cut short."""

import json
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from osint_kit.cases.case import open_case
from osint_kit.cases.summary import runs
from tests.conftest import Osint
from tests.disks import fill_up, small_disk
from tests.faults.aftermath import is_mended, sealed, stands

WORKER = """
import sys
from pathlib import Path
from osint_kit.cases.case import open_case
from osint_kit.cases.run import open_run
from osint_kit.reach import Reach
from tests.cases.conftest import asked, finding, http_exchange
case = open_case(Path(sys.argv[1]))
print("ready", flush=True)
while True:
    with open_run(case, "link expand", {}, "Ana", "internet", False, Reach.PLATFORM, {}) as run:
        run.add(asked())
        for number in range(5):
            run.add(finding(str(number), (run.keep(http_exchange(b"x" * 300)),)))
"""


@pytest.mark.parametrize("round_", range(4))
def test_kill_dash_nine_at_any_instant(osint: Osint, round_: int) -> None:
    folder = osint.new_case()
    dice = random.Random(round_)
    for _ in range(8):
        worker = subprocess.Popen(
            [sys.executable, "-c", WORKER, str(folder)], stdout=subprocess.PIPE, cwd=Path(__file__).parents[2]
        )
        assert worker.stdout
        worker.stdout.readline()
        time.sleep(dice.random() * 0.25)
        worker.send_signal(signal.SIGKILL)
        worker.wait()
        worker.stdout.close()
        before = sealed(folder)
        stands(folder, before)
        done = osint("phone", "normalise", "+6799991234", "--case", str(folder))
        assert done.code == 0, done.err
        stands(folder, before)
        is_mended(folder)
    states = {row.state for row in runs(open_case(folder))}
    assert states <= {"complete", "interrupted"}


@pytest.fixture
def cut(osint: Osint) -> tuple[Osint, Path, Path]:
    """A case whose only run was killed in its middle: findings and evidence, no seal."""
    folder = osint.new_case()
    script = WORKER.replace("while True:\n    with", "if True:\n    with").replace(
        "            run.add(finding(str",
        "            if number == 3: import os; os._exit(9)\n            run.add(finding(str",
    )
    subprocess.run(
        [sys.executable, "-c", script, str(folder)],
        cwd=Path(__file__).parents[2],
        stdout=subprocess.DEVNULL,
        check=False,
    )
    (run,) = (folder / "runs").iterdir()
    assert not (run / "run.json").exists()
    return osint, folder, run


def test_a_torn_line_and_a_torn_record_go_and_what_cited_it(cut: tuple[Osint, Path, Path]) -> None:
    osint, folder, run = cut
    evidence, findings = run / "evidence.warc.gz", run / "findings.ndjson"
    evidence.write_bytes(evidence.read_bytes()[:-20])
    findings.write_bytes(findings.read_bytes() + b'{"evidence":[],"grade"')
    assert osint("case", "verify", str(folder)).code == 0
    assert osint("phone", "normalise", "+6799991234", "--case", str(folder)).code == 0
    assert osint("case", "verify", str(folder)).code == 0
    seal = json.loads((run / "run.json").read_text())
    assert (seal["state"], seal["counts"]["findings"]) == ("interrupted", 3)


def test_a_seal_without_its_ledger_line_gets_it(cut: tuple[Osint, Path, Path]) -> None:
    osint, folder, run = cut
    osint("phone", "normalise", "+6799991234", "--case", str(folder))
    lines = (folder / "ledger.ndjson").read_bytes().splitlines(keepends=True)
    newest = max(path for path in (folder / "runs").iterdir() if path != run)
    (folder / "ledger.ndjson").write_bytes(b"".join(lines[:-1]))
    checked = osint("case", "verify", str(folder))
    assert checked.code == 0
    assert "closing ledger line is missing" in checked.err
    assert osint("phone", "normalise", "+6799991234", "--case", str(folder)).code == 0
    assert newest.name in sealed(folder)


def test_a_run_that_never_got_its_name_is_no_damage(osint: Osint) -> None:
    folder = osint.new_case()
    (folder / "runs" / ".opening-20261124T000000Z-x-00000000").mkdir()
    assert osint("case", "verify", str(folder)).code == 0
    assert osint("phone", "normalise", "+6799991234", "--case", str(folder)).code == 0
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
