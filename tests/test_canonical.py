import random

import pytest
import rfc8785

from osint_kit.canonical import Json, canonical

TEXTS = ("", "a", "é", '\x00\x1f\x7f\n\t"\\/', "\u2028\u202e", "😀", "\ue000", "</script>", "\u0080")
NUMBERS = (0, -1, 2**53 - 1, -(2**53) + 1, 1.0, 0.1, 1e30, 1e-7, -0.0, 333333333.33333329)


def anything(dice: random.Random, depth: int = 0) -> Json:
    kind = dice.randrange(7 if depth < 4 else 4)
    if kind == 0:
        return dice.choice((None, True, False))
    if kind == 1:
        return dice.choice(NUMBERS)
    if kind in (2, 3):
        return "".join(dice.choices(TEXTS, k=dice.randrange(4)))
    if kind == 4:
        return [anything(dice, depth + 1) for _ in range(dice.randrange(4))]
    return {dice.choice(TEXTS) + str(dice.randrange(9)): anything(dice, depth + 1) for _ in range(dice.randrange(5))}


def test_the_bytes_are_those_of_rfc_8785() -> None:
    dice = random.Random(8785)
    for _ in range(3000):
        value = anything(dice)
        assert canonical(value) == rfc8785.dumps(value)


def test_keys_are_sorted_by_utf_16_units() -> None:
    assert canonical({"\ue000": 1, "😀": 2}) == '{"😀":2,"\ue000":1}'.encode()


def test_a_lone_surrogate_is_replaced() -> None:
    assert canonical({"a": "\ud800", "b\udfff": ["\udc00x"]}) == '{"a":"�","b�":["�x"]}'.encode()


@pytest.mark.parametrize("value", [2**53, -(2**53), float("nan"), float("inf"), {"a": [2**60]}])
def test_what_json_cannot_carry_is_refused(value: Json) -> None:
    with pytest.raises(ValueError, match=r"."):
        canonical(value)
