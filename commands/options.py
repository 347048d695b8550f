"""The options that every command takes, in the same words, and the decorator that adds them.

A command function takes a `Session` first and its own typer parameters after it; `leaf` puts the shared ones
behind these, and ends the program with the exit code that the session came to.
"""

import inspect
from collections.abc import Callable
from dataclasses import dataclass, fields
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from osint_kit.reach import Reach

if TYPE_CHECKING:
    from osint_kit.commands.session import Session

FORMATS = "table csv tsv json ndjson xlsx"


@dataclass(frozen=True)
class Leaf:
    """A command of its own: its function, the reach below which it asks nothing, and its own parameters."""

    command: str
    function: Callable[..., None]
    needs: Reach
    parameters: tuple[inspect.Parameter, ...]


LEAVES: dict[str, Leaf] = {}
"""All commands that were imported until now, by the name under which they are recorded."""


@dataclass(frozen=True)
class Shared:
    """The shared options as they were typed."""

    output_format: Annotated[
        str | None,
        typer.Option(
            "-f",
            "--format",
            metavar="FORMAT",
            help=f"One of {FORMATS}. Default: table on a terminal, csv in a pipe.",
        ),
    ] = None
    output: Annotated[
        Path | None,
        typer.Option(
            "-o",
            "--output",
            metavar="FILE",
            help="Write results to FILE, format by its suffix; never half a file. - is standard output.",
        ),
    ] = None
    case: Annotated[
        Path | None,
        typer.Option(
            "--case",
            metavar="DIR",
            help="The case to work in. Default: OSINT_CASE, else the case around this folder.",
        ),
    ] = None
    reach: Annotated[
        str | None,
        typer.Option("--reach", metavar="LEVEL", help="Ceiling: offline, registry, platform (the default) or target."),
    ] = None
    offline: Annotated[bool, typer.Option("--offline", help="Ask nothing of any network.")] = False
    plan: Annotated[
        bool, typer.Option("--plan", help="Print what would be asked of whom, at which reach, and stop.")
    ] = False
    world: Annotated[
        Path | None,
        typer.Option("--world", metavar="FILE", help="A simulated internet. Default: OSINT_WORLD, else the internet."),
    ] = None
    proxy: Annotated[
        str | None, typer.Option("--proxy", metavar="URL", help="http://, https:// or socks5h:// (Tor).")
    ] = None
    doh: Annotated[
        str | None, typer.Option("--doh", metavar="URL", help="Ask DNS questions over HTTPS, of this server.")
    ] = None
    authority: Annotated[
        str | None,
        typer.Option(
            "--authority",
            metavar="TEXT",
            help="Who authorised asking beyond offline about a victim, a witness or a minor; goes on record.",
        ),
    ] = None
    budget: Annotated[
        str | None,
        typer.Option("--budget", metavar="SIZE", help="Stop asking after so many bytes, such as 5MB."),
    ] = None
    quiet: Annotated[bool, typer.Option("-q", "--quiet", help="Errors only on stderr.")] = False
    verbose: Annotated[bool, typer.Option("-v", "--verbose", help="More on stderr; tracebacks too.")] = False
    no_progress: Annotated[bool, typer.Option("--no-progress", help="No counter on stderr.")] = False
    no_color: Annotated[bool, typer.Option("--no-color", help="No colours; the variable NO_COLOR does the same.")] = (
        False
    )


@dataclass(frozen=True)
class SharedItems:
    """The options of commands that work on items."""

    items: Annotated[
        list[str] | None,
        typer.Argument(metavar="[ITEM]...", show_default=False, help="What to work on; - reads standard input."),
    ] = None
    input: Annotated[
        Path | None,
        typer.Option(
            "-i",
            "--input",
            metavar="FILE",
            help="Items from a csv, tsv, ndjson, xlsx or txt file; - with --input-format reads standard input.",
        ),
    ] = None
    input_format: Annotated[
        str | None,
        typer.Option("--input-format", metavar="FORMAT", help="What the input file is, whatever its name."),
    ] = None
    column: Annotated[
        str | None,
        typer.Option("--column", metavar="NAME", help="Which column of the input holds the items."),
    ] = None
    sheet: Annotated[
        str | None,
        typer.Option("--sheet", metavar="NAME", help="Which sheet of an xlsx file. Default: the first."),
    ] = None
    resume: Annotated[
        bool,
        typer.Option("--resume", help="With -i and -o: carry on where the same command was interrupted."),
    ] = False


