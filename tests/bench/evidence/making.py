"""Cases of a size, for measuring: made by the kit's own writers, apart from the million findings."""

import os
import random
import zlib
from datetime import UTC, datetime
from pathlib import Path

from osint_kit.cases.case import Card, Case, new_case
from osint_kit.cases.run import Run, open_run
from osint_kit.findings import Finding, Grade
from osint_kit.gateway.exchange import Exchange, HttpRequest
from osint_kit.identifiers import Identifier, Kind
from osint_kit.reach import Reach

AT = datetime(2026, 11, 24, tzinfo=UTC)
WORDS = ("work", "abroad", "visa", "free", "hotel", "casino", "travel", "paid", "no", "experience", "needed", "call")


def a_case(folder: Path) -> Case:
    """An empty case."""
    return new_case(folder, Card(title="bench", purpose="bench", authority="bench", operator="bench"))


def a_run(case: Case) -> Run:
    """A run that is open."""
    return open_run(case, "account find", {}, "bench", "internet", False, Reach.PLATFORM, {})


def page(dice: random.Random, size: int) -> bytes:
    """A web page as it comes over the wire: packed, as nearly every server sends text."""
    text = " ".join(dice.choice(WORDS) + str(dice.randrange(1000)) for _ in range(size // 7)).encode()
    packer = zlib.compressobj(6, zlib.DEFLATED, 31)
    return packer.compress(text) + packer.flush()


def exchange(url: str, body: bytes, kind: str) -> Exchange:
    """An HTTP exchange that brought ``body``."""
    coding = "Content-Encoding: gzip\r\n" if kind == "text/html" else ""
    head = f"HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\n{coding}Content-Length: {len(body)}\r\n\r\n"
    sent = b"GET / HTTP/1.1\r\nHost: site.example\r\nUser-Agent: osint-kit\r\nAccept: */*\r\n\r\n"
    request = HttpRequest(url, Reach.PLATFORM, "accounts")
    return Exchange(request, AT, AT, sent, head.encode() + body, ("192.0.2.1", 443))


def full_of_evidence(folder: Path, size: int, runs: int) -> Case:
    """A case with ``size`` bytes of evidence: pages of 40 kB and pictures of 300 kB, half of the bytes each."""
    case, dice = a_case(folder), random.Random(1)
    pages = [page(dice, 160_000) for _ in range(20)]
    for _ in range(runs):
        with a_run(case) as run:
            written = 0
            while written < size // runs:
                body = dice.choice(pages)[:-8] + os.urandom(8)
                for number in range(8):
                    run.keep(exchange(f"https://site.example/{number}", body, "text/html"))
                picture = os.urandom(300_000)
                run.keep(exchange("https://site.example/picture", picture, "image/jpeg"))
                written += 8 * len(body) + len(picture)
    return case


def full_of_findings(folder: Path, runs: int, each: int) -> Case:
    """A case of many runs with many findings."""
    case = a_case(folder)
    grade = Grade("B", 2, "for measuring")
    for _ in range(runs):
        with a_run(case) as run:
            evidence = run.keep(exchange("https://site.example/", b"x" * 200, "text/plain"))
            run.add_all(
                Finding(
                    Identifier(Kind.DOMAIN, f"name-{number}.example"),
                    "address",
                    f"192.0.2.{number % 256}",
                    "dns",
                    AT,
                    grade,
                    Reach.REGISTRY,
                    evidence=(evidence,),
                )
                for number in range(each)
            )
    return case
