"""`osint source`: the public sources, as they declare themselves."""

from typing import TYPE_CHECKING, Annotated

import typer

from osint_kit.commands.options import leaf, new_group
from osint_kit.commands.session import Session

if TYPE_CHECKING:
    from osint_kit.sources.source import Declaration
    from osint_kit.tables.values import Row

app = new_group("source", "The public sources that are asked, and what each learns.")

LIST_FIELDS = ("name", "title", "kinds", "reach", "learns")
SHOW_FIELDS = (
    "name",
    "title",
    "home",
    "documentation",
    "terms",
    "kinds",
    "reach",
    "pace",
    "yields",
    "follows",
    "grade",
    "why",
    "learns",
)


@leaf(app, "list")
def list_sources(session: Session) -> None:
    """List the sources: what they take, how near to the subject they come, who learns of a question.

    Example:

      osint source list
    """
    with session.results(LIST_FIELDS) as results:
        for declaration in _declarations():
            results.write(None, _row(declaration))


@leaf(app, "show")
def show(
    session: Session, name: Annotated[str, typer.Argument(metavar="NAME", help="The name of the source.")]
) -> None:
    """Show all that one source declares, with the page that documents it.

    Example:

      osint source show whois
    """
    from osint_kit.errors import UsageError

    known = {declaration.name: declaration for declaration in _declarations()}
    if name not in known:
        raise UsageError(f"there is no source '{name}'", f"the sources are {', '.join(known)}")
    with session.results(SHOW_FIELDS) as results:
        results.write(None, _row(known[name]))


def _declarations() -> "list[Declaration]":
    from osint_kit.accounts.engine import AccountSource
    from osint_kit.sources import declarations

    return [*declarations(), AccountSource.declaration]


def _row(declaration: "Declaration") -> "Row":
    return {
        "name": declaration.name,
        "title": declaration.title,
        "home": declaration.home,
        "documentation": declaration.documentation,
        "terms": declaration.terms,
        "kinds": [kind.value for kind in declaration.kinds],
        "reach": declaration.reach.word,
        "pace": declaration.pace,
        "yields": declaration.yields,
        "follows": declaration.follows,
        "grade": declaration.grade.code,
        "why": declaration.grade.why,
        "learns": declaration.learns,
    }
