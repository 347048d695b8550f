"""What findings say of one domain, whether they were just made or come out of a case: the newest of each."""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime

from osint_kit.canonical import Json
from osint_kit.findings import Finding
from osint_kit.identifiers import Identifier

NOW = ""
"""The batch of findings that were just made."""
OF_REGISTRATION = ("created", "updated", "expires", "registrar", "registrant", "organisation", "status")
"""What a name has that is registered."""
OF_DNS = ("address", "alias_of", "mail_server")
"""What a name has that exists in DNS; name servers are told by registries too."""


class Known:
    """Findings by subject and property. Of those of one source only the newest batch counts: a later run replaces what
    an earlier one said. Batches come oldest first."""

    def __init__(self, findings: Iterable[tuple[str, Finding]]) -> None:
        self._by: dict[tuple[Identifier, str], dict[str, tuple[str, list[Finding]]]] = {}
        for batch, finding in findings:
            of_source = self._by.setdefault((finding.subject, finding.property), {})
            newest, said = of_source.get(finding.source, (batch, []))
            if newest != batch:
                said = []
            said.append(finding)
            of_source[finding.source] = (batch, said)

    def __bool__(self) -> bool:
        return bool(self._by)

    def all(self, subject: Identifier, what: str) -> list[Finding]:
        """All that is said of a property, newest source first."""
        said = [found for _, found in self._by.get((subject, what), {}).values()]
        said.sort(key=lambda found: found[-1].observed_at, reverse=True)
        return [finding for found in said for finding in found]

    def one(self, subject: Identifier, what: str) -> Finding | None:
        """The first of these."""
        return next(iter(self.all(subject, what)), None)

    def denied(self, subject: Identifier, what: str, facts: Iterable[str]) -> Finding | None:
        """The finding that says no to ``what``, such as that a name exists, unless one of ``facts`` was seen later.

        A name that had an address last month and does not exist today has findings of both.
        """
        denial = self.one(subject, what)
        if denial is None or denial.value is not False:
            return None
        later = (found.observed_at > denial.observed_at for fact in facts for found in self.all(subject, fact))
        return None if any(later) else denial

    def text(self, subject: Identifier, what: str) -> str | None:
        """The value of the first, where it is a text."""
        finding = self.one(subject, what)
        return finding.value if finding and isinstance(finding.value, str) else None

    def values(self, subject: Identifier, what: str) -> Mapping[str, Json]:
        """The value of the first, where it holds several."""
        finding = self.one(subject, what)
        return finding.value if finding and isinstance(finding.value, Mapping) else {}

    def moment(self, subject: Identifier, what: str) -> datetime | None:
        """The value of the first as a moment in UTC, where it is a date or a time."""
        return moment(self.text(subject, what))


def moment(text: str | None) -> datetime | None:
    """A date or time in ISO 8601; without a zone it is UTC. None for any other text."""
    try:
        found = datetime.fromisoformat(text or "")
    except ValueError:
        return None
    return found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)
