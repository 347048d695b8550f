"""What findings say of one domain, whether they were just made or come out of a case: the newest of each."""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime

from osint_kit.canonical import Json
from osint_kit.findings import Finding
from osint_kit.identifiers import Identifier

NOW = ""
"""The batch of findings that were just made."""


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
