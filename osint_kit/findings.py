"""A finding: one statement from one source, how sure, and from which evidence; and its JSON form.

The form is that of a line of ``findings.ndjson`` (docs/case-folder.md). Statements of the operator (what was
asked, notes, decisions) are findings too, of the source ``operator``.
"""

import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property

from osint_kit.canonical import Json, canonical, sha256_hex
from osint_kit.clock import iso
from osint_kit.identifiers import Identifier, Kind
from osint_kit.reach import Reach

STATED = ("subject", "property", "value", "object", "source")
"""The fields that the id of a finding stands for."""
ASKED = "asked"
OPERATOR = "operator"
DECISION = "decision"
NOTE = "note"
CALLED = "called"
"""What the operator calls a subject."""
CONSULTED = "consulted"
"""That a source was asked about the subject of the line, and what came of it; written by `profile build`."""
LEFT = "not_followed"
"""That `profile build` found the subject of the line and did not ask about it, and why."""
AUTHORITY = "authority"
FILE = "file"


@dataclass(frozen=True)
class Grade:
    """An Admiralty grade: reliability of the source ``A``–``F``, credibility of the statement 1–6, and why.

    A is a source that has always been reliable, F one that cannot be judged; 1 is confirmed by others,
    6 cannot be judged (the scale as in NATO AJP-2.1).
    """

    reliability: str
    credibility: int
    why: str

    @property
    def code(self) -> str:
        """The two characters, such as ``B2``."""
        return f"{self.reliability}{self.credibility}"


OPERATOR_SAID = Grade("A", 1, "entered by the operator")


def new_salt() -> str:
    """16 random bytes in hexadecimal, so that a withheld line cannot be guessed from its leaf hash."""
    return secrets.token_hex(16)


@dataclass(frozen=True)
class Finding:
    """One statement: ``subject`` has ``property`` with ``value``, or stands in it to ``object``.

    ``value`` is any JSON value. ``evidence`` holds ids of WARC records (``urn:uuid:…``), or for what was
    derived offline the id of the `asked` line. ``observed_at`` is when the evidence came about.
    """

    subject: Identifier
    property: str
    value: Json
    source: str
    observed_at: datetime
    grade: Grade
    reach: Reach = Reach.OFFLINE
    object: Identifier | None = None
    evidence: tuple[str, ...] = ()
    salt: str = field(default_factory=new_salt, compare=False)

    @cached_property
    def id(self) -> str:
        """SHA-256 over the canonical form of what is stated, so that a replay can compare statements."""
        return sha256_hex(canonical(self._stated))

    @cached_property
    def _stated(self) -> dict[str, Json]:
        return {
            "subject": identifier_record(self.subject),
            "property": self.property,
            "value": self.value,
            "object": identifier_record(self.object) if self.object else None,
            "source": self.source,
        }

    def to_record(self) -> dict[str, Json]:
        """The finding as JSON, without its ``id``."""
        return {
            **self._stated,
            "reach": self.reach.word,
            "observed_at": iso(self.observed_at),
            "evidence": list(self.evidence),
            "grade": self.grade.code,
            "why": self.grade.why,
            "salt": self.salt,
        }

    def to_line(self) -> bytes:
        """The line of ``findings.ndjson``, without its LF."""
        return canonical({**self.to_record(), "id": self.id})


def as_text(finding: Finding) -> str:
    """The value of a finding as text; of a fact of a page, the value in it."""
    value = finding.value
    if isinstance(value, dict):
        value = value.get("value", "")
    return " ".join(str(value).split()) if isinstance(value, str | int | float) else ""


def identifier_record(identifier: Identifier) -> dict[str, Json]:
    """An identifier as ``{"kind": …, "value": …}``."""
    return {"kind": identifier.kind.value, "value": identifier.value}


def statement_id(record: Mapping[str, Json]) -> str:
    """The id of a finding in its JSON form."""
    return sha256_hex(canonical({name: record.get(name) for name in STATED}))


def read_finding(line: bytes | str) -> Finding:
    """Read a line of ``findings.ndjson``. Raises ``ValueError`` where it is no finding."""
    record = json.loads(line)
    try:
        return Finding(
            subject=_identifier(record["subject"]),
            property=record["property"],
            value=record["value"],
            object=_identifier(record["object"]) if record["object"] else None,
            source=record["source"],
            reach=Reach.of(record["reach"]),
            observed_at=datetime.fromisoformat(record["observed_at"]),
            evidence=tuple(record["evidence"]),
            grade=Grade(record["grade"][0], int(record["grade"][1:]), record["why"]),
            salt=record["salt"],
        )
    except (LookupError, TypeError, AttributeError) as error:
        raise ValueError(f"not a finding: {error}") from error


def _identifier(record: Mapping[str, str]) -> Identifier:
    return Identifier(Kind(record["kind"]), record["value"])
