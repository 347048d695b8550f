"""A country's numbering plan, compiled once from libphonenumber's metadata, for many numbers.

The library asks its metadata anew for each question about a number: for one record it finds the region nine
times and the kind six times. Here each is found once. The rules are those of ``phonenumbers.phonenumberutil``
(9.0), in its order, and a test holds the answers against the library's own.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from osint_kit.identifiers.phone_data import prefix_lengths, prefix_lookup
from osint_kit.identifiers.phone_places import region_name
from osint_kit.identifiers.phone_region_plan import UNKNOWN, Region

if TYPE_CHECKING:
    from phonenumbers import NumberFormat, PhoneMetadata

_WITH_CARRIER = ("mobile", "fixed-or-mobile", "pager")
_REMEMBERED = 1 << 11  # ranges of one country
_FIRST_GROUP = re.compile(r"(\\\d)")
_GROUP = re.compile(r"\\(\d)")


class Range(NamedTuple):
    """What is the same for all numbers of a range. Only valid ones have a kind other than ``unknown``, and places."""

    region: str | None
    kind: str
    location: str | None = None
    carrier: str | None = None
    time_zones: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Pattern:
    leading: Callable[[str], object] | None
    pattern: re.Pattern[str]
    rule: str
    national_rule: str

    def written(self, number: str, rule: str) -> str:
        r"""What ``pattern.sub`` makes of a number by a rule such as ``\1 \2``."""
        found = self.pattern.match(number)
        if found is None or found.end() != len(number):
            return self.pattern.sub(rule, number)
        return _template(rule) % found.groups("") if _in_order(rule, self.pattern.groups) else found.expand(rule)


class Plan:
    """All that lies under one country calling code, such as 679."""

    def __init__(self, code: int) -> None:
        import phonenumbers

        self.code = code
        self.regions = [self._region(name) for name in phonenumbers.COUNTRY_CODE_TO_REGION_CODE[code]]
        self.main = self.regions[0]
        metadata = self._metadata(self.main.code)
        self._national = [_pattern(item) for item in metadata.number_format]
        self._international = [_pattern(item) for item in metadata.intl_number_format] or self._national
        self._geographical = {
            word
            for word, kind in (
                ("fixed", phonenumbers.PhoneNumberType.FIXED_LINE),
                ("fixed-or-mobile", phonenumbers.PhoneNumberType.FIXED_LINE_OR_MOBILE),
                ("mobile", phonenumbers.PhoneNumberType.MOBILE),
            )
            if phonenumbers.is_number_type_geographical(kind, code)
        }
        self._areas = _Longest("geodata", "GEOCODE_DATA", code)
        self._carriers = _Longest("carrierdata", "CARRIER_DATA", code)
        self._zones = _Longest("tzdata", "TIMEZONE_DATA", code)
        self.problems: dict[tuple[int, str | None], str | None] = {}
        self._decisive: dict[int, int] = {}
        self._known: dict[tuple[str, int], Range] = {}
        self.rewrites = bool(phonenumbers.country_mobile_token(code))

    def _metadata(self, region: str) -> "PhoneMetadata":
        from phonenumbers import PhoneMetadata

        metadata = PhoneMetadata.metadata_for_region_or_calling_code(self.code, region)
        assert metadata is not None  # each region of the library's own list has its metadata
        return metadata

    def _region(self, region: str) -> Region:
        return Region(region, self._metadata(region))

    def _region_of(self, number: str) -> Region | None:
        """The region of a national number, valid or not where the code is of one region only."""
        if len(self.regions) == 1:
            return self.main
        for region in self.regions:
            if region.leading(number) if region.leading else region.kind(number) != UNKNOWN:
                return region
        return None

    def formats(self, number: str) -> tuple[str, str]:
        """A national number as it is written from abroad and within the country."""
        national = _chosen(self._national, number)
        abroad = national if self._international is self._national else _chosen(self._international, number)
        plain = abroad.written(number, abroad.rule) if abroad else number
        if national is abroad and (national is None or national.national_rule == national.rule):
            return f"+{self.code} {plain}", plain
        within = national.written(number, national.national_rule) if national else number
        return f"+{self.code} {plain}", within

    def about(self, number: str) -> Range:
        """What is known of a national number's range."""
        size = len(number)
        decisive = self._decisive.get(size)
        if decisive is None:
            decisive = self._decisive[size] = self._decisive_digits(size)
        key = (number[:decisive], size)
        found = self._known.get(key)
        if found is None:
            if len(self._known) >= _REMEMBERED:
                self._known.clear()
            found = self._known[key] = self._about(number)
        return found

    def _about(self, number: str) -> Range:
        region = self._region_of(number)
        kind = region.kind(number) if region else UNKNOWN
        if region is None or kind == UNKNOWN:
            return Range(region.code if region else None, UNKNOWN)
        digits = f"{self.code}{number}"
        in_area = kind in self._geographical
        location = (_english(self._areas.entries(digits)) if in_area else "") or self._country(number)
        carrier = _english(self._carriers.entries(digits)) if kind in _WITH_CARRIER else ""
        zones = tuple(next(self._zones.entries(digits if in_area else str(self.code)), ()))
        return Range(region.code, kind, location or None, carrier or None, zones)

    def _decisive_digits(self, size: int) -> int:
        """How many first digits of a national number of a length decide its range: after them all are alike."""
        if any(region.leading for region in self.regions):
            return size
        tail = min(region.free_tail(size) for region in self.regions)
        longest = max(table.longest for table in (self._areas, self._carriers, self._zones)) - len(str(self.code))
        return max(size - tail, longest)

    def _country(self, number: str) -> str:
        if len(self.regions) == 1:
            return region_name(self.main.code)
        valid = [region for region in self.regions if region.kind(number) != UNKNOWN]
        return region_name(valid[0].code) if len(valid) == 1 else ""


