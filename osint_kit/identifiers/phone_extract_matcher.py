"""libphonenumber's own search for numbers in a text, kept quick in texts that are made to waste time."""

from collections.abc import Iterator

from phonenumbers import (
    Leniency,
    PhoneNumberFormat,
    PhoneNumberMatch,
    PhoneNumberMatcher,
    format_number,
    region_code_for_number,
)

FEWEST_DIGITS = 4
"""No number of any country, valid by libphonenumber's data, has fewer: Niue, Tokelau and some others have four."""


def matches(text: str, region: str | None) -> Iterator[tuple[int, int, str, str | None]]:
    """Start, end, E.164 form and country of each number that is valid (``Leniency.VALID``)."""
    for match in _Matcher(text, region):
        e164 = format_number(match.number, PhoneNumberFormat.E164)
        yield match.start, match.end, e164, region_code_for_number(match.number)


class _Matcher(PhoneNumberMatcher):
    """Tries nothing that is too short, and nothing again.

    Whether a candidate is a number is told by its text and the characters beside it alone.
    """

    def __init__(self, text: str, region: str | None) -> None:
        super().__init__(text, region, Leniency.VALID, min_candidate_length=FEWEST_DIGITS)
        self._failed: set[tuple[str, str, str]] = set()

    def _parse_and_verify(self, candidate: str, offset: int) -> PhoneNumberMatch | None:
        end = offset + len(candidate)
        tried = (self.text[max(0, offset - 1) : offset], candidate, self.text[end : end + 1])
        if len(candidate) < FEWEST_DIGITS or tried in self._failed:
            return None
        match = super()._parse_and_verify(candidate, offset)
        if match is None:
            self._failed.add(tried)
        return match
