"""What an advertisement that the operator put in says of its contacts, as findings."""

from collections.abc import Iterator

from osint_kit.canonical import Json
from osint_kit.clock import now
from osint_kit.findings import Finding, Grade
from osint_kit.identifiers import Kind
from osint_kit.profiles.advert import Advert
from osint_kit.profiles.flags import ADVERTISED
from osint_kit.sources.numbers_in_text import SOURCE

KEPT = 4000
"""Characters of the text that a finding holds; all of it is in the evidence."""
CONTACTS = 50
"""Contacts of one text that get a finding."""
_READ = Grade("B", 2, "read by rule out of a text that the operator put in, which is kept")
_DOUBTFUL = Grade("B", 4, "read by rule out of a text that the operator put in, and doubtful; the value says why")


def contacts_in(advert: Advert, file: str | None, evidence: tuple[str, ...]) -> Iterator[Finding]:
    """A finding for each contact in the text, which holds the text; ``file`` is its name without folders.

    ``evidence`` names the record or the line that the text is kept in.
    """
    first = {part.identifier: part for part in reversed(advert.parts) if part.identifier}
    for part in sorted(first.values(), key=lambda part: part.start)[:CONTACTS]:
        assert part.identifier is not None  # only such parts are in ``first``
        if part.identifier.kind is Kind.URL and part.what == "app":
            continue  # the number in it is a contact of its own
        value: dict[str, Json] = {
            "text": advert.text[:KEPT],
            "cut": len(advert.text) > KEPT,
            "file": file,
            "start": part.start,
            "end": part.end,
            "doubt": part.note or None,
        }
        grade = _DOUBTFUL if part.note else _READ
        yield Finding(part.identifier, ADVERTISED, value, SOURCE, now(), grade, evidence=evidence)
