"""One answer about a registration, and the findings that it makes; the same for RDAP, WHOIS and a saved file."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from osint_kit.findings import Finding
from osint_kit.identifiers import Identifier, Kind, NotReadable
from osint_kit.identifiers.email import read_email
from osint_kit.identifiers.hostname import read_host_name
from osint_kit.identifiers.phone import read_phone
from osint_kit.reach import Reach
from osint_kit.sources.registration_form import LISTS, SINGLE, Registration, is_withheld
from osint_kit.sources.source import Declaration


@dataclass(frozen=True)
class Answer:
    """What one server said: by which protocol (``rdap`` or ``whois``), which server, when, and the record of it.

    ``server`` is None for a saved file. ``source`` is whose findings these are.
    """

    registration: Registration
    via: str
    server: str | None
    at: datetime
    evidence: str | None
    source: Declaration

    def findings(self, subject: Identifier, reach: Reach = Reach.REGISTRY) -> Iterator[Finding]:
        """A finding a fact. A person who is withheld is a value, and leads to nobody."""

        def fact(what: str, value: str | bool, leads_to: Identifier | None = None) -> Finding:
            return self.source.finding(subject, what, value, self.at, self.evidence, leads_to, reach)

        if self.registration.registered is False:
            yield fact("registered", False)
        for name in SINGLE:
            if value := getattr(self.registration, name):
                yield fact(name, value)
        for field, what in LISTS.items():
            for value in getattr(self.registration, field):
                yield fact(what, value, None if is_withheld(value) else _leads_to(what, value))


def _leads_to(what: str, value: str) -> Identifier | None:
    try:
        if what == "email":
            return read_email(value)
        if what == "phone":
            return read_phone(value)
        if what == "name_server":
            return Identifier(Kind.DOMAIN, read_host_name(value).ascii)
    except (NotReadable, ValueError):
        return None
    return None
