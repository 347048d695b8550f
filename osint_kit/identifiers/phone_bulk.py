"""Records of many phone numbers: those of `phone_records`, found sooner where a text is simply written.

What is simple: a plus or none, ASCII digits and the usual separators. Whatever else a text is, and whatever the
shorter way is not sure of, goes to `phone_records` itself.
"""

import re
from collections.abc import Callable
from dataclasses import fields
from operator import attrgetter
from typing import NamedTuple, TypeAlias

from osint_kit.identifiers.phone import PhoneRecord, phone_record, phone_records
from osint_kit.identifiers.phone_plan import Plan, Range, code_of, plan_of
from osint_kit.identifiers.phone_problems import no_country, range_problem
from osint_kit.identifiers.phone_region_plan import UNKNOWN, Region, region_of
from osint_kit.identifiers.phone_regions import NEARBY, check_region

_SIMPLE = re.compile(r"[ (]*(\+?)([0-9 ().-]+)")
# A fraction, a date, and a zero that is dropped when called from abroad, are not simple.
_DOUBTFUL = re.compile(r"\.0+\s*$|^\s*\d{4}-\d\d-\d\d\s*$|\( ?0 ?\)")
_NO_DIGIT = {ord(char): None for char in " ().-"}


Values: TypeAlias = tuple[str | bool | tuple[str, ...] | None, ...]
"""A record as the plain values of its fields, in their order."""

_NAMES = [item.name for item in fields(PhoneRecord)]
_values = attrgetter(*_NAMES)


def record_of(values: Values) -> PhoneRecord:
    """The record that has these values."""
    return PhoneRecord(**dict(zip(_NAMES, values, strict=True)))  # type: ignore[arg-type]  # they are its own


class _Number(NamedTuple):
    plan: Plan
    significant: str
    about: Range
    local: bool
    """Whether nothing in the text said which country it is of."""

    @property
    def valid(self) -> bool:
        return self.about.kind != UNKNOWN


def phone_reader(region: str | None) -> Callable[[str], list[Values]]:
    """What reads texts as `phone_records` does, with one region. Raises `UsageError` for one that there is not."""
    code = check_region(region) if region else None
    home = region_of(code) if code else None

    def read(text: str) -> list[Values]:
        record = _simple(text, code, home)
        return [record] if record else [_values(record) for record in phone_records(text, code)]

    return read


def one_reader(region: str | None) -> Callable[[str], PhoneRecord]:
    """What reads texts as `phone_record` does, with one region. Raises `UsageError` for one that there is not."""
    code = check_region(region) if region else None
    home = region_of(code) if code else None

    def read(text: str) -> PhoneRecord:
        record = _simple(text, code, home)
        return record_of(record) if record else phone_record(text, code)

    return read


def _simple(text: str, region: str | None, home: Region | None) -> Values | None:
    found = _SIMPLE.fullmatch(text)
    if not found or _DOUBTFUL.search(text):
        return None
    digits = found[2].translate(_NO_DIGIT)
    if not 5 <= len(digits) <= 15:
        return None
    return _record(text, digits, plus=bool(found[1]), region=region, home=home)


def _record(text: str, digits: str, *, plus: bool, region: str | None, home: Region | None) -> Values | None:
    if plus:
        number = _international(digits)
    elif digits.startswith("00"):
        number = _dialled(digits, home)
    elif home:
        number = _national(digits, home)
    else:
        candidates = _candidates(digits)
        if candidates is None:
            return None
        return _values(PhoneRecord(text, candidates=candidates, problem=no_country(candidates)))
    return _described(text, number, region) if number else None


def _described(text: str, number: _Number, region: str | None) -> Values | None:
    plan, significant, about, local = number
    assumed = region if local else None
    e164 = f"+{plan.code}{significant}"
    if about.kind != UNKNOWN:
        return (
            *(text, True, plan.main.possible(significant), e164, *plan.formats(significant)),
            *(about.region, about.kind, about.carrier, about.location, about.time_zones, assumed, (), None),
        )
    possible = plan.main.possible(significant)
    problem = _problem(plan, significant, assumed)
    written: tuple[str | None, ...] = (None, None, None)
    if len(significant) in plan.main.lengths:
        again = _international(e164[1:])
        if again is None or again.significant != significant:
            return None  # it has no form that is read as the same number again
        written = (e164, *plan.formats(significant))
    return (text, False, possible, *written, about.region, about.kind, None, None, (), assumed, (), problem)


def _international(digits: str) -> _Number | None:
    code = code_of(digits)
    if not code:
        return None
    plan = plan_of(code)
    return _number(plan, plan.main.significant(digits[len(str(code)) :]), local=False)


def _dialled(digits: str, home: Region | None) -> _Number | None:
    """The valid number behind 00, where that is how the region dials abroad."""
    if home and (not (prefix := home.dials_abroad(digits)) or prefix.end() != 2):
        return None
    number = _international(digits[2:]) if digits[2] != "0" else None
    return number if number and number.valid else None


def _national(digits: str, home: Region) -> _Number | None:
    if home.dials_abroad(digits):
        return None
    number = _in_region(digits, home)
    if number is None or number.valid or number.plan.main.possible(number.significant):
        return number
    # A country code without its plus is believed only where the digits can be no local number.
    named = _international(digits)
    if named is None:
        return None if code_of(digits) else number
    return named if named.valid else number


def _in_region(digits: str, home: Region) -> _Number | None:
    plan = plan_of(home.country_code)
    named = digits.removeprefix(str(plan.code))
    if named != digits:
        rest = home.without_prefix(named)
        if rest is None:
            return None
        if home.too_long(digits) or (not home.general.fits(digits) and home.general.fits(rest)):
            return _number(plan, plan.main.significant(rest), local=False)
    return _number(plan, home.significant(digits), local=True)


def _number(plan: Plan, significant: str | None, *, local: bool) -> _Number | None:
    if significant is None or plan.rewrites:
        return None
    return _Number(plan, significant, plan.about(significant), local)


def _candidates(digits: str) -> tuple[str, ...] | None:
    regions = []
    for region in NEARBY:
        home = region_of(region)
        if home.dials_abroad(digits):
            return None
        number = _in_region(digits, home)
        if number is None:
            return None
        if number.valid:
            regions.append(region)
    return tuple(regions)


def _problem(plan: Plan, significant: str, assumed: str | None) -> str | None:
    """Why a number is not valid: its country and its length are in the words, and nothing else of it."""
    key = (len(significant), assumed)
    if key not in plan.problems:
        from phonenumbers import PhoneNumber

        zeros = len(significant) - len(significant.lstrip("0"))
        number = PhoneNumber(
            plan.code,
            int(significant),
            italian_leading_zero=bool(zeros) or None,
            number_of_leading_zeros=zeros or None,
        )
        plan.problems[key] = range_problem(number, assumed)
    return plan.problems[key]
