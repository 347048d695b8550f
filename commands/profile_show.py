"""`osint profile show`."""

from typing import Annotated

import typer

from osint_kit.commands.profile_output import print_profile
from osint_kit.commands.session import Session

NUMBER = Annotated[
    int | None,
    typer.Argument(metavar="[N]", show_default=False, help="Which subject of the case; default: the one built last."),
]


def show(session: Session, number: NUMBER = None) -> None:
    """Show a profile of the case: who, which identifiers, how each was come by. JSON gives all of it.

    Examples:

      osint profile show

      osint profile show 1 -f json
    """
    from osint_kit.profiles import derive

    print_profile(session, derive.of_case(session.must_case, number), [])
