"""Place, carrier and time zones of a phone number, from libphonenumber's data.

The questions are those of the library's ``geocoder.description_for_number``, ``carrier.name_for_number`` and
``timezone.time_zones_for_number``, in English, and so are the answers; only the data comes by `phone_data`.
Numbers must be parsed already.
"""

from typing import TYPE_CHECKING

from osint_kit.identifiers.phone_data import Lookup, prefix_lookup, region_names

if TYPE_CHECKING:
    from phonenumbers import PhoneNumber


def location(number: "PhoneNumber") -> str:
    """The name of the area, else of the country; empty where the number is not valid or of no one country."""
    import phonenumbers

    kind = phonenumbers.number_type(number)
    if kind == phonenumbers.PhoneNumberType.UNKNOWN:
        return ""
    if not phonenumbers.is_number_type_geographical(kind, country_code(number)):
        return _country_name(number)
    digits = _digits(_without_mobile_token(number))
    return _english_name(prefix_lookup("geodata", "GEOCODE_DATA"), digits) or _country_name(number)


def carrier(number: "PhoneNumber") -> str:
    """Who was assigned the range of a mobile number; empty for other numbers and where it is not known."""
    from phonenumbers import PhoneNumberType, number_type

    mobile = (PhoneNumberType.MOBILE, PhoneNumberType.FIXED_LINE_OR_MOBILE, PhoneNumberType.PAGER)
    if number_type(number) not in mobile:
        return ""
    return _english_name(prefix_lookup("carrierdata", "CARRIER_DATA"), _digits(number))


def time_zones(number: "PhoneNumber") -> tuple[str, ...]:
    """The IANA names of the time zones where the number may be; none where the number is not valid."""
    from phonenumbers import PhoneNumberType, is_number_type_geographical, number_type

    kind = number_type(number)
    if kind == PhoneNumberType.UNKNOWN:
        return ()
    in_an_area = is_number_type_geographical(kind, country_code(number))
    digits = _digits(number) if in_an_area else str(country_code(number))
    zones_of = prefix_lookup("tzdata", "TIMEZONE_DATA")
    return next((tuple(zones) for prefix in _prefixes(digits) if (zones := zones_of(prefix))), ())


def region_name(region: str) -> str:
    """The English name of a region code, ``Fiji`` for ``FJ``; empty where there is none."""
    names = region_names().get(region, {})
    name = names.get("en", "")
    # "*aa" says that the name is the one under the language aa.
    return names.get(name[1:], "") if name.startswith("*") else name


def _country_name(number: "PhoneNumber") -> str:
    """The country's name; of countries that share a code, of the only one that the number is valid in."""
    from phonenumbers import is_valid_number_for_region, region_codes_for_country_code

    regions = region_codes_for_country_code(country_code(number))
    if len(regions) > 1:
        regions = tuple(region for region in regions if is_valid_number_for_region(number, region))
    return region_name(regions[0]) if len(regions) == 1 else ""


def _without_mobile_token(number: "PhoneNumber") -> "PhoneNumber":
    """The number as its area is looked up: Argentina puts a 9 before the area code of mobiles."""
    import phonenumbers

    token = phonenumbers.country_mobile_token(country_code(number))
    significant = phonenumbers.national_significant_number(number)
    if not token or not significant.startswith(token):
        return number
    region = phonenumbers.region_code_for_country_code(country_code(number))
    try:
        return phonenumbers.parse(significant[len(token) :], region)
    except phonenumbers.NumberParseException:
        return number


def country_code(number: "PhoneNumber") -> int:
    """The country calling code of a parsed number, such as 679."""
    assert number.country_code is not None  # parsing gives every number one
    return number.country_code


def _digits(number: "PhoneNumber") -> str:
    """Country code and national number, as in E.164 without the plus."""
    from phonenumbers import PhoneNumberFormat, format_number

    return format_number(number, PhoneNumberFormat.E164).removeprefix("+")


def _prefixes(digits: str) -> list[str]:
    """All prefixes of the digits, longest first."""
    return [digits[:end] for end in range(len(digits), 0, -1)]


def _english_name(names_of: Lookup, digits: str) -> str:
    """The English name of the longest prefix that has one."""
    names = (names_of(prefix) for prefix in _prefixes(digits))
    return next((found["en"] for found in names if found and "en" in found), "")