def new_group(name: str, summary: str = "") -> typer.Typer:
    """A group of commands, or without a summary a command by itself; help is plain text, quick on any terminal."""
    group = typer.Typer(
        name=name, help=summary or None, rich_markup_mode=None, add_completion=False, no_args_is_help=bool(summary)
    )
    if summary:
        group.callback()(_no_options)  # else typer takes a group of one command for that command
    return group


def _no_options() -> None:
    """Nothing of a group's own."""


def _help(function: Callable[..., None]) -> str:
    """The help of a command, in which lines of an example are never folded: they are there to be copied."""
    paragraphs = (inspect.getdoc(function) or "").split("\n\n")
    return "\n\n".join(f"\b\n{text}" if text.startswith("  ") else text for text in paragraphs)


def leaf(
    group: typer.Typer,
    name: str,
    *,
    items: bool = False,
    needs: Reach = Reach.OFFLINE,
    plans: bool = False,
    alias: str | None = None,
    raw: bool = False,
) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Make a function a command of a group, with the shared options behind its own.

    ``items``: it works on items. ``needs``: below this reach nothing of it could be asked at all. ``plans``: it
    answers ``--plan`` itself; of all others the plan is that nothing is asked. ``alias``: a hidden second name.
    ``raw``: what follows is another command line, taken as it is.
    """
    settings = {"allow_extra_args": True, "ignore_unknown_options": True} if raw else None

    def decorate(function: Callable[..., None]) -> Callable[..., None]:
        typed = list(inspect.signature(function, eval_str=True).parameters.values())[1:]
        own = [item.replace(kind=inspect.Parameter.KEYWORD_ONLY) for item in typed]
        # a command with an option of that name means its own by it, as 'case new' does by --authority
        shared = [item for item in _parameters(Shared) if item.name not in {mine.name for mine in own}]
        of_items = _parameters(SharedItems) if items else []
        arguments = [item for item in of_items if item.name == "items"]
        options = [item for item in of_items if item.name != "items"]
        command_name = f"{group.info.name or ''} {name}".strip()
        LEAVES[command_name] = Leaf(command_name, function, needs, tuple(own))

        def command(**values: Any) -> None:
            from osint_kit.commands.session import Session

            def taken(parameters: list[inspect.Parameter]) -> dict[str, Any]:
                return {item.name: values.pop(item.name) for item in parameters}

            session = Session(
                command=command_name,
                shared=Shared(**taken(shared)),
                of_items=SharedItems(**taken(of_items)) if items else None,
                needs=needs,
                asks=plans or needs > Reach.OFFLINE,
            )
            session.call(function if plans or not session.planning else _nothing_to_ask, values)

        ordered = [*arguments, *own, *options, *shared]
        command.__signature__ = inspect.Signature(ordered)  # type: ignore[attr-defined]
        command.__annotations__ = {item.name: item.annotation for item in ordered}
        command.__name__, command.__doc__ = function.__name__, _help(function)
        group.command(name, context_settings=settings)(command)
        if alias:
            group.command(alias, hidden=True)(command)
        return function

    return decorate


def _nothing_to_ask(session: "Session", **_: object) -> None:
    session.show_plan([])


def _parameters(options: type) -> list[inspect.Parameter]:
    hints = inspect.get_annotations(options, eval_str=True)
    return [
        inspect.Parameter(item.name, inspect.Parameter.KEYWORD_ONLY, default=item.default, annotation=hints[item.name])
        for item in fields(options)
    ]
