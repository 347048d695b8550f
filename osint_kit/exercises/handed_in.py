"""A trainee's case folder as it is marked: what its evidence says, what he said, whom he asked, how it is kept.

Nothing is taken on the trainee's word: the whole folder is verified first, and a finding counts where it cites a record
of its own run, or was derived offline from what he asked, and comes out again when the evidence is read again.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from osint_kit.canonical import leaves
from osint_kit.cases import warc
from osint_kit.cases.case import Case, open_case
from osint_kit.cases.decisions import Verdict, decisions
from osint_kit.cases.reading import run_folders
from osint_kit.cases.seal import EVIDENCE, FINDINGS
from osint_kit.cases.verify import verify
from osint_kit.errors import CaseDamaged, UsageError
from osint_kit.exercises.answers import answers_in, number_in
from osint_kit.findings import ASKED, DECISION, NOTE, OPERATOR, Finding, read_finding
from osint_kit.identifiers import Identifier, Kind
from osint_kit.identifiers.url import read_url
from osint_kit.reach import Reach

FOUND = "found"
READ_IN_A_TEXT = frozenset({"appears_in", "advertised_in"})
"""Properties of what was read in a text: the subject is what was found there."""
RESOURCE = "resource"
"""The type of the WARC records in which files of the operator's are kept."""


@dataclass(frozen=True)
class Said:
    """What one finding says: the texts in its value, and the identifier that it leads to.

    ``own`` is what it rests on of the trainee's own, where it rests on nothing else: words that he typed, texts of
    files that he named.
    """

    texts: tuple[str, ...]
    leads_to: Identifier | None
    own: tuple[str, ...] = ()


@dataclass(frozen=True)
class Request:
    """One question that went out: at which reach, to which host, of which address; for DNS neither is a visit."""

    run: str
    reach: Reach
    host: str
    url: str


@dataclass
class HandedIn:
    """What is in a folder. ``problem`` says why it cannot be marked; the lists are empty then.

    ``asked`` are the identifiers that were asked about in runs that asked somebody; ``claimed`` those that he decided
    to belong together or to be right.
    """

    folder: Path
    title: str = ""
    operator: str = ""
    world: str = ""
    purpose: str = ""
    authority: str = ""
    problem: str = ""
    damage: tuple[str, ...] = ()
    said: list[Said] = field(default_factory=list)
    requests: list[Request] = field(default_factory=list)
    asked: list[Identifier] = field(default_factory=list)
    claimed: list[Identifier] = field(default_factory=list)
    answers: dict[str, tuple[str, ...]] = field(default_factory=dict)
    hints: defaultdict[str, int] = field(default_factory=lambda: defaultdict(int))
    notes: int = 0


def read_handed_in(folder: Path, not_derived: Callable[[Case], Collection[tuple[str, str]]] = lambda _: ()) -> HandedIn:
    """Read a case folder; one that is damaged or no case comes back with its ``problem``.

    ``not_derived`` says which findings, as run and id, do not come out of the evidence when it is read again; these
    say nothing.
    """
    try:
        case = open_case(folder)
    except (CaseDamaged, UsageError) as error:
        return HandedIn(folder, problem=error.message)
    card = case.card
    handed = HandedIn(folder, card.title, card.operator, card.world, card.purpose, card.authority)
    handed.damage = verify(folder).problems
    if handed.damage:
        handed.problem = f"the folder does not verify: {handed.damage[0]}"
        return handed
    doubted = frozenset(not_derived(case))
    for run in run_folders(case):
        _read_run(run, handed, doubted)
    handed.claimed += _claims(case)
    return handed


def _read_run(run: Path, handed: HandedIn, doubted: Collection[tuple[str, str]]) -> None:
    records, requests, files = _records(run)
    handed.requests += requests
    own: dict[str, str] = dict(files)
    asked: dict[str, Identifier] = {}
    for finding in _findings(run):
        if finding.source == OPERATOR:
            _read_words(finding, handed)
            if finding.property == ASKED:
                asked[finding.id] = finding.subject
                own[finding.id] = str(finding.value)
        elif (
            (run.name, finding.id) not in doubted
            and finding.evidence
            and set(finding.evidence) <= records | asked.keys()
        ):
            rests_on = tuple(own[one] for one in finding.evidence) if own.keys() >= set(finding.evidence) else ()
            leads_to = finding.subject if finding.property in READ_IN_A_TEXT else finding.object
            handed.said.append(Said(tuple(_texts(finding)), leads_to, rests_on))
    if any(request.reach > Reach.OFFLINE for request in requests):
        handed.asked += asked.values()


def _read_words(finding: Finding, handed: HandedIn) -> None:
    ref = finding.subject.value
    handed.notes += finding.property == NOTE
    if (given := answers_in(finding)) is not None:
        handed.answers[ref] = given
    if number := number_in(finding):
        handed.hints[ref] = max(handed.hints[ref], number)


def _records(run: Path) -> tuple[set[str], list[Request], dict[str, str]]:
    """The ids of the records of evidence, the requests that went out, failed ones too, and the texts of his files."""
    ids: set[str] = set()
    requests: list[Request] = []
    files: set[str] = set()
    with (run / EVIDENCE).open("rb") as stream:
        for record in warc.read_records(stream, blocks=False):
            ids.add(record.id)
            if record.type == RESOURCE:
                files.add(record.id)
            if (reach := record.field("Osint-Reach")) and record.field("WARC-IP-Address"):
                url = record.field("WARC-Target-URI")
                requests.append(Request(run.name, Reach.of(reach), _host(url), url))
    return ids, requests, _texts_of_files(run, files) if files else {}


def _texts_of_files(run: Path, ids: Collection[str]) -> dict[str, str]:
    with (run / EVIDENCE).open("rb") as stream:
        return {
            record.id: record.block.decode("utf-8-sig", "replace")
            for record in warc.read_records(stream)
            if record.id in ids
        }


def _findings(run: Path) -> Iterator[Finding]:
    with (run / FINDINGS).open("rb") as lines:
        for line in lines:
            try:
                yield read_finding(line)
            except ValueError:
                continue  # a withheld line says nothing


def _texts(finding: Finding) -> Iterator[str]:
    """The texts in a finding's value; an account that was not found says nothing of the site."""
    value = finding.value
    if isinstance(value, dict) and "state" in value and "site" in value:
        yield from (str(value[name]) for name in ("site", "url") if value["state"] == FOUND)
        return
    yield from map(str, leaves(value))


def _claims(case: Case) -> Iterator[Identifier]:
    """What the trainee confirmed or joined. A newer decision about the same takes an older one back."""
    lines = (finding for run in run_folders(case) for finding in _findings(run) if finding.property == DECISION)
    newest = {(made.subject, made.other, made.about): made for made in decisions(lines)}
    for made in newest.values():
        if made.verdict in (Verdict.CONFIRM, Verdict.SAME_AS):
            yield made.subject
            if made.other:
                yield made.other


def _host(url: str) -> str:
    """The host of a web address; empty for questions to resolvers and registries."""
    if not url.startswith(("http:", "https:")):
        return ""
    try:
        return read_url(url).host
    except ValueError:
        return ""


def name_of(identifier: Identifier) -> str:
    """An identifier as a scenario names it: the handle of an account, else the value."""
    value = identifier.value
    return value.partition(":")[2] if identifier.kind is Kind.ACCOUNT else value
