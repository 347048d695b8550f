"""`osint case role`: what a person is in the case, because the operator says so."""

from typing import Annotated

import typer

from osint_kit.commands.session import Session

FIELDS = ("input", "kind", "value", "role", "minor", "protected", "label", "reason")


def role(
    session: Session,
    item: Annotated[
        str | None,
        typer.Argument(metavar="[ITEM]", show_default=False, help="An identifier of the person: +679…, name:Sefa V."),
    ] = None,
    role_name: Annotated[
        str | None, typer.Option("--role", metavar="ROLE", help="unknown, suspect, victim or witness.")
    ] = None,
    minor: Annotated[bool, typer.Option("--minor", help="The person is a minor.")] = False,
    reason: Annotated[str, typer.Option("--reason", metavar="TEXT", help="Who decided it, and on what.")] = "",
) -> None:
    """Say what a person is in the case; without ITEM list what was said. The kit never sets a role by itself.

    About victims, witnesses and minors nothing is asked beyond reach offline without --authority, and reports leave
    them out. The role goes for identifiers that were decided to be the same person's. A newer one takes its place.

    Examples:

      osint case role +6799991234 --role victim --reason "Interview of 12 November, officer in charge"

      osint case role
    """
    from osint_kit.cases.decisions import Decision, Role, Verdict
    from osint_kit.cases.people import People, Standing
    from osint_kit.commands.case_add import read_about
    from osint_kit.errors import UsageError

    if item is None:
        _list(session)
        return
    if role_name is None and not minor:
        raise UsageError("no role was named", "add --role unknown, suspect, victim or witness, or --minor")
    try:
        chosen = Role(role_name or Role.UNKNOWN)
    except ValueError as error:
        raise UsageError(f"'{role_name}' is no role", f"use one of {', '.join(Role)} with --role") from error
    if not reason.strip():
        raise UsageError("a role needs a reason", 'say who decided it, and on what, with --reason "…"')
    subject = read_about(item)
    assert subject is not None
    before = People.of(session.must_case).known
    with session.investigation(network=False) as work:
        work.keep([Decision(Verdict.ROLE, subject, reason, role=chosen, minor=minor).to_finding()])
    for identifier, standing in People.of(session.must_case).known.items():
        was = Standing(chosen, minor) if identifier == subject else before.get(identifier, Standing(Role.UNKNOWN))
        if was.words != standing.words:
            session.messages.warn(
                f"{identifier.value} is now {standing.words}, not {was.words}: you decided that it is the same person's"
            )
    _list(session, item)


def _list(session: Session, item: str | None = None) -> None:
    """The people of the case, or the one that an item is of."""
    from osint_kit.cases.people import People
    from osint_kit.commands.case_add import read_about

    people = People.of(session.must_case)
    only = read_about(item)
    with session.results(FIELDS) as results:
        for identifier, standing in people.known.items():
            if only in (None, identifier):
                results.write(
                    None,
                    {
                        "input": item,
                        "kind": identifier.kind.value,
                        "value": identifier.value,
                        "role": standing.role.value,
                        "minor": standing.minor,
                        "protected": standing.protected,
                        "label": standing.label,
                        "reason": standing.reason,
                    },
                )
