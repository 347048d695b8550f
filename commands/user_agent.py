"""What sites are told who asks: ``--user-agent``, else the setting ``user_agent``, else the kit's own name."""

from typing import Annotated

import typer

from osint_kit.commands.settings import setting
from osint_kit.errors import UsageError

UserAgent = Annotated[
    str | None, typer.Option("--user-agent", metavar="TEXT", help="What the sites are told who asks.")
]


def user_agent(typed: str | None = None) -> str:
    """The text to send. Raises `UsageError` for what is no line of a header."""
    from osint_kit.accounts.asking import USER_AGENT

    agent = typed if typed is not None else setting("user_agent") or USER_AGENT
    if not (agent.strip() and agent.isascii() and agent.isprintable()):
        raise UsageError("the user agent must be one line of plain letters and signs", "write one with --user-agent")
    return agent
