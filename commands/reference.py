"""Writes docs/reference.md: every command with its help, from the program itself (`make docs`)."""

from collections.abc import Iterator
from typing import Any

import typer

HEAD = """# Command reference

Written by `make docs` from the program; a test checks that it is fresh. The contracts behind the options and
the exit codes are in [the formats](formats.md).
"""


WIDTH = 100


def reference() -> str:
    """The whole page."""
    from osint_kit.commands.app import app

    sections = _sections(typer.main.get_command(app), "osint", None)
    return "\n".join([HEAD, *(f"## {title}\n\n```text\n{text}\n```\n" for title, text in sections)])


def _sections(command: Any, name: str, parent: Any) -> Iterator[tuple[str, str]]:
    """The path and the help of a command, and of all below it that are not hidden."""
    context = command.make_context(
        name, [], parent=parent, resilient_parsing=True, terminal_width=WIDTH, max_content_width=WIDTH
    )
    yield context.command_path, command.get_help(context).rstrip()
    if hasattr(command, "list_commands"):
        for inner_name in command.list_commands(context):
            inner = command.get_command(context, inner_name)
            if not inner.hidden:
                yield from _sections(inner, inner_name, context)


if __name__ == "__main__":
    print(reference(), end="")
