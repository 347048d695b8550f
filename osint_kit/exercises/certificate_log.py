"""The simulated crt.sh: its JSON as its own source makes it (https://github.com/crtsh/certwatch_db, web_apis)."""

import hashlib
import json
from collections.abc import Iterator
from datetime import datetime, timedelta
from urllib.parse import parse_qs

from osint_kit.canonical import Json
from osint_kit.exercises.responses import Response, page
from osint_kit.exercises.scenario import Certificate, Scenario

HOST = "crt.sh"
MOST = 10_000
LOGGED_AFTER = timedelta(hours=1)


def answer_search(scenario: Scenario, target: str) -> Response:
    """A search for certificates with a name that contains ``q``; each pre-certificate too unless ``deduplicate=Y``.

    As there, a name with a hyphen must be the whole one unless ``match=ILIKE``.
    """
    query = {key: values[-1] for key, values in parse_qs(target.partition("?")[2]).items()}
    wanted = query.get("q", "").lower().strip("%.")
    if not wanted or query.get("output") != "json":
        return page(
            200, "crt.sh | Certificate Search", "<p>Enter an Identity (Domain Name, Organization Name, etc).</p>"
        )
    newest_first = sorted(_all(scenario), key=lambda certificate: certificate.issued, reverse=True)
    entries = [entry for certificate in newest_first for entry in _entries(certificate, wanted, query)]
    body = json.dumps(entries[:MOST]).encode()
    return Response(200, (("Content-Type", "application/json"),), body)


def _all(scenario: Scenario) -> Iterator[Certificate]:
    for domain in scenario.domains:
        yield from domain.certificates


def _entries(certificate: Certificate, wanted: str, query: dict[str, str]) -> "Iterator[dict[str, Json]]":
    whole = "-" in wanted and query.get("match") != "ILIKE"
    matching = [name for name in certificate.names if (wanted == name if whole else wanted in name)]
    if not matching:
        return
    digest = hashlib.sha256(f"{certificate.names} {certificate.issued}".encode())
    number = int(digest.hexdigest()[:8], 16)
    for copy in range(1 if query.get("deduplicate") == "Y" else 2):
        yield {
            "issuer_ca_id": 295814,
            "issuer_name": certificate.issuer,
            "common_name": certificate.names[0],
            "name_value": "\n".join(matching),
            "id": number * 2 + copy,
            "entry_timestamp": _time(certificate.issued + LOGGED_AFTER) + ".123",
            "not_before": _time(certificate.issued),
            "not_after": _time(certificate.issued + timedelta(days=certificate.days)),
            "serial_number": digest.hexdigest()[:36],
            "result_count": len(matching) + 1,
        }


def _time(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%S")
