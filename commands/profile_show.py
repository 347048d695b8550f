"""`osint profile show`, `graph` and `diff`: the views of a profile."""

from typing import Annotated

import typer

from osint_kit.commands.profile_output import print_profile
from osint_kit.commands.session import Session

NUMBER = Annotated[
    int | None,
    typer.Argument(metavar="[N]", show_default=False, help="Which subject of the case; default: the one built last."),
]
CHANGES = ("change", "part", "about", "before", "after", "findings")
DATES = ("at", "what", "kind", "value", "findings")


def show(
    session: Session,
    number: NUMBER = None,
    timeline: Annotated[bool, typer.Option("--timeline", help="The dated facts, in order, instead.")] = False,
) -> None:
    """Show a profile of the case: who, which identifiers, how each was come by.

    On a terminal it is one screen of plain words; in a pipe a line an identifier; JSON gives all of it. The profile is
    made anew from the findings and decisions of the case.

    Examples:

      osint profile show

      osint profile show 1 -f json

      osint profile show --timeline
    """
    from osint_kit.profiles import derive

    profile = derive.of_case(session.must_case, number)
    if not timeline:
        print_profile(session, profile, [])
        return
    with session.results(DATES) as results:
        for entry in profile["timeline"]:
            results.write(None, entry)


def graph(
    session: Session,
    number: NUMBER = None,
    form: Annotated[
        str | None,
        typer.Option(
            "--as", metavar="FORM", help="mermaid (the default), graphviz or graphml; else by the suffix of -o."
        ),
    ] = None,
    with_protected: Annotated[
        bool,
        typer.Option("--with-protected", help="Name victims, witnesses and minors; without it they stand as labels."),
    ] = False,
) -> None:
    """Write a profile as a graph for another program: Mermaid, Graphviz (DOT) or GraphML.

    Nodes are identifiers. A thick line is certain, a plain one probable, a broken one possible.

    Examples:

      osint profile graph

      osint profile graph 1 --as graphviz | dot -Tsvg > profile.svg

      osint profile graph -o profile.graphml
    """
    from osint_kit.cases.people import People
    from osint_kit.errors import UsageError
    from osint_kit.profiles import derive
    from osint_kit.profiles.graph import FORMS, graph_of, masked
    from osint_kit.tables.files import whole_text

    output = session.shared.output
    by_suffix = next((name for name, (_, suffixes) in FORMS.items() if output and output.suffix in suffixes), None)
    chosen = form or by_suffix or "mermaid"
    if chosen not in FORMS:
        raise UsageError(f"'{chosen}' is no form of a graph", f"use one of {', '.join(FORMS)} with --as")
    drawn = graph_of(derive.of_case(session.must_case, number))
    if not with_protected:
        drawn = masked(drawn, People.of(session.must_case).mask)
    text = FORMS[chosen][0](drawn)
    if output is None:
        print(text, end="")
        return
    with whole_text(output) as file:
        file.write(text)
    session.messages.say(f"graph written to {output}")


def diff(
    session: Session,
    number: NUMBER = None,
    before: Annotated[int, typer.Option("--before", metavar="N", help="Which build; -1 is the last one.")] = -2,
    after: Annotated[int, typer.Option("--after", metavar="N", help="And which it is compared with.")] = -1,
) -> None:
    """Show what changed between two builds of a profile: what came, what went, what is otherwise now.

    Each build counts with what it found by itself. Something that is gone was not found again; it may be there all the
    same, where a source gave no answer.

    Examples:

      osint profile diff

      osint profile diff 1 --before 1 --after -1 -f json
    """
    from osint_kit.profiles import derive
    from osint_kit.profiles.diff import changes

    found = list(changes(*derive.between(session.must_case, number, before, after)))
    with session.results(CHANGES) as results:
        for change in found:
            results.write(
                None, {name: getattr(change, name) for name in CHANGES[:5]} | {"findings": list(change.findings)}
            )
    if not found:
        session.messages.say("nothing changed between these two builds")
