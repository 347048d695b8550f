"""Phone numbers in running text: all that libphonenumber's matcher finds, and what it does not look for.

The matcher (``PhoneNumberMatcher`` at ``Leniency.VALID``) takes dates and prices for numbers where they fit,
and misses links, digits that are emoji or spelled out, and numbers with a letter beside them. Here each of
these is found, and what is not sure says why.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from osint_kit.identifiers.phone import PhoneRecord
from osint_kit.identifiers.phone_bulk import one_reader
from osint_kit.identifiers.phone_extract_doubts import doubts, joined
from osint_kit.identifiers.phone_extract_fold import Folded, fold
from osint_kit.identifiers.phone_extract_spelled import readings
from osint_kit.identifiers.phone_regions import check_region

# A messenger's link holds a number with its country code, with or without a plus; a tel: link may hold a local one.
_MESSENGER = re.compile(
    r"(?:https?://)?(?:wa\.me/|(?:api\.|web\.|www\.)?whatsapp\.com/send/?\?(?:[^\s>\"']*&)?phone=|t\.me/(?=\+|%2b)"
    r"|signal\.me/#p/)(?:\+|%2b)?(?P<number>\d[\d-]{6,20})"
    r"|(?:whatsapp|viber|tg)://[a-z]+/?\?(?:[^\s>\"']*&)?(?:phone|number)=(?:\+|%2b)?(?P<other>\d[\d-]{6,20})"
    r"|(?<![\w.+-])\+?(?P<user>\d{7,15})(?:\.\d{1,3})?(?::\d{1,5})?@(?:s\.whatsapp\.net|c\.us)\b",
    re.IGNORECASE,
)
_CALL = re.compile(r"\b(?:tel|sms|smsto|callto|facetime):(?://)?(?P<number>(?:\+|%2b)?[\d().%-]{5,40})", re.IGNORECASE)
_RUN = re.compile(r"(?<![\d+])\+?[(\[]?\d(?:[ ().\[\]/-]{0,4}\d){4,19}")
_LOCAL_RUN = re.compile(r"\d[\d -]+\d")
_ISLAND_CODE = re.compile(r"6[789]\d")
"""The Pacific's three-digit country codes, which tell a number even without a plus, where 61 and 64 do not."""


@dataclass(frozen=True)
class FoundNumber:
    """One number in a text: ``text[start:end]`` is how it is written there, kept in ``text``.

    ``valid`` is False for a number with a country code whose range the data does not know. ``country`` is an
    ISO 3166 code. ``doubt`` says why it may be no number, or how it was read; empty for one that is plain.
    """

    e164: str
    valid: bool
    country: str | None
    start: int
    end: int
    text: str
    doubt: str = ""


def find_numbers(text: str, region: str | None = None, start: int = 0) -> list[FoundNumber]:
    """The phone numbers in a line of text from ``start`` on, by their place.

    Numbers without a country code are those of ``region``; without a region they are not found. Raises
    `UsageError` for a region that there is not.
    """
    code = check_region(region) if region else None
    folded = fold(text[start:])
    found = _Found(folded, start)
    if any(char.isdigit() for char in folded.text):
        _links(found, code)
        _matches(found, code)
        _runs(found, code)
    _obscured(found, code)
    return sorted(found.numbers, key=lambda number: (number.start, number.end))


class _Found:
    """What was found so far, in places of the folded text until `numbers` gives those of the line."""

    def __init__(self, folded: Folded, offset: int) -> None:
        self.folded = folded
        self.offset = offset
        self.numbers: list[FoundNumber] = []
        self._taken: set[int] = set()
        self._places_of: dict[str, set[int]] = {}

    def add(self, start: int, end: int, e164: str, country: str | None, reasons: list[str], valid: bool = True) -> None:
        """Take a number that stands at these places of the folded text."""
        if not self.folded.signs.isdisjoint(range(start, end)):
            reasons = ["digits written as emoji or signs", *reasons]
        first, last = self.folded.span(start, end)
        self.add_exact(first, last, e164, country, reasons, valid)
        self._taken.update(range(start, end))

    def add_exact(
        self, first: int, last: int, e164: str, country: str | None, reasons: list[str], valid: bool = True
    ) -> None:
        """Take a number that stands at these places of the text itself."""
        text = self.folded.original[first:last]
        place = (first + self.offset, last + self.offset)
        self.numbers.append(FoundNumber(e164, valid, country, *place, text, joined(reasons)))
        self._places_of.setdefault(e164, set()).update(range(first, last))

    def is_taken(self, start: int, end: int) -> bool:
        """Whether a number that was found stands there, or partly there."""
        return not self._taken.isdisjoint(range(start, end))

    def text_left(self) -> str:
        """The folded text with line ends in place of all numbers that were found."""
        taken = self._taken
        return "".join("\n" if place in taken else char for place, char in enumerate(self.folded.text))

    def has(self, e164: str, first: int, last: int) -> bool:
        """Whether this very number was found at these places of the text itself."""
        places = self._places_of.get(e164)
        return places is not None and not places.isdisjoint(range(first, last))