@cache
def plan_of(code: int) -> Plan:
    """The plan under a country calling code that the library knows."""
    return Plan(code)


def code_of(digits: str) -> int:
    """The country calling code that the digits of an international number begin with; 0 where there is none."""
    from phonenumbers import COUNTRY_CODE_TO_REGION_CODE

    if not digits.startswith("0"):
        for size in (1, 2, 3):
            if (code := int(digits[:size])) in COUNTRY_CODE_TO_REGION_CODE:
                return code
    return 0


class _Longest:
    """A table of prefixes, for the numbers under one country calling code."""

    def __init__(self, package: str, table: str, code: int) -> None:
        self._lookup = prefix_lookup(package, table)
        self._lengths = prefix_lengths(package, table, str(code))
        self.longest = max(self._lengths, default=0)

    def entries(self, digits: str) -> Iterator[Any]:
        """What the table has for prefixes of the digits, the longest first."""
        return filter(None, (self._lookup(digits[:length]) for length in self._lengths if length <= len(digits)))


def _english(names: Iterator[Mapping[str, str]]) -> str:
    return next((name["en"] for name in names if name.get("en")), "")


def _pattern(item: "NumberFormat") -> _Pattern:
    leading = re.compile(item.leading_digits_pattern[-1]).match if item.leading_digits_pattern else None
    rule = item.format or ""
    prefix_rule = item.national_prefix_formatting_rule
    national = _FIRST_GROUP.sub(prefix_rule, rule, count=1) if prefix_rule else rule
    return _Pattern(leading, re.compile(item.pattern or ""), rule, national)


@cache
def _in_order(rule: str, groups: int) -> bool:
    """Whether a rule names each group once, and in order."""
    return [int(group) for group in _GROUP.findall(rule)] == list(range(1, groups + 1))


@cache
def _template(rule: str) -> str:
    return _GROUP.sub("%s", rule.replace("%", "%%"))


def _chosen(patterns: list[_Pattern], number: str) -> _Pattern | None:
    for item in patterns:
        if (item.leading is None or item.leading(number)) and item.pattern.fullmatch(number):
            return item
    return None
