"""Short codes and emergency numbers: what three or four digits mean in a region."""

from dataclasses import dataclass

from osint_kit.identifiers.phone_facts import phone_facts
from osint_kit.identifiers.phone_places import region_name
from osint_kit.identifiers.phone_regions import NEARBY

_MOST_DIGITS = 6
"""Above these no region near here has a short code."""


@dataclass(frozen=True)
class ShortCode:
    """What one source says of digits in a region; ``known`` is False where it says that it does not know them."""

    region: str
    answer: str
    source: str
    known: bool = True


def short_codes(digits: str, region: str | None, library: str) -> tuple[ShortCode, ...]:
    """What is known of digits as a short code in a region, or without one in the regions nearby.

    ``library`` is how libphonenumber is cited. Where a source has an emergency number that libphonenumber
    lacks, both are there. Empty where the digits are too many or nowhere known.
    """
    if not digits.isascii() or not digits.isdecimal() or len(digits) > _MOST_DIGITS:
        return ()
    found = [code for where in ((region,) if region else NEARBY) for code in _in_region(digits, where, library)]
    if region and not found and _could_be(digits, region):
        answer = f"could be one of {region_name(region)} by its length; no source that the kit has knows it"
        return (ShortCode(region, answer, library, known=False),)
    return tuple(found)


def short_lengths(region: str) -> tuple[int, ...]:
    """The numbers of digits that short codes of a region have; none where that is not known."""
    from phonenumbers import PhoneMetadata

    metadata = PhoneMetadata.short_metadata_for_region(region)
    return tuple(metadata.general_desc.possible_length) if metadata and metadata.general_desc else ()


def _in_region(digits: str, region: str, library: str) -> list[ShortCode]:
    from phonenumbers import is_emergency_number

    name = region_name(region)
    local = [fact for fact in phone_facts().codes if (fact.region, fact.code) == (region, digits)]
    found = [ShortCode(region, _said(fact.service, name, fact.emergency), fact.cited) for fact in local]
    if is_emergency_number(digits, region):
        found.append(ShortCode(region, f"an emergency number of {name}", library))
    elif any(fact.emergency for fact in local):
        answer = f"not among its emergency numbers of {name}: it has {_emergencies(region)}"
        found.append(ShortCode(region, answer, library, known=False))
    elif not local and _is_listed(digits, region):
        found.append(ShortCode(region, f"a short code of {name}, for what is not said", library))
    return found


def _said(service: str, country: str, emergency: bool) -> str:
    return f"{service}: {'an emergency number' if emergency else 'a short code'} of {country}"


def _emergencies(region: str) -> str:
    """The emergency numbers of three digits that libphonenumber has."""
    from phonenumbers import is_emergency_number

    every = (f"{number:03}" for number in range(1000))
    return ", ".join(digits for digits in every if is_emergency_number(digits, region)) or "none"


def _is_listed(digits: str, region: str) -> bool:
    from phonenumbers import NumberParseException, is_valid_short_number_for_region, parse

    try:
        return is_valid_short_number_for_region(parse(digits, region), region)
    except NumberParseException:
        return False


def _could_be(digits: str, region: str) -> bool:
    return len(digits) in short_lengths(region)
