"""`osint phone`: what a number says by itself. Nothing is asked of any network."""

import re
from dataclasses import asdict
from functools import partial
from typing import TYPE_CHECKING, Annotated

import typer

from osint_kit.bulk.row_lines import LINE_FORMATS
from osint_kit.commands.options import leaf, new_group
from osint_kit.commands.phone_extraction import extract
from osint_kit.commands.session import Session
from osint_kit.commands.statements import as_answer
from osint_kit.tables.fields import field_names

if TYPE_CHECKING:
    from osint_kit.identifiers.phone import PhoneRecord
    from osint_kit.investigation import Investigation

app = new_group("phone", "Phone numbers: one form for all, country, kind, whose range.")

EXPLAIN_FIELDS = ("input", "what", "answer", "source")
DATE = re.compile(r"(?:19|20)\d\d([-/.])\d\d?\1\d\d?\b.*|\d\d?([-/.])\d\d?\2(?:19|20)\d\d\b.*")
"""A cell of a column of dates, perhaps with the time of day; it has as many digits as a number."""
HINTS = (
    *("phone", "phones", "mobile", "mob", "cell", "cellphone", "tel", "telephone", "msisdn", "ph"),
    *("number", "numbers", "numero", "contact", "whatsapp", "viber"),
)


@leaf(app, "normalise", items=True, alias="normalize")
def normalise(
    session: Session,
    region: Annotated[
        str | None,
        typer.Option("--region", metavar="CODE", help="Country of numbers without a country code, such as FJ or VU."),
    ] = None,
) -> None:
    """Bring phone numbers into one form, and say what the numbering plan knows.

    Nothing is guessed: without --region a number without a country code gets a problem that lists the candidates.
    'carrier' is whose range the number was assigned from; numbers are ported, so it is not who serves it today.

    Examples:

      osint phone normalise "+679 999 1234"

      osint phone normalise --region FJ "999 1234" "(679) 999-1234"

      osint phone normalise -i adverts.csv -o numbers.xlsx
    """
    from osint_kit.identifiers.phone import PhoneRecord
    from osint_kit.identifiers.phone_bulk import phone_reader, record_of

    wanted = region_of(session, region)
    records_of = phone_reader(wanted)
    items = session.items(_looks_like_phone, HINTS)
    counter = session.messages.counter(items.total, items.share)
    names = field_names(PhoneRecord)
    new_results = partial(session.results, names, items, depends=wanted or "")
    if session.case is None:
        with new_results() as results:
            if items.file and session.format in LINE_FORMATS:
                from osint_kit.bulk.phones import PhoneTask
                from osint_kit.commands.blocks import write_blocks

                task = PhoneTask(session.format, items.columns, results.fields, wanted)
                write_blocks(items, results, task, counter)
            else:
                for item in items:
                    for values in records_of(item.text):
                        results.write(item, dict(zip(names, values, strict=True)))
                    counter.step()
        counter.end()
        return
    with session.investigation({"region": wanted}, network=False) as work, new_results() as results:
        session.keep_input(work, items)
        for item in items:
            for record in map(record_of, records_of(item.text)):
                refusal = _keep(session, work, record)
                results.write(item, {"input": item.text, "problem": refusal} if refusal else asdict(record))
            counter.step()
    counter.end()


@leaf(app, "explain", items=True)
def explain(
    session: Session,
    region: Annotated[
        str | None,
        typer.Option("--region", metavar="CODE", help="Country of numbers without a country code, such as FJ or VU."),
    ] = None,
) -> None:
    """Say in plain words what a phone number tells, and what it does not.

    A line a statement, each with its source: country, kind, whose range it was, how to dial it from Suva, Port Vila
    and abroad, the time there now, short and emergency codes, the addresses that messengers would have for it.
    Nobody is asked.

    Examples:

      osint phone explain "+679 999 1234"

      osint phone explain --region VU 111
    """
    from osint_kit.clock import now
    from osint_kit.identifiers.phone import check_region
    from osint_kit.identifiers.phone_explain import explain as explained

    wanted = region_of(session, region)
    if wanted:
        check_region(wanted)
    items = session.items(_looks_like_phone, HINTS)
    with (
        session.investigation({"region": wanted}, network=False) as work,
        session.results(EXPLAIN_FIELDS, items, reads_as=as_answer) as results,
    ):
        session.keep_input(work, items)
        for item in items:
            for explanation in explained(item.text, wanted, now()):
                if refusal := _keep(session, work, explanation.record):
                    results.write(item, {"input": item.text, "what": "problem", "answer": refusal, "problem": refusal})
                    continue
                for statement in explanation.statements:
                    # No field of this command: a problem is a line of its own, and makes the exit code.
                    row = {"input": item.text, **asdict(statement), "problem": explanation.problem}
                    results.write(item, row)


def _keep(session: Session, work: "Investigation", record: "PhoneRecord") -> str | None:
    """Keep that a number was asked about, and what the plan says of it; why not, where the scope forbids to ask."""
    from osint_kit.identifiers import Identifier, Kind
    from osint_kit.sources.numbering_plan import finding

    number = Identifier(Kind.PHONE, record.e164) if record.e164 else Identifier(Kind.TEXT, record.input)
    refusal = session.admit(number)
    if refusal is None:
        asked = work.asked(number, record.input)
        if record.e164:
            work.keep([finding(number, record)], asked)
    return refusal


def region_of(session: Session, typed: str | None) -> str | None:
    """What was typed, else the case's jurisdiction where it is a country code, else the configuration's region."""
    from osint_kit.commands.settings import setting

    if typed:
        return typed.upper()
    jurisdiction = session.case.card.jurisdiction if session.case else ""
    if len(jurisdiction) == 2 and jurisdiction.isalpha():
        return jurisdiction.upper()
    return setting("region").upper() or None


def _looks_like_phone(text: str) -> bool:
    bare = text.strip().removesuffix("@s.whatsapp.net").removesuffix("@c.us")
    if DATE.fullmatch(bare):
        return False
    digits = sum(char.isdigit() for char in bare)
    return 5 <= digits <= 20 and digits * 2 > len(bare)


leaf(app, "extract")(extract)
