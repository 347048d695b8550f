"""What is dialled to reach a number: from its own country, from another, by a mobile phone abroad."""

from typing import TYPE_CHECKING

from osint_kit.identifiers.phone_facts import phone_facts
from osint_kit.identifiers.phone_places import region_name

if TYPE_CHECKING:
    from phonenumbers import PhoneNumber

_EXAMPLES = ("AU", "NZ", "US")
"""Countries whose ways out are shown for calls from abroad: three, and three different ones."""


def dialled_in(number: "PhoneNumber", region: str) -> str:
    """What is dialled in a region, grouped by spaces; ways that are equally good are joined by ``or``."""
    from phonenumbers import PhoneNumberFormat, format_number, region_code_for_country_code

    if number.country_code and region_code_for_country_code(number.country_code) == region:
        return format_number(number, PhoneNumberFormat.NATIONAL)
    abroad = format_number(number, PhoneNumberFormat.INTERNATIONAL).removeprefix("+")
    return " or ".join(f"{prefix} {abroad}" for prefix in ways_out(region))


def dialled_abroad(number: "PhoneNumber") -> str:
    """What is dialled outside the number's country, or that it cannot be."""
    from phonenumbers import (
        SUPPORTED_REGIONS,
        PhoneNumberFormat,
        PhoneNumberType,
        can_be_internationally_dialled,
        format_number,
        number_type,
        region_code_for_number,
    )

    if not can_be_internationally_dialled(number):
        return "not at all: the numbering plan keeps it for calls within the country"
    whole = format_number(number, PhoneNumberFormat.INTERNATIONAL)
    own = region_code_for_number(number)
    examples = [f"{dialled_in(number, region)} in {region_name(region)}" for region in _EXAMPLES if region != own]
    toll_free = number_type(number) == PhoneNumberType.TOLL_FREE and own in SUPPORTED_REGIONS
    doubt = "; few toll-free numbers can be reached from another country" if toll_free else ""
    return f"on a mobile phone {whole}; else the country's own way out first: {', '.join(examples)}{doubt}"


def way_out_source(region: str) -> str:
    """Where the ways out of a region stand, if the kit has facts of its own about them; else empty."""
    return next((fact.cited for fact in phone_facts().ways_out if fact.region == region), "")


def ways_out(region: str) -> tuple[str, ...]:
    """What is dialled in a region before a country code, such as ``00``, the preferred way first."""
    for fact in phone_facts().ways_out:
        if fact.region == region:
            return fact.prefixes
    from phonenumbers import PhoneMetadata

    metadata = PhoneMetadata.metadata_for_region(region)
    prefix = metadata and (metadata.preferred_international_prefix or metadata.international_prefix)
    return (prefix,) if prefix else ()
