"""A case on disk, and a run in it with findings and evidence of every kind."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from osint_kit.cases.case import Card, Case, new_case
from osint_kit.cases.run import Run, open_run
from osint_kit.findings import ASKED, OPERATOR, OPERATOR_SAID, Finding, Grade
from osint_kit.gateway.exchange import DnsRequest, Exchange, HttpRequest, WhoisRequest
from osint_kit.identifiers import Identifier, Kind
from osint_kit.reach import Reach

AT = datetime(2026, 11, 24, 2, 0, 0, 123456, UTC)
PHONE = Identifier(Kind.PHONE, "+6799991234")
DOMAIN = Identifier(Kind.DOMAIN, "island-jobs.example")


@pytest.fixture
def case(tmp_path: Path) -> Case:
    return new_case(
        tmp_path / "case", Card(title="Island Jobs", purpose="test", authority="CID 1/2026", operator="Ana")
    )


@pytest.fixture
def begin(case: Case) -> Callable[[], Run]:
    def begin() -> Run:
        versions = {"osint-kit": "0"}
        return open_run(case, "domain whois", {}, "Ana", "internet", False, Reach.PLATFORM, versions)

    return begin


def asked(text: str = "(679) 999-1234") -> Finding:
    return Finding(PHONE, ASKED, text, OPERATOR, AT, OPERATOR_SAID)


def finding(value: str = "203.0.113.7", evidence: tuple[str, ...] = ()) -> Finding:
    grade = Grade("A", 2, "published by the domain's name servers")
    return Finding(DOMAIN, "address", value, "dns", AT, grade, Reach.REGISTRY, evidence=evidence)


def http_exchange(body: bytes = b"hello", failure: str = "") -> Exchange:
    request = HttpRequest("https://bit.ly/x?a=1", Reach.PLATFORM, "links")
    return Exchange(
        request,
        AT,
        AT,
        sent=b"GET /x?a=1 HTTP/1.1\r\nHost: bit.ly\r\n\r\n",
        received=b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%b" % (len(body), body),
        peer=("192.0.2.1", 443),
        failure=failure,
        why="it took too long" if failure else "",
    )


def dns_exchange() -> Exchange:
    return Exchange(DnsRequest("island-jobs.example", "MX", "dns"), AT, AT, b"\x00\x01question", b"\x00\x01answer")


def whois_exchange() -> Exchange:
    request = WhoisRequest("whois.nic.example", "island-jobs.example", "whois")
    return Exchange(request, AT, AT, b"island-jobs.example\r\n", "Domain: Ö\r\n".encode())


def leave(run: Run) -> None:
    """Leave a run as a kill does: without a seal, its files closed and its lock free."""
    run.close_files()
    run._lock.release()


def fill(run: Run) -> None:
    """A run with an asked line, evidence of each kind, and findings that cite it."""
    question = asked()
    run.add(question)
    for number, exchange in enumerate(
        (http_exchange(), dns_exchange(), whois_exchange(), http_exchange(failure="timeout"))
    ):
        run.add(finding(f"203.0.113.{number}", (run.keep(exchange),)))
    run.add(finding("derived", (question.id,)))
    run.keep_file("advert.txt", b"call +679 999 1234", "text/plain")
