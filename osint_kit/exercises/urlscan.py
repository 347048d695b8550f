"""The simulated search of urlscan.io (https://docs.urlscan.io/apis/urlscan-openapi/search)."""

import hashlib
import re
import uuid
from urllib.parse import parse_qs

from osint_kit.canonical import Json
from osint_kit.exercises.records import Scan
from osint_kit.exercises.responses import Response, json_page, not_found
from osint_kit.exercises.scenario import Domain, Scenario

HOST = "urlscan.io"
PATH = "/api/v1/search/"
SIZE, MOST = 100, 100
"""Results where none are wanted in particular, and the most that a visitor without a key gets."""
QUERY = re.compile(r'(?:page\.)?domain:"?([\w.-]+)"?')
LIMITS = (
    ("X-Rate-Limit-Scope", "ip-address"),
    ("X-Rate-Limit-Action", "search"),
    ("X-Rate-Limit-Window", "minute"),
    ("X-Rate-Limit-Limit", "30"),
)


def answer_scans(scenario: Scenario, target: str) -> Response:
    """Scans of a domain and of names below it, newest first."""
    path, _, query = target.partition("?")
    if path.rstrip("/") != PATH.rstrip("/"):
        return not_found()
    asked = {key: values[-1] for key, values in parse_qs(query).items()}
    found = QUERY.fullmatch(asked.get("q", ""))
    size = asked.get("size", "")
    if not found or (size and not (size.isdecimal() and 0 < int(size) <= MOST)):
        return json_page(400, {"message": "the query cannot be read", "status": 400})
    name = found[1].lower()
    scans = [
        (scan, domain)
        for domain in scenario.domains
        for scan in domain.scans
        if domain.name == name or domain.name.endswith(f".{name}")
    ]
    scans.sort(key=lambda pair: pair[0].at, reverse=True)
    shown = scans[: int(size or SIZE)]
    results = [_result(scan, domain) for scan, domain in shown]
    answer = json_page(
        200, {"results": [*results], "total": len(scans), "took": 1, "has_more": len(shown) < len(scans)}
    )
    return Response(200, (*answer.headers, *LIMITS), answer.body)


def _result(scan: Scan, domain: Domain) -> Json:
    number = str(uuid.UUID(hashlib.sha256(f"{domain.name} {scan.at}".encode()).hexdigest()[:32]))
    time = scan.at.strftime("%Y-%m-%dT%H:%M:%S.000Z")
    url = scan.url or f"https://{domain.name}/"
    page: dict[str, Json] = {"domain": domain.name, "url": url, "status": "200", "title": scan.title or domain.name}
    if domain.addresses:
        page["ip"] = domain.addresses[0]
    return {
        "task": {
            "visibility": "public",
            "method": "manual",
            "domain": domain.name,
            "time": time,
            "uuid": number,
            "url": url,
        },
        "stats": {"requests": 1, "uniqIPs": 1},
        "page": page,
        "_id": number,
        "sort": [int(scan.at.timestamp() * 1000), number],
        "result": f"https://{HOST}/api/v1/result/{number}/",
        "screenshot": f"https://{HOST}/screenshots/{number}.png",
    }
