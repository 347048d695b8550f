"""Which phone number written digits stand for, given the region that they were written in or none."""

from typing import TYPE_CHECKING

from osint_kit.identifiers.kinds import NotReadable
from osint_kit.identifiers.phone_problems import parse_problem
from osint_kit.identifiers.phone_regions import NEARBY
from osint_kit.identifiers.phone_text import Written

if TYPE_CHECKING:
    from phonenumbers import PhoneNumber


def read_number(written: Written, region: str | None) -> "PhoneNumber":
    """The number, valid or not, ``country_code_source`` set. Raises `NotReadable` where there is none.

    Of several ways to read the digits the first that gives a valid number is taken, else the first that gives
    a possible one.
    """
    from phonenumbers import is_possible_number, is_valid_number

    numbers = []
    problem = ""
    for reading, where in _attempts(written, region):
        try:
            numbers.append(_parsed(reading + written.extension, where))
        except NotReadable as refused:
            problem = problem or str(refused)
    valid = [number for number in numbers if is_valid_number(number)]
    possible = [number for number in numbers if is_possible_number(number)]
    # A country code without its plus is believed only where the digits can be no local number.
    best = valid or possible or _valid(f"+{written.readings[0]}", None) or numbers
    if not best:
        raise NotReadable(problem)
    return best[0]


def candidates(written: Written) -> tuple[str, ...]:
    """The nearby regions in which the digits would be a valid number."""
    return _anywhere(written.before_slash if is_shorthand(written, None) else written.readings[0])


def is_dialled_abroad(written: Written) -> bool:
    """Whether the digits begin with 00, and no region makes more of it, as Australia does of ``0011``."""
    first = written.readings[0]
    return first.startswith("00") and (bool(_valid(f"+{first[2:]}", None)) or not candidates(written))


def is_several(written: Written, region: str | None) -> bool:
    """Whether the parts of the text are numbers of their own, rather than groups of one number's digits."""
    if len(written.parts) < 2:
        return False
    whole = any(_valid(reading, where) for reading, where in _attempts(written, region))
    return not whole or any(_valid(part, region) for part in written.parts)


def is_shorthand(written: Written, region: str | None) -> bool:
    """Whether a ``/`` has a whole number before it and too few digits behind it: ``999 1234/5``.

    One or two digits behind it are no group of any number, so that before them a number of the right length is
    enough; three or four may be the rest of a German one.
    """
    before = written.before_slash
    if not before:
        return False
    if not (region or before.startswith("+")):
        return bool(_anywhere(before))
    where = None if before.startswith("+") else region
    return bool(_possible(before, where) if len(written.behind_slash) <= 2 else _valid(before, where))


def is_whole(number: "PhoneNumber") -> bool:
    """Whether a number is valid, or else has an E.164 form that is read as the same number again.

    Not so for local numbers without their area code, which count as possible, and for zeros alone.
    """
    from phonenumbers import (
        PhoneNumberFormat,
        ValidationResult,
        format_number,
        is_possible_number_with_reason,
        is_valid_number,
    )

    if is_valid_number(number):
        return True
    if is_possible_number_with_reason(number) != ValidationResult.IS_POSSIBLE or not number.national_number:
        return False
    e164 = format_number(number, PhoneNumberFormat.E164)
    try:
        return format_number(_parsed(e164, None), PhoneNumberFormat.E164) == e164
    except NotReadable:
        return False


def _anywhere(reading: str) -> tuple[str, ...]:
    return tuple(region for region in NEARBY if _valid(reading, region))


def _attempts(written: Written, region: str | None) -> list[tuple[str, str | None]]:
    """The ways to read the digits, each with the region to read them in, the likeliest first."""
    if written.international:
        return [(reading, None) for reading in written.readings]
    in_region = [(reading, region) for reading in written.readings if region]
    dialled = [(f"+{reading[2:]}", None) for reading in written.readings if reading.startswith("00")]
    return [*in_region, *dialled]


def _valid(reading: str, region: str | None) -> "list[PhoneNumber]":
    """The valid number that the digits are in a region, if they are one."""
    from phonenumbers import is_valid_number

    return [number for number in _possible(reading, region) if is_valid_number(number)]


def _possible(reading: str, region: str | None) -> "list[PhoneNumber]":
    """The number of a right length that the digits are in a region, if they are one."""
    from phonenumbers import is_possible_number

    try:
        number = _parsed(reading, region)
    except NotReadable:
        return []
    return [number] if is_possible_number(number) else []


def _parsed(reading: str, region: str | None) -> "PhoneNumber":
    from phonenumbers import NumberParseException, parse

    try:
        return parse(reading, region, keep_raw_input=True)
    except NumberParseException as error:
        raise NotReadable(parse_problem(error, reading)) from error
