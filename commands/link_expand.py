"""`osint link expand`: where a short link goes, stopping at the door of whatever is not a known shortener."""

import re
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from osint_kit.commands.session import Session
from osint_kit.reach import Reach

if TYPE_CHECKING:
    from osint_kit.identifiers import Identifier
    from osint_kit.sources.link_chain import Chain, Hop
    from osint_kit.tables.values import Row

FIELDS = ("input", "final", "hops", "stopped", "problem")
HINTS = ("link", "url", "href", "short", "address", "website")
AT_ONCE = 256
SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:(?!\d)")


def expand(
    session: Session,
    shorteners: Annotated[
        Path | None,
        typer.Option(
            "--shorteners", metavar="FILE", help="Hosts that count as shorteners, instead of the kit's own lists."
        ),
    ] = None,
    insecure: Annotated[
        bool,
        typer.Option("--insecure", help="Go on where a TLS certificate does not hold, and put that on record."),
    ] = False,
) -> None:
    """Follow shortened links hop by hop, and stop before the first address that is no known shortener.

    That address is printed as 'final' and is not touched; --reach target goes on, and then whoever runs the page
    sees the visit. Where a shortener has a preview page, that is asked first; else it may count a visit. Links that
    hold their target are opened without asking anybody. JSON shows every hop with its evidence.

    Examples:

      osint link expand https://bit.ly/island-jobs-2026

      osint link expand --plan https://bit.ly/island-jobs-2026

      osint link expand -i links.csv -o expanded.csv
    """
    from osint_kit.commands.asking import ask_each, fits, readable
    from osint_kit.sources import link_hops
    from osint_kit.sources.shorteners import read_shorteners
    from osint_kit.sources.shorteners import shorteners as packaged

    known = read_shorteners(shorteners) if shorteners else packaged()
    items = session.items(fits(_read), HINTS)
    if session.planning:
        session.show_plan((item, link_hops.plan(link.value, known)) for item, link in readable(session, items, _read))
        return
    _say_who_sees(session)
    depends = f"{known.name} {session.ceiling.word} {session.world.name}"
    with (
        session.investigation({"insecure": insecure}, data={"shorteners": known.name}) as work,
        session.results(FIELDS, items, json_fields=("chain",), depends=depends) as results,
    ):
        if insecure:
            session.messages.warn("--insecure: where a certificate does not hold, anybody may have sent the answer")

        gateway, pool = work.gateway.side_by_side(AT_ONCE)

        def follow(link: "Identifier") -> "Chain":
            return link_hops.expand(link.value, gateway, known, insecure)

        def keep(_: "Identifier", chain: "Chain") -> None:
            work.keep(found for found in link_hops.findings(chain, known) if found.evidence)

        def first_host(link: "Identifier") -> str | None:
            return next((planned.whom for planned in link_hops.plan(link.value, known)), None)

        ends: Counter[str] = Counter()
        lane = first_host if session.world.pace.polite else None
        for done in ask_each(session, work, items, _read, follow, keep, pool, lane):
            if done.answer is None:
                results.write(done.item, {"input": done.item.text, "problem": done.problem})
                continue
            work.keep((found for found in link_hops.findings(done.answer, known) if not found.evidence), done.asked)
            ends[done.answer.stopped] += 1
            results.write(done.item, _row(done.item.text, done.answer))
    _say_what_ended(session, ends)


def _say_who_sees(session: Session) -> None:
    """Before anything is asked: at reach ``target``, who will see the visits, and from where."""
    if session.ceiling < Reach.TARGET:
        return
    proxy = session.shared.proxy
    where = f"the address of the proxy {proxy.rpartition('@')[2]}" if proxy else "the address of this connection"
    session.messages.warn(
        f"reach is 'target': whoever runs the pages that the links lead to will see the visits, from {where}"
    )


def _say_what_ended(session: Session, ends: Counter[str]) -> None:
    if ends["reach"]:
        session.messages.say(
            f"{ends['reach']} {'chain ends' if ends['reach'] == 1 else 'chains end'} before an address"
            " that is no known shortener; it was not touched"
            " (--reach target would ask it, and whoever runs it would see)"
        )


def _row(text: str, chain: "Chain") -> "Row":
    return {
        "input": text,
        "final": chain.final,
        "hops": chain.moves,
        "stopped": chain.stopped,
        "problem": chain.problem,
        "chain": [_hop(hop) for hop in chain.hops],
    }


def _hop(hop: "Hop") -> "dict[str, str | int | None]":
    from osint_kit.clock import iso

    return {
        "url": hop.url,
        "status": hop.status,
        "via": hop.via,
        "address": hop.address,
        "tls_name": hop.tls_name,
        "tls": hop.tls,
        "time": iso(hop.at) if hop.at else None,
        "evidence": hop.evidence,
        "note": hop.note,
    }


def _read(text: str) -> "Identifier":
    """The link in a text, defanged ones too and ``bit.ly/x`` without a scheme. Raises `NotReadable`."""
    from osint_kit.identifiers import Identifier, Kind, NotReadable
    from osint_kit.identifiers.url import SEVERAL, holds_several, read_url, refang

    if holds_several(text):
        raise NotReadable(SEVERAL)
    plain = refang(text.strip())
    if "://" not in plain and "/" in plain and "." in plain.split("/")[0]:
        plain = "https://" + plain
    try:
        return Identifier(Kind.URL, read_url(plain).text)
    except ValueError as error:
        if SCHEME.match(plain):
            return Identifier(Kind.URL, plain)  # file: and the like: the guard will say why it is refused
        raise NotReadable(str(error)) from error
