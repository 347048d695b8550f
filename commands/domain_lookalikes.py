"""`osint domain lookalikes`: names that could be taken for a given one, and which of them exist."""

from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING, Annotated

import typer

from osint_kit.commands.domain_items import HINTS, host, looks_like_domain
from osint_kit.commands.session import Session
from osint_kit.reach import Reach

if TYPE_CHECKING:
    from osint_kit.commands.items import Item, Items
    from osint_kit.commands.results import Results
    from osint_kit.identifiers import Identifier
    from osint_kit.identifiers.look_alikes import LookAlike
    from osint_kit.investigation import Investigation
    from osint_kit.sources.look_alikes import Standing
    from osint_kit.tables.values import Row

FIELDS = ("input", "domain", "unicode", "change", "registered", "addresses", "mail", "status", "problem")
LIMIT = 2000
AT_ONCE = 16
GIVEN_UP = 20
"""Look-alikes one after the other that bring no answer at all: then the resolver is not there."""


def lookalikes(
    session: Session,
    limit: Annotated[
        int, typer.Option("--limit", metavar="N", min=1, help="Look-alikes of a name at most, the nearest first.")
    ] = LIMIT,
    all_: Annotated[bool, typer.Option("--all", help="Show those too that do not exist.")] = False,
) -> None:
    """Make names that could be taken for a given one, and ask DNS which of them exist.

    They are made offline: letters that look alike, slips of the hand, other suffixes, added words; --offline stops
    there. Nothing but DNS is asked, never the site of a look-alike. Who learns of it: the resolver, and whoever runs
    the name servers of a look-alike that exists. That a name exists does not say that it is meant to deceive.

    Examples:

      osint domain lookalikes pacific-careers.example

      osint domain lookalikes --offline --limit 100 bank.com.fj -f csv
    """
    from osint_kit.commands.asking import readable
    from osint_kit.identifiers.confusables import VERSION as CONFUSABLES

    items = session.items(looks_like_domain, HINTS)
    asking = session.ceiling >= Reach.REGISTRY
    if asking:
        session.ask_dns_of((), None)
    if session.planning:
        from osint_kit.sources.look_alikes import plan

        named = ((item, _candidates(name, limit)) for item, name in readable(session, items, _name))
        session.show_plan((item, map(plan, found)) for item, found in (named if asking else ()))
        return
    with (
        session.investigation(
            {"limit": limit, "all": all_}, network=asking, data={"unicode-confusables": CONFUSABLES}
        ) as work,
        session.results(FIELDS, items) as results,
    ):
        session.keep_input(work, items)
        search = _Search(session, work, results, limit, all_)
        for item, name in search.admitted(items):
            if asking:
                search.ask(item, name)
            else:
                search.name(item, name)


class _Search:
    """One run through the items."""

    def __init__(self, session: Session, work: "Investigation", results: "Results", limit: int, show_all: bool) -> None:
        self._session = session
        self._work = work
        self._results = results
        self._limit = limit
        self._show_all = show_all

    def admitted(self, items: "Items") -> "Iterator[tuple[Item, Identifier]]":
        """The items that can be read and may be asked about; the others are written with their problem."""
        from osint_kit.identifiers import Identifier, Kind, NotReadable

        for item in items:
            try:
                name = _name(item.text)
            except NotReadable as error:
                self._work.asked(Identifier(Kind.TEXT, item.text), item.text)
                self._results.write(item, {"input": item.text, "problem": str(error)})
                continue
            refusal = self._session.admit(name)
            if refusal:
                self._results.write(item, {"input": item.text, "problem": refusal})
                continue
            self._work.asked(name, item.text)
            yield item, name

    def name(self, item: "Item", name: "Identifier") -> None:
        """Write the look-alikes of a name, and ask nobody."""
        for look_alike in _candidates(name, self._limit):
            self._results.write(item, {"input": item.text, **vars(look_alike)})

    def ask(self, item: "Item", name: "Identifier") -> None:
        """Ask about the look-alikes of a name, and write those that exist; what was learnt is kept at once."""
        from osint_kit.overlap import in_order
        from osint_kit.sources.look_alikes import Lookout, findings

        lookout = Lookout(self._work.gateway, self._work.seed)
        allowed = list(self._in_scope(name))
        counter = self._session.messages.counter(len(allowed))

        def ask(look_alike: "LookAlike") -> "tuple[LookAlike, Standing]":
            standing = lookout.ask(look_alike.domain)
            self._work.keep(findings(name, look_alike, standing))
            return look_alike, standing

        shown = silent = 0
        for asked, (look_alike, standing) in enumerate(in_order(ask, allowed, AT_ONCE), 1):
            silent = silent + 1 if standing.problem and standing.registered is None else 0
            if silent == GIVEN_UP:
                rest = len(allowed) - asked
                problem = f"{GIVEN_UP} questions in a row brought no answer; {rest} look-alikes were not asked about"
                self._results.write(item, {"input": item.text, "problem": problem})
                break
            if standing.registered or standing.problem or self._show_all:
                shown += 1
                self._results.write(item, _row(item, look_alike, standing))
            counter.step()
        else:
            if not shown:
                self._results.write(
                    item, {"input": item.text, "status": f"none of {len(allowed)} look-alikes is in DNS"}
                )
        counter.end()

    def _in_scope(self, name: "Identifier") -> "Iterator[LookAlike]":
        from osint_kit.identifiers import Identifier, Kind

        left_out = 0
        for look_alike in _candidates(name, self._limit):
            if self._session.outside_scope(Identifier(Kind.DOMAIN, look_alike.domain)):
                left_out += 1
            else:
                yield look_alike
        if left_out:
            self._session.messages.warn(
                f"{left_out} look-alikes of {name.value} are outside the scope of the case: nothing was asked of them"
            )


def _row(item: "Item", look_alike: "LookAlike", standing: "Standing") -> "Row":
    return {
        "input": item.text,
        **vars(look_alike),
        "registered": standing.registered,
        "addresses": standing.addresses,
        "mail": standing.mail,
        "status": standing.status,
        "problem": standing.problem,
    }


def _name(text: str) -> "Identifier":
    """The full name in a text of which look-alikes can be made. Raises `NotReadable`."""
    from osint_kit.identifiers.look_alikes import look_alikes

    name = host(text)
    next(look_alikes(name.value), None)
    return name


def _candidates(name: "Identifier", limit: int) -> "Iterator[LookAlike]":
    from osint_kit.identifiers.look_alikes import look_alikes

    return islice(look_alikes(name.value), limit)
