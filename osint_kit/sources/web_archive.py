"""The Internet Archive's Wayback Machine: when a site was first and last kept, how often, and where to look at it.

CDX server API: https://github.com/internetarchive/wayback/tree/master/wayback-cdx-server (``url output fl collapse
limit showResumeKey resumeKey``). One capture a day is counted. A page is fetched as it was kept at
``/web/TIMEid_/ADDRESS``. A site whose owner asked for it is not shown: 403 with the words "Blocked Site".
The archive is asked, never the site itself.
"""

import re
from collections.abc import Iterator
from html import unescape
from urllib.parse import urlencode

from osint_kit.canonical import Json
from osint_kit.findings import Finding, Grade
from osint_kit.gateway import Gateway
from osint_kit.gateway.exchange import HttpAnswer, HttpRequest
from osint_kit.gateway.failures import Failure, Unreachable
from osint_kit.gateway.pace import LONGEST_WAIT
from osint_kit.identifiers import Identifier, Kind
from osint_kit.reach import Reach
from osint_kit.sources.captures import WHO, Capture, History, IndexPage, joined, read_page
from osint_kit.sources.following import ask_following
from osint_kit.sources.json_answers import refuse_trouble
from osint_kit.sources.source import Declaration, Planned

HOST = "web.archive.org"
CDX = f"https://{HOST}/cdx/search/cdx"
PAGE = 5000
PAGES = 4
"""At most: one capture a day fills 50 years."""
TITLE = re.compile(r"<title[^>]*>(.{0,2000}?)</title", re.IGNORECASE | re.DOTALL)
LEARNS = "the Internet Archive, but nobody at the domain"

DECLARATION = Declaration(
    name="wayback",
    title="Wayback Machine",
    home="https://web.archive.org",
    documentation="https://github.com/internetarchive/wayback/blob/master/wayback-cdx-server/README.md",
    terms="https://archive.org/about/terms.php",
    kinds=(Kind.DOMAIN,),
    reach=Reach.REGISTRY,
    pace="24 requests a minute (https://github.com/edgi-govdata-archiving/wayback/releases/tag/v0.5.1)",
    yields=("first_capture", "last_capture", "captures", "archived_title"),
    grade=Grade("A", 2, "kept by the archive at that time; it may have missed earlier ones"),
    learns=LEARNS,
)


class WebArchive:
    """The captures of a domain's front page; no page is fetched."""

    declaration = DECLARATION

    def plan(self, identifier: Identifier) -> list[Planned]:
        """One request."""
        return plan_lookup(identifier.value)

    def ask(self, identifier: Identifier, gateway: Gateway) -> Iterator[Finding]:
        """First, last and number. Raises ``Failure``."""
        yield from findings(identifier, look_up(identifier.value, gateway))


def plan_lookup(domain: str, titles: bool = False) -> list[Planned]:
    """What looking up one domain would tell whom; more requests follow only for over 5,000 captures."""
    planned = [Planned(f"captures of {domain}", HOST, Reach.REGISTRY, LEARNS)]
    if titles:
        planned.append(Planned(f"the first and the last capture of {domain}", HOST, Reach.REGISTRY, LEARNS))
    return planned


def look_up(domain: str, gateway: Gateway) -> History:
    """The captures of a domain's front page. Raises `Failure`, also where the archive answers in another form.

    After a 429 the archive is left alone for a while: who goes on for a minute is shut out for an hour
    (https://github.com/edgi-govdata-archiving/wayback/issues/137), and it sends no ``Retry-After``.
    """
    query = {
        "url": domain,
        "output": "json",
        "fl": "timestamp,original,mimetype,statuscode",
        "collapse": "timestamp:8",
        "limit": str(PAGE),
        "showResumeKey": "true",
    }
    pages: list[IndexPage] = []
    while len(pages) < PAGES:
        request = HttpRequest(f"{CDX}?{urlencode(query)}", Reach.REGISTRY, DECLARATION.name)
        answer = gateway.http(request)
        if answer.status == 429:
            gateway.world.pace.hold(HOST, LONGEST_WAIT)
        pages.append(read_page(answer))
        if not (key := pages[-1].resume_key):
            break
        query["resumeKey"] = key
    return joined(pages)


def fetch_title(capture: Capture, gateway: Gateway) -> tuple[str | None, HttpAnswer]:
    """The title of a page as it was kept; None where it has none. Raises `Failure`."""
    answer = ask_following(capture.raw_address, (HOST,), DECLARATION.name, gateway)
    refuse_trouble(answer, WHO)
    if answer.status != 200:
        raise Unreachable(f"{WHO} does not show the capture (status {answer.status})", answer.evidence)
    found = TITLE.search(answer.text)
    return (" ".join(unescape(found[1]).split()) or None) if found else None, answer


def titles(subject: Identifier, history: History, gateway: Gateway) -> tuple[list[Finding], str | None]:
    """The titles of the first and the last page kept, as findings, and why one is missing."""
    shown = [capture for capture in history.captures if capture.is_page]
    said: list[Finding] = []
    for capture in dict.fromkeys(shown[:1] + shown[-1:]):
        try:
            title, answer = fetch_title(capture, gateway)
        except Failure as failure:
            return said, failure.message
        if title:
            value: dict[str, Json] = {"at": capture.at, "title": title, "address": capture.address}
            said.append(DECLARATION.finding(subject, "archived_title", value, answer.at, answer.evidence))
    return said, None


def findings(subject: Identifier, history: History) -> Iterator[Finding]:
    """What a history says, each with the record of the page of the index that says it; also that it is empty."""
    captures = history.captures
    if captures:
        for what, capture, evidence in (
            ("first_capture", captures[0], history.evidence[0]),
            ("last_capture", captures[-1], history.evidence[-1]),
        ):
            yield DECLARATION.finding(subject, what, capture.at, history.at, evidence)
    value: dict[str, Json] = {
        "days": len(captures),
        "by_year": dict(history.by_year),
        "first": captures[0].address if captures else None,
        "last": captures[-1].address if captures else None,
    }
    yield DECLARATION.finding(subject, "captures", value, history.at, history.evidence[-1])
