"""`osint domain parse`: what a name says by itself. Nothing is asked of any network."""

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from osint_kit.commands.domain_items import HINTS, looks_like_domain
from osint_kit.commands.session import Session, field_names

if TYPE_CHECKING:
    from osint_kit.identifiers.domain import DomainRecord
    from osint_kit.identifiers.known_names import KnownNames
    from osint_kit.identifiers.suffixes import SuffixList
    from osint_kit.investigation import Investigation
    from osint_kit.tables.values import Row

JSON_FIELDS = ("notes", "suffix_list")
REMEMBERED = 1 << 14
"""Texts whose records are at hand when they come again."""
NOTES_SHOWN = 10


def parse(
    session: Session,
    private_suffixes: Annotated[
        bool,
        typer.Option("--private-suffixes", help="Count suffixes such as blogspot.com too, not only the ICANN part."),
    ] = False,
    suffix_file: Annotated[
        Path | None,
        typer.Option("--suffix-list", metavar="FILE", help="A newer Public Suffix List than the kit's own."),
    ] = None,
    known_file: Annotated[
        Path | None,
        typer.Option("--known", metavar="FILE", help="More names that are imitated: the domains of one owner a line."),
    ] = None,
) -> None:
    """Take names, links or e-mail addresses apart: registrable domain, subdomain, suffix.

    Works offline, by the Public Suffix List that comes with the kit or the one that is named. Defanged forms are read
    too. 'confusable_with' is a known name that is imitated by letters that look alike, such as paypa1.com.

    Examples:

      osint domain parse https://apply.island-jobs.example/form

      osint domain parse "hxxp://evil[.]com" -f json
    """
    from osint_kit.identifiers.confusables import VERSION as CONFUSABLES
    from osint_kit.identifiers.domain import DomainRecord, domain_record
    from osint_kit.identifiers.domain_notes import domain_notes
    from osint_kit.identifiers.suffixes import suffix_list

    newer = _suffix_list(suffix_file) if suffix_file else None
    suffixes = newer[0] if newer else suffix_list()
    known = _known_names(known_file)
    session.messages.detail(f"Public Suffix List of {suffixes.date}")
    items = session.items(looks_like_domain, HINTS)
    counter = session.messages.counter(items.total, items.share)
    notes_said: set[str] = set()

    @lru_cache(maxsize=REMEMBERED)
    def read(text: str) -> "tuple[DomainRecord, Row]":
        record = domain_record(text, private_suffixes, suffixes, known)
        notes = domain_notes(record, suffixes)
        for note in notes:
            if note not in notes_said and len(notes_said) < NOTES_SHOWN:
                notes_said.add(note)
                session.messages.warn(note)
        return record, {**vars(record), "notes": notes, "suffix_list": suffixes.date}

    names = field_names(DomainRecord)
    if session.case is None:
        with session.results(names, items, JSON_FIELDS) as results:
            for item in items:
                results.write(item, read(item.text)[1])
                counter.step()
        counter.end()
        return
    options = {"private_suffixes": private_suffixes}
    data = {"public-suffix-list": suffixes.version, "unicode-confusables": CONFUSABLES}
    with (
        session.investigation(options, network=False, data=data) as work,
        session.results(names, items, JSON_FIELDS) as results,
    ):
        session.keep_input(work, items)
        if newer and suffix_file and work.run:
            work.run.keep_file(suffix_file.name, newer[1], "text/plain")
        for item in items:
            record, row = read(item.text)
            refusal = _keep(session, work, record)
            results.write(item, {"input": item.text, "problem": refusal} if refusal else row)
            counter.step()
    counter.end()


def _keep(session: Session, work: "Investigation", record: "DomainRecord") -> str | None:
    """Keep that a name was asked about, and whom it imitates; why not, where the scope forbids to ask."""
    from osint_kit.identifiers import Identifier, Kind
    from osint_kit.sources.look_alikes import imitation

    name = Identifier(Kind.DOMAIN, record.ascii) if record.ascii else Identifier(Kind.TEXT, record.input)
    refusal = session.admit(name)
    if refusal is None:
        asked = work.asked(name, record.input)
        if record.confusable_with:
            work.keep([imitation(name, record.confusable_with)], asked)
    return refusal


def _suffix_list(path: Path) -> "tuple[SuffixList, bytes]":
    from osint_kit.identifiers.suffixes import read_suffix_list

    data = _bytes(path, "name a file with a Public Suffix List")
    return read_suffix_list(path, data), data


def _known_names(path: Path | None) -> "KnownNames":
    from osint_kit.errors import UsageError
    from osint_kit.identifiers.known_names import KnownNames, known_names, packaged_owners, read_owners

    if path is None:
        return known_names()
    try:
        text = _bytes(path, "name a text file").decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UsageError(f"{path} is not UTF-8 text", "save the list of names as UTF-8") from error
    return KnownNames([*read_owners(text, str(path)), *packaged_owners()])


def _bytes(path: Path, next_step: str) -> bytes:
    from osint_kit.errors import UsageError

    try:
        return path.read_bytes()
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {error.strerror}", next_step) from error
