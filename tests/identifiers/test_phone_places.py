"""Place, carrier and time zones: the answers of the whole library, for a small part of its data."""

import json
import random
import subprocess
import sys
from pathlib import Path

import phonenumbers
import pytest
from phonenumbers import PhoneNumberFormat, PhoneNumberType

from osint_kit.identifiers import phone_places

PLAIN = """
import json, sys
from phonenumbers import parse
from phonenumbers.carrier import name_for_number
from phonenumbers.geocoder import description_for_number
from phonenumbers.timezone import time_zones_for_number
numbers = [parse(text) for text in json.load(sys.stdin)]
zones = [[zone for zone in time_zones_for_number(number) if zone != "Etc/Unknown"] for number in numbers]
names = [(description_for_number(number, "en"), name_for_number(number, "en")) for number in numbers]
json.dump([(*pair, zone) for pair, zone in zip(names, zones)], sys.stdout)
"""


def _examples() -> list[str]:
    """An example of each type, of each region and of none, and of each some with other last digits."""
    chance = random.Random(679)
    regions = sorted(phonenumbers.SUPPORTED_REGIONS)
    numbers = [
        phonenumbers.example_number_for_type(region, kind) for region in regions for kind in PhoneNumberType.values()
    ]
    numbers += [
        phonenumbers.example_number_for_non_geo_entity(code) for code in phonenumbers.COUNTRY_CODES_FOR_NON_GEO_REGIONS
    ]
    texts = {phonenumbers.format_number(number, PhoneNumberFormat.E164) for number in numbers if number}
    for text in sorted(texts):
        kept = max(len(text) - chance.randint(2, 6), len("+6791"))
        for _ in range(4):
            texts.add(text[:kept] + "".join(chance.choice("0123456789") for _ in text[kept:]))
    return sorted(texts)


def test_the_answers_are_those_of_the_whole_library() -> None:
    texts = _examples()
    assert len(texts) > 3000
    plain = subprocess.run(
        [sys.executable, "-c", PLAIN], input=json.dumps(texts), capture_output=True, text=True, check=True
    )
    for text, (location, carrier, zones) in zip(texts, json.loads(plain.stdout), strict=True):
        number = phonenumbers.parse(text)
        assert phone_places.location(number) == location, text
        assert phone_places.carrier(number) == carrier, text
        assert list(phone_places.time_zones(number)) == zones, text


@pytest.mark.parametrize("region, name", [("FJ", "Fiji"), ("VU", "Vanuatu"), ("DE", "Germany"), ("XX", ""), ("", "")])
def test_a_region_has_a_name(region: str, name: str) -> None:
    assert phone_places.region_name(region) == name


def test_one_number_loads_little_of_the_library() -> None:
    code = (
        "import sys; from osint_kit.identifiers.phone import phone_record\n"
        "print(phone_record('+67822123').location)\n"
        "print(*[name for name in ('geocoder', 'carrier', 'timezone', 'geodata', 'carrierdata', 'tzdata')"
        " if f'phonenumbers.{name}' in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines() == ["Port Vila, Shefa", ""]


SMALL_TABLE = "GEOCODE_DATA = {'679': {'en': 'Fiji'}, '678': {'en': 'Vanuatu'}}\n"


@pytest.mark.parametrize(
    "files",
    [
        {"__init__.py": SMALL_TABLE},
        {"__init__.py": SMALL_TABLE, "data0.py": "data = {}\n"},
        {
            "__init__.py": SMALL_TABLE,
            "data0.py": "data = {\n '679':1}\n",
            "data1.py": "data = {\n '678':1}\n",
        },
    ],
    ids=["no pieces", "a piece without a prefix", "pieces out of order"],
)
def test_data_that_lies_otherwise_is_loaded_whole(tmp_path: Path, files: dict[str, str]) -> None:
    package = tmp_path / "phonenumbers" / "geodata"
    package.mkdir(parents=True)
    (package.parent / "__init__.py").write_text("", encoding="utf-8")
    for name, text in files.items():
        (package / name).write_text(text, encoding="utf-8")
    code = (
        f"import sys; sys.path.insert(0, {str(tmp_path)!r})\n"
        "from osint_kit.identifiers.phone_data import prefix_lookup\n"
        "found = prefix_lookup('geodata', 'GEOCODE_DATA')\n"
        "print(found('679'), found('678'), found('6'))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "{'en': 'Fiji'} {'en': 'Vanuatu'} None"
