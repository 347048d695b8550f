"""The root of the command line: gathers the groups, and turns what ends a command into an exit code.

A group is imported only when it is used, so that ``--help`` and small commands start fast.
"""

import gc
import importlib
import os
import sys
from collections.abc import MutableMapping
from io import TextIOWrapper
from pathlib import Path
from typing import Annotated, Any, TextIO

import typer
from typer.core import TyperGroup

from osint_kit.commands.exits import Exit, ReaderLeft, exit_of
from osint_kit.errors import OsintError
from osint_kit.version import VERSION

GROUPS = {
    "phone": "Phone numbers: one form for all, country, kind, whose range.",
    "domain": "Domains: their parts, their records, who registered them, what imitates them.",
    "link": "Links: where a short link goes, without walking into the suspect's page.",
    "account": "Accounts: where a handle has an account, and where it has none.",
    "profile": "Profiles: from seeds to a subject's identifiers, each with its evidence.",
    "case": "Case folders: make them, add to them, verify them, withhold, sign and close them.",
    "exercise": "Exercises: a simulated internet on this machine.",
    "key": "Your own key, for signing cases.",
    "source": "The public sources that are asked, and what each learns.",
}
SINGLE = {
    "demo": "Watch the main job run, offline, on a simulated internet.",
    "doctor": "Check this installation, the case and the world, and say what to mend.",
}


class LazyGroup(TyperGroup):
    """Knows its commands by name and one line of help; imports a command when it is called."""

    def list_commands(self, ctx: Any) -> list[str]:
        """The names, in the order in which they are shown."""
        return [*GROUPS, *SINGLE]

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """The command of a name, imported now; None for an unknown one."""
        if cmd_name not in GROUPS and cmd_name not in SINGLE:
            return None
        loaded: MutableMapping[str, Any] = self.commands
        if cmd_name not in loaded:
            module = importlib.import_module(f"osint_kit.commands.{cmd_name}")
            loaded[cmd_name] = typer.main.get_command(module.app)
            loaded[cmd_name].name = cmd_name
        return loaded[cmd_name]

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        """The list of commands in ``--help``, from the table: nothing is imported for it."""
        with formatter.section("Commands"):
            formatter.write_dl([*GROUPS.items(), *SINGLE.items()])


app = typer.Typer(
    name="osint",
    cls=LazyGroup,
    rich_markup_mode=None,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="Try 'osint demo', then 'osint COMMAND --help'. It reads public sources only; it never logs in, never"
    " contacts anybody, and asks nothing of a subject's own system unless --reach target says so.",
)


def _version(wanted: bool) -> None:
    if wanted:
        print(f"osint-kit {VERSION}")
        raise typer.Exit


@app.callback()
def root(
    version: Annotated[
        bool, typer.Option("--version", is_eager=True, callback=_version, help="Print the version and leave.")
    ] = False,
) -> None:
    """Public sources in, an evidence-backed case folder out."""


def run() -> None:
    """Run the command line on ``sys.argv`` and leave with its exit code."""
    sys.stdout = sys.stdout or _nowhere()
    sys.stderr = sys.stderr or _nowhere()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    # A list makes many values and hardly a cycle: to look for these less often saves up to a sixth of the time.
    gc.set_threshold(50_000, 20, 50)
    try:
        code = _call()
        sys.stdout.flush()
    except BrokenPipeError:
        code = _end_quietly()
    except KeyboardInterrupt:
        code = Exit.INTERRUPTED
    if code == Exit.INTERRUPTED:
        print("interrupted: what was done until now is kept", file=sys.stderr)
    sys.stderr.flush()
    # Threads that still wait for an answer must not hold the program; all that is to be kept is on the disk.
    os._exit(code)


def _nowhere() -> TextIO:
    """What stands in for a stream that was closed before the program began."""
    return Path(os.devnull).open("w", encoding="utf-8")


def _call() -> int:
    from osint_kit.commands.messages import Messages

    verbose = "-v" in sys.argv or "--verbose" in sys.argv
    try:
        result = app(standalone_mode=False, prog_name="osint")
    except OsintError as error:
        if error.__cause__ and verbose:
            import traceback

            traceback.print_exception(error)
        Messages().error(error.message, error.next_step)
        return exit_of(error)
    except typer.TyperException as error:
        text = error.format_message()
        if text.startswith("Usage:"):
            print(text)
        else:
            Messages().error(text, _help_hint(error))
        return Exit.USAGE
    except typer.Abort:
        return Exit.INTERRUPTED
    except (ReaderLeft, BrokenPipeError):
        return _end_quietly()
    except Exception as error:
        if verbose:
            raise
        Messages().error(
            f"the program itself failed: {type(error).__name__}: {error}",
            "run the command again with -v and send what it prints to the people who keep osint-kit",
        )
        return Exit.PROBLEMS
    return result if isinstance(result, int) else Exit.ANSWERED


def _help_hint(error: Any) -> str:
    context = getattr(error, "ctx", None)
    return f"see '{context.command_path if context else 'osint'} --help'"


def _end_quietly() -> int:
    """Whoever read our output has closed it (``| head``): end quietly, with nothing left to flush."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return Exit.ANSWERED
