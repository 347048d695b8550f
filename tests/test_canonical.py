import rfc8785
from hypothesis import given
from hypothesis import strategies as some

from osint_kit.canonical import Json, canonical

ATOMS = some.none() | some.booleans() | some.integers(1 - 2**53, 2**53 - 1) | some.text()
NUMBERS = some.floats(allow_nan=False, allow_infinity=False)
VALUES = some.recursive(ATOMS | NUMBERS, lambda part: some.lists(part) | some.dictionaries(some.text(), part))


@given(VALUES)
def test_the_short_way_writes_what_the_standard_wants(value: Json) -> None:
    assert canonical(value) == rfc8785.dumps(value)


def test_half_a_character_does_not_stop_it() -> None:
    assert canonical({"a": "x\ud800"}) == '{"a":"x\ufffd"}'.encode()
