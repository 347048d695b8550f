"""`osint domain resolve`: the DNS records of names, and the names of IP addresses."""

import gc
import time
from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from osint_kit.commands.domain_items import HINTS, host_or_address, looks_like_host_or_address
from osint_kit.commands.items import Item, Items
from osint_kit.commands.session import Session

if TYPE_CHECKING:
    from osint_kit.findings import Finding
    from osint_kit.identifiers import Identifier
    from osint_kit.investigation import Investigation
    from osint_kit.sources.dns_resolving import Resolution
    from osint_kit.tables.values import Row

FIELDS = ("input", "domain", "type", "value", "ttl", "status", "problem")
JSON_FIELDS = ("wildcard",)
KEPT_AFTER = 0.2
"""Seconds after which findings are written, so that they go into the case many at a time."""
WILDCARDS_NAMED = 10


def resolve(
    session: Session,
    types: Annotated[
        list[str] | None,
        typer.Option(
            "--type", metavar="TYPE", help="A record type such as A or MX; repeat for more. Default: the usual."
        ),
    ] = None,
    resolvers: Annotated[
        list[str] | None,
        typer.Option(
            "--resolver",
            metavar="ADDRESS",
            help="Ask this resolver, ADDRESS or ADDRESS:PORT, in place of the system's; repeat for more.",
        ),
    ] = None,
    per_second: Annotated[
        float | None,
        typer.Option(
            "--per-second", metavar="N", min=0.1, help="Questions a second at most. Default: 50, in an exercise any."
        ),
    ] = None,
) -> None:
    """Ask the Domain Name System for the records of names; one line an answer.

    The usual records are A, AAAA, CNAME, MX, NS, TXT, SOA and CAA; of an IP address it is the name (PTR).

    Who learns of it: the resolver, and perhaps whoever runs the domain's name servers.

    Examples:

      osint domain resolve island-jobs.example

      osint domain resolve --type A --type MX island-jobs.example -f csv
    """
    from osint_kit.commands.asking import readable
    from osint_kit.sources.dns_resolving import Resolver, plan_name

    wanted = _types(types)
    session.ask_dns_of(resolvers or (), per_second)
    items = session.items(looks_like_host_or_address, (*HINTS, "ip", "address"))
    if session.planning:
        session.show_plan((item, plan_name(name, wanted)) for item, name in readable(session, items, host_or_address))
        return
    options = {"types": list(wanted or ()), "per_second": per_second}
    gc.set_threshold(50_000, 20, 50)  # many values and hardly a cycle: to look for these takes a tenth of the time
    with (
        session.investigation(options) as work,
        session.results(FIELDS, items, JSON_FIELDS) as results,
        _Keeper(work) as keeper,
    ):
        session.keep_input(work, items)
        counter = session.messages.counter(items.total, items.share)
        wildcards = _Wildcards(session)
        resolver = Resolver(work.gateway, wanted, work.seed)
        for (item, problem), resolution in resolver.resolve(_admitted(session, items, keeper)):
            counter.step()
            if resolution is None:
                results.write(item, {"input": item.text, "problem": problem})
                continue
            keeper.keep(resolution)
            wildcards.note(resolution)
            for row in _rows(item.text, resolution):
                results.write(item, row)
        counter.end()
        wildcards.sum_up()


class _Keeper:
    """Keeps what is asked and found, many lines at a time; all of it also where the command is interrupted."""

    def __init__(self, work: "Investigation") -> None:
        self._work = work
        self._findings: list[Finding] = []
        self._written = time.monotonic()

    def asked(self, identifier: "Identifier", text: str) -> None:
        """The operator asked about an identifier, in his own words."""
        if self._work.run:
            self._add([self._work.asking(identifier, text)])

    def keep(self, resolution: "Resolution") -> None:
        """What was found about a name."""
        if self._work.run:
            self._add(resolution.findings())

    def _add(self, findings: "Iterator[Finding] | list[Finding]") -> None:
        self._findings.extend(findings)
        if time.monotonic() - self._written > KEPT_AFTER:
            self._write()

    def _write(self) -> None:
        findings, self._findings = self._findings, []
        self._work.keep(findings)
        self._written = time.monotonic()

    def __enter__(self) -> "_Keeper":
        return self

    def __exit__(self, *_: object) -> None:
        self._write()


class _Wildcards:
    """Says of zones that answer for any name that they do, each once."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._named: set[str] = set()

    def note(self, resolution: "Resolution") -> None:
        """Say it, where it is so and was not said yet."""
        zone = resolution.name.partition(".")[2]
        if not resolution.wildcard or zone in self._named:
            return
        self._named.add(zone)
        if len(self._named) <= WILDCARDS_NAMED:
            self._session.messages.warn(
                f"{zone} answers alike for any name (a wildcard): that {resolution.name} has an address says little"
            )

    def sum_up(self) -> None:
        """How many there were, where they are too many to name."""
        if len(self._named) > WILDCARDS_NAMED:
            self._session.messages.warn(f"{len(self._named):,} zones in all answer alike for any name")


def _admitted(
    session: Session, items: Items, keeper: _Keeper
) -> "Iterator[tuple[tuple[Item, str | None], Identifier | None]]":
    """Each item with what forbids to ask about it, if anything does."""
    from osint_kit.identifiers import Identifier, Kind, NotReadable

    for item in items:
        try:
            identifier = host_or_address(item.text)
        except NotReadable as error:
            keeper.asked(Identifier(Kind.TEXT, item.text), item.text)
            yield (item, str(error)), None
            continue
        keeper.asked(identifier, item.text)
        refusal = session.admit(identifier)
        yield (item, refusal), None if refusal else identifier


def _rows(text: str, resolution: "Resolution") -> "Iterator[Row]":
    """One row an answer, the same record once however many questions brought it."""
    seen: set[tuple[str, str]] = set()
    for outcome in resolution.outcomes:
        status, problem = outcome.status, outcome.problem
        common = {"input": text, "domain": resolution.name, "wildcard": resolution.wildcard, "status": status}
        told = False
        for record in outcome.records:
            if (record.type, record.value) not in seen:
                seen.add((record.type, record.value))
                told = True
                yield {**common, "type": record.type, "value": record.value, "ttl": record.ttl, "problem": None}
        if problem or not (told or outcome.records):
            yield {**common, "type": outcome.type, "value": None, "ttl": None, "problem": problem}
    for record in resolution.dmarc.records if resolution.dmarc else ():
        yield {
            "input": text,
            "domain": record.name,
            "type": record.type,
            "value": record.value,
            "ttl": record.ttl,
            "status": "NOERROR",
        }


def _types(typed: list[str] | None) -> tuple[str, ...] | None:
    """The record types that were typed; None for the usual ones."""
    from osint_kit.errors import UsageError
    from osint_kit.gateway.dns_wire import Malformed, type_number

    if not typed:
        return None
    wanted = tuple(dict.fromkeys(type_.strip().upper() for type_ in typed))
    for type_ in wanted:
        try:
            type_number(type_)
        except Malformed as error:
            raise UsageError(f"'{type_}' is no record type", "use a type such as A, AAAA, MX, NS or TXT") from error
    return wanted
