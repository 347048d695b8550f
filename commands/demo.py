"""`osint demo`: the main job, from three seeds to a case folder, on the exercise range of this machine."""

import os
import shlex
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Annotated

import typer

from osint_kit.commands.options import leaf, new_group
from osint_kit.commands.session import Session
from osint_kit.commands.settings import operator

app = new_group("demo")

SCENARIO = "island-jobs"
PHONE, LINK, HANDLE, DOMAIN = (
    "+679 999 1234",
    "https://bit.ly/island-jobs-2026",
    "sefajobs679",
    "island-jobs.example",
)
STEPS: tuple[tuple[str, list[str]], ...] = (
    (
        "A number off an advertisement. What does it say by itself? Nothing is asked of anybody.",
        ["phone", "normalise", PHONE],
    ),
    (
        "A shortened link out of a chat. Where does it lead? We stop at the suspect's door.",
        ["link", "expand", LINK],
    ),
    ("Who registered the domain behind it, and when?", ["domain", "whois", DOMAIN]),
    (
        "Where has the recruiter's handle an account? Each site is asked for a control too.",
        ["account", "find", HANDLE],
    ),
    (
        "All of it together: the subject's profile, each line with its evidence.",
        ["profile", "build", PHONE, LINK, f"@{HANDLE}", "--name", "Island Jobs recruiter"],
    ),
    ("Does the case folder hold? Every byte is checked against its ledger.", ["case", "verify"]),
)


@leaf(app, "demo")
def demo(
    session: Session,
    into: Annotated[Path, typer.Option("--into", metavar="DIR", help="Where the new case folder goes.")] = Path(),
) -> None:
    """Watch the main job run: a phone number, a link and a handle go in, a case folder comes out.

    It needs no network: a small internet is simulated on this machine, and it is all fiction.

    Example:

      osint demo
    """
    from osint_kit.errors import UsageError
    from osint_kit.exercises import Range, load_scenario

    try:
        into.mkdir(parents=True, exist_ok=True)
        case = _free_name(into)
    except OSError as error:
        raise UsageError(f"{into} cannot be written: {error.strerror}", "choose another folder with --into") from error
    scenario = load_scenario(SCENARIO)
    print(f"{scenario.title}\n\n{scenario.brief.strip()}\n")
    with tempfile.TemporaryDirectory(prefix="osint-") as folder, Range(scenario) as world:
        environment = {
            **os.environ,
            "OSINT_WORLD": str(world.write_world(Path(folder))),
            "OSINT_OPERATOR": operator(),
            "OSINT_CONFIG": str(Path(folder) / "config.toml"),  # the kit's own site rules, whatever is installed here
            "PYTHONUNBUFFERED": "1",
        }
        environment.pop("OSINT_CASE", None)
        new = [
            "case",
            "new",
            str(case),
            "--title",
            "Island Jobs",
            "--purpose",
            "False recruitment for work abroad",
        ]
        _step(
            "A case first: what is collected, why, and who allowed it.",
            [*new, "--authority", "Training, no real case"],
            environment,
        )
        environment["OSINT_CASE"] = str(case.resolve())
        for why, arguments in STEPS:
            _step(why, arguments, environment)
        print(f"\nThe case folder {case}, which anybody can check:\n")
        _tree(case)
        _step(
            "A page to read, print and hand on. It loads nothing, and needs no network.",
            ["case", "report"],
            environment,
        )
        _step("And the subject's profile, as it stands in that folder:", ["profile", "show"], environment)
        report = max((case / "reports").glob("*.html"))
        touched = world.visits("apply.island-jobs.example") + world.visits(DOMAIN)
    print(f"\nThe suspect's own page was visited {touched} times.")
    print(f"\nThe report, for a browser: {report.resolve()}")
    print(
        f"""
What to try next, in the folder {case}:

  osint case show --runs              what was done, and when
  osint profile show -f json          the profile, each entry with its finding ids
  osint exercise exec {SCENARIO} -- osint link expand https://bit.ly/free-wifi
  osint exercise start {SCENARIO}    the same internet, to explore from a second terminal
"""
    )


def _step(why: str, arguments: list[str], environment: dict[str, str]) -> None:
    """Print a command as a person would type it, run it, and stop the demo where it fails."""
    print(f"\n# {why}\n$ osint {shlex.join(arguments)}\n", flush=True)
    form = [] if sys.stdout.isatty() else ["-f", "table"]  # a terminal is told what a person reads there
    done = subprocess.run([sys.executable, "-m", "osint_kit", *arguments, *form], env=environment, check=False)
    if done.returncode:
        raise typer.Exit(done.returncode)


def _free_name(folder: Path) -> Path:
    number = 1
    while (folder / f"{SCENARIO}-{number}").exists():
        number += 1
    return folder / f"{SCENARIO}-{number}"


def _tree(folder: Path, indent: str = "  ") -> None:
    for path in sorted(folder.iterdir()):
        if path.is_dir():
            print(f"{indent}{path.name}/")
            _tree(path, indent + "  ")
        elif path.suffix != ".lock":
            print(f"{indent}{path.name}  {path.stat().st_size} bytes")
