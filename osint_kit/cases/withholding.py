"""What a redaction would take: which lines, which records of evidence, and what it would cost. Nothing is written.

A line goes where the value stands in it, in any form, or the id of a line that goes. A record of evidence goes, with
the request or answer beside it, where the value stands in it, or a line that goes cites it.
"""

import json
import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from osint_kit.canonical import leaves
from osint_kit.cases import warc
from osint_kit.cases.case import CARD, Case
from osint_kit.cases.decisions import decisions
from osint_kit.cases.forms import SHORTEST, Form, forms_of, forms_of_text
from osint_kit.cases.people import persons
from osint_kit.cases.reading import findings_with, run_folders
from osint_kit.cases.seal import EVIDENCE, FINDINGS
from osint_kit.cases.traces import UNREADABLE, Traces
from osint_kit.errors import UsageError
from osint_kit.findings import DECISION, Finding, read_finding
from osint_kit.identifiers import Identifier

WITHHELD = "withheld"
_ID = re.compile(rb"[0-9a-f]{64}")
_WORD = re.compile(r"[a-z-]{1,12}")
"""Words of the kit's own, such as ``found`` or ``mobile``: withheld with their line, and not looked for elsewhere."""


@dataclass
class Wanted:
    """What is to be withheld: findings and records by id, and values in all of their ``forms``."""

    ids: set[str] = field(default_factory=set)
    records: set[str] = field(default_factory=set)
    forms: list[Form] = field(default_factory=list)


@dataclass
class Cut:
    """What goes of one run: ``lines`` by their number from 0, ``records`` by their id.

    ``resting`` is how many lines that stay had rested on these records. ``unread`` as in `Withholding`.
    """

    folder: Path
    lines: set[int] = field(default_factory=set)
    records: set[str] = field(default_factory=set)
    record_bytes: int = 0
    resting: int = 0
    unread: list[str] = field(default_factory=list)

    @property
    def empty(self) -> bool:
        """Whether nothing of the run goes."""
        return not self.lines and not self.records


@dataclass
class Withholding:
    """All that would go. ``traces`` finds what must not be left, the ids of the lines that go among it.

    ``card``: the value stands in ``case.json``, which never changes. ``unread`` are records that stay and that no
    search can look into: pictures, sound; each with its address.
    """

    cuts: list[Cut]
    traces: Traces
    card: bool
    unread: list[str] = field(default_factory=list)


def wanted(case: Case, items: Sequence[Identifier], ids: Collection[str], texts: Sequence[str]) -> Wanted:
    """What identifiers, ids of findings or of evidence, and further words stand for.

    With an identifier go those that the operator decided to be the same person's; with a finding the values that it
    states. Raises `UsageError` for an id that the case does not have.
    """
    result = Wanted(records={one for one in ids if one.startswith("urn:uuid:")})
    result.ids = set(ids) - result.records
    made = decisions(finding for _, finding in findings_with(case, DECISION))
    everybody = [one for person in persons(made) if set(person) & set(items) for one in person]
    for item in dict.fromkeys([*items, *everybody]):
        result.forms.extend(forms_of(item))
    for text in texts:
        result.forms.extend(forms_of_text(text))
    missing = set(result.ids)
    for folder in run_folders(case):
        for _, line in _lines(folder):
            if _own_id(line) in result.ids and (finding := _finding(line)):
                missing.discard(finding.id)
                result.forms.extend(form for text in _values(finding) for form in text)
    if missing:
        raise UsageError(
            f"this case has no finding with the id {min(missing)}", "'osint case show --findings' lists the ids"
        )
    return result


