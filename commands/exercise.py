"""`osint exercise`: a simulated internet on this machine, for training and for trying things out."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from osint_kit.commands.exercise_writing import add_writing
from osint_kit.commands.options import leaf, new_group
from osint_kit.commands.session import Session

if TYPE_CHECKING:
    from osint_kit.exercises import Asked

app = new_group("exercise", "Exercises: a simulated internet on this machine.")
add_writing(app)

LIST_FIELDS = ("name", "title", "level", "minutes")

Name = Annotated[str, typer.Argument(metavar="NAME", help="An exercise that comes with the kit, or a .toml file.")]


@leaf(app, "list")
def list_exercises(session: Session) -> None:
    """List the exercises that come with the kit.

    Example:

      osint exercise list
    """
    from osint_kit.exercises import scenario_names

    with session.results(LIST_FIELDS) as results:
        for listed in scenario_names():
            results.write(None, listed._asdict())


@leaf(app, "start")
def start(
    session: Session,
    name: Name,
    folder: Annotated[
        Path | None,
        typer.Option("--into", metavar="DIR", help="Where world.toml and ca.pem go. Default: a temporary folder."),
    ] = None,
) -> None:
    """Serve an exercise until Ctrl-C, and show live who asked what.

    Prints the path of the world file; in a second terminal set OSINT_WORLD to it, or give it with --world.

    Example:

      osint exercise start island-jobs --into .
    """
    import threading

    from osint_kit.errors import UsageError
    from osint_kit.exercises import Range, load_scenario

    scenario = load_scenario(name)
    if folder and not folder.is_dir():
        raise UsageError(f"{folder} is no folder", "make it first, or leave --into out")

    def tell(asked: "Asked") -> None:
        trap = "  << off limits" if asked.off_limits else ""
        session.messages.say(
            f"{asked.at:%H:%M:%S} {asked.protocol:5} {asked.host} {asked.what} -> {asked.outcome}{trap}"
        )

    with tempfile.TemporaryDirectory(prefix="osint-") as spare, Range(scenario, tell) as world:
        path = world.write_world(folder or Path(spare)).resolve()
        print(path, flush=True)
        session.messages.say(f"{scenario.title}: {scenario.brief.strip()}\n")
        session.messages.say(f"serving; in another terminal: {_set_variable('OSINT_WORLD', path)}")
        session.messages.say("Ctrl-C ends it")
        threading.Event().wait()


@leaf(app, "exec", raw=True)
def execute(
    session: Session,
    name: Name,
    line: Annotated[list[str], typer.Argument(metavar="-- COMMAND [ARGS]...", help="The command to run in it.")],
) -> None:
    """Serve an exercise for one command, and leave with that command's exit code.

    Example:

      osint exercise exec island-jobs -- osint link expand https://bit.ly/island-jobs-2026
    """
    from osint_kit.exercises import Range, load_scenario

    scenario = load_scenario(name)
    with tempfile.TemporaryDirectory(prefix="osint-") as folder, Range(scenario) as world:
        environment = {**os.environ, "OSINT_WORLD": str(world.write_world(Path(folder)))}
        code = run_line(line, environment, session)
    raise typer.Exit(code)


def run_line(line: list[str], environment: dict[str, str], session: Session) -> int:
    """Run a command line; ``osint`` is this very program, wherever it is installed."""
    from osint_kit.errors import UsageError

    command = [sys.executable, "-m", "osint_kit", *line[1:]] if line[0] == "osint" else line
    try:
        return subprocess.run(command, env=environment, check=False).returncode
    except OSError as error:
        raise UsageError(f"{line[0]} cannot be run: {error.strerror}", "put the command behind --") from error


def _set_variable(name: str, value: Path) -> str:
    return f'set "{name}={value}"' if os.name == "nt" else f"export {name}='{value}'"
