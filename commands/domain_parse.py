"""`osint domain parse`: what a name says by itself. Nothing is asked of any network."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from osint_kit.bulk.row_lines import LINE_FORMATS
from osint_kit.commands.domain_items import HINTS, looks_like_domain
from osint_kit.commands.session import Session
from osint_kit.tables.fields import field_names

if TYPE_CHECKING:
    from osint_kit.commands.messages import Messages
    from osint_kit.identifiers.domain import DomainRecord
    from osint_kit.identifiers.domain_reader import DomainReader
    from osint_kit.identifiers.known_names import Owner
    from osint_kit.identifiers.suffixes import SuffixList
    from osint_kit.investigation import Investigation
    from osint_kit.tables.values import Row

JSON_FIELDS = ("notes", "suffix_list")
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
    from osint_kit.identifiers.domain import DomainRecord
    from osint_kit.identifiers.domain_reader import DomainReader

    list_bytes = _bytes(suffix_file, "name a file with a Public Suffix List") if suffix_file else None
    reader = DomainReader(private_suffixes, _suffix_list(suffix_file, list_bytes), _owners(known_file))
    session.messages.detail(f"Public Suffix List of {reader.date}")
    items = session.items(looks_like_domain, HINTS)
    counter = session.messages.counter(items.total, items.share)
    notes = _Notes(session.messages)
    new_results = partial(session.results, field_names(DomainRecord), items, JSON_FIELDS, depends=reader.depends)
    if session.case is None:
        with new_results() as results:
            if items.file and session.format in LINE_FORMATS:
                from osint_kit.bulk.domains import DomainTask
                from osint_kit.commands.blocks import write_blocks

                task = DomainTask(session.format, items.columns, results.fields, reader)
                write_blocks(items, results, task, counter, notes.tell)
            else:
                for item in items:
                    results.write(item, _row(reader, *notes.told(reader.read(item.text))))
                    counter.step()
        counter.end()
        return
    options = {"private_suffixes": private_suffixes}
    with session.investigation(options, network=False, data=reader.versions) as work, new_results() as results:
        session.keep_input(work, items)
        for item in items:
            record, noted = notes.told(reader.read(item.text))
            refusal = _keep(session, work, record)
            row = {"input": item.text, "problem": refusal} if refusal else _row(reader, record, noted)
            results.write(item, row)
            counter.step()
    counter.end()


class _Notes:
    """What should be known beside the records goes to stderr, each once, and not without end."""

    def __init__(self, messages: "Messages") -> None:
        self._messages = messages
        self._said: set[str] = set()

    def told(self, read: "tuple[DomainRecord, tuple[str, ...]]") -> "tuple[DomainRecord, tuple[str, ...]]":
        """What was read, when its notes have been told."""
        self.tell(read[1])
        return read

    def tell(self, notes: Sequence[str]) -> None:
        """Say what was not said yet."""
        for note in notes:
            if note not in self._said and len(self._said) < NOTES_SHOWN:
                self._said.add(note)
                self._messages.warn(note)


def _row(reader: "DomainReader", record: "DomainRecord", notes: Sequence[str]) -> "Row":
    return {**vars(record), "notes": notes, "suffix_list": reader.date}


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


def _suffix_list(path: Path | None, data: bytes | None) -> "SuffixList | None":
    from osint_kit.identifiers.suffixes import read_suffix_list

    return read_suffix_list(path, data) if path and data is not None else None


def _owners(path: Path | None) -> "tuple[Owner, ...]":
    from osint_kit.errors import UsageError
    from osint_kit.identifiers.known_names import read_owners

    if path is None:
        return ()
    try:
        text = _bytes(path, "name a text file").decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UsageError(f"{path} is not UTF-8 text", "save the list of names as UTF-8") from error
    return tuple(read_owners(text, str(path)))


def _bytes(path: Path, next_step: str) -> bytes:
    from osint_kit.errors import UsageError

    try:
        return path.read_bytes()
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {error.strerror}", next_step) from error
