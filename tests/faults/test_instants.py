"""A kill at hundreds of instants of a run, of its sealing, of a recovery; and writing that ends at any byte."""

import json
import os
import random
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from osint_kit.cases import warc
from osint_kit.cases.case import Card, new_case
from tests.faults.aftermath import is_mended, sealed, stands

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="there is no fork on Windows")
SHARDS = 4
EVERY = 4
"""Of the instants of a run, a fourth is tried: more than three hundred."""

Work = Callable[..., tuple[str, int]]


@pytest.fixture
def work() -> Iterator[Work]:
    """Makes a run in a case, in a process that may die or run out of bytes; how it ended, and after how many lines."""
    helper = subprocess.Popen(
        [sys.executable, "-m", "tests.faults.dying"],
        cwd=Path(__file__).parents[2],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert helper.stdin
    assert helper.stdout
    asks, says = helper.stdin, helper.stdout

    def work(case: Path, instant: int = 0, limit: int = 0) -> tuple[str, int]:
        asks.write(f"{instant} {limit} {case}\n")
        asks.flush()
        how, lines = says.readline().split()
        return how, int(lines)

    yield work
    asks.close()
    assert helper.wait(timeout=20) == 0
    says.close()


@pytest.fixture
def tmp_path(tmp_path: Path) -> Iterator[Path]:
    """A folder in memory where there is such a thing: a kill does not ask what has reached the disk."""
    if not os.access("/dev/shm", os.W_OK):
        yield tmp_path
        return
    with TemporaryDirectory(dir="/dev/shm") as folder:
        yield Path(folder)


@pytest.fixture
def base(tmp_path: Path, work: Work) -> Path:
    """A case with one sealed run."""
    folder = tmp_path / "base"
    new_case(folder, Card(title="t", purpose="p", authority="a", operator="Ana"))
    assert work(folder)[0] == "exit-0"
    return folder


def whole_lines(run: Path) -> list[bytes]:
    """The findings of a run that are whole, and whose evidence is."""
    if not (run / "findings.ndjson").exists():
        return []
    records: set[str] = set()
    if (run / "evidence.warc.gz").exists():
        with (run / "evidence.warc.gz").open("rb") as stream:
            records = warc.whole_length(stream)[1]
    lines = (run / "findings.ndjson").read_bytes().split(b"\n")[:-1]
    cited = [[name for name in json.loads(line)["evidence"] if name.startswith("urn:")] for line in lines]
    return [line for line, names in zip(lines, cited, strict=True) if records.issuperset(names)]


def goes_on(case: Path, work: Work) -> None:
    """The next command works; what was cut short keeps what it had written whole, and is marked."""
    cut = {run: whole_lines(run) for run in (case / "runs").glob("2*") if run.name not in sealed(case)}
    seals = {run: (run / "run.json").read_bytes() for run in cut if (run / "run.json").exists()}
    assert work(case)[0] == "exit-0"
    is_mended(case)
    for run, lines in cut.items():
        assert (run / "findings.ndjson").read_bytes().split(b"\n")[:-1] == lines
        seal = (run / "run.json").read_bytes()
        assert seal == seals.get(run, seal)
        assert run in seals or json.loads(seal)["state"] == "interrupted"
    assert not list(case.rglob("*.tmp"))


@pytest.mark.parametrize("shard", range(SHARDS))
def test_a_kill_at_every_instant_of_a_run(tmp_path: Path, base: Path, work: Work, shard: int) -> None:
    whole = work(shutil.copytree(base, tmp_path / "count"))[1]
    before = sealed(base)
    tried = 0
    for instant in range(1 + shard * EVERY, whole, SHARDS * EVERY):
        case = shutil.copytree(base, tmp_path / f"case-{instant}")
        assert work(case, instant) == ("killed", instant)
        stands(case, before)
        goes_on(case, work)
        shutil.rmtree(case)
        tried += 1
    assert tried > 75


@pytest.mark.parametrize("shard", range(2))
def test_a_kill_while_the_run_before_is_being_finished(tmp_path: Path, base: Path, work: Work, shard: int) -> None:
    dice = random.Random(shard)
    whole = work(shutil.copytree(base, tmp_path / "count"))[1]
    before = sealed(base)
    for number in range(40):
        case = shutil.copytree(base, tmp_path / f"case-{number}")
        work(case, dice.randrange(1, whole))
        for _ in range(2):
            work(case, dice.randrange(1, whole))
            stands(case, before)
        goes_on(case, work)
        shutil.rmtree(case)


@pytest.mark.parametrize("shard", range(2))
def test_writing_that_ends_at_any_byte(tmp_path: Path, base: Path, work: Work, shard: int) -> None:
    """As on a disk that fills up in the middle of a write: files cannot grow beyond a size."""
    before = sealed(base)
    largest = max(path.stat().st_size for path in base.rglob("*") if path.is_file())
    for number, limit in enumerate(range(1 + shard * 17, largest * 2, 71)):
        case = shutil.copytree(base, tmp_path / f"case-{number}")
        assert work(case, 0, limit)[0] in ("exit-0", "exit-1")
        stands(case, before)
        goes_on(case, work)
        shutil.rmtree(case)
