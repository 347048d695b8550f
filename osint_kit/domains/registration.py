"""Who registered a domain, for a look at it: the one place that knows how the registries are asked."""

from collections.abc import Iterator

from osint_kit.findings import Finding
from osint_kit.gateway import Gateway
from osint_kit.identifiers import Identifier
from osint_kit.sources import registration_form
from osint_kit.sources.registrations import RegistrationSource, plan_lookup
from osint_kit.sources.source import Planned


def ask(domain: Identifier, gateway: Gateway) -> Iterator[Finding]:
    """The registration as findings. Raises `Failure`; a refusal is one, and never "not registered"."""
    return RegistrationSource().ask(domain, gateway)


def plan(domain: str) -> list[Planned]:
    """What asking would tell whom."""
    return plan_lookup(domain)


def is_withheld(value: str) -> bool:
    """Whether a registrant is withheld, or a service stands in for him."""
    return registration_form.is_withheld(value)
