"""What a profile is made of: the statements of a case, what was asked, and what the operator decided.

The same form serves a build without a case, whose statements are those of the build alone.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from osint_kit.canonical import Json
from osint_kit.cases.decisions import Decision, Verdict, decisions
from osint_kit.findings import ASKED, CALLED, CONSULTED, DECISION, LEFT, OPERATOR, Finding
from osint_kit.identifiers import Identifier

ANSWERED = "answered"
"""The source answered, be it that it knows nothing."""
NO_ANSWER = "no answer"
NOT_ASKED = "not asked"
"""Time or budget ended before; the same build goes on there."""
OUT_OF_REACH = "out of reach"


@dataclass(frozen=True)
class Host:
    """One system that a question went to: how near, how often, and the bytes sent and received."""

    host: str
    reach: str
    requests: int
    bytes: int


@dataclass(frozen=True)
class Consulted:
    """That a source was asked about an identifier. ``outcome`` is one of the words above, ``why`` says more."""

    source: str
    identifier: Identifier
    outcome: str
    why: str = ""
    hosts: tuple[Host, ...] = ()
    at: datetime | None = None
    id: str = ""
    """The id of the line that says this."""

    def value(self) -> dict[str, Json]:
        """The value of the line that keeps it."""
        return {
            "source": self.source,
            "outcome": self.outcome,
            "why": self.why,
            "hosts": [
                {"host": item.host, "reach": item.reach, "requests": item.requests, "bytes": item.bytes}
                for item in self.hosts
            ],
        }


@dataclass
class Material:
    """All that a profile is derived from. The order of the statements does not matter."""

    statements: dict[str, Finding] = field(default_factory=dict)
    """By their ids; of one statement made twice, the newest."""
    asked: dict[Identifier, str] = field(default_factory=dict)
    called: list[Finding] = field(default_factory=list)
    """What the operator calls subjects."""
    consulted: list[Consulted] = field(default_factory=list)
    left: dict[Identifier, str] = field(default_factory=dict)
    """What was found and left alone by a build, by its newest word, and why."""
    decided: list[Decision] = field(default_factory=list)
    rejected: Mapping[str, Decision] = field(default_factory=dict)
    """Decisions about findings that do not hold, by the ids of these."""
    confirmed: Mapping[str, Decision] = field(default_factory=dict)


def material(findings: Iterable[Finding]) -> Material:
    """Sort the lines of a case, or of one build, by what they are."""
    result = Material()
    operators: list[Finding] = []
    for finding in findings:
        if finding.source == OPERATOR:
            if finding.property == ASKED:
                result.asked.setdefault(finding.subject, finding.id)
            elif finding.property == CALLED:
                result.called.append(finding)
            elif finding.property == DECISION:
                operators.append(finding)
            elif finding.property == CONSULTED:
                result.consulted.append(read_consulted(finding))
            elif finding.property == LEFT:
                result.left[finding.subject] = str(finding.value)
            elif finding.object is not None:
                _take(result, finding)
        else:
            _take(result, finding)
    for old in _outdated(result.statements.values()):
        del result.statements[old.id]
    result.decided = sorted(decisions(operators), key=lambda decision: str(decision.at))
    newest = {decision.about: decision for decision in result.decided if decision.about}
    result.rejected = {about: item for about, item in newest.items() if item.verdict is Verdict.REJECT}
    result.confirmed = {about: item for about, item in newest.items() if item.verdict is Verdict.CONFIRM}
    return result


def _outdated(statements: Iterable[Finding]) -> list[Finding]:
    """What a site said of an account before, where the same source asked the site again."""
    newest: dict[tuple[Identifier, str, str], Finding] = {}
    old: list[Finding] = []
    for finding in sorted(statements, key=lambda item: (item.observed_at, item.id)):
        if finding.property == "account" and isinstance(finding.value, dict) and finding.value.get("site"):
            key = (finding.subject, finding.source, str(finding.value["site"]))
            if key in newest:
                old.append(newest[key])
            newest[key] = finding
    return old


def read_consulted(finding: Finding) -> Consulted:
    """Read a line that says that a source was asked."""
    value = finding.value if isinstance(finding.value, dict) else {}
    hosts = value.get("hosts")
    return Consulted(
        source=str(value.get("source", "")),
        identifier=finding.subject,
        outcome=str(value.get("outcome", ANSWERED)),
        why=str(value.get("why", "")),
        hosts=tuple(_host(item) for item in hosts if isinstance(item, dict)) if isinstance(hosts, list) else (),
        at=finding.observed_at,
        id=finding.id,
    )


def _host(record: Mapping[str, Json]) -> Host:
    def number(name: str) -> int:
        value = record.get(name, 0)
        return value if isinstance(value, int) else 0

    return Host(str(record.get("host", "")), str(record.get("reach", "")), number("requests"), number("bytes"))


def _take(result: Material, finding: Finding) -> None:
    before = result.statements.get(finding.id)
    if before is None or before.observed_at <= finding.observed_at:
        result.statements[finding.id] = finding
