"""`osint phone extract`: the numbers in running text. `commands/phone.py` puts it into its group."""

import sys
from collections.abc import Generator, Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, BinaryIO

import typer

from osint_kit.commands.session import Session
from osint_kit.commands.spool import STANDARD, as_file
from osint_kit.errors import UsageError
from osint_kit.tables.fields import field_names

if TYPE_CHECKING:
    from osint_kit.investigation import Investigation
    from osint_kit.sources.numbers_in_text import NumberInText
    from osint_kit.texts.reading import Form


def extract(
    session: Session,
    files: Annotated[
        list[str] | None,
        typer.Argument(metavar="[FILE]...", show_default=False, help="Files to search; - reads standard input."),
    ] = None,
    file: Annotated[
        str | None, typer.Option("-i", "--input", metavar="FILE", help="A file to search, the same as FILE.")
    ] = None,
    input_format: Annotated[
        str | None,
        typer.Option("--input-format", metavar="FORMAT", help="txt, html, eml or json, whatever the file's name."),
    ] = None,
    region: Annotated[
        str | None,
        typer.Option("--region", metavar="CODE", help="Country of numbers without a country code, such as FJ or VU."),
    ] = None,
) -> None:
    """Find phone numbers in running text: advertisements, web pages, mail, JSON, WhatsApp's chat exports.

    One record a number, with its place, the words around it, and a doubt where it may be a date, a price or an id,
    or is spelled out. Without --region only numbers with a country code are found. Nobody is asked.

    Examples:

      osint phone extract --region FJ chat.txt page.html

      osint phone extract --region VU - < advert.txt
    """
    from osint_kit.commands.phone import region_of
    from osint_kit.identifiers.phone import check_region
    from osint_kit.sources.numbers_in_text import NumberInText

    names = _names(files or [], file)
    form = _form(input_format)
    wanted = region_of(session, region)
    if wanted:
        check_region(wanted)
    counter = session.messages.counter()
    with (
        session.investigation({"region": wanted}, network=False) as work,
        session.results(field_names(NumberInText)) as results,
    ):
        for name in names:
            with closing(_searched(session, work, name, form, wanted)) as records:
                for record in records:
                    results.write(None, asdict(record))
                    counter.step()
    counter.end()


def _names(typed: list[str], option: str | None) -> list[str]:
    from osint_kit.commands.items import is_pipe

    if option is not None:
        if typed:
            raise UsageError("files and -i/--input together", "name all of them as words")
        return [option]
    if not typed and not is_pipe():
        raise UsageError("no text to search", "name one or more files, or - for standard input")
    return typed or [STANDARD]


def _form(typed: str | None) -> "Form | None":
    from osint_kit.texts.reading import Form

    try:
        return Form(typed) if typed else None
    except ValueError as error:
        raise UsageError(f"'{typed}' is no form of text", f"use one of {', '.join(Form)}") from error


def _searched(
    session: Session, work: "Investigation", name: str, form: "Form | None", region: str | None
) -> "Generator[NumberInText, None, None]":
    """The records of one file, kept in the case where there is one."""
    from osint_kit.sources.numbers_in_text import NumberInText, numbers_in_text
    from osint_kit.texts.reading import form_of

    form = form or form_of(name)
    try:
        if work.run is None:
            with _opened(name) as stream:
                yield from numbers_in_text(name, stream, form, region)
        else:
            with as_file(name) as path, path.open("rb") as stream:
                yield from _kept(session, work, path, numbers_in_text(name, stream, form, region))
    except BrokenPipeError:
        raise
    except OSError as error:
        yield NumberInText(name, problem=_why_not(error))


@contextmanager
def _opened(name: str) -> Iterator[BinaryIO]:
    if name == STANDARD:
        yield sys.stdin.buffer
        return
    with Path(name).open("rb") as stream:
        yield stream


def _kept(
    session: Session, work: "Investigation", path: Path, records: "Iterable[NumberInText]"
) -> "Iterator[NumberInText]":
    """Keep the file, what was asked, and of each number in it the plan's facts and where it stands first."""
    from osint_kit.identifiers import Identifier, Kind
    from osint_kit.identifiers.phone import phone_record
    from osint_kit.sources.numbering_plan import finding
    from osint_kit.sources.numbers_in_text import appearance

    if work.run is None:
        return
    before = _state(path)
    evidence = work.run.keep_input(path, "application/octet-stream", "files")
    work.asked(Identifier(Kind.TEXT, path.name), path.name)
    first: dict[str, NumberInText] = {}
    times: dict[str, int] = {}
    try:
        for record in records:
            if record.e164 is None:
                yield record
                continue
            if refusal := session.outside_scope(Identifier(Kind.PHONE, record.e164)):
                yield replace(record, problem=refusal)
                continue
            known = first.setdefault(record.e164, record)
            if known.doubt and not record.doubt:
                first[record.e164] = record
            times[record.e164] = times.get(record.e164, 0) + 1
            yield record
        if _state(path) != before:
            raise UsageError(f"{path.name} changed while it was searched", "work on a copy that nobody writes to")
    finally:
        for e164, where in first.items():
            number = Identifier(Kind.PHONE, e164)
            work.keep(
                [finding(number, phone_record(e164), evidence), appearance(where, path.name, times[e164], evidence)]
            )


def _state(path: Path) -> tuple[int, int]:
    """Size and time of change of a file: while they stay, what is searched is what was kept."""
    now = path.stat()
    return now.st_size, now.st_mtime_ns


def _why_not(error: OSError) -> str:
    if isinstance(error, FileNotFoundError):
        return "there is no such file; check its name, or give the text itself on standard input"
    if isinstance(error, IsADirectoryError):
        return "this is a folder; name the files in it"
    if isinstance(error, PermissionError):
        return "this cannot be read: no permission, or it is a folder"
    return f"this cannot be read: {error.strerror or error}"
