"""`docs/write-an-exercise.md`, step by step: what the page says to write is written, what it says to run is run."""

import doctest
import re
from pathlib import Path

from tests.docs.test_docs import BLOCK, FLAGS, ROOT, Shell, sessions, shell

__all__ = ["shell"]

PAGE = ROOT / "docs" / "write-an-exercise.md"
STEP = re.compile(
    r"(?:^<!-- (?P<note>[^>]*) -->\n)?^```(?P<kind>console|toml|text)\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL
)
IN_PLACE = "in orchard.toml, in place of: "
AT_END = "at the end of orchard.toml"
FILE = "the file "


def write(folder: Path, note: str, body: str) -> None:
    """Do to the files what a note says."""
    file = folder / "orchard.toml"
    if note.startswith(IN_PLACE):
        text = file.read_text("utf-8")
        old = note.removeprefix(IN_PLACE)
        assert text.count(old + "\n") == 1, old
        file.write_text(text.replace(old + "\n", body), "utf-8")
    elif note == AT_END:
        file.write_text(file.read_text("utf-8") + "\n" + body, "utf-8")
    else:
        assert note.startswith(FILE), note
        (folder / note.removeprefix(FILE)).write_text(body, "utf-8")


def test_every_step_works(shell: Shell, tmp_path: Path) -> None:  # the fixture of the other file
    text = PAGE.read_text("utf-8")
    steps = list(STEP.finditer(text))
    assert len([step for step in steps if step["kind"] != "console"]) == 7
    runs = iter(sessions(PAGE))
    checker = doctest.OutputChecker()
    for step in steps:
        if step["kind"] != "console":
            write(shell.folder, step["note"], step["body"])
            continue
        note, commands = next(runs)
        for command, expected in commands:
            if note.startswith("background until "):
                shell.leave_running(command, note.removeprefix("background until "))
                continue
            got = shell.run(command)
            assert "Traceback" not in got, got
            assert "error:" not in got, f"$ {command}\n{got}"
            assert checker.check_output(expected or "...\n", got, FLAGS), f"$ {command}\n{expected}--- got\n{got}"
    assert len(list(BLOCK.finditer(text))) == len([step for step in steps if step["kind"] == "console"])
    brief = (shell.folder / "material" / "brief.txt").read_text("utf-8")
    assert "Which company registered the domain for him?" in brief
    assert "250 dollars" in (shell.folder / "material" / "01-chat.txt").read_text("utf-8")
