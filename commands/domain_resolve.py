"""`osint domain resolve`: the DNS records of names."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from osint_kit.commands.domain_items import HINTS, host, looks_like_domain
from osint_kit.commands.session import Session

if TYPE_CHECKING:
    from osint_kit.identifiers import Identifier
    from osint_kit.sources.dns_records import Outcome

FIELDS = ("input", "domain", "type", "value", "ttl", "status", "problem")
AT_ONCE = 16


def resolve(
    session: Session,
    types: Annotated[
        list[str] | None,
        typer.Option(
            "--type", metavar="TYPE", help="A record type such as A or MX; repeat for more. Default: the usual."
        ),
    ] = None,
) -> None:
    """Ask the Domain Name System for the records of names; one line an answer.

    Who learns of it: the resolver, and perhaps whoever runs the domain's name servers.

    Examples:

      osint domain resolve island-jobs.example

      osint domain resolve --type A --type MX island-jobs.example -f csv
    """
    from osint_kit.commands.asking import ask_each, readable
    from osint_kit.sources import dns_records

    wanted = _types(types)
    items = session.items(looks_like_domain, HINTS)
    if session.planning:
        session.show_plan(
            (item, [dns_records.plan_question(name.value, type_) for type_ in wanted])
            for item, name in readable(session, items, host)
        )
        return
    with session.investigation({"types": list(wanted)}) as work, session.results(FIELDS, items) as results:

        def ask(name: "Identifier") -> "list[dns_records.Outcome]":
            return dns_records.ask_types(name.value, wanted, work.gateway)

        def keep(name: "Identifier", outcomes: "list[dns_records.Outcome]") -> None:
            for outcome in outcomes:
                if outcome.answer:
                    work.keep(dns_records.findings(name, outcome.answer))

        for done in ask_each(session, work, items, host, ask, keep, AT_ONCE):
            if done.answer is None or done.identifier is None:
                results.write(done.item, {"input": done.item.text, "problem": done.problem})
                continue
            for row in _dns_rows(done.answer):
                results.write(done.item, {"input": done.item.text, "domain": done.identifier.value, **row})


def _dns_rows(outcomes: "Sequence[Outcome]") -> "Iterator[dict[str, str | int | None]]":
    """One row an answer, the same record once however many questions brought it."""
    seen: set[tuple[str, str]] = set()
    for outcome in outcomes:
        answer = outcome.answer
        if answer is None:
            status = "TIMEOUT" if outcome.timed_out else None
            yield {"type": outcome.type, "value": None, "ttl": None, "status": status, "problem": outcome.problem}
            continue
        told = answer.status in ("NOERROR", "NXDOMAIN")
        common = {"status": answer.status, "problem": None if told else f"the resolver answered {answer.status}"}
        if not answer.records:
            yield {"type": outcome.type, "value": None, "ttl": None, **common}
        for record in answer.records:
            if (record.type, record.value) not in seen:
                seen.add((record.type, record.value))
                yield {"type": record.type, "value": record.value, "ttl": record.ttl, **common}


def _types(typed: list[str] | None) -> tuple[str, ...]:
    from osint_kit.errors import UsageError
    from osint_kit.sources.dns_records import TYPES

    if not typed:
        return TYPES
    wanted = tuple(dict.fromkeys(type_.upper() for type_ in typed))
    import dns.rdatatype

    for type_ in wanted:
        try:
            dns.rdatatype.from_text(type_)
        except (dns.rdatatype.UnknownRdatatype, ValueError) as error:
            raise UsageError(f"'{type_}' is no record type", "use a type such as A, AAAA, MX, NS or TXT") from error
    return wanted