def look_through(case: Case, what: Wanted) -> Withholding:
    """Go through all runs of a case. Raises `CaseDamaged` where the ledger does not hold."""
    traces = Traces(what.forms)
    cuts = {folder: Cut(folder) for folder in run_folders(case)}
    mentions: list[tuple[Cut, int, str, frozenset[str]]] = []
    gone = set(what.ids)
    for cut in cuts.values():
        for number, line in _lines(cut.folder):
            named = frozenset(one.decode() for one in _ID.findall(line))
            own = _own_id(line)
            if own in what.ids or traces.in_bytes(line):
                cut.lines.add(number)
                gone.add(own)
            mentions.append((cut, number, own, named))
    while new := [
        (cut, number, own) for cut, number, own, named in mentions if number not in cut.lines and named & gone
    ]:
        for cut, number, own in new:
            cut.lines.add(number)
            gone.add(own)
    gone.discard("")
    for cut in cuts.values():
        _records(cut, traces, what.records)
    card = traces.in_bytes((case.folder / CARD).read_bytes())
    unread = [one for cut in cuts.values() for one in cut.unread]
    return Withholding([cut for cut in cuts.values() if not cut.empty], Traces(what.forms, gone), card, unread)


def everything(case: Case) -> Withholding:
    """All lines and all evidence, for a purge."""
    cuts = []
    for folder in run_folders(case):
        cut = Cut(folder)
        cut.lines = {number for number, line in _lines(folder) if _own_id(line)}
        with (folder / EVIDENCE).open("rb") as stream:
            for record in warc.read_records(stream, blocks=False):
                if record.type != "warcinfo":
                    cut.records.add(record.id)
                    cut.record_bytes += record.size
        if not cut.empty:
            cuts.append(cut)
    return Withholding(cuts, Traces(()), card=False)


def _records(cut: Cut, traces: Traces, named: Collection[str]) -> None:
    """Which records go; an exchange goes or stays as a whole."""
    cited = {one for number, line in _lines(cut.folder) if number in cut.lines for one in _evidence(line)} | set(named)
    exchange: dict[str, str] = {}
    sizes: dict[str, int] = {}
    pictures: dict[str, str] = {}
    going: set[str] = set()
    with (cut.folder / EVIDENCE).open("rb") as stream:
        for record in warc.read_records(stream):
            if record.type == "warcinfo":
                continue
            main = record.field("WARC-Concurrent-To").strip("<>") or record.id
            exchange[record.id], sizes[record.id] = main, record.size
            if record.id in cited or main in cited or traces.in_record(record):
                going.add(main)
            elif _shows_pictures(record):
                pictures[record.id] = record.field("WARC-Target-URI")
    cut.records = {one for one, main in exchange.items() if main in going}
    cut.record_bytes = sum(sizes[one] for one in cut.records)
    cut.unread = [f"{one} ({address})" for one, address in pictures.items() if one not in cut.records]
    cut.resting = sum(
        number not in cut.lines and any(one in cut.records for one in _evidence(line))
        for number, line in _lines(cut.folder)
    )


def _shows_pictures(record: warc.Record) -> bool:
    if record.field("Content-Type").startswith(UNREADABLE):
        return True
    head = record.block[:4096].lower() if record.type == "response" else b""
    return any(b"\r\ncontent-type: " + kind.encode() in head for kind in UNREADABLE)


def _values(finding: Finding) -> Iterator[tuple[Form, ...]]:
    """The forms of what a finding states: its object, and the texts of its value but for words of the kit's own."""
    if finding.object:
        yield forms_of(finding.object)
    for text in leaves(finding.value):
        if isinstance(text, str) and len(text) >= SHORTEST and not _WORD.fullmatch(text):
            yield forms_of_text(text)


def _lines(folder: Path) -> Iterator[tuple[int, bytes]]:
    with (folder / FINDINGS).open("rb") as stream:
        for number, line in enumerate(stream):
            yield number, line.removesuffix(b"\n")


def _own_id(line: bytes) -> str:
    """The id of a line; empty for one that is withheld already."""
    try:
        return str(json.loads(line).get("id", ""))
    except (ValueError, AttributeError):
        return ""


def _evidence(line: bytes) -> list[str]:
    try:
        cited = json.loads(line).get("evidence", [])
    except (ValueError, AttributeError):
        return []
    return [str(one) for one in cited] if isinstance(cited, list) else []


def _finding(line: bytes) -> Finding | None:
    try:
        return read_finding(line)
    except ValueError:
        return None
