"""Phone numbers: read as people paste them, explained from libphonenumber's data, never guessed.

A number is valid where it lies in a range that its country has given out, as far as the data knows; it is
possible where its length is right. Canonical is E.164 (ITU-T): ``+``, country code, national number.
"""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from osint_kit.identifiers import phone_places
from osint_kit.identifiers.kinds import Identifier, Kind, NotReadable
from osint_kit.identifiers.phone_cells import split_cell
from osint_kit.identifiers.phone_problems import SEVERAL_NUMBERS, SHORTHAND, no_country, range_problem
from osint_kit.identifiers.phone_reading import (
    candidates,
    is_dialled_abroad,
    is_several,
    is_shorthand,
    is_whole,
    read_number,
)
from osint_kit.identifiers.phone_regions import check_region
from osint_kit.identifiers.phone_text import read_written

if TYPE_CHECKING:
    from phonenumbers import PhoneNumber

__all__ = ["PhoneRecord", "check_region", "phone_record", "phone_records", "read_phone"]


@dataclass(frozen=True)
class PhoneRecord:
    """What ``osint phone normalise`` says of one text.

    ``valid`` and ``possible`` are None where nothing says which country the number is of; ``candidates`` then
    names the nearby regions in which it would be valid. ``e164``, ``international`` and ``national`` stand
    for possible numbers, valid or not. ``country`` is an ISO 3166 code, or ``001`` for numbers of no country.
    ``carrier`` is who the *range* was assigned to: numbers are ported between carriers, and ranges change
    hands. ``timezones`` are IANA names. ``assumed_region`` is the region that was given, where the text
    itself had no country code. ``problem`` says why the number is not valid.
    """

    input: str
    valid: bool | None = None
    possible: bool | None = None
    e164: str | None = None
    international: str | None = None
    national: str | None = None
    country: str | None = None
    type: str | None = None
    carrier: str | None = None
    location: str | None = None
    timezones: tuple[str, ...] = ()
    assumed_region: str | None = None
    candidates: tuple[str, ...] = ()
    problem: str | None = None


def phone_record(text: str, region: str | None = None) -> PhoneRecord:
    """Read one number out of a text and say what is known of it, offline.

    A number without a country code is read as one of ``region`` (two letters). Raises `UsageError` for a
    region that there is not; never for the text.
    """
    code = check_region(region) if region else None
    try:
        written = read_written(text)
        if is_several(written, code):
            return PhoneRecord(text, problem=SEVERAL_NUMBERS)
        if is_shorthand(written, code):
            regions = () if code or written.names_country else candidates(written)
            return PhoneRecord(text, candidates=regions, problem=SHORTHAND)
        if not (code or written.international or is_dialled_abroad(written)):
            regions = candidates(written)
            return PhoneRecord(text, candidates=regions, problem=no_country(regions))
        return _described(text, read_number(written, code), code)
    except NotReadable as refused:
        return PhoneRecord(text, valid=False, possible=False, problem=str(refused))


def phone_records(text: str, region: str | None = None) -> tuple[PhoneRecord, ...]:
    """The numbers in one cell, such as ``701 2345 / 999 1234``: a record each, with the whole cell for ``input``.

    A cell is split only where every part is a possible number, by a country code, in ``region``, or without one
    in some region nearby, and where all together are none: ``+49 171/1234567`` is one number. All else, dates and
    shorthand such as ``999 1234/5`` among it, gets the one record of `phone_record`. Raises `UsageError` as that does.
    """
    parts = split_cell(text)
    records = [record for part in parts for record in phone_records(part, region)]
    if records and all(record.possible or record.candidates for record in records):
        together = phone_record(" ".join(parts), region)
        if not (together.valid or together.candidates) or all(record.valid for record in records):
            return tuple(replace(record, input=text) for record in records)
    return (phone_record(text, region),)


def read_phone(text: str, region: str | None = None) -> Identifier:
    """Read a number whose length is right for its country; an extension is dropped.

    Ranges are given out faster than data is published, so a number in a range that the data does not know is
    read too. Raises `NotReadable` for anything else, and `UsageError` for a region that there is not.
    """
    record = phone_record(text, region)
    if record.e164 is not None:
        return Identifier(Kind.PHONE, record.e164)
    raise NotReadable(record.problem or "this is no phone number")


def _described(text: str, number: "PhoneNumber", region: str | None) -> PhoneRecord:
    import phonenumbers
    from phonenumbers import CountryCodeSource, PhoneNumberFormat, format_number

    assumed = region if number.country_code_source == CountryCodeSource.FROM_DEFAULT_COUNTRY else None
    whole = is_whole(number)
    return PhoneRecord(
        input=text,
        valid=phonenumbers.is_valid_number(number),
        possible=phonenumbers.is_possible_number(number),
        e164=format_number(number, PhoneNumberFormat.E164) if whole else None,
        international=format_number(number, PhoneNumberFormat.INTERNATIONAL) if whole else None,
        national=format_number(number, PhoneNumberFormat.NATIONAL) if whole else None,
        country=phonenumbers.region_code_for_number(number),
        type=_type_word(number),
        carrier=phone_places.carrier(number) or None,
        location=phone_places.location(number) or None,
        timezones=phone_places.time_zones(number),
        assumed_region=assumed,
        problem=range_problem(number, assumed),
    )


def _type_word(number: "PhoneNumber") -> str:
    """The kind of range that the number is in; ``unknown`` where the number is not valid."""
    from phonenumbers import PhoneNumberType, number_type

    words = {
        PhoneNumberType.FIXED_LINE: "fixed",
        PhoneNumberType.MOBILE: "mobile",
        PhoneNumberType.FIXED_LINE_OR_MOBILE: "fixed-or-mobile",
        PhoneNumberType.TOLL_FREE: "toll-free",
        PhoneNumberType.PREMIUM_RATE: "premium",
        PhoneNumberType.SHARED_COST: "shared-cost",
        PhoneNumberType.VOIP: "voip",
        PhoneNumberType.PERSONAL_NUMBER: "personal",
        PhoneNumberType.PAGER: "pager",
        PhoneNumberType.UAN: "uan",
        PhoneNumberType.VOICEMAIL: "voicemail",
    }
    return words.get(number_type(number), "unknown")
