"""The simulated Wayback Machine: its index (CDX server API) and the pages that it kept.

https://github.com/internetarchive/wayback/blob/master/wayback-cdx-server/README.md
"""

import base64
import hashlib
import json
import re
from urllib.parse import parse_qs, quote_plus

from osint_kit.exercises.responses import JSON, Response, html_document, moved, not_found, page
from osint_kit.exercises.scenario import Capture, Domain, Scenario

HOST = "web.archive.org"
FIELDS = ("urlkey", "timestamp", "original", "mimetype", "statuscode", "digest", "length")
KEPT = re.compile(r"/web/(\d{1,14})(?:id_)?/(?:https?://)?(?:www\.)?([^/:?]+)(?::\d+)?/?")
TEXT = "text/plain; charset=utf-8"
MOST = 150_000
"""Lines in one answer."""


def answer_archive(scenario: Scenario, target: str) -> Response:
    """The index at ``/cdx/search/cdx``, and pages at ``/web/TIMEid_/ADDRESS``; the nearest time is redirected to."""
    path, _, query = target.partition("?")
    if path == "/cdx/search/cdx":
        return _index(scenario, {key: values[-1] for key, values in parse_qs(query).items()})
    found = KEPT.fullmatch(path)
    domain = _domain(scenario, found[2]) if found else None
    if not found or domain is None or not domain.captures:
        return not_found()
    wanted = found[1].ljust(14, "0")
    nearest = min(domain.captures, key=lambda capture: abs(int(_stamp(capture)) - int(wanted)))
    if _stamp(nearest) != wanted:
        return moved(302, f"https://{HOST}/web/{_stamp(nearest)}id_/https://{domain.name}/")
    body = _body(scenario, domain, nearest)
    return Response(nearest.status, (("Content-Type", "text/html; charset=utf-8"),), body)


def _index(scenario: Scenario, query: dict[str, str]) -> Response:
    if "url" not in query:
        return page(400, "400 Bad Request", "<p>The url= parameter is required.</p>")
    name = re.sub(r"^(?:https?://)?(?:\*\.|www\.)?", "", query["url"]).partition("/")[0]
    domain = _domain(scenario, name)
    if domain and domain.captures is None:
        text = "org.archive.util.io.RuntimeIOException: org.archive.wayback.exception.AdministrativeAccessControl"
        return Response(403, (("Content-Type", TEXT),), f"{text}Exception: Blocked Site Error\n".encode())
    rows = [_row(scenario, domain, capture) for capture in domain.captures or ()] if domain else []
    rows = _collapsed(rows, query.get("collapse", ""))
    start = next((at for at, row in enumerate(rows) if _key(row) > query.get("resumeKey", "")), len(rows))
    limit = query.get("limit", "")
    most = int(limit) if limit.isdecimal() else MOST
    shown, more = rows[start : start + most], len(rows) > start + most
    fields = query.get("fl", ",".join(FIELDS)).split(",")
    lines = [[dict(zip(FIELDS, row, strict=True)).get(field, "-") for field in fields] for row in shown]
    if query.get("output") != "json":
        return Response(200, (("Content-Type", TEXT),), "".join(" ".join(line) + "\n" for line in lines).encode())
    key = [[], [quote_plus(_key(shown[-1]))]] if more and query.get("showResumeKey") == "true" and shown else []
    table = [fields, *lines, *key] if lines else []
    return Response(200, (("Content-Type", JSON),), json.dumps(table).encode())


def _row(scenario: Scenario, domain: Domain, capture: Capture) -> tuple[str, ...]:
    body = _body(scenario, domain, capture)
    surt = ",".join(reversed(domain.name.split("."))) + ")/"
    digest = base64.b32encode(hashlib.sha1(body, usedforsecurity=False).digest()).decode()
    address = f"https://{domain.name}/"
    return (surt, _stamp(capture), address, "text/html", str(capture.status), digest, str(len(body)))


def _body(scenario: Scenario, domain: Domain, capture: Capture) -> bytes:
    """The page as kept: that of the scenario, unless the capture has a title of its own."""
    urls = (f"https://{domain.name}/", f"http://{domain.name}/")
    own = next((item.body for item in scenario.pages if item.url in urls), None)
    if own is not None and not capture.title:
        return own.replace(b"{visits}", b"0")
    return html_document(capture.title or domain.name, f"<h1>{capture.title or domain.name}</h1>")


def _collapsed(rows: list[tuple[str, ...]], collapse: str) -> list[tuple[str, ...]]:
    """Of neighbours that begin alike in ``field:N`` the first."""
    field, _, count = collapse.partition(":")
    if field not in FIELDS:
        return rows
    place, length = FIELDS.index(field), int(count) if count.isdecimal() else None
    kept: list[tuple[str, ...]] = []
    for row in rows:
        if not kept or kept[-1][place][:length] != row[place][:length]:
            kept.append(row)
    return kept


def _key(row: tuple[str, ...]) -> str:
    return f"{row[0]} {row[1]}!"


def _stamp(capture: Capture) -> str:
    return capture.at.strftime("%Y%m%d%H%M%S")


def _domain(scenario: Scenario, name: str) -> Domain | None:
    return next((domain for domain in scenario.domains if domain.name == name), None)
