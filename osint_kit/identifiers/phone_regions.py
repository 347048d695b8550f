"""Regions that phone numbers are read in: two letters of ISO 3166, as libphonenumber has them."""

from osint_kit.errors import UsageError

# Where a number without a country code, found in a Pacific investigation, may be from. The islands first,
# from Fiji outwards; then the countries that recruit their people; then the neighbours to the west. A longer
# list would name more candidates, not better ones: `701 2345` is valid in 22 regions of the world.
NEARBY = (
    *("FJ", "VU", "SB", "NC", "PG"),  # Melanesia
    *("TO", "WS", "AS", "TV", "WF", "TK", "NU", "CK", "PF"),  # Polynesia
    *("KI", "NR", "MH", "FM", "PW", "GU", "MP"),  # Micronesia
    *("AU", "NZ"),
    *("TL", "ID", "PH", "MY", "SG"),
)


def check_region(region: str) -> str:
    """The region in capitals. Raises `UsageError` for one that has no phone numbers, such as ``XX``."""
    from phonenumbers import SUPPORTED_REGIONS

    code = region.strip().upper()
    if code not in SUPPORTED_REGIONS:
        raise UsageError(f"there is no region {region!r}", "write the two letters of the country, such as FJ for Fiji")
    return code
