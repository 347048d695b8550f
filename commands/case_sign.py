"""`osint case sign`: the head of a case under the operator's own key."""

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from osint_kit.commands.session import Session

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

FIELDS = ("folder", "head", "line", "operator", "key", "at", "world", "simulated")


def sign(
    session: Session,
    key: Annotated[
        Path | None, typer.Option("--key", metavar="FILE", help="Your private key. Default: that of 'osint key new'.")
    ] = None,
) -> None:
    """Sign the head of the case: everything that is in it now, down to the last byte of evidence.

    'osint case verify' says whose signatures there are. A signature says who vouches, not that a finding is true.

    Example:

      osint case sign
    """
    from osint_kit.cases.recovery import recover
    from osint_kit.cases.signing import sign as put_signature

    case = session.must_case
    case.must_belong_to(session.world.name, session.world.simulated)
    private = _read(key)
    with case.locked():
        recover(case, session.operator)
        signature, entry = put_signature(case, private, session.operator)
    with session.results(FIELDS) as results:
        results.write(
            None,
            {
                "folder": str(case.folder),
                "head": signature.head,
                "line": signature.line,
                "operator": signature.operator,
                "key": signature.key,
                "at": signature.at,
                "world": signature.world,
                "simulated": signature.simulated,
            },
        )
    session.messages.say(f"{entry.ref}: {signature.words}; head {entry.hash}")


def _read(path: Path | None) -> "Ed25519PrivateKey":
    from osint_kit.cases.keys import needs_passphrase, read_key
    from osint_kit.commands.key import PASSPHRASE, ask_passphrase, default_key

    path = path or default_key()
    words = os.environ.get(PASSPHRASE) if needs_passphrase(path) else None
    if needs_passphrase(path) and not words:
        words = ask_passphrase(f"passphrase of {path.name}: ")
    return read_key(path, words)
