"""Whether a line that somebody wrote down is a command of this program: its words and its options."""

import shlex
from typing import Any

import typer


def what_is_wrong(line: str) -> str:
    """Why a line cannot be typed; empty where it can, and where it is a line of another program."""
    from osint_kit.commands.app import app
    from osint_kit.exercises.toml_table import nearest

    try:
        words = shlex.split(line)
    except ValueError as error:
        return f"{line!r} cannot be typed: {str(error).lower()}"
    if words[:1] != ["osint"]:
        return ""
    command: Any = typer.main.get_command(app)
    path, left = "osint", words[1:]
    while hasattr(command, "list_commands"):
        context = command.make_context(path, [], resilient_parsing=True)
        name = left.pop(0) if left else ""
        inner = command.get_command(context, name) if name else None
        if inner is None:
            known = command.list_commands(context)
            wrong = f"there is no command {f'{path} {name}'!r}" if name else f"{path!r} is no whole command"
            return wrong + nearest(name, known)
        command, path = inner, f"{path} {name}"
    options = {option for parameter in command.params for option in (*parameter.opts, *parameter.secondary_opts)}
    for word in left[: left.index("--")] if "--" in left else left:
        option = word.partition("=")[0]
        if option.startswith("--") and option not in {*options, "--help"}:
            return f"{path!r} has no option {option!r}{nearest(option, (o for o in options if o.startswith('--')))}"
    return ""
