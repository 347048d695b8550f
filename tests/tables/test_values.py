import json
from types import MappingProxyType

import pytest

from osint_kit.tables.values import Value, cell_text, json_text
from tests.tables.samples import NAUGHTY


@pytest.mark.parametrize(
    "value, text",
    [
        (None, ""),
        (True, "true"),
        (False, "false"),
        (0, "0"),
        (6799991234, "6799991234"),
        (6799991234.0, "6799991234"),
        (-3.5, "-3.5"),
        (1e300, "1e+300"),
        (float("nan"), "nan"),
        ("=x", "=x"),
        ([], ""),
        (("a", None, 1, True), "a; ; 1; true"),
        ({"url": "x", "via": ["a"]}, '{"url":"x","via":["a"]}'),
        ([{"a": 1}, {"b": 2}], '{"a":1}; {"b":2}'),
    ],
)
def test_a_value_as_a_cell(value: Value, text: str) -> None:
    assert cell_text(value) == text


def test_json_is_the_same_data_and_acts_on_no_screen() -> None:
    for text in NAUGHTY:
        line = json_text({text: [text]})
        assert json.loads(line) == {text: [text]}
        assert "\x1b" not in line
        assert line.isprintable()
    assert json_text("日本 é") == '"日本 é"'
    assert json_text("\u202e\x9b\x7f\U000e0041\ud800") == r'"\u202e\u009b\u007f\udb40\udc41\ud800"'


def test_json_takes_any_mapping_and_sequence_but_no_nan() -> None:
    assert json_text(MappingProxyType({"a": (1, MappingProxyType({}))})) == '{"a":[1,{}]}'
    with pytest.raises(ValueError):
        json_text(float("nan"))
