"""What all tests share: the program as a user runs it, and the exercise range as the internet behind it."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from osint_kit.exercises import Range, load_scenario

if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    # Whoever runs the suite in the background of a shell would hand this on to all that the tests interrupt.
    signal.signal(signal.SIGINT, signal.default_int_handler)

UNWANTED = ("OSINT_", "NO_COLOR", "COLUMNS", "LINES")


@dataclass(frozen=True)
class Done:
    """A command that has ended."""

    code: int
    out: str
    err: str


@dataclass
class Osint:
    """Runs `osint` in a folder of its own, in a world if it has one, with nothing of the machine's own settings."""

    folder: Path
    world: Path | None = None

    def environment(self, **extra: str) -> dict[str, str]:
        clean = {key: value for key, value in os.environ.items() if not key.startswith(UNWANTED)}
        own = {"OSINT_OPERATOR": "Ana Vuki", "OSINT_CONFIG": str(self.folder / "no-config.toml")}
        world = {"OSINT_WORLD": str(self.world)} if self.world else {}
        return {**clean, **own, **world, **extra}

    def __call__(
        self,
        *words: str,
        stdin: str | bytes | None = None,
        cwd: Path | None = None,
        extra: dict[str, str] | None = None,
    ) -> Done:
        data = stdin.encode() if isinstance(stdin, str) else stdin
        done = subprocess.run(
            [sys.executable, "-m", "osint_kit", *words],
            cwd=cwd or self.folder,
            env=self.environment(**(extra or {})),
            capture_output=True,
            timeout=100,
            check=False,
            input=data,
            stdin=None if data is not None else subprocess.DEVNULL,
        )
        return Done(done.returncode, done.stdout.decode(), done.stderr.decode())

    def begin(
        self,
        *words: str,
        cwd: Path | None = None,
        stdin: int = subprocess.DEVNULL,
        stdout: int = subprocess.DEVNULL,
        stderr: int = subprocess.DEVNULL,
    ) -> "subprocess.Popen[bytes]":
        """A command under way."""
        return subprocess.Popen(
            [sys.executable, "-m", "osint_kit", *words],
            cwd=cwd or self.folder,
            env=self.environment(),
            stdin=stdin,
            stdout=stdout,
            stderr=stderr,
        )

    def records(self, *words: str, code: int = 0, **more: Any) -> list[dict[str, Any]]:
        """What a command gives as JSON."""
        done = self(*words, "-f", "json", **more)
        assert done.code == code, done.err
        rows = json.loads(done.out)
        assert isinstance(rows, list)
        return rows

    def new_case(self, name: str = "case", *more: str) -> Path:
        words = ["--title", "Island Jobs", "--purpose", "test", "--authority", "CID 1/2026", *more]
        done = self("case", "new", name, *words)
        assert done.code == 0, done.err
        return self.folder / name


@pytest.fixture
def osint(tmp_path: Path) -> Osint:
    """The program outside any exercise."""
    return Osint(tmp_path)


@pytest.fixture(scope="session")
def island_jobs(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Range, Path]]:
    """The exercise of the demo, running, with its world file."""
    with Range(load_scenario("island-jobs")) as world:
        yield world, world.write_world(tmp_path_factory.mktemp("world"))


@pytest.fixture
def trained(tmp_path: Path, island_jobs: tuple[Range, Path]) -> Osint:
    """The program in the exercise of the demo."""
    return Osint(tmp_path, island_jobs[1])
