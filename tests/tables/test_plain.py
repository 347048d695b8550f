import io

import pytest

from osint_kit.tables.formats import Format
from osint_kit.tables.plain import screen_width
from osint_kit.tables.sinks import open_sink


def test_columns_stand_under_one_another_whatever_their_script() -> None:
    stream = io.BytesIO()
    with open_sink(Format.TABLE, stream, ["name", "city", "ok"]) as sink:
        sink.write({"name": "Ana", "city": "東京", "ok": True})
        sink.write({"name": "Jose\u0301", "city": "Suva", "ok": None})
        sink.write({"name": "x\x1b[2J\n", "city": ["a", "b"]})
    assert stream.getvalue().decode("utf-8").split("\n") == [
        "name        city  ok",
        "----------  ----  ----",
        "Ana         東京  true",
        "Jose\u0301        Suva",
        r"x\x1b[2J\n  a; b",
        "",
    ]


def test_nothing_is_cut_or_folded() -> None:
    stream = io.BytesIO()
    with open_sink(Format.TABLE, stream, ["a"]) as sink:
        sink.write({"a": "word " * 5000 + "end"})
    assert "word " * 5000 + "end" in stream.getvalue().decode("utf-8").split("\n")


@pytest.mark.parametrize(
    "text, width", [("", 0), ("abc", 3), ("日本", 4), ("ｱ", 1), ("e\u0301", 1), ("é", 1), ("👍", 2)]
)
def test_width_on_a_screen(text: str, width: int) -> None:
    assert screen_width(text) == width
