"""What the operator decided: about a finding, about two identifiers, about a person's role. Append-only.

A decision is a line of ``findings.ndjson`` (``property`` is ``decision``, source ``operator``, no evidence), so that
it can be withheld like any other. A newer decision about the same thing stands in place of the older one.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from osint_kit.canonical import Json
from osint_kit.clock import now
from osint_kit.findings import DECISION, OPERATOR, OPERATOR_SAID, Finding
from osint_kit.identifiers import Identifier


class Verdict(StrEnum):
    """What a decision says."""

    CONFIRM = "confirm"
    """The finding ``about`` holds."""
    REJECT = "reject"
    """The finding ``about`` does not hold, or does not concern the subject."""
    SAME_AS = "same-as"
    """``subject`` and ``other`` belong to one person."""
    NOT_SAME = "not-same"
    ROLE = "role"
    """The person of ``subject`` has ``role``."""


class Role(StrEnum):
    """What a person is in a case; the kit never sets one by itself."""

    UNKNOWN = "unknown"
    SUSPECT = "suspect"
    VICTIM = "victim"
    WITNESS = "witness"


@dataclass(frozen=True)
class Decision:
    """One decision of the operator. ``about`` is the id of the finding that is confirmed or rejected, or empty."""

    verdict: Verdict
    subject: Identifier
    reason: str
    about: str = ""
    other: Identifier | None = None
    role: Role | None = None
    minor: bool = False
    at: datetime | None = None

    def to_finding(self) -> Finding:
        """The line that keeps it."""
        value: dict[str, Json] = {"verdict": self.verdict.value, "reason": self.reason}
        if self.about:
            value["about"] = self.about
        if self.role:
            value |= {"role": self.role.value, "minor": self.minor}
        return Finding(self.subject, DECISION, value, OPERATOR, self.at or now(), OPERATOR_SAID, object=self.other)


def decisions(findings: Iterable[Finding]) -> list[Decision]:
    """The decisions among findings, oldest first; what is in no known form is left out."""
    read = (_read(finding) for finding in findings if finding.property == DECISION and finding.source == OPERATOR)
    return [decision for decision in read if decision]


def _read(finding: Finding) -> Decision | None:
    value = finding.value
    if not isinstance(value, dict):
        return None
    try:
        return Decision(
            verdict=Verdict(str(value["verdict"])),
            subject=finding.subject,
            reason=str(value["reason"]),
            about=str(value.get("about", "")),
            other=finding.object,
            role=Role(str(value["role"])) if "role" in value else None,
            minor=bool(value.get("minor", False)),
            at=finding.observed_at,
        )
    except (KeyError, ValueError):
        return None
