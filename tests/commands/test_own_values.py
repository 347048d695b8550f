"""An operator's own values: as they were from ndjson to JSON, and as text in a spreadsheet."""

import csv
import io
import json

import pytest

from osint_kit.tables.rows import read_rows
from tests.conftest import Osint

ROW = {
    "phone": "+6799991234",
    "id": 90071992547409931,
    "share": 0.5,
    "seen": True,
    "gone": False,
    "note": None,
    "zero": "",
    "tags": ["job", 7, None],
    "where": {"town": "Sigatoka é", "at": [-18.1, 177.5]},
}
LATE = {"phone": 6785912345, "late": [1], "valid": "mine"}
FILLER = {"phone": 6785912345}
TAIL = [json.dumps(FILLER)] * 4000 + [json.dumps(LATE)]
"""Keys that come behind the first 64 KB are no columns; and these are more rows than one batch of a worker has."""

COMMANDS = [("phone", "normalise", "--column", "phone"), ("domain", "parse", "--column", "phone")]


def write(osint: Osint, *lines: str) -> None:
    (osint.folder / "in.ndjson").write_text("\n".join(lines) + "\n", encoding="utf-8")


@pytest.mark.parametrize("words", [*COMMANDS, ("link", "decode", "--column", "phone")], ids=lambda words: words[0])
@pytest.mark.parametrize("suffix", ["json", "ndjson"])
def test_from_ndjson_to_json_they_stay_as_they_were(osint: Osint, words: tuple[str, ...], suffix: str) -> None:
    write(osint, json.dumps(ROW, ensure_ascii=False), *TAIL)
    osint(*words, "-i", "in.ndjson", "-o", f"out.{suffix}")
    text = (osint.folder / f"out.{suffix}").read_text("utf-8")
    first, *_, second, last = json.loads(text) if suffix == "json" else map(json.loads, text.splitlines())
    assert json.dumps({name: first[name] for name in ROW}) == json.dumps(ROW)
    assert list(first)[: len(ROW)] == list(ROW)
    # A key that a row lacks is null; one that comes late stands at the end, and hides no result.
    assert second == dict.fromkeys(ROW) | FILLER | {name: second[name] for name in second if name not in ROW}
    assert last["late"] == [1]
    assert last["valid_2" if "valid" in second else "valid"] == "mine"
    assert {name: last[name] for name in second} == second


@pytest.mark.parametrize("words", COMMANDS, ids=lambda words: words[0])
def test_workers_write_what_one_row_after_the_other_gives(osint: Osint, words: tuple[str, ...]) -> None:
    write(osint, json.dumps(ROW), *TAIL)
    osint(*words, "-i", "in.ndjson", "-o", "many.ndjson")
    osint(*words, "-i", "in.ndjson", "-o", "many.json")
    lines = (osint.folder / "many.ndjson").read_text("utf-8").splitlines()
    assert "[\n" + ",\n".join(lines) + "\n]\n" == (osint.folder / "many.json").read_text("utf-8")


def test_in_tables_they_are_text(osint: Osint) -> None:
    text = ["+6799991234", "90071992547409931", "0.5", "true", "false", "", "", "job; 7; "]
    text += ['{"town":"Sigatoka é","at":[-18.1,177.5]}']
    write(osint, json.dumps(ROW), json.dumps(ROW | {"phone": 6799991234.0}))
    done = osint("phone", "normalise", "--column", "phone", "-i", "in.ndjson", "-f", "csv")
    assert done.code == 1
    header, first, second = csv.reader(io.StringIO(done.out))
    assert (header[: len(ROW)], first[: len(ROW)]) == (list(ROW), text)
    assert second[: len(ROW)] == ["6799991234", *text[1:]]
    assert second[len(ROW)] == "6799991234"
    assert osint("phone", "normalise", "--column", "phone", "-i", "in.ndjson", "-o", "out.xlsx").code == 1
    with read_rows(osint.folder / "out.xlsx") as source:
        assert [list(row.cells.values())[: len(ROW)] for row in source] == [text, ["6799991234", *text[1:]]]
    with_types = osint("phone", "normalise", "--column", "phone", "-i", "in.ndjson", "-f", "table")
    assert with_types.out.split("\n")[2].startswith("+6799991234")
