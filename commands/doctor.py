"""`osint doctor`: what is installed, which case and world a command would use, and what to mend."""

import os
from pathlib import Path
from typing import TYPE_CHECKING

from osint_kit.commands.exits import Exit
from osint_kit.commands.options import leaf, new_group
from osint_kit.commands.session import Session

if TYPE_CHECKING:
    from collections.abc import Iterator

app = new_group("doctor")

FIELDS = ("check", "result", "problem")


@leaf(app, "doctor")
def doctor(session: Session) -> None:
    """Check this installation, the case and the world, and say what to mend. Nothing is asked of any network.

    Example:

      osint doctor
    """
    with session.results(FIELDS) as results:
        for check, result, problem in _checks(session):
            results.write(None, {"check": check, "result": result, "problem": problem})
    if session.exit is Exit.ANSWERED:
        session.messages.say("nothing to mend")


def _checks(session: Session) -> "Iterator[tuple[str, str | None, str | None]]":
    from osint_kit.commands.settings import config_path, setting
    from osint_kit.errors import OsintError
    from osint_kit.investigation import versions

    for name, version in versions().items():
        yield name, version, None
    yield "settings", str(config_path()) if config_path().is_file() else "none", None
    yield "operator", session.operator, None
    yield "region", setting("region") or "none: numbers need their country code, or --region", None
    try:
        yield "world", session.world.name, None
    except OsintError as error:
        yield "world", os.environ.get("OSINT_WORLD"), f"{error.message}; {error.next_step}"
    try:
        case = session.case
        yield "case", str(case.folder) if case else "none", None
        if case:
            writable = os.access(case.folder, os.W_OK)
            yield "case folder", "writable", None if writable else "the case folder is not writable"
    except OsintError as error:
        yield "case", None, f"{error.message}; {error.next_step}"
    here = os.access(Path.cwd(), os.W_OK)
    yield "current folder", "writable" if here else "not writable", None
