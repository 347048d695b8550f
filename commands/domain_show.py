"""`osint domain show`: all about one name on one screen, in plain words."""

from collections.abc import Iterable
from dataclasses import asdict
from typing import TYPE_CHECKING

from osint_kit.commands.domain_items import HINTS, host, looks_like_domain, registrable
from osint_kit.commands.session import Session
from osint_kit.commands.statements import as_answer
from osint_kit.errors import Refused
from osint_kit.reach import Reach

if TYPE_CHECKING:
    from osint_kit.commands.items import Item
    from osint_kit.commands.results import Results
    from osint_kit.domains.known import Known
    from osint_kit.domains.look import Look, Problem
    from osint_kit.identifiers import Identifier

FIELDS = ("input", "what", "answer", "source")
AT_ONCE = 1
"""What is asked about one name overlaps; two names at a time would be two questions at a time for crt.sh."""


def show(session: Session) -> None:
    """Say in plain words who stands behind a name, since when, where it lives, and what is odd about it.

    A line a statement, each with its source. Oddities are facts with an innocent reading, never a verdict. With
    --offline it says what the case knows already, and when each was seen. The site itself is never visited.

    Examples:

      osint domain show island-jobs.example

      osint domain show --offline island-jobs.example
    """
    from osint_kit.commands.asking import ask_each, readable
    from osint_kit.domains.look import look, plan_look
    from osint_kit.domains.statements import just_found
    from osint_kit.gateway.failures import OverReach

    items = session.items(looks_like_domain, HINTS)
    if session.planning:
        session.show_plan(
            (item, plan_look(name.value, host(item.text).value)) for item, name in readable(session, items, registrable)
        )
        return
    if session.ceiling < Reach.REGISTRY:
        if session.case is None:
            refused = session.out_of_reach(Reach.REGISTRY)
            raise Refused(refused.message, f"{refused.next_step}, or name with --case the case that knows the name")
        _show_known(session)
        return
    with session.investigation() as work, session.results(FIELDS, items, reads_as=as_answer) as results:

        def ask(name: "Identifier") -> "Look":
            domain = _registrable(name)
            if refusal := session.outside_scope(domain):
                raise OverReach(f"{domain.value} is {refusal}")
            return look(domain, name, work.gateway, work.keep, session.outside_scope)

        for done in ask_each(session, work, items, _host_of_a_domain, ask, lambda *_: None, AT_ONCE):
            if done.answer is None or done.identifier is None:
                _write_problem(results, done.item, done.problem or "")
                continue
            _write(results, done.item, done.identifier, just_found(done.answer.findings), done.answer.problems, False)


def _show_known(session: Session) -> None:
    """The same out of the case alone; nobody is asked."""
    from osint_kit.identifiers import Identifier, Kind, NotReadable

    items = session.items(looks_like_domain, HINTS)
    with session.investigation(network=False) as work, session.results(FIELDS, items, reads_as=as_answer) as results:
        session.keep_input(work, items)
        for item in items:
            try:
                name = _host_of_a_domain(item.text)
            except NotReadable as error:
                work.asked(Identifier(Kind.TEXT, item.text), item.text)
                _write_problem(results, item, str(error))
                continue
            refusal = session.admit(name)
            known = None if refusal else _known(session, name)
            work.asked(name, item.text)
            if refusal:
                _write_problem(results, item, refusal)
            elif known:
                _write(results, item, name, known, (), True)
            else:
                nothing = "nothing: no finding of this case is about the name"
                results.write(item, {"input": item.text, "what": "known", "answer": nothing})


def _known(session: Session, name: "Identifier") -> "Known":
    """What the case knows of a name, and of the addresses that it found there."""
    from osint_kit.cases.reading import findings_about
    from osint_kit.domains.known import Known
    from osint_kit.domains.look import addresses_in, site_of
    from osint_kit.findings import ASKED, OPERATOR

    found = [
        (run, finding)
        for run, finding in findings_about(session.must_case, {name, site_of(name), _registrable(name)})
        if (finding.source, finding.property) != (OPERATOR, ASKED)
    ]
    addresses = addresses_in(finding for _, finding in found)
    return Known([*found, *findings_about(session.must_case, addresses)])


def _write(
    results: "Results",
    item: "Item",
    name: "Identifier",
    known: "Known",
    problems: "Iterable[Problem]",
    dated: bool,
) -> None:
    from osint_kit.clock import now
    from osint_kit.domains.statements import Speaker

    for statement in Speaker(_registrable(name), name, known, now(), dated).statements():
        results.write(item, {"input": item.text, **asdict(statement)})
    for problem in problems:
        _write_problem(results, item, f"{problem.part}: {problem.why}")


def _write_problem(results: "Results", item: "Item", why: str) -> None:
    # No field of this command: a problem is a line of its own, and makes the exit code.
    results.write(item, {"input": item.text, "what": "problem", "answer": why, "problem": why})


def _host_of_a_domain(text: str) -> "Identifier":
    """The full name in a text, where a registrable domain is in it. Raises `NotReadable`."""
    registrable(text)
    return host(text)


def _registrable(name: "Identifier") -> "Identifier":
    return registrable(name.value)
