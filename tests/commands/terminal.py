"""The program on a terminal of its own."""

import os
import re
import subprocess
import sys

import pytest

from tests.conftest import Osint

pty = pytest.importorskip("pty", reason="terminals are tried on systems that have pseudo-terminals")


def on_terminal(
    osint: Osint, *words: str, width: int = 80, extra: dict[str, str] | None = None, typed: str = ""
) -> str:
    """What a person sees on a terminal of this width, escapes included; ``typed`` is what he types, line by line."""
    lead, follow = pty.openpty()
    subprocess.run(["stty", "cols", str(width), "rows", "50"], stdin=follow, check=True)
    process = subprocess.Popen(
        [sys.executable, "-m", "osint_kit", *words],
        stdin=follow,
        stdout=follow,
        stderr=follow,
        cwd=osint.folder,
        env=osint.environment(TERM="xterm-256color", **(extra or {})),
    )
    os.close(follow)
    os.write(lead, typed.encode())
    seen = b""
    while True:
        try:
            part = os.read(lead, 65536)
        except OSError:
            break
        if not part:
            break
        seen += part
    os.close(lead)
    process.wait(timeout=60)
    return seen.decode()


ESCAPE = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")
