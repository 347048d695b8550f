"""Whether mail can reach a domain, by its records alone (RFC 5321 section 5.1, RFC 7505); no mail server is asked."""

from collections.abc import Sequence

from osint_kit.canonical import Json
from osint_kit.findings import Finding
from osint_kit.gateway.exchange import DnsAnswer
from osint_kit.identifiers import Identifier
from osint_kit.sources.dns_records import DECLARATION, Outcome

TYPES = ("MX", "A", "AAAA")
NULL_MX = "it says itself that it takes no mail (null MX, RFC 7505)"
NO_HOST = "it has no mail server (MX) and no address (RFC 5321 section 5.1)"
BY_ADDRESS = "no mail server (MX) is named; mail would go to the address itself (RFC 5321 section 5.1)"
BY_MX = "mail servers are named (MX)"


def mail_finding(subject: Identifier, outcomes: Sequence[Outcome]) -> Finding | None:
    """Whether mail can arrive, and why; None where MX or addresses were not answered and it cannot be told."""
    answers = {outcome.type: outcome.answer for outcome in outcomes if outcome.answer}
    mx = answers.get("MX")
    if mx is None or mx.status not in ("NOERROR", "NXDOMAIN"):
        return None
    servers = [value.split()[-1] for value in mx.values("MX")]
    if servers:
        takes = servers != ["."]
        return _finding(subject, mx, takes, BY_MX if takes else NULL_MX)
    found = [answers.get("A"), answers.get("AAAA")]
    if any(answer and answer.values() for answer in found):
        return _finding(subject, mx, True, BY_ADDRESS)
    told = all(answer and answer.status in ("NOERROR", "NXDOMAIN") for answer in found)
    return _finding(subject, mx, False, NO_HOST) if told else None


def _finding(subject: Identifier, answer: DnsAnswer, accepts: bool, why: str) -> Finding:
    value: dict[str, Json] = {"accepts": accepts, "why": why}
    return DECLARATION.finding(subject, "mail", value, answer.at, answer.evidence)
