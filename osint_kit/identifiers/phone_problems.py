"""Why a phone number is not valid, in plain words."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from osint_kit.identifiers.phone_places import country_code, region_name

if TYPE_CHECKING:
    from phonenumbers import NumberParseException, PhoneNumber

SHORTHAND = "the digits behind '/' may end a second number, or be an extension; write each number whole"
SEVERAL_NUMBERS = "more than one number stands here; give each its own line"


def no_country(candidates: Sequence[str]) -> str:
    """Why a number without a country code is not read: ``candidates`` are the nearby regions where it is valid."""
    step = "begin it with + and the code, such as +679, or say which region it is from, such as FJ"
    if not candidates:
        return f"no country code, and not valid in any region nearby: {step}"
    return f"no country code: valid in {', '.join(candidates)}; {step}"


def parse_problem(error: "NumberParseException", reading: str) -> str:
    """Why libphonenumber could not read the digits at all."""
    if error.error_type == error.INVALID_COUNTRY_CODE:
        return f"no country has the code that {reading[:4]}… begins with"
    if error.error_type == error.TOO_LONG:
        return "too long for a phone number of any country"
    if error.error_type in (error.TOO_SHORT_NSN, error.TOO_SHORT_AFTER_IDD):
        return "too short for a phone number of any country"
    return "this is no phone number; write it like +679 999 1234"


def range_problem(number: "PhoneNumber", assumed_region: str | None) -> str | None:
    """Why a number that was read is not valid; None for one that is."""
    import phonenumbers
    from phonenumbers import ValidationResult

    if phonenumbers.is_valid_number(number):
        return None
    reason = phonenumbers.is_possible_number_with_reason(number)
    place = _place(number, assumed_region)
    if reason == ValidationResult.IS_POSSIBLE:
        return f"no such range {place}, as far as the data of libphonenumber knows"
    if reason == ValidationResult.IS_POSSIBLE_LOCAL_ONLY:
        return f"a local number {place} without its area code; write the whole number"
    size = len(phonenumbers.national_significant_number(number))
    word = {ValidationResult.TOO_SHORT: "too short", ValidationResult.TOO_LONG: "too long"}
    return f"{word.get(reason, 'not a length')} {place}: {size} digits, where numbers have {_lengths(number)}"


def _place(number: "PhoneNumber", assumed_region: str | None) -> str:
    """``in Fiji``, or ``under +1`` where several countries share the code and none of them is named."""
    from phonenumbers import region_codes_for_country_code

    regions = region_codes_for_country_code(country_code(number))
    region = assumed_region or (regions[0] if len(regions) == 1 else "")
    name = region_name(region)
    return f"in {name}" if name else f"under +{country_code(number)}"


def _lengths(number: "PhoneNumber") -> str:
    """The numbers of digits that the country uses: ``7 or 11``, ``4 to 15``."""
    from phonenumbers import PhoneMetadata, region_code_for_country_code

    region = region_code_for_country_code(country_code(number))
    metadata = PhoneMetadata.metadata_for_region_or_calling_code(country_code(number), region)
    lengths = sorted(metadata.general_desc.possible_length) if metadata and metadata.general_desc else []
    if len(lengths) > 2 and lengths[-1] - lengths[0] == len(lengths) - 1:
        return f"{lengths[0]} to {lengths[-1]}"
    return " or ".join(filter(None, [", ".join(map(str, lengths[:-1])), str(lengths[-1]) if lengths else ""]))
