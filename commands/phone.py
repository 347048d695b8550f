"""`osint phone`: what a number says by itself. Nothing is asked of any network."""

from dataclasses import asdict
from typing import Annotated

import typer

from osint_kit.commands.options import leaf, new_group
from osint_kit.commands.session import Session, field_names

app = new_group("phone", "Phone numbers: one form for all, country, kind, whose range.")

HINTS = ("phone", "mobile", "tel", "telephone", "number", "msisdn", "contact")


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
    from osint_kit.identifiers import Identifier, Kind
    from osint_kit.identifiers.phone import PhoneRecord, check_region, phone_record

    wanted = _region(session, region)
    if wanted:
        check_region(wanted)
    items = session.items(_looks_like_phone, HINTS)
    counter = session.messages.counter(items.total)

    if session.case is None:
        with session.results(field_names(PhoneRecord), items) as results:
            for item in items:
                results.write(item, asdict(phone_record(item.text, wanted)))
                counter.step()
        counter.end()
        return
    from osint_kit.sources.numbering_plan import finding

    with (
        session.investigation({"region": wanted}, network=False) as work,
        session.results(field_names(PhoneRecord), items) as results,
    ):
        session.keep_input(work, items)
        for item in items:
            record = phone_record(item.text, wanted)
            number = Identifier(Kind.PHONE, record.e164) if record.e164 else Identifier(Kind.TEXT, item.text)
            refusal = session.admit(number)
            if refusal:
                results.write(item, {"input": item.text, "problem": refusal})
                continue
            asked = work.asked(number, item.text)
            if record.e164:
                work.keep([finding(number, record)], asked)
            results.write(item, asdict(record))
            counter.step()
    counter.end()


def _region(session: Session, typed: str | None) -> str | None:
    """What was typed, else the case's jurisdiction where it is a country code, else the configuration's region."""
    from osint_kit.commands.settings import setting

    if typed:
        return typed.upper()
    jurisdiction = session.case.card.jurisdiction if session.case else ""
    if len(jurisdiction) == 2 and jurisdiction.isalpha():
        return jurisdiction.upper()
    return setting("region").upper() or None


def _looks_like_phone(text: str) -> bool:
    digits = sum(char.isdigit() for char in text)
    return 5 <= digits <= 20 and digits * 2 > len(text)
