"""`osint domain whois`: who registered a domain."""

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from osint_kit.commands.domain_items import HINTS, looks_like_domain, registrable
from osint_kit.commands.session import Session
from osint_kit.reach import Reach

if TYPE_CHECKING:
    from osint_kit.gateway.exchange import WhoisAnswer
    from osint_kit.identifiers import Identifier
    from osint_kit.sources.whois_reading import Registration
    from osint_kit.tables.values import Row

FIELDS = (
    "input",
    "domain",
    "registrar",
    "created",
    "updated",
    "expires",
    "registrant",
    "organisation",
    "country",
    "emails",
    "phones",
    "name_servers",
    "status",
    "via",
    "server",
    "problem",
)
AT_ONCE = 16


def whois(
    session: Session,
    text: Annotated[
        Path | None, typer.Option("--text", metavar="FILE", help="Read a saved answer instead of asking anybody.")
    ] = None,
) -> None:
    """Ask the registry who registered a domain, when, and through whom.

    Who learns of it: IANA (only the top-level domain), and the registry. A refusal is a problem and never means
    "not registered".

    Examples:

      osint domain whois island-jobs.example

      osint domain whois --text saved.txt island-jobs.example
    """
    from osint_kit.commands.asking import ask_each, readable
    from osint_kit.sources import whois_reading, whois_records

    if text:
        _whois_from_text(session, text)
        return
    if session.ceiling < Reach.REGISTRY and not session.planning:
        raise session.out_of_reach(Reach.REGISTRY)
    items = session.items(looks_like_domain, HINTS)
    if session.planning:
        session.show_plan(
            (item, whois_records.plan_lookup(name.value)) for item, name in readable(session, items, registrable)
        )
        return
    with session.investigation() as work, session.results(FIELDS, items) as results:

        def ask(name: "Identifier") -> "tuple[WhoisAnswer, Registration]":
            answer = whois_records.look_up(name.value, work.gateway)
            return answer, whois_reading.read_registration(name.value, answer.text)

        def keep(name: "Identifier", answered: "tuple[WhoisAnswer, Registration]") -> None:
            answer, registration = answered
            work.keep(whois_records.findings(name, registration, answer.at, answer.evidence))

        for done in ask_each(session, work, items, registrable, ask, keep, AT_ONCE):
            if done.answer is None or done.identifier is None:
                name = done.identifier.value if done.identifier else None
                results.write(done.item, {"input": done.item.text, "domain": name, "problem": done.problem})
                continue
            answer, registration = done.answer
            results.write(done.item, _whois_row(done.item.text, registration, answer.server))


def _whois_from_text(session: Session, path: Path) -> None:
    """Read a saved answer; the domain is the one that was typed, else the one that the answer names."""
    from osint_kit.clock import now
    from osint_kit.errors import UsageError
    from osint_kit.identifiers import NotReadable
    from osint_kit.sources import whois_reading, whois_records

    try:
        data = path.read_bytes()
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {error.strerror}", "name a file with a saved answer") from error
    saved = whois_reading.decode(data)
    typed = session.typed_items or whois_reading.domains_in(saved)
    if not typed:
        raise UsageError(f"{path} does not say which domain it is about", "name the domain behind the options")
    with session.investigation(network=False) as work, session.results(FIELDS) as results:
        kept = work.run.keep_file(path.name, data, "text/plain") if work.run else None
        try:
            name = registrable(typed[0])
        except NotReadable as error:
            results.write(None, {"input": typed[0], "problem": str(error)})
            return
        refusal = session.admit(name)
        work.asked(name, typed[0])
        if refusal:
            results.write(None, {"input": typed[0], "domain": name.value, "problem": refusal})
            return
        registration = whois_reading.read_registration(name.value, saved)
        work.keep(whois_records.findings(name, registration, now(), kept, Reach.OFFLINE))
        results.write(None, _whois_row(typed[0], registration, None))


def _whois_row(text: str, registration: "Registration", server: str | None) -> "Row":
    values = asdict(registration)
    if values.pop("registered") is False:
        values["status"] = ("not registered",)
    return {"input": text, **values, "via": "whois", "server": server}
