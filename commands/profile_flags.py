"""`osint profile flags`: red flags of advertisement texts, and of the case's newest profile."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from osint_kit.commands.profile_flags_rows import TEXT_FIELDS, Reading, rule_rows
from osint_kit.commands.session import Session
from osint_kit.errors import UsageError

if TYPE_CHECKING:
    from osint_kit.commands.items import Item
    from osint_kit.commands.results import Results
    from osint_kit.investigation import Investigation
    from osint_kit.profiles.flags_words import Book

BRIEF = ("what", "value", "title", "evidence_grade", "excerpt")
RULE_FIELDS = ("flag", "title", "evidence_grade", "source", "innocent", "reads", "languages")
PROFILE_FIELDS = ("flag", "title", "evidence_grade", "kind", "value", "excerpt", "innocent", "source", "findings")
HINTS = ("text", "advert", "advertisement", "ad", "post", "message", "body", "description", "content", "caption")


def flags(
    session: Session,
    text: Annotated[
        list[Path] | None,
        typer.Option("--text", metavar="FILE", help="A file with one advertisement: txt, html, eml, json; repeatable."),
    ] = None,
    region: Annotated[
        str | None,
        typer.Option("--region", metavar="CODE", help="Country of numbers without a country code."),
    ] = None,
    words: Annotated[
        Path | None,
        typer.Option("--words", metavar="DIR", help="A folder with word lists of your own, beside the kit's."),
    ] = None,
    list_: Annotated[
        bool, typer.Option("--list", help="List the flags, and those that were tested and failed.")
    ] = False,
) -> None:
    """Read an advertisement: its contacts and money, and its red flags, each with source and innocent reading.

    An ITEM is a text; a file or a column of texts comes with -i. Without any text the flags of the case's newest
    profile are shown. Flags are counted by nobody: most honest advertisements have one. Nobody is asked.

    Examples:

      osint profile flags --text advert.txt --region FJ

      osint profile flags -i adverts.csv --column text -o flags.xlsx

      osint profile flags --list
    """
    from osint_kit.commands.items import is_pipe
    from osint_kit.commands.phone import region_of

    book = book_of(words)
    if list_:
        with session.results(RULE_FIELDS) as results:
            for row in rule_rows(book):
                results.write(None, row)
        return
    has_items = bool(session.typed_items) or session.has_input
    if text and has_items and not session.replaying:  # the items of a replay are all that was asked, files too
        raise UsageError("items and --text together", "give the texts either as items or as files")
    if not text and not has_items and not is_pipe():
        _of_profile(session)
        return
    reading = Reading(book, region_of(session, region))
    with session.investigation({"region": reading.region}, network=False) as work:
        if text:
            with session.results(session.in_brief(BRIEF, TEXT_FIELDS)) as results:
                for path in text:
                    _read_file(session, work, path, reading, results)
                _together(reading, results)
        else:
            items = session.items(_looks_like_text, HINTS)
            session.keep_input(work, items)
            with session.results(session.in_brief(BRIEF, TEXT_FIELDS), items) as results:
                for item in items:
                    _read_item(session, work, item, reading, results)
                _together(reading, results)
    for said in (reading.count(), *reading.failed_words()):
        session.messages.say(said)


def book_of(folder: Path | None) -> "Book":
    """The word lists in use: the kit's, and those of a folder that was named, typed or in the settings."""
    from osint_kit.commands.settings import setting
    from osint_kit.profiles.flags_words import book_with, own_book

    named = folder or (Path(setting("flag_words")) if setting("flag_words") else None)
    return book_with(named) if named else own_book()


def _read_file(session: Session, work: "Investigation", path: Path, reading: Reading, results: "Results") -> None:
    from osint_kit.identifiers import Identifier, Kind
    from osint_kit.profiles.advert_findings import contacts_in
    from osint_kit.profiles.advert_text import text_of
    from osint_kit.texts.lines import NotText

    try:
        with path.open("rb") as stream:
            text, cut = text_of(path.name, stream)
    except (NotText, OSError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        results.write(None, {"input": str(path), "problem": reason})
        return
    evidence: tuple[str, ...] = ()
    if work.run:
        evidence = (work.run.keep_input(path, "application/octet-stream", "text"),)
        work.asked(Identifier(Kind.TEXT, path.name), path.name)
    advert = reading.take(text)
    allowed = (item for item in contacts_in(advert, path.name, evidence) if not session.outside_scope(item.subject))
    work.keep(allowed)
    for row in reading.rows(advert, str(path), cut):
        results.write(None, row)


def _read_item(session: Session, work: "Investigation", item: "Item", reading: Reading, results: "Results") -> None:
    from osint_kit.identifiers import Identifier, Kind
    from osint_kit.profiles.advert import LONGEST
    from osint_kit.profiles.advert_findings import contacts_in

    advert = reading.take(item.text[:LONGEST])
    asked = work.asked(Identifier(Kind.TEXT, item.text), item.text)
    work.keep((found for found in contacts_in(advert, None, ()) if not session.outside_scope(found.subject)), asked)
    for row in reading.rows(advert, item.text, len(item.text) > LONGEST):
        results.write(item, row)


def _together(reading: Reading, results: "Results") -> None:
    for row in reading.rows_of_all():
        results.write(None, row)


def _of_profile(session: Session) -> None:
    from osint_kit.profiles.stored import read_profile, stored_profiles

    paths = stored_profiles(session.must_case.folder)
    if not paths:
        raise UsageError("no text to read, and no profile in this case", "name a file with --text, or build a profile")
    path = paths[max(paths)]
    with session.results(PROFILE_FIELDS) as results:
        for entry in read_profile(path).get("flags", ()):
            results.write(None, {**entry, **entry["about"]})


def _looks_like_text(text: str) -> bool:
    return len(text.split()) > 3
