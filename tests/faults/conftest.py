"""A process that works in a case and may die at any instant, and a folder in memory to do it in."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from osint_kit.cases.case import Card, new_case
from tests.faults.dying import FREE

Work = Callable[..., tuple[str, int]]


@pytest.fixture(scope="session")
def work() -> Iterator[Work]:
    """Makes a run (or a redaction) in a case, in a process that may die or run out of bytes.

    The answer is how it ended, and after how many lines.
    """
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

    def work(case: Path, instant: int = FREE, limit: int = 0, what: str = "run") -> tuple[str, int]:
        asks.write(f"{what} {instant} {limit} {case}\n")
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
