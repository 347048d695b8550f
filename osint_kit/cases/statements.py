"""What the operator puts into a case himself: files and notes, as lines of a run.

A line needs a subject. Where it is about no identifier, that is of the kind ``text``: the name of the file, or the
word `WHOLE_CASE`.
"""

import os
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from osint_kit.canonical import Json
from osint_kit.cases import warc
from osint_kit.cases.case import Case
from osint_kit.cases.reading import run_folders
from osint_kit.cases.seal import EVIDENCE, FINDINGS
from osint_kit.clock import iso, now
from osint_kit.errors import UsageError
from osint_kit.findings import FILE, NOTE, OPERATOR, OPERATOR_SAID, Finding
from osint_kit.identifiers import Identifier, Kind

WHOLE_CASE = Identifier(Kind.TEXT, "case")
LONGEST_NOTE = 100_000
"""In characters; anything longer is a file, for 'case add'."""


def file_line(
    path: Path, kept: tuple[str, warc.Measured], about: Identifier | None, type_: str, origin: str, made: str
) -> Finding:
    """The line of a file that was kept as evidence: ``{name, bytes, sha256, type, modified, from, made}``.

    ``kept`` is what `Run.keep_measured` gave. ``origin`` and ``made`` are the operator's own words, or empty.
    """
    evidence, measured = kept
    name = os.fsencode(path.name).decode("utf-8", "replace")
    value: dict[str, Json] = {
        "name": name,
        "bytes": measured.size,
        "sha256": measured.sha256,
        "type": type_,
        "modified": iso(datetime.fromtimestamp(path.stat().st_mtime, UTC)),
        "from": origin or None,
        "made": made or None,
    }
    return Finding(
        about or Identifier(Kind.TEXT, name), FILE, value, OPERATOR, now(), OPERATOR_SAID, evidence=(evidence,)
    )


def note_line(text: str, about: Identifier | None, cites: Sequence[str]) -> Finding:
    """The line of a note: ``{text, cites}``; ``cites`` are ids of findings and of evidence, from any run of the case.

    Raises `UsageError` for a text that is empty or too long.
    """
    if not text.strip():
        raise UsageError("an empty note", "write the note behind 'case note', or pipe it in")
    if len(text) > LONGEST_NOTE:
        raise UsageError(
            f"a note of {len(text):,} characters; {LONGEST_NOTE:,} are the most", "keep it as a file with 'case add'"
        )
    return Finding(about or WHOLE_CASE, NOTE, {"text": text, "cites": list(cites)}, OPERATOR, now(), OPERATOR_SAID)


def must_know(case: Case, ids: Sequence[str]) -> None:
    """Raise `UsageError` unless each id is that of a finding or of a record of evidence in the case."""
    unknown = dict.fromkeys(ids)
    for folder in run_folders(case):
        if not unknown:
            return
        with (folder / FINDINGS).open("rb") as lines:
            for line in lines:
                for one in [one for one in unknown if f'"id":"{one}"'.encode() in line]:
                    del unknown[one]
        if any(one.startswith("urn:uuid:") for one in unknown):
            with (folder / EVIDENCE).open("rb") as stream:
                for one in warc.whole_length(stream)[1] & unknown.keys():
                    del unknown[one]
    if unknown:
        raise UsageError(
            f"this case has neither a finding nor evidence with the id '{next(iter(unknown))}'",
            "'osint case show --findings' lists the ids",
        )
