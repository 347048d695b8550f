import os
import shutil
import subprocess
from pathlib import Path

import pytest

from osint_kit.exercises.shells import shell_for


@pytest.mark.skipif(os.name == "nt", reason="these are shells of POSIX systems")
@pytest.mark.parametrize("name", ["bash", "sh", "dash", "zsh"])
def test_a_shell_has_the_world_the_prompt_and_osint(tmp_path: Path, name: str) -> None:
    program = shutil.which(name)
    if program is None:
        pytest.skip(f"{name} is not on this machine")
    environment = {"PATH": os.environ["PATH"], "HOME": str(tmp_path), "SHELL": program}
    opened = shell_for("island-jobs", Path("/w/world.toml"), tmp_path, environment, windows=False)
    done = subprocess.run(
        opened.command,
        env=opened.environment,
        input='echo "<$OSINT_WORLD> <$OSINT_EXERCISE>"; echo "<$PS1>"; osint --version; exit 3\n',
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 3
    assert "</w/world.toml> <island-jobs>" in done.stdout
    assert "<(island-jobs) " in done.stdout
    assert "osint" in done.stdout.splitlines()[-1] + done.stdout


def test_the_shell_of_windows(tmp_path: Path) -> None:
    environment = {"PATH": r"C:\Windows", "COMSPEC": r"C:\Windows\cmd.exe"}
    opened = shell_for("island-jobs", Path("world.toml"), tmp_path, environment, windows=True)
    assert opened.command == [r"C:\Windows\cmd.exe", "/K"]
    assert opened.environment["PROMPT"] == "(island-jobs) $P$G"
    assert opened.environment["PATH"] == f"{tmp_path};C:\\Windows"
    assert "-m osint_kit %*" in (tmp_path / "osint.cmd").read_text(encoding="utf-8")
