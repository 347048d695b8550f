"""A phone number in plain words: what its digits say, and what they do not. Nobody is asked."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from osint_kit.identifiers.kinds import NotReadable
from osint_kit.identifiers.phone import PhoneRecord, phone_record, phone_records
from osint_kit.identifiers.phone_dialling import dialled_abroad, dialled_in, way_out_source
from osint_kit.identifiers.phone_facts import phone_facts
from osint_kit.identifiers.phone_places import region_name
from osint_kit.identifiers.phone_regions import check_region
from osint_kit.identifiers.phone_short import ShortCode, short_codes, short_lengths
from osint_kit.identifiers.phone_text import read_written
from osint_kit.identifiers.phone_times import local_time

if TYPE_CHECKING:
    from phonenumbers import PhoneNumber

CITIES = {"FJ": "Suva", "VU": "Port Vila"}
"""From where it is said how to dial, by region."""
NOT_TOLD = (
    "who holds the number, whether it is in use, where the phone is, who serves it today, and whether any"
    " messenger knows it: nobody was asked"
)
_KINDS = {
    "fixed": "fixed line",
    "mobile": "mobile phone",
    "fixed-or-mobile": "fixed line or mobile phone: the plan does not keep them apart",
    "toll-free": "toll-free: the one who is called pays",
    "premium": "premium rate: the caller pays more",
    "shared-cost": "shared cost",
    "voip": "internet telephony (VoIP)",
    "personal": "personal number, which follows a person from line to line",
    "pager": "pager",
    "uan": "number of an organisation, the same from everywhere (UAN)",
    "voicemail": "voice mail",
}


@dataclass(frozen=True)
class Statement:
    """One line: ``what`` is the question in two or three words, ``source`` is None for words of our own."""

    what: str
    answer: str
    source: str | None = None


@dataclass(frozen=True)
class Explanation:
    """All that is said of one number. ``problem`` is why it is neither a valid number nor a known code."""

    record: PhoneRecord
    statements: tuple[Statement, ...]
    problem: str | None


def explain(text: str, region: str | None, moment: datetime) -> tuple[Explanation, ...]:
    """Explain the numbers in a text; several in one cell as `phone_records` tells them apart.

    Numbers without a country code are read as of ``region``, two letters; ``moment``, which must know its time
    zone, is when local times are asked for. Raises `UsageError` for a region that there is not, never for the
    text.
    """
    code = check_region(region) if region else None
    return tuple(_explained(record, code, moment) for record in phone_records(text, code))


def library() -> str:
    """How libphonenumber's data are cited: by the release of the package that brought them."""
    import phonenumbers

    return f"libphonenumber (phonenumbers {phonenumbers.__version__})"


def _explained(record: PhoneRecord, region: str | None, moment: datetime) -> Explanation:
    codes = () if record.valid else short_codes(_digits(record), region, library())
    is_code = bool(region) and any(code.known for code in codes)
    problem = None if is_code else record.problem
    statements = [*_problem(record, problem), *(_codes(codes))]
    if is_code:
        statements = [Statement("number", f"{_digits(record)} in {region_name(codes[0].region)}"), *statements]
        statements.append(Statement("to dial it", f"{_digits(record)}, within the country only"))
    elif record.e164:
        written, *others = _number(record, moment)
        statements = [written, *statements, *others]
    if record.e164 or is_code:
        statements.append(Statement("not told", NOT_TOLD))
    return Explanation(record, tuple(statements), problem)


def _problem(record: PhoneRecord, problem: str | None) -> Iterator[Statement]:
    if problem:
        yield Statement("problem", problem)
    if record.candidates:
        places = ", ".join(region_name(region) for region in record.candidates)
        yield Statement("could be of", f"{places}: there it would be a valid number", library())


def _codes(codes: tuple[ShortCode, ...]) -> Iterator[Statement]:
    for code in codes:
        yield Statement("short code", code.answer, code.source)


def _number(record: PhoneRecord, moment: datetime) -> Iterator[Statement]:
    from phonenumbers import parse

    assert record.e164 is not None
    number = parse(record.e164)
    region = record.country or ""
    country = region_name(region) or "no one country"
    yield Statement("number", record.international or record.e164)
    if record.assumed_region:
        yield Statement("read as", f"one of {region_name(record.assumed_region)}: the text has no country code")
    yield Statement("country", f"{country}, +{number.country_code}", library())
    if record.valid:
        yield Statement("kind", _KINDS.get(record.type or "", "not known"), library())
        if record.location and record.location != country:
            yield Statement("place", record.location, library())
        yield from _range(record, number)
    yield from _elsewhere(record)
    for where, city in CITIES.items():
        source = library() if region == where else way_out_source(where) or library()
        yield Statement(f"from {city}", dialled_in(number, where), source)
    if region not in (*CITIES, "001") and record.national:
        yield Statement(f"within {country}", dialled_in(number, region), library())
    yield Statement("from abroad", dialled_abroad(number), library())
    if record.valid:
        yield Statement("local time", local_time(record.timezones, moment), f"IANA time zones by {library()}")
        yield from _no_code(number, region, country)
    for messenger in phone_facts().messengers:
        yield Statement(f"{messenger.name} address", messenger.of(record.e164), messenger.cited)


def _range(record: PhoneRecord, number: "PhoneNumber") -> Iterator[Statement]:
    """Whose range it was, by each source that says so; and who that is today."""
    from phonenumbers import national_significant_number

    facts = phone_facts()
    what = "range assigned to"
    national = national_significant_number(number)
    others = [fact for fact in facts.ranges if fact.covers(record.country, national)]
    if record.carrier:
        yield Statement(what, f"{record.carrier}; numbers are ported, so another may serve it", library())
    elif not others:
        yield Statement(what, "not known; the data names carriers of mobile ranges only", library())
    for fact in others:
        differs = ", where libphonenumber says otherwise" if record.carrier not in (None, fact.assigned_to) else ""
        yield Statement(what, f"{fact.assigned_to}{differs}", fact.cited)
    for operator in facts.operators:
        if (operator.region, operator.carrier) == (record.country, record.carrier):
            yield Statement(f"{operator.carrier} is", operator.today, operator.cited)


def _elsewhere(record: PhoneRecord) -> Iterator[Statement]:
    """Where the same digits, written without the country code, are a valid number too."""
    national = record.national or ""
    if record.country == "001":
        return
    others = [region for region in phone_record(national.split(" ext")[0]).candidates if region != record.country]
    if others:
        places = ", ".join(region_name(region) for region in others)
        yield Statement("same digits", f"without the country code also valid in {places}", library())


def _no_code(number: "PhoneNumber", region: str, country: str) -> Iterator[Statement]:
    from phonenumbers import national_significant_number

    lengths = short_lengths(region)
    digits = len(national_significant_number(number))
    if lengths and digits > max(lengths):
        theirs = str(lengths[0]) if len(lengths) == 1 else f"{min(lengths)} to {max(lengths)}"
        answer = f"no: it has {digits} digits, short and emergency codes of {country} have {theirs}"
        yield Statement("short code", answer, library())


def _digits(record: PhoneRecord) -> str:
    """The digits as written, for codes that are no numbers; empty where the text is not digits."""
    try:
        return read_written(record.input).readings[0]
    except NotReadable:
        return ""
