"""Two numbers in one cell: one record each, or none is guessed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from osint_kit.identifiers.phone import phone_record, phone_records

FIJI, OTHER, VANUATU = "+6799991234", "+6797012345", "+6785912345"

# Cell, region, the numbers in it.
SPLIT: list[tuple[str, str | None, list[str]]] = [
    ("999 1234 / 701 2345", "FJ", [FIJI, OTHER]),
    ("999 1234/701 2345", "FJ", [FIJI, OTHER]),
    ("9991234/7012345", "FJ", [FIJI, OTHER]),
    ("999 1234 or 701 2345", "FJ", [FIJI, OTHER]),
    ("999 1234 OR 701 2345", "FJ", [FIJI, OTHER]),
    ("999 1234 and 701 2345", "FJ", [FIJI, OTHER]),
    ("999 1234 & 701 2345", "FJ", [FIJI, OTHER]),
    ("999 1234; 701 2345", "FJ", [FIJI, OTHER]),
    ("999 1234, 701 2345", "FJ", [FIJI, OTHER]),
    ("999 1234，701 2345", "FJ", [FIJI, OTHER]),
    ("999 1234 | 701 2345", "FJ", [FIJI, OTHER]),
    ("999 1234\n701 2345", "FJ", [FIJI, OTHER]),
    ("999 1234\r\n\r\n701 2345\n", "FJ", [FIJI, OTHER]),
    ("999 1234; 701 2345;", "FJ", [FIJI, OTHER]),
    ("999 1234, 701 2345, 777 1234", "FJ", [FIJI, OTHER, "+6797771234"]),
    ("Tel: 999 1234 / Mob: 701 2345", "FJ", [FIJI, OTHER]),
    ("999 1234 (m) 701 2345 (w)", "FJ", [FIJI, OTHER]),
    ("999 1234 (home), 701 2345 (work)", "FJ", [FIJI, OTHER]),
    ("M: 999 1234 / H: 701 2345", "FJ", [FIJI, OTHER]),
    ("999 1234 ext. 12 / 701 2345", "FJ", [FIJI, OTHER]),
    ("+679 999 1234, +678 591 2345", None, [FIJI, VANUATU]),
    ("+679 999 1234 / +678 (0) 591 2345", None, [FIJI, VANUATU]),
    ("00679 9991234 or 00678 5912345", None, [FIJI, VANUATU]),
    ("+679 999 1234 / 591 2345", "VU", [FIJI, VANUATU]),
    ("22123, 22124", "VU", ["+67822123", "+67822124"]),
    ("1111111 / 1111112", "FJ", ["+6791111111", "+6791111112"]),
    ("+49 171/1234567, +49 171/1234568", None, ["+491711234567", "+491711234568"]),
    ("https://wa.me/6799991234, https://wa.me/6785912345", None, [FIJI, VANUATU]),
    ("https://wa.me/6799991234 / https://wa.me/6785912345", None, [FIJI, VANUATU]),
    ("https://wa.me/6799991234?text=hi\nhttps://wa.me/6785912345?text=hi", None, [FIJI, VANUATU]),
    ("٩٩٩١٢٣٤ / ７０１２３４５", "FJ", [FIJI, OTHER]),
    ("\u200e999\u00a01234 / \u200e701\u00a02345", "FJ", [FIJI, OTHER]),
]

# Cell, region, the one number in it if any.
WHOLE: list[tuple[str, str | None, str | None]] = [
    ("999 1234", "FJ", FIJI),
    ("999\n1234", "FJ", FIJI),
    ("999/1234", "FJ", FIJI),
    ("999 1234,", "FJ", FIJI),
    ("999 1234 /", "FJ", FIJI),
    ("+49 171/1234567", None, "+491711234567"),
    ("+49 2161/1234", None, "+4921611234"),
    ("030/12345678", "DE", "+493012345678"),
    ("03012/4234567", "DE", None),  # one number of Berlin, or an unknown one and a local one
    ("12/345678", "DE", None),
    ("12/11/2014", "DE", None),
    ("tel:+6799991234;ext=7012345", "FJ", FIJI),
    ("tel:+6799991234;phone-context=+6797012345", "FJ", FIJI),
    ("https://wa.me/6799991234?text=call 7012345, 7012346", "FJ", FIJI),
    ("https://wa.me/6799991234?text=7012345/7012346", "FJ", FIJI),
    ("999 1234, Suva", "FJ", None),
    ("999 1234 / 12345678", "FJ", None),
    ("999 1234/5", "FJ", None),
    ("999 1234/35", "FJ", None),
    ("999 1234/1235", "FJ", None),
    ("999 1234 / 5", "FJ", None),
    ("(679) 999 1234/5", "FJ", None),
    ("+679 999 1234/5", None, None),
    ("999 1234/5", "NZ", None),  # else an Auckland number
    ("999 1234/5", None, None),
    ("999 1234/5, 701 2345", "NZ", None),
    ("12/11/2014", "FJ", None),
    ("11/12/2014", "GU", None),  # else a number of Guam, its 1 a trunk prefix
    ("2026-11-24", "DE", None),
    ("24.11.2026", "NO", None),
    ("9991234," * 10_000, "FJ", None),
    ("12/11/2014, 13/11/2014", "FJ", None),
    ("2,500,000", "FJ", None),  # else a mobile
]


@pytest.mark.parametrize("cell, region, numbers", SPLIT)
def test_a_cell_of_several_numbers_gives_a_record_each(cell: str, region: str | None, numbers: list[str]) -> None:
    records = phone_records(cell, region)
    assert [record.e164 for record in records] == numbers
    assert {record.input for record in records} == {cell}


@pytest.mark.parametrize("cell, region, number", WHOLE)
def test_all_else_is_one_record(cell: str, region: str | None, number: str | None) -> None:
    (record,) = phone_records(cell, region)
    assert number is None or record.e164 == number
    assert record == phone_record(cell, region)
    assert (record.valid is True) == (number is not None)


@pytest.mark.parametrize("region, candidates", [("FJ", ()), (None, ("FJ", "TO", "NR", "GU"))])
def test_shorthand_is_called_so(region: str | None, candidates: tuple[str, ...]) -> None:
    record = phone_record("999 1234/5", region)
    assert "behind '/'" in (record.problem or "")
    assert (record.valid, record.possible, record.candidates) == (None, None, candidates)


def test_each_record_says_whether_its_region_was_assumed() -> None:
    first, second = phone_records("+679 999 1234 / 591 2345", "VU")
    assert (first.assumed_region, second.assumed_region) == (None, "VU")


def test_without_a_region_each_number_has_its_own_candidates() -> None:
    first, second = phone_records("999 1234 / 701 2345")
    assert (first.e164, first.candidates) == (None, ("FJ", "TO", "NR", "GU"))
    assert (second.e164, second.candidates[:2]) == (None, ("FJ", "VU"))
    first, second = phone_records("+679 999 1234 / 591 2345")
    assert (first.e164, first.candidates, second.candidates) == ("+6799991234", (), ("VU",))
    (alone,) = phone_records("+61 2 9374 4000 / 01")
    assert (alone.candidates, alone.valid) == ((), None)


@given(
    st.text() | st.text("0123456789+/,;|&\n or()-.", max_size=40),
    st.sampled_from([None, "FJ", "NZ", "DE"]),
)
def test_no_cell_raises_or_loses_its_text(cell: str, region: str | None) -> None:
    records = phone_records(cell, region)
    assert {record.input for record in records} == {cell}
    assert records == (phone_record(cell, region),) or all(record.possible or record.candidates for record in records)
