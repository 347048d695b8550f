"""urlscan.io: pages of a domain as others had them scanned, without going there.

API: https://docs.urlscan.io/apis/urlscan-openapi/search, without a key at the limits of an address
(https://docs.urlscan.io/pages/api-rate-limits). Only public scans are found, and fields may be missing
(https://docs.urlscan.io/pages/api-best-practices). Nothing is submitted: that would visit the page and show others what
is looked at.
"""

import re
from collections.abc import Iterator
from urllib.parse import urlencode

from osint_kit.canonical import Json
from osint_kit.findings import Finding, Grade
from osint_kit.gateway import Gateway
from osint_kit.gateway.exchange import HttpAnswer, HttpRequest
from osint_kit.gateway.failures import Unreachable
from osint_kit.identifiers import Identifier, Kind
from osint_kit.reach import Reach
from osint_kit.sources.json_answers import read_json
from osint_kit.sources.source import Declaration, Planned

HOST = "urlscan.io"
SIZE = 100
"""Results of one answer; what a visitor without a key may have."""
MOST = 25
TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z")
SHOWN = ("ip", "country", "asnname", "server", "title", "status")
LEARNS = "urlscan.io, but nobody at the domain"

DECLARATION = Declaration(
    name="urlscan",
    title="urlscan.io search",
    home="https://urlscan.io",
    documentation="https://docs.urlscan.io/apis/urlscan-openapi/search",
    terms="https://urlscan.io/about/terms/",
    kinds=(Kind.DOMAIN,),
    reach=Reach.REGISTRY,
    pace="the limits of an address without a key, told in X-Rate-Limit headers",
    yields=("scans", "first_scan", "last_scan", "scanned_page"),
    grade=Grade("B", 2, "seen by urlscan.io's browser when somebody asked for a scan"),
    learns=LEARNS,
)


class Urlscan:
    """Public scans whose page lies on a domain."""

    declaration = DECLARATION

    def plan(self, identifier: Identifier) -> list[Planned]:
        """One request."""
        return [Planned(f"public scans of {identifier.value}", HOST, Reach.REGISTRY, LEARNS)]

    def ask(self, identifier: Identifier, gateway: Gateway) -> Iterator[Finding]:
        """How many scans, since when, and each page once. Raises ``Failure``."""
        query = urlencode({"q": f"page.domain:{identifier.value}", "size": SIZE})
        accept = (("Accept", "application/json"),)
        url = f"https://{HOST}/api/v1/search/?{query}"
        answer = gateway.http(HttpRequest(url, Reach.REGISTRY, DECLARATION.name, headers=accept))
        yield from read(identifier, answer)


def read(domain: Identifier, answer: HttpAnswer) -> Iterator[Finding]:
    """Read the results of a search. Raises `Unreachable` for any other form."""
    record = read_json(answer, "urlscan.io")
    results = record.get("results") if isinstance(record, dict) else None
    total = record.get("total") if isinstance(record, dict) else None
    if not isinstance(record, dict) or not isinstance(results, list) or not isinstance(total, int):
        raise Unreachable("urlscan.io answered in an unknown form (no list of results)", answer.evidence)
    scans = [scan for item in results if (scan := _scan(domain.value, item))]
    whole = record.get("has_more") is not True and total <= len(results)

    def fact(what: str, value: Json) -> Finding:
        return DECLARATION.finding(domain, what, value, answer.at, answer.evidence)

    yield fact("scans", {"found": total, "whole": whole})
    if not scans:
        return
    times = sorted(str(scan["time"]) for scan in scans)
    if whole:
        yield fact("first_scan", times[0])
    yield fact("last_scan", times[-1])
    pages: dict[tuple[Json, Json], dict[str, Json]] = {}
    for scan in sorted(scans, key=lambda scan: str(scan["time"]), reverse=True):
        pages.setdefault((scan["url"], scan["ip"]), scan)
    for scan in list(pages.values())[:MOST]:
        yield fact("scanned_page", scan)


def _scan(domain: str, item: Json) -> dict[str, Json] | None:
    """One result, where it is about a page of the domain; None for all else."""
    task, page = (item.get("task"), item.get("page")) if isinstance(item, dict) else (None, None)
    if not isinstance(item, dict) or not isinstance(task, dict) or not isinstance(page, dict):
        return None
    host, url, time = page.get("domain"), page.get("url"), task.get("time")
    if not isinstance(host, str) or not isinstance(url, str) or not isinstance(time, str) or not TIME.fullmatch(time):
        return None
    if host.lower() != domain and not host.lower().endswith(f".{domain}"):
        return None
    said = {name: page.get(name) for name in SHOWN}
    shown: dict[str, Json] = {name: value if isinstance(value, str | int) else None for name, value in said.items()}
    number = item.get("_id")
    result = f"https://{HOST}/result/{number}/" if isinstance(number, str) and re.fullmatch(r"[\w-]+", number) else None
    return {"time": time, "url": url, "asked_for": task.get("url"), **shown, "result": result}
