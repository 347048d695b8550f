"""Which shell to start for an exercise, with everything set: the world, the prompt, and `osint` itself."""

import shutil
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple


class Shell(NamedTuple):
    """A command to start, and its whole environment."""

    command: list[str]
    environment: dict[str, str]


def shell_for(name: str, world: Path, folder: Path, environment: Mapping[str, str], windows: bool) -> Shell:
    """The user's own shell in an exercise; ``folder`` is an existing one for its start files, and goes afterwards.

    Bash and zsh read the user's files first, then set the prompt; others get ``PS1``, and on Windows ``PROMPT``.
    """
    _write_osint(folder, windows)
    path = f"{folder}{';' if windows else ':'}{environment.get('PATH', '')}"
    own = {**environment, "OSINT_WORLD": str(world), "OSINT_EXERCISE": name, "PATH": path}
    prompt = f"({name}) "
    if windows:
        return Shell([environment.get("COMSPEC", "cmd.exe"), "/K"], {**own, "PROMPT": f"{prompt}$P$G"})
    shell = environment.get("SHELL") or shutil.which("sh") or "/bin/sh"
    kind = Path(shell).name
    if kind == "bash":
        start = folder / "bashrc"
        start.write_text(
            f'[ -r ~/.bashrc ] && . ~/.bashrc\nPS1="{prompt}${{PS1:-$ }}"\nexport PATH="{folder}:$PATH"\n', "utf-8"
        )
        return Shell([shell, "--rcfile", str(start), "-i"], own)
    if kind == "zsh":
        (folder / ".zshrc").write_text(
            f'[ -r ~/.zshrc ] && . ~/.zshrc\nPROMPT="{prompt}$PROMPT"\nexport PATH="{folder}:$PATH"\n', "utf-8"
        )
        return Shell([shell, "-i"], {**own, "ZDOTDIR": str(folder)})
    return Shell([shell, "-i"], {**own, "PS1": f"{prompt}$ "})


def _write_osint(folder: Path, windows: bool) -> None:
    """A program `osint` that is this very one, wherever it is installed."""
    if windows:
        (folder / "osint.cmd").write_text(f'@"{sys.executable}" -m osint_kit %*\n', "utf-8")
        return
    own = folder / "osint"
    own.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m osint_kit "$@"\n', "utf-8")
    own.chmod(0o755)
