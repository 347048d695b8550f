"""`osint exercise start`, `shell`, `browse` and `join`, as typed: the live view, a class, a taken port, Ctrl-C."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from osint_kit.exercises.browsers import NAMES
from tests.conftest import Osint

ELSEWHERE = "127.0.0.2"
"""Another address of this machine, where the system has one."""


def has_address(address: str) -> bool:
    with socket.socket() as probe:
        try:
            probe.bind((address, 0))
        except OSError:
            return False
    return True


@contextmanager
def started(osint: Osint, *words: str) -> Iterator[tuple[Path, "subprocess.Popen[str]"]]:
    process = subprocess.Popen(
        [sys.executable, "-m", "osint_kit", "exercise", "start", *words],
        cwd=osint.folder,
        env=osint.environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        assert process.stdout
        line = process.stdout.readline().strip()
        assert line, process.stderr and process.stderr.read()
        yield Path(line), process
    finally:
        if process.poll() is None:
            process.kill()
        process.communicate()


def ended(process: "subprocess.Popen[str]") -> tuple[int, str]:
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=30)
    return process.returncode, said


needs_posix = pytest.mark.skipif(os.name == "nt", reason="Ctrl-C is sent in another way there")


@needs_posix
def test_the_live_view_shows_who_asked_what_and_traps(osint: Osint) -> None:
    with started(osint, "island-jobs") as (world, process):
        trained = Osint(osint.folder, world)
        assert trained("link", "expand", "https://is.gd/loop1", "-q").code == 1
        trained("link", "expand", "https://apply.island-jobs.example/form", "--reach", "target", "-q")
        assert (world.parent / "material" / "brief.txt").exists()
        begun = time.monotonic()
        code, said = ended(process)
    assert code == 130
    assert time.monotonic() - begun < 10
    assert "https is.gd GET /loop1 -> 302  << trap: A circle of shortened links" in said
    assert "apply.island-jobs.example GET /form -> 200  << off limits  << trap: The recruiter's page counts" in said
    assert "trap sprung: A circle of shortened links (" in said
    assert not world.exists(), "a temporary folder goes with the exercise"


@needs_posix
@pytest.mark.skipif(not has_address(ELSEWHERE), reason="this system has one loopback address")
def test_a_class_on_one_switch(osint: Osint) -> None:
    with socket.socket() as probe:
        probe.bind((ELSEWHERE, 0))
        port = probe.getsockname()[1]
    with started(osint, "island-jobs", "--lan", ELSEWHERE, "--port", str(port)) as (_, process):
        pupil = Osint(osint.folder / "pupil")
        pupil.folder.mkdir()
        joined = pupil("exercise", "join", f"http://{ELSEWHERE}:{port}")
        assert joined.code == 0, joined.err
        world = Path(joined.out.strip())
        asked = Osint(pupil.folder, world)("link", "expand", "https://bit.ly/island-jobs-2026", "-q")
        assert "https://apply.island-jobs.example/form" in asked.out
        assert ELSEWHERE in world.read_text(encoding="utf-8")
        taken = osint("exercise", "start", "island-jobs", "--lan", ELSEWHERE, "--port", str(port))
        assert taken.code == 2
        assert f"port {port} of {ELSEWHERE} is taken by another program" in taken.err
        assert "--port" in taken.err
        code, said = ended(process)
    assert code == 130
    assert "can ask this exercise and fetch its material, without a password" in said
    assert f"osint exercise join http://{ELSEWHERE}:{port}" in said
    told = said.split("fingerprint: ")[1].split()[0]
    assert f"to compare: {told}" in joined.err
    assert "127.0.0.1 https bit.ly GET /island-jobs-2026+ -> 200" in said or f"{ELSEWHERE} https bit.ly" in said


@pytest.mark.parametrize("address", ["0.0.0.0", "::", "here", "203.0.113.77"])
def test_an_address_that_a_class_cannot_be_served_at(osint: Osint, address: str) -> None:
    done = osint("exercise", "start", "island-jobs", "--lan", address)
    assert done.code == 2
    assert address in done.err


def test_join_where_nobody_is(osint: Osint) -> None:
    done = osint("exercise", "join", "http://127.0.0.1:1")
    assert done.code == 2
    assert "does not answer" in done.err
    assert list(osint.folder.iterdir()) == []


@needs_posix
@pytest.mark.skipif(not shutil.which("bash"), reason="no bash here")
def test_a_shell_in_an_exercise(osint: Osint) -> None:
    lines = "osint link expand https://is.gd/loop1 -q\nexit 5\n"
    bash = {"SHELL": shutil.which("bash") or "", "HOME": str(osint.folder)}
    done = osint("exercise", "shell", "island-jobs", stdin=lines, extra=bash)
    assert done.code == 5
    assert "https://is.gd/loop1,https://is.gd/loop1,2,loop" in done.out
    assert "(island-jobs)" in done.err
    assert "trap sprung: A circle of shortened links" in done.err
    without = osint("exercise", "shell", stdin="exit\n")
    assert without.code == 2
    assert "no exercise was named" in without.err


@pytest.mark.skipif(not any(map(shutil.which, NAMES)), reason="no Chromium on this machine")
def test_a_browser_in_an_exercise(osint: Osint) -> None:
    done = osint(
        *("exercise", "browse", "island-jobs", "https://pacific-careers.example/"),
        *("--", "--headless=new", "--disable-gpu", "--dump-dom"),
    )
    assert done.code == 0, done.err
    assert "Licensed since 2012" in done.out
    assert osint("exercise", "browse", "island-jobs", "--browser", "/nowhere").code == 2
