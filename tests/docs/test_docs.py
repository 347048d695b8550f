"""The documents say what is: every command in them is run, its output compared, every link followed."""

import doctest
import os
import re
import shlex
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.conftest import Osint

ROOT = Path(__file__).parents[2]
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
BLOCK = re.compile(
    r"^(?:<!-- terminal: (?P<note>[^>]*) -->\n)?```console\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL
)
FILE = re.compile(r"^<!-- file: (?P<name>[\w./-]+) -->\n```\w+\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL)
"""A file that a page tells the reader to write."""
FLAGS = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE


@dataclass
class Shell:
    """A terminal for a page: a folder, its variables, and commands left running."""

    folder: Path
    environment: dict[str, str]
    running: list[subprocess.Popen[bytes]] = field(default_factory=list)

    def run(self, line: str) -> str:
        words = shlex.split(line)
        if words[0] == "cd":
            self.folder = (self.folder / words[1]).resolve()
            return ""
        if words[0] == "export":
            key, _, value = words[1].partition("=")
            self.environment[key] = value
            return ""
        done = subprocess.run(
            line,
            shell=True,
            cwd=self.folder,
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            stdin=subprocess.DEVNULL,
            timeout=120,
            check=False,
        )
        return done.stdout.decode()

    def leave_running(self, line: str, until: str) -> None:
        words = shlex.split(line)
        self.running.append(
            subprocess.Popen(
                words, cwd=self.folder, env=self.environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
            )
        )
        deadline = time.monotonic() + 20
        while not (self.folder / until).exists():
            assert time.monotonic() < deadline, line
            time.sleep(0.05)

    def end(self) -> None:
        for process in self.running:
            process.send_signal(signal.SIGINT)
            process.wait(timeout=20)


@pytest.fixture
def shell(osint: Osint) -> Iterator[Shell]:
    binaries = Path(sys.executable).parent
    path = f"{binaries}{os.pathsep}{os.environ['PATH']}"
    shell = Shell(osint.folder, osint.environment(PATH=path, COLUMNS="100"))
    yield shell
    shell.end()


def sessions(page: Path) -> list[tuple[str, list[tuple[str, str]]]]:
    """The console blocks of a page: a note, and pairs of command and expected output."""
    found = []
    for block in BLOCK.finditer(page.read_text("utf-8")):
        steps = []
        for part in re.split(r"^\$ ", block["body"], flags=re.MULTILINE)[1:]:
            command, _, output = part.partition("\n")
            while command.endswith("\\"):
                more, _, output = output.partition("\n")
                command = command[:-1] + more
            steps.append((command, output))
        found.append((block["note"] or "", steps))
    return found


@pytest.mark.parametrize("page", [page for page in PAGES if sessions(page)], ids=lambda page: page.name)
def test_every_command_block_runs_and_prints_what_it_says(page: Path, shell: Shell) -> None:
    checker = doctest.OutputChecker()
    for block in FILE.finditer(page.read_text("utf-8")):
        (shell.folder / block["name"]).parent.mkdir(parents=True, exist_ok=True)
        (shell.folder / block["name"]).write_text(block["body"], "utf-8")
    for note, steps in sessions(page):
        for command, expected in steps:
            if note.startswith("background until "):
                shell.leave_running(command, note.removeprefix("background until "))
                continue
            if note == "not here":
                continue  # a whole checkout is built: make itself is what runs this test
            got = shell.run(command)
            assert "Traceback" not in got, f"$ {command}\n{got}"
            if expected.strip():
                assert checker.check_output(expected, got, FLAGS), (
                    f"$ {command}\n--- expected\n{expected}--- got\n{got}"
                )


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_between_pages_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", page.read_text("utf-8")):
        if "://" not in target:
            assert (page.parent / target).exists(), target


def test_the_reference_is_fresh(osint: Osint) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "osint_kit.commands.reference"],
        capture_output=True,
        env=osint.environment(),
        cwd=osint.folder,
        check=True,
    )
    assert done.stdout.decode() == (ROOT / "docs" / "reference.md").read_text("utf-8"), "run: make docs"


def test_every_command_has_help_with_an_example(osint: Osint) -> None:
    reference = (ROOT / "docs" / "reference.md").read_text("utf-8")
    for title, text in re.findall(r"^## (osint [^\n]+)\n\n```text\n(.*?)```", reference, re.MULTILINE | re.DOTALL):
        if "Commands:" not in text:
            assert f"{title}" in text.split("Example", 1)[1], title


def test_pages_about_make_name_tasks_that_exist() -> None:
    tasks = set(re.findall(r"^([a-z]+):.*## ", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    for page in PAGES:
        for task in re.findall(r"`make ([a-z]+)`", page.read_text("utf-8")):
            assert task in tasks, (page.name, task)
