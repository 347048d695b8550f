"""A country's numbering plan, compiled once from libphonenumber's metadata, for many numbers.

The library asks its metadata anew for each question about a number: for one record it finds the region nine
times and the kind six times. Here each is found once. The rules are those of ``phonenumbers.phonenumberutil``
(9.0), in its order, and a test holds the answers against the library's own.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from osint_kit.identifiers.phone_data import entries_under
from osint_kit.identifiers.phone_places import region_name

if TYPE_CHECKING:
    from phonenumbers import NumberFormat, PhoneMetadata, PhoneNumberDesc

UNKNOWN = "unknown"
_ORDER = ("premium_rate", "toll_free", "shared_cost", "voip", "personal_number", "pager", "uan", "voicemail")
_WORDS = {
    "premium_rate": "premium",
    "toll_free": "toll-free",
    "shared_cost": "shared-cost",
    "personal_number": "personal",
}
_WITH_CARRIER = ("mobile", "fixed-or-mobile", "pager")
_REMEMBERED = 1 << 14  # ranges of one country
_ANY_DIGIT = re.compile(r"\\d(?:\{(\d+)\})?")
_TAIL = re.compile(r"(?:\\d(?:\{\d+\})?)+$")
_FIRST_GROUP = re.compile(r"(\\\d)")
_GROUP = re.compile(r"\\(\d)")


class Range(NamedTuple):
    """What is the same for all numbers of a range. Only valid ones have a kind other than ``unknown``, and places."""

    region: str | None
    kind: str
    location: str | None = None
    carrier: str | None = None
    time_zones: tuple[str, ...] = ()


class Desc:
    """The numbers of one kind in one region: their lengths and the pattern that all of their digits match."""

    def __init__(self, desc: "PhoneNumberDesc | None") -> None:
        pattern = desc.national_number_pattern if desc else None
        self._lengths = frozenset(desc.possible_length) if desc else frozenset()
        self._match = re.compile(pattern).fullmatch if pattern else None
        self.free_tail = _free_tail(pattern) if pattern else 0

    def allows(self, size: int) -> bool:
        """Whether there are numbers of so many digits."""
        return self._match is not None and (not self._lengths or size in self._lengths)

    def fits(self, number: str) -> bool:
        """Whether the digits match, whatever lengths are stated."""
        return self._match is not None and self._match(number) is not None


class Region:
    """What one region says of national numbers."""

    def __init__(self, code: str, metadata: "PhoneMetadata") -> None:
        self.code = code
        self.country_code = int(metadata.country_code or 0)
        self.general = Desc(metadata.general_desc)
        self.leading = re.compile(metadata.leading_digits).match if metadata.leading_digits else None
        self.dials_abroad = re.compile(metadata.international_prefix or "NonMatch").match
        general = metadata.general_desc
        assert general is not None  # each region has one
        self.lengths = tuple(general.possible_length)
        self._local_lengths = tuple(general.possible_length_local_only)
        descs = {name: Desc(getattr(metadata, name)) for name in (*_ORDER, "fixed_line", "mobile")}
        self._descs = {size: {name: desc for name, desc in descs.items() if desc.allows(size)} for size in range(18)}
        self._same = metadata.same_mobile_and_fixed_line_pattern
        prefix = metadata.national_prefix_for_parsing
        self._prefix = re.compile(prefix).match if prefix else None
        self._transforms = bool(metadata.national_prefix_transform_rule)

    def kind(self, number: str) -> str:
        """The kind of a national number, ``unknown`` where it is not valid here."""
        if not self.general.allows(len(number)) or not self.general.fits(number):
            return UNKNOWN
        descs = self._descs[len(number)]
        name = next((name for name, desc in descs.items() if desc.fits(number)), UNKNOWN)
        if name == "fixed_line":
            mobile = self._same or ("mobile" in descs and descs["mobile"].fits(number))
            return "fixed-or-mobile" if mobile else "fixed"
        if name == "mobile" and self._same:
            return UNKNOWN
        return _WORDS.get(name, name)

    def free_tail(self, size: int) -> int:
        """How many last digits of a number of so many decide nothing about its kind."""
        if not self.general.allows(size):
            return size
        return min([self.general.free_tail, *(desc.free_tail for desc in self._descs[size].values())])

    def possible(self, number: str) -> bool:
        """Whether the length is right, be it only for a call within the area."""
        return len(number) in self.lengths or len(number) in self._local_lengths

    def too_long(self, number: str) -> bool:
        """Whether there are more digits than in any number of this region."""
        return len(number) > self.lengths[-1] and len(number) not in self._local_lengths

    def without_prefix(self, number: str) -> str | None:
        """The digits without the prefix of calls within the country; None where the rule is a rewriting one."""
        found = self._prefix(number) if self._prefix else None
        if not found:
            return number
        if self._transforms:
            return None
        rest = number[found.end() :]
        return number if self.general.fits(number) and not self.general.fits(rest) else rest

    def significant(self, number: str) -> str | None:
        """The national number that dialled digits stand for; None where the library must be asked."""
        rest = self.without_prefix(number)
        if rest is None:
            return None
        taken = rest if len(rest) in self.lengths or self.too_long(rest) else number
        return taken if 2 <= len(taken) <= 17 and taken.strip("0") else None


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
        self._areas = _Names("geodata", "GEOCODE_DATA", code)
        self._carriers = _Names("carrierdata", "CARRIER_DATA", code)
        self._zones = _Zones("tzdata", "TIMEZONE_DATA", code)
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
        location = (self._areas.of(digits) if in_area else "") or self._country(number)
        carrier = self._carriers.of(digits) if kind in _WITH_CARRIER else ""
        zones = self._zones.of(digits if in_area else str(self.code))
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


@cache
def region_of(region: str) -> Region:
    """What a region says; ``region`` is one that `check_region` lets pass."""
    from phonenumbers import PhoneMetadata

    metadata = PhoneMetadata.metadata_for_region(region)
    assert metadata is not None
    return Region(region, metadata)


def code_of(digits: str) -> int:
    """The country calling code that the digits of an international number begin with; 0 where there is none."""
    from phonenumbers import COUNTRY_CODE_TO_REGION_CODE

    if not digits.startswith("0"):
        for size in (1, 2, 3):
            if (code := int(digits[:size])) in COUNTRY_CODE_TO_REGION_CODE:
                return code
    return 0


class _Longest:
    """A table of prefixes under one country calling code: what it has for the longest prefix of the digits."""

    def __init__(self, package: str, table: str, code: int) -> None:
        self._entries: Mapping[str, Any] = self._kept(entries_under(package, table, str(code)))
        self._lengths = sorted({len(prefix) for prefix in self._entries}, reverse=True)
        self.longest = max(self._lengths, default=0)

    def of(self, digits: str) -> Any:
        for length in self._lengths:
            found = self._entries.get(digits[:length])
            if found:
                return found
        return self._nothing

    _nothing: Any = ""

    def _kept(self, entries: Iterable[tuple[str, Any]]) -> Mapping[str, Any]:
        return {prefix: names["en"] for prefix, names in entries if names.get("en")}


class _Names(_Longest):
    """Names in English."""


class _Zones(_Longest):
    """Time zones."""

    _nothing = ()

    def _kept(self, entries: Iterable[tuple[str, Any]]) -> Mapping[str, Any]:
        return {prefix: tuple(zones) for prefix, zones in entries}


def _free_tail(pattern: str) -> int:
    r"""How many last digits are any digits in all alternatives of a pattern: 5 for ``[279]\d{5}|45\d{6}``.

    Where such a pattern matches a whole number, its end may be any other digits. 0 where that is not plain to see.
    """
    if "(?=" in pattern or "(?!" in pattern or "(?<" in pattern:
        return 0
    tails = []
    for alternative in _alternatives(pattern):
        tail = _TAIL.search(alternative)
        tails.append(sum(int(count or 1) for count in _ANY_DIGIT.findall(tail[0])) if tail else 0)
    return min(tails)


def _alternatives(pattern: str) -> list[str]:
    """What stands between the bars of a pattern that are in no bracket."""
    parts, depth = [""], 0
    for char in pattern:
        depth += (char in "([") - (char in ")]")
        if char == "|" and not depth:
            parts.append("")
        else:
            parts[-1] += char
    return parts


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