def _links(found: _Found, region: str | None) -> None:
    text = found.folded.text
    for link in _MESSENGER.finditer(text):
        record = _record("+" + (link["number"] or link["other"] or link["user"]))
        _take(found, link.start(), link.end(), record, [])
    for link in _CALL.finditer(text):
        _take(found, link.start(), link.end(), _record(f"tel:{link['number']}", region), [])


def _matches(found: _Found, region: str | None) -> None:
    """What the library's matcher finds, in the text as it is and as it is folded."""
    from osint_kit.identifiers.phone_extract_matcher import matches

    folded = found.folded
    for start, end, e164, country in matches(folded.text, region):
        start += _lead(folded.text[start:end])
        if not found.has(e164, *folded.span(start, end)):
            local = not re.match(r"[(\[ ]*(?:\+|00)", folded.text[start:end])
            found.add(start, end, e164, country, doubts(folded.text, start, end, local=local))
    if folded.text == folded.original:
        return
    for start, end, e164, country in matches(folded.original, region):
        if not found.has(e164, start, end):
            local = "+" not in fold(folded.original[start:end]).text
            found.add_exact(start, end, e164, country, doubts(folded.original, start, end, local=local))


def _lead(written: str) -> int:
    """How many characters the matcher took along before the number: a gap, or a bracket that nothing closes."""
    bare = written.lstrip()
    is_open = bare[0] in "([" and sum(map(bare.count, "([")) > sum(map(bare.count, ")]"))
    return len(written) - len(bare) + is_open


def _runs(found: _Found, region: str | None) -> None:
    """Digits that the matcher leaves out: with 00 or a zero in brackets, without a plus, with letters beside."""
    text = found.folded.text
    for run in _RUN.finditer(text):
        start, end, written = run.start(), run.end(), run[0]
        if found.is_taken(start, end):
            continue
        if "+" in written or re.match(r"[(\[]?00", written):
            if (record := _record(written)).e164:
                _take(found, start, end, record, doubts(text, start, end, local=False))
        elif _LOCAL_RUN.fullmatch(written) and not _is_priced(text, start, end):
            _take_bare(found, start, end, region)


def _take_bare(found: _Found, start: int, end: int, region: str | None) -> None:
    text = found.folded.text
    if region and (record := _record(text[start:end], region)).valid and record.assumed_region:
        if text[start - 1 : start].isalpha() or text[end : end + 1].isalpha():
            _take(found, start, end, record, doubts(text, start, end, local=True))
        return
    digits = re.sub(r"\D", "", text[start:end])
    if _ISLAND_CODE.match(digits) and (record := _record("+" + digits)).valid:
        reasons = doubts(text, start, end, local=True)
        _take(found, start, end, record, ["read with a country code, though no plus stands before it", *reasons])


def _is_priced(text: str, start: int, end: int) -> bool:
    """Whether a currency or per cent sign stands right beside: the matcher takes that for a price for sure."""
    return bool(re.match(r"[$€£¥₹%]", text[start - 1 : start] or " ") or re.match(r"[$€£¥₹%]", text[end : end + 1]))


def _obscured(found: _Found, region: str | None) -> None:
    for reading in readings(found.text_left()):
        if not region and not reading.digits.startswith(("+", "00")):
            continue  # nothing says which country it is of
        record = _record(reading.digits, region)
        if record.valid:
            _take(found, reading.start, reading.end, record, [reading.how])


def _take(found: _Found, start: int, end: int, record: PhoneRecord, reasons: list[str]) -> None:
    """Take a number that has an E.164 form; one in no known range says so."""
    if record.e164 is None:
        return
    unknown = [] if record.valid else [record.problem or "not valid"]
    found.add(start, end, record.e164, record.country, [*unknown, *reasons], bool(record.valid))


@lru_cache(maxsize=1 << 12)
def _record(text: str, region: str | None = None) -> PhoneRecord:
    """`phone_record`, and sooner: a text that was made to waste time has few different numbers, or simple ones."""
    return _reader(region)(text)


@lru_cache
def _reader(region: str | None) -> Callable[[str], PhoneRecord]:
    return one_reader(region)
