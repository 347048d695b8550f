"""Places on maps."""

import pytest

from tests.links.reading import parts, said

SUVA = "-18.1416, 178.4419"


@pytest.mark.parametrize(
    "link",
    [
        "https://www.google.com/maps/@-18.1416,178.4419,13z",
        "https://www.google.com.fj/maps/@-18.1416,178.4419,13z",
        "https://maps.google.com/?q=-18.1416,178.4419",
        "https://maps.google.com/maps?q=loc:-18.1416,178.4419",
        "https://www.google.com/maps?ll=-18.1416,178.4419&z=12",
        "https://www.google.com/maps/search/?api=1&query=-18.1416%2C178.4419",
        "https://www.google.com/maps/place/-18.1416,178.4419",
        "https://www.google.com/maps/dir/-18.1416,178.4419/Nadi",
        "https://www.google.com/maps/place/X/data=!4m5!3m4!1s0x0:0x0!8m2!3d-18.1416!4d178.4419",
        "https://www.google.com/maps/embed?pb=!1m18!1m12!1m3!1d3152.8!2d178.4419!3d-18.1416!2m3",
        "https://maps.apple.com/?ll=-18.1416,178.4419&q=Pin",
        "https://www.openstreetmap.org/?mlat=-18.1416&mlon=178.4419",
        "https://www.openstreetmap.org/#map=15/-18.1416/178.4419",
        "https://www.bing.com/maps?cp=-18.1416~178.4419&lvl=12",
        "https://www.bing.com/maps?sp=point.-18.1416_178.4419_Pin",
        "https://waze.com/ul?ll=-18.1416%2C178.4419&navigate=yes",
        "https://yandex.com/maps/?ll=178.4419%2C-18.1416&z=12",
        "geo:-18.1416,178.4419",
        "geo:-18.1416,178.4419;u=35",
    ],
)
def test_a_place_in_degrees(link: str) -> None:
    (part,) = parts(link, "coordinates")
    assert part.value == SUVA
    assert "not where anybody was" in part.explains


@pytest.mark.parametrize(
    "link",
    ["https://www.google.com/maps/@99.5,178.4,3z", "https://maps.google.com/?q=-18.1416,999", "geo:1,2000",
     "https://jobs.example/@-18.1416,178.4419,13z", "https://www.google.com/search?q=-18.1416,178.4419", "geo:"],
)  # fmt: skip
def test_what_is_no_place(link: str) -> None:
    assert said(link, "coordinates") == []


def test_the_marked_place_and_the_middle_of_the_map_are_told_apart() -> None:
    link = "https://www.google.com/maps/place/Grand+Hotel/@-18.14,178.42,17z/data=!3m1!4b1!8m2!3d-18.15!4d178.43"
    middle, mark = parts(link, "coordinates")
    assert (middle.value, mark.value) == ("-18.14, 178.42", "-18.15, 178.43")
    assert "17 as zoom level" in middle.explains
    assert "marked" in mark.explains
    assert said(link, "place") == ["Grand Hotel"]
