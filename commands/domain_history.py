"""`osint domain history`: since when, and how often, the web archive has kept a site."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

import typer

from osint_kit.commands.domain_items import HINTS, looks_like_domain, owned
from osint_kit.commands.session import Session

if TYPE_CHECKING:
    from osint_kit.findings import Finding
    from osint_kit.identifiers import Identifier
    from osint_kit.sources.captures import History
    from osint_kit.tables.values import Value

FIELDS = (
    "input",
    "domain",
    "first",
    "last",
    "captures",
    "by_year",
    "first_address",
    "last_address",
    "titles",
    "problem",
)
AT_ONCE = 1
"""The archive allows 24 questions a minute."""


@dataclass(frozen=True)
class Kept:
    """What the archive has of one domain; ``missing`` is why a title could not be had."""

    history: "History"
    titles: "list[Finding]"
    missing: str | None


def history(
    session: Session,
    titles: Annotated[
        bool, typer.Option("--titles", help="Fetch the first and the last page kept, for their titles.")
    ] = False,
) -> None:
    """Say when the web archive first and last kept a site, how often, and where to look at it.

    One capture a day is counted, of the front page. The addresses lead to the archive: opening them is not seen by the
    site. Who learns of it: the Internet Archive, and nobody at the domain.

    Examples:

      osint domain history island-jobs.example

      osint domain history --titles pacific-careers.example -f json
    """
    from osint_kit.commands.asking import ask_each, readable
    from osint_kit.sources import web_archive

    items = session.items(looks_like_domain, HINTS)
    if session.planning:
        session.show_plan(
            (item, web_archive.plan_lookup(name.value, titles)) for item, name in readable(session, items, owned)
        )
        return
    with session.investigation({"titles": titles}) as work, session.results(FIELDS, items) as results:

        def ask(name: "Identifier") -> Kept:
            found = web_archive.look_up(name.value, work.gateway)
            said, missing = web_archive.titles(name, found, work.gateway) if titles else ([], None)
            return Kept(found, said, missing)

        def keep(name: "Identifier", kept: Kept) -> None:
            work.keep([*web_archive.findings(name, kept.history), *kept.titles])

        for done in ask_each(session, work, items, owned, ask, keep, AT_ONCE):
            domain = done.identifier.value if done.identifier else None
            common = {"input": done.item.text, "domain": domain, "problem": done.problem}
            if done.answer is None:
                results.write(done.item, common)
                continue
            if not done.answer.history.whole:
                session.messages.warn(f"{domain}: the archive has more captures than were counted")
            results.write(done.item, {**common, **_row(done.answer)})


def _row(kept: Kept) -> "dict[str, Value]":
    captures = kept.history.captures
    first, last = (captures[0], captures[-1]) if captures else (None, None)
    return {
        "first": first.at if first else None,
        "last": last.at if last else None,
        "captures": len(captures),
        "by_year": [f"{year}: {days}" for year, days in kept.history.by_year.items()],
        "first_address": first.address if first else None,
        "last_address": last.address if last else None,
        "titles": [_title(finding) for finding in kept.titles],
        "problem": kept.missing,
    }


def _title(finding: "Finding") -> str:
    value = finding.value
    return f"{value['at'][:10]}: {value['title']}" if isinstance(value, dict) else ""
