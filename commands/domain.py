"""`osint domain`: the parts of a name, its DNS records, and who registered it."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from osint_kit.commands.options import leaf, new_group
from osint_kit.commands.session import Session, field_names
from osint_kit.reach import Reach

if TYPE_CHECKING:
    from osint_kit.gateway.exchange import WhoisAnswer
    from osint_kit.identifiers import Identifier
    from osint_kit.sources.dns_records import Outcome
    from osint_kit.sources.whois_reading import Registration
    from osint_kit.tables.values import Row

app = new_group("domain", "Domains: their parts, their DNS records, who registered them.")

RESOLVE_FIELDS = ("input", "domain", "type", "value", "ttl", "status", "problem")
WHOIS_FIELDS = (
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
HINTS = ("domain", "host", "hostname", "website", "site", "url", "link")
AT_ONCE = 16


@leaf(app, "parse", items=True)
def parse(
    session: Session,
    private_suffixes: Annotated[
        bool,
        typer.Option("--private-suffixes", help="Count suffixes such as blogspot.com too, not only the ICANN part."),
    ] = False,
) -> None:
    """Take names, links or e-mail addresses apart: registrable domain, subdomain, suffix.

    Works offline, by the Public Suffix List that comes with the kit. Defanged forms are read too.

    Examples:

      osint domain parse https://apply.island-jobs.example/form

      osint domain parse "hxxp://evil[.]com" -f json
    """
    from osint_kit.identifiers import Identifier, Kind
    from osint_kit.identifiers.domain import DomainRecord, domain_record

    items = session.items(_looks_like_domain, HINTS)
    if session.case is None:
        with session.results(field_names(DomainRecord), items) as results:
            for item in items:
                results.write(item, asdict(domain_record(item.text, private_suffixes)))
        return
    with (
        session.investigation({"private_suffixes": private_suffixes}, network=False) as work,
        session.results(field_names(DomainRecord), items) as results,
    ):
        session.keep_input(work, items)
        for item in items:
            record = domain_record(item.text, private_suffixes)
            kind = Kind.DOMAIN if record.valid else Kind.TEXT
            work.asked(Identifier(kind, record.ascii or item.text if record.valid else item.text), item.text)
            results.write(item, asdict(record))


@leaf(app, "resolve", items=True, plans=True, needs=Reach.REGISTRY)
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
    items = session.items(_looks_like_domain, HINTS)
    if session.planning:
        session.show_plan(
            (item, [dns_records.plan_question(name.value, type_) for type_ in wanted])
            for item, name in readable(session, items, _host)
        )
        return
    with session.investigation({"types": list(wanted)}) as work, session.results(RESOLVE_FIELDS, items) as results:

        def ask(name: "Identifier") -> "list[dns_records.Outcome]":
            return dns_records.ask_types(name.value, wanted, work.gateway)

        def keep(name: "Identifier", outcomes: "list[dns_records.Outcome]") -> None:
            for outcome in outcomes:
                if outcome.answer:
                    work.keep(dns_records.findings(name, outcome.answer))

        for done in ask_each(session, work, items, _host, ask, keep, AT_ONCE):
            if done.answer is None or done.identifier is None:
                results.write(done.item, {"input": done.item.text, "problem": done.problem})
                continue
            for row in _dns_rows(done.answer):
                results.write(done.item, {"input": done.item.text, "domain": done.identifier.value, **row})


@leaf(app, "whois", items=True, plans=True)
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
    items = session.items(_looks_like_domain, HINTS)
    if session.planning:
        session.show_plan(
            (item, whois_records.plan_lookup(name.value)) for item, name in readable(session, items, _registrable)
        )
        return
    with session.investigation() as work, session.results(WHOIS_FIELDS, items) as results:

        def ask(name: "Identifier") -> "tuple[WhoisAnswer, Registration]":
            answer = whois_records.look_up(name.value, work.gateway)
            return answer, whois_reading.read_registration(name.value, answer.text)

        def keep(name: "Identifier", answered: "tuple[WhoisAnswer, Registration]") -> None:
            answer, registration = answered
            work.keep(whois_records.findings(name, registration, answer.at, answer.evidence))

        for done in ask_each(session, work, items, _registrable, ask, keep, AT_ONCE):
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
    with session.investigation(network=False) as work, session.results(WHOIS_FIELDS) as results:
        kept = work.run.keep_file(path.name, data, "text/plain") if work.run else None
        try:
            name = _registrable(typed[0])
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


def _host(text: str) -> "Identifier":
    """The full name in a text. Raises `NotReadable`."""
    from osint_kit.identifiers import Identifier, Kind, NotReadable
    from osint_kit.identifiers.domain import domain_record

    record = domain_record(text)
    if not record.valid or not record.ascii:
        raise NotReadable(record.problem or "not a domain name")
    return Identifier(Kind.DOMAIN, record.ascii)


def _registrable(text: str) -> "Identifier":
    """The registrable domain in a text. Raises `NotReadable`."""
    from osint_kit.identifiers import Identifier, Kind, NotReadable
    from osint_kit.identifiers.domain import domain_record

    record = domain_record(text)
    if not record.domain:
        raise NotReadable(record.problem or "nothing that can be registered: a public suffix by itself")
    return Identifier(Kind.DOMAIN, record.domain)


def _looks_like_domain(text: str) -> bool:
    from osint_kit.identifiers.domain import domain_record

    return "." in text and bool(domain_record(text).domain)
