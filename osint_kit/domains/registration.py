"""Who registered a domain, for a look at it: the one place that knows how the registries are asked."""

from collections.abc import Iterator

from osint_kit.findings import Finding
from osint_kit.gateway import Gateway
from osint_kit.gateway.failures import Unreachable
from osint_kit.identifiers import Identifier
from osint_kit.sources import whois_reading, whois_records
from osint_kit.sources.source import Planned


def ask(domain: Identifier, gateway: Gateway) -> Iterator[Finding]:
    """The registration as findings. Raises `Failure`; a refusal is one, and never "not registered"."""
    answer = whois_records.look_up(domain.value, gateway)
    registration = whois_reading.read_registration(domain.value, answer.text)
    yield from whois_records.findings(domain, registration, answer.at, answer.evidence)
    if registration.problem:
        raise Unreachable(registration.problem, answer.evidence)


def plan(domain: str) -> list[Planned]:
    """What asking would tell whom."""
    return whois_records.plan_lookup(domain)


def is_withheld(value: str) -> bool:
    """Whether a registrant is withheld, or a service stands in for him."""
    return bool(whois_reading.REDACTED.search(value))
