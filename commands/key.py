"""`osint key`: the operator's own key, for signing cases."""

import os
from pathlib import Path
from typing import Annotated

import typer

from osint_kit.commands.options import leaf, new_group
from osint_kit.commands.session import Session

app = new_group("key", "Your own key, for signing cases.")

FIELDS = ("key", "public_key", "fingerprint", "passphrase")
PASSPHRASE = "OSINT_KEY_PASSPHRASE"


@leaf(app, "new")
def new(
    session: Session,
    into: Annotated[
        Path | None,
        typer.Option("--into", metavar="FILE", help="Where the private key goes. Default: beside the settings."),
    ] = None,
    passphrase: Annotated[
        bool,
        typer.Option("--passphrase", help=f"Ask for a passphrase; the variable {PASSPHRASE} gives one, too."),
    ] = False,
) -> None:
    """Make an Ed25519 key. The private half is for you alone; hand the public half to those who are to check.

    Example:

      osint key new
    """
    from osint_kit.cases.keys import new_key
    from osint_kit.errors import UsageError

    words = os.environ.get(PASSPHRASE, "")
    if passphrase and not words:
        words = ask_passphrase("passphrase: ")
        if words != ask_passphrase("once more: "):
            raise UsageError("the two were not the same", "run the command again")
        if not words:
            raise UsageError("an empty passphrase protects nothing", "type one, or leave --passphrase out")
    path = into or default_key()
    public, print_ = new_key(path, words)
    with session.results(FIELDS) as results:
        results.write(
            None, {"key": str(path), "public_key": str(public), "fingerprint": print_, "passphrase": bool(words)}
        )
    session.messages.say(f"hand {public.name} to those who are to check, and read them its fingerprint")
    if not words:
        session.messages.warn("the key has no passphrase: whoever can read the file can sign as you")


def default_key() -> Path:
    """Where the operator's key is kept: in the folder of the settings."""
    from osint_kit.cases.keys import NAME
    from osint_kit.commands.settings import config_path

    return config_path().with_name(NAME)


def ask_passphrase(prompt: str) -> str:
    """Ask at the terminal, unseen. Raises `UsageError` where there is none."""
    import getpass
    import sys

    from osint_kit.errors import UsageError

    if not sys.stdin or not sys.stdin.isatty():
        raise UsageError("there is no terminal to ask for the passphrase at", f"set {PASSPHRASE}")
    return getpass.getpass(prompt)
