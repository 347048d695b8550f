"""Following a link hop by hop, and stopping at the door of whatever is not a known shortener.

At reach ``platform`` only hosts of the list are asked (`osint_kit.sources.shorteners`); any other address ends the
chain, untouched. A link that holds its target is opened without asking anybody, and where a shortener documents a
page that shows where a link leads and counts no visit, that page is asked before the link.
"""

from collections.abc import Iterator
from dataclasses import replace

from osint_kit.clock import now
from osint_kit.findings import Finding, Grade
from osint_kit.gateway import Gateway
from osint_kit.identifiers import Identifier, Kind
from osint_kit.identifiers.url import Url, join, read_url
from osint_kit.links import is_wrapper, target_in
from osint_kit.reach import Reach
from osint_kit.sources.link_chain import DECODED, PREVIEW, Chain, Hop
from osint_kit.sources.link_walk import MAX_HOPS, SOURCE, expand
from osint_kit.sources.shorteners import Shorteners, shorteners
from osint_kit.sources.source import Declaration, Planned

__all__ = ["DECLARATION", "MAX_HOPS", "Chain", "Hop", "LinkSource", "expand", "findings", "plan", "shorteners"]

LEARNS = "the operator of the shortener, which may count a visit"
SHOWS = "the operator of the shortener; its preview page counts no visit"
VISITS = "whoever runs the page, perhaps the subject"
SAID = {
    PREVIEW: Grade("B", 2, "the shortener's own preview page shows it"),
    "canonical": Grade("B", 3, "the page of the shortener names it as its canonical address"),
    DECODED: Grade("A", 1, "read off the link itself"),
}
"""Grades of moves that no answer made by itself."""
UNTRUSTED = Grade("F", 6, "the certificate of the server does not hold, so anybody may have sent the answer")

DECLARATION = Declaration(
    name=SOURCE,
    title="Link shorteners, hop by hop",
    home="https://www.rfc-editor.org/rfc/rfc9110#section-15.4",
    documentation="https://www.rfc-editor.org/rfc/rfc9110#section-15.4",
    terms="each shortener's own",
    kinds=(Kind.URL,),
    reach=Reach.PLATFORM,
    pace="10 a second to one host at most",
    yields=("redirects_to", "wraps"),
    grade=Grade("B", 2, "the forwarding server itself said so"),
    learns=LEARNS,
    follows=("redirects_to", "wraps"),
)


class LinkSource:
    """Where a link leads, as far as it may be asked."""

    declaration = DECLARATION

    def plan(self, identifier: Identifier) -> list[Planned]:
        """The first hop; where it leads is known only when it was asked."""
        return plan(identifier.value)

    def ask(self, identifier: Identifier, gateway: Gateway) -> Iterator[Finding]:
        """A finding a hop."""
        yield from findings(expand(identifier.value, gateway))


def plan(link: str, known: Shorteners | None = None) -> list[Planned]:
    """What asking a link would tell whom; nothing where it is none. Wrappers are opened first."""
    try:
        url = _unwrapped(read_url(link))
    except ValueError:
        return []
    known = known or shorteners()
    reach = known.reach(url)
    preview = known.preview(url)
    asked = [Planned(preview.text, preview.host, reach, SHOWS)] if preview else []
    if preview != url:
        asked.append(Planned(url.text, url.host, reach, LEARNS if reach <= Reach.PLATFORM else VISITS))
    return asked


def findings(chain: Chain, known: Shorteners | None = None) -> Iterator[Finding]:
    """``redirects_to`` for each hop that led on, ``wraps`` where the target stood in the link itself.

    A wrapper cites the answer in which it was found, and the first link of a chain nothing: who asked cites that.
    """
    before: Hop | None = None
    for hop, following in zip(chain.hops, chain.hops[1:], strict=False):
        if hop.via is None:
            continue
        link, target = Identifier(Kind.URL, hop.of or hop.url), Identifier(Kind.URL, following.of or following.url)
        decoded = hop.via == DECODED
        reach = Reach.OFFLINE if decoded else (known or shorteners()).reach(read_url(link.value))
        at = hop.at or (before.at if before else None) or now()
        evidence = before.evidence if decoded and before else hop.evidence
        what = "wraps" if decoded else "redirects_to"
        found = DECLARATION.finding(link, what, target.value, at, evidence, target, reach)
        grade = UNTRUSTED if hop.untrusted else SAID.get(hop.via)
        yield replace(found, grade=grade) if grade else found
        if not decoded:
            before = hop


def _unwrapped(url: Url) -> Url:
    """The address inside all wrappers. Raises ``ValueError`` where it is no web address."""
    for _ in range(MAX_HOPS):
        wrapped = target_in(url.text) if is_wrapper(url.host) else None
        if wrapped is None:
            break
        url = join(url, wrapped.target)
    return url
