"""One region's numbering plan, compiled from libphonenumber's metadata: which kind a national number is of.

The rules are those of ``phonenumbers.phonenumberutil`` (9.0), in its order.
"""

import re
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from phonenumbers import PhoneMetadata, PhoneNumberDesc

UNKNOWN = "unknown"
_ORDER = ("premium_rate", "toll_free", "shared_cost", "voip", "personal_number", "pager", "uan", "voicemail")
_WORDS = {
    "premium_rate": "premium",
    "toll_free": "toll-free",
    "shared_cost": "shared-cost",
    "personal_number": "personal",
}
_ANY_DIGIT = re.compile(r"\\d(?:\{(\d+)\})?")
_TAIL = re.compile(r"(?:\\d(?:\{\d+\})?)+$")


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


@cache
def region_of(region: str) -> Region:
    """What a region says; ``region`` is one that `check_region` lets pass."""
    from phonenumbers import PhoneMetadata

    metadata = PhoneMetadata.metadata_for_region(region)
    assert metadata is not None
    return Region(region, metadata)


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
