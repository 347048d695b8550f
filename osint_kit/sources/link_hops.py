"""Following a link hop by hop, and stopping at the door of whatever is not a known shortener.

Redirects are those of RFC 9110 section 15.4, the ``Refresh`` header and the ``http-equiv`` of the HTML standard.
At reach ``platform`` only hosts of ``shorteners.txt`` are asked; any other address ends the chain, untouched.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from html import unescape
from importlib.resources import files

from osint_kit.clock import now
from osint_kit.findings import Finding, Grade
from osint_kit.gateway import Gateway, redirect_reference
from osint_kit.gateway.exchange import HttpAnswer, HttpRequest
from osint_kit.gateway.failures import Failure, Guarded, OverReach, TooMuch
from osint_kit.gateway.guard import literal_refusal
from osint_kit.identifiers import Identifier, Kind
from osint_kit.identifiers.url import Url, join, read_url
from osint_kit.reach import Reach
from osint_kit.sources.source import Declaration, Planned

MAX_HOPS = 20
LONGEST_PAGE = 200_000
"""Characters of a page in which a refresh is looked for."""
COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
META = re.compile(r"<meta\b[^<>]*>", re.IGNORECASE)
HTTP_EQUIV = re.compile(r"http-equiv\s*=\s*[\"']?refresh\b", re.IGNORECASE)
CONTENT = re.compile(r"\bcontent\s*=\s*(\"[^\"]*\"|'[^']*'|[^\s>]+)", re.IGNORECASE)
REFRESH = re.compile(r"\s*(?:[\d.]+\s*[;,\s]\s*(?:url\s*=\s*)?|[;,]?\s*url\s*=\s*)(.*)", re.IGNORECASE | re.DOTALL)
LEARNS = "the operator of the shortener, which may count a visit"

DECLARATION = Declaration(
    name="links",
    title="Link shorteners, hop by hop",
    home="https://www.rfc-editor.org/rfc/rfc9110#section-15.4",
    documentation="https://www.rfc-editor.org/rfc/rfc9110#section-15.4",
    terms="each shortener's own",
    kinds=(Kind.URL,),
    reach=Reach.PLATFORM,
    pace="10 a second to one host at most",
    yields=("redirects_to",),
    grade=Grade("B", 2, "the forwarding server itself said so"),
    learns=LEARNS,
    follows=("redirects_to",),
)


@dataclass(frozen=True)
class Hop:
    """One address of a chain: what it answered, and by what means it led on (empty where it did not)."""

    url: str
    status: int | None = None
    via: str | None = None
    evidence: str | None = None
    at: datetime | None = None


@dataclass
class Chain:
    """A link followed: ``stopped`` says how it ended, ``problem`` why, where that is no answer.

    ``landing`` an answer that leads no further; ``reach`` the next address may not be asked; ``loop``; ``limit``
    of hops, time or size; ``guard`` a private or impossible address; ``error`` no answer, or 4xx and 5xx.
    """

    input: str
    final: str
    stopped: str = ""
    problem: str | None = None
    hops: list[Hop] = field(default_factory=list)

    @property
    def moves(self) -> int:
        """How often the link led on to another address."""
        return max(len(self.hops) - 1, 0)

    def end(self, stopped: str, problem: str | None = None) -> "Chain":
        """Close the chain."""
        self.stopped, self.problem = stopped, problem
        return self


class LinkSource:
    """Where a link leads, as far as it may be asked."""

    declaration = DECLARATION

    def plan(self, identifier: Identifier) -> list[Planned]:
        """The first hop; where it leads is known only when it was asked."""
        return plan(identifier.value)

    def ask(self, identifier: Identifier, gateway: Gateway) -> Iterator[Finding]:
        """A finding a hop."""
        yield from findings(expand(identifier.value, gateway))


def plan(link: str) -> list[Planned]:
    """What asking a link would tell whom; nothing where it is none."""
    try:
        url = read_url(link)
    except ValueError:
        return []
    reach = reach_of(url)
    learns = LEARNS if reach <= Reach.PLATFORM else "whoever runs the page, perhaps the subject"
    return [Planned(url.text, url.host, reach, learns)]


def reach_of(url: Url) -> Reach:
    """How near to the subject asking this address comes: known shorteners are platforms, all else is his."""
    return Reach.PLATFORM if url.host in shorteners() else Reach.TARGET


@lru_cache(maxsize=1)
def shorteners() -> frozenset[str]:
    """The hosts of the packaged list."""
    text = (files("osint_kit.sources") / "shorteners.txt").read_text("utf-8")
    return frozenset(line.split("\t")[0] for line in text.split("\n") if line and not line.startswith("#"))


def expand(link: str, gateway: Gateway) -> Chain:
    """Follow one link. ``link`` is an absolute http or https address; never raises."""
    chain = Chain(link, link)
    try:
        url = read_url(link)
    except ValueError as error:
        return chain.end("guard" if ":" in link else "error", str(error))
    seen: set[str] = set()
    while True:
        chain.final = url.text
        refusal = literal_refusal(url, simulated=gateway.world.simulated)
        if refusal:
            chain.hops.append(Hop(url.text))
            return chain.end("guard", refusal)
        if _without_fragment(url) in seen:
            chain.hops.append(Hop(url.text))
            return chain.end("loop", f"{url.text} leads back to itself")
        if len(seen) > MAX_HOPS:
            chain.hops.append(Hop(url.text))
            return chain.end("limit", f"more than {MAX_HOPS} hops")
        seen.add(_without_fragment(url))
        reach = reach_of(url)
        if reach > gateway.ceiling:
            chain.hops.append(Hop(url.text))
            return chain.end("reach")
        try:
            answer = gateway.http(HttpRequest(_without_fragment(url), reach, DECLARATION.name))
        except Failure as failure:
            chain.hops.append(Hop(url.text, evidence=failure.evidence))
            return chain.end(_word(failure), failure.message)
        reference, via = _leads_to(answer)
        chain.hops.append(Hop(url.text, answer.status, via, answer.evidence, answer.at))
        if reference is None:
            if answer.status >= 400:
                return chain.end("error", f"{url.host} answered {answer.status} {answer.reason}".rstrip())
            if answer.truncated:
                return chain.end("limit", "the answer is larger than the cap on size")
            return chain.end("landing")
        try:
            url = join(url, reference)
        except ValueError as error:
            chain.final = reference.strip()  # whatsapp:, tel: and the like: what it names is worth knowing
            chain.hops.append(Hop(chain.final))
            return chain.end("guard", str(error))


def findings(chain: Chain) -> Iterator[Finding]:
    """``redirects_to`` for each hop that led on."""
    for hop, following in zip(chain.hops, chain.hops[1:], strict=False):
        link, target = Identifier(Kind.URL, hop.url), Identifier(Kind.URL, following.url)
        reach = reach_of(read_url(hop.url))
        yield DECLARATION.finding(link, "redirects_to", target.value, hop.at or now(), hop.evidence, target, reach)


def _leads_to(answer: HttpAnswer) -> tuple[str | None, str | None]:
    """The address that an answer leads on to, as it is written there, and by what means."""
    reference = redirect_reference(answer)
    if reference is not None:
        return reference, "http"
    if reference := _refresh_url(answer.header("refresh") or ""):
        return reference, "refresh"
    if answer.status == 200 and "html" in (answer.header("content-type") or "html"):
        content = _meta_refresh(answer.text[:LONGEST_PAGE])
        if content and (reference := _refresh_url(content)):
            return reference, "meta-refresh"
    return None, None


def _meta_refresh(page: str) -> str | None:
    """The content of the first ``<meta http-equiv=refresh>`` of a page that stands in no comment."""
    for tag in META.finditer(COMMENT.sub("", page)):
        if HTTP_EQUIV.search(tag[0]) and (content := CONTENT.search(tag[0])):
            return unescape(content[1].strip("\"'"))
    return None


def _refresh_url(value: str) -> str | None:
    """The address in a refresh; the HTML standard lets ``url=`` and the quotes away."""
    found = REFRESH.match(value)
    reference = found[1].strip() if found else ""
    if reference[:1] in ("'", '"'):
        reference = reference[1:].partition(reference[0])[0]
    return reference or None


def _without_fragment(url: Url) -> str:
    return url.text.partition("#")[0]


def _word(failure: Failure) -> str:
    if isinstance(failure, Guarded):
        return "guard"
    if isinstance(failure, TooMuch) or failure.word in ("timeout", "budget"):
        return "limit"
    return "reach" if isinstance(failure, OverReach) else "error"
