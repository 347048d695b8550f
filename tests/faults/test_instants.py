"""A kill at hundreds of instants of a run, of its sealing, of a recovery; and writing that ends at any byte."""

import json
import random
import shutil
import sys
from pathlib import Path

import pytest

from osint_kit.cases import warc
from tests.faults.aftermath import is_mended, sealed, stands
from tests.faults.conftest import Work
from tests.faults.dying import COUNTED, FREE

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="there is no fork on Windows")
SHARDS = 4
EVERY = 4
"""Of the instants of a run, a fourth is tried: more than three hundred."""


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
    whole = work(shutil.copytree(base, tmp_path / "count"), COUNTED)[1]
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
    whole = work(shutil.copytree(base, tmp_path / "count"), COUNTED)[1]
    before = sealed(base)
    for number in range(25):
        case = shutil.copytree(base, tmp_path / f"case-{number}")
        work(case, dice.randrange(1, whole))
        for _ in range(2):
            work(case, dice.randrange(1, whole))
            stands(case, before)
        goes_on(case, work)
        shutil.rmtree(case)


def test_writing_that_ends_at_any_byte(tmp_path: Path, base: Path, work: Work) -> None:
    """As on a disk that fills up in the middle of a write: files cannot grow beyond a size."""
    before = sealed(base)
    largest = max(path.stat().st_size for path in base.rglob("*") if path.is_file())
    for number, limit in enumerate(range(1, largest * 2, 67)):
        case = shutil.copytree(base, tmp_path / f"case-{number}")
        assert work(case, FREE, limit)[0] in ("exit-0", "exit-1")
        stands(case, before)
        goes_on(case, work)
        shutil.rmtree(case)
