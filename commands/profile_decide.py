"""`osint profile confirm` and `osint profile reject`."""

from typing import Annotated

import typer

from osint_kit.commands.session import Session

FIELDS = ("input", "decided", "verdict", "reason")
IDS = Annotated[
    list[str],
    typer.Argument(
        metavar="ID...", help="A finding, a join, or KIND:VALUE=KIND:VALUE. The first 8 characters are enough."
    ),
]
REASON = Annotated[str, typer.Option("--reason", metavar="TEXT", help="Why, in your own words.")]


def confirm(session: Session, ids: IDS, reason: REASON) -> None:
    """Decide that a finding holds, or that two identifiers belong to one person.

    The decision is kept in the case with your name and the time, and nothing is taken away: a newer decision stands in
    its place. The profiles of the case are written anew. Ids stand in the JSON of a profile.

    Examples:

      osint profile confirm 3f9a1c20 --reason "seen in the handset, exhibit 4"

      osint profile confirm github:sefajobs679=phone:+6799991234 --reason "he said so in interview"
    """
    _decide(session, ids, reason, holds=True)


def reject(session: Session, ids: IDS, reason: REASON) -> None:
    """Decide that a finding does not hold, or that two identifiers do not belong to one person.

    What hung together with the subject only by it leaves the profile; the finding stays in the case.

    Examples:

      osint profile reject 3f9a1c20 --reason "a namesake in Suva, see statement 7"

      osint profile reject gitlab:sefajobs=handle:sefajobs679 --reason "another man"
    """
    _decide(session, ids, reason, holds=False)


def _decide(session: Session, ids: list[str], reason: str, holds: bool) -> None:
    from osint_kit.errors import UsageError
    from osint_kit.identifiers import Identifier, Kind
    from osint_kit.profiles import derive
    from osint_kit.profiles.builds import everything, subjects
    from osint_kit.profiles.deciding import what_is_meant

    if not reason.strip():
        raise UsageError("a decision needs a reason", 'give it with --reason "…"')
    case = session.must_case
    known = everything(case)
    pairs = {
        (
            Identifier(Kind(join["a"]["kind"]), join["a"]["value"]),
            Identifier(Kind(join["b"]["kind"]), join["b"]["value"]),
        )
        for number in subjects(case)
        for join in derive.of_case(case, number)["joins"]
    }
    meant = [what_is_meant(text, known, pairs) for text in ids]
    decided = [about.decide(holds, reason) for about in meant]
    with session.investigation(network=False) as work:
        work.keep(decision.to_finding() for decision in decided)
    with session.results(FIELDS) as results:
        for text, about, decision in zip(ids, meant, decided, strict=True):
            results.write(
                None,
                {"input": text, "decided": about.words, "verdict": decision.verdict.value, "reason": decision.reason},
            )
    for number in subjects(case):
        derive.write(case, number, derive.of_case(case, number))
        session.messages.say(f"profile {number} is written anew")
