"""The schema for editors: fresh, complete, true of every packaged scenario, and strict about what is wrong."""

import json
import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from osint_kit.exercises import check_scenario
from osint_kit.exercises.reading import PACKAGED, parse, read_scenario
from osint_kit.exercises.schema import scenario_schema
from osint_kit.exercises.words import Words, names_of

FOLDER = Path(__file__).parents[2] / "docs" / "every-word"
EXAMPLE = FOLDER / "every-word.toml"
SCHEMA = json.loads((FOLDER / "scenario.schema.json").read_text("utf-8"))


def as_json(value: Any) -> Any:
    """TOML as editors see it: dates are texts."""
    if isinstance(value, dict):
        return {key: as_json(item) for key, item in value.items()}
    if isinstance(value, list):
        return [as_json(item) for item in value]
    return value.isoformat() if isinstance(value, date) else value


def problems(text: str) -> list[str]:
    validator = jsonschema.Draft202012Validator(SCHEMA)
    return [error.message for error in validator.iter_errors(as_json(tomllib.loads(text)))]


def test_it_is_fresh() -> None:
    assert scenario_schema(EXAMPLE) == SCHEMA, "run: make docs"
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


def test_the_example_has_every_word_and_says_what_each_means() -> None:
    assert check_scenario(str(EXAMPLE)) == []
    file = parse(EXAMPLE)
    file.mistakes.words = words = Words()
    read_scenario(file)
    places = file.mistakes.places
    assert words.schemas.keys() - {names_of(keys) for keys in places.lines} == set()
    assert {names_of(keys) for keys in places.lines} - {names_of(keys) for keys in places.comments} == set()


@pytest.mark.parametrize("path", [EXAMPLE, *sorted(PACKAGED.glob("*.toml"))], ids=lambda path: path.stem)
def test_what_the_kit_takes_the_schema_takes(path: Path) -> None:
    assert problems(path.read_text("utf-8")) == []


@pytest.mark.parametrize(
    "tables, says",
    [
        ("titel = 1", "'titel' was unexpected"),
        ('level = "hard"', "'hard' is not one of"),
        ("minutes = 0", "0 is less than the minimum"),
        ('[[short_link]]\nurl = "https://bit.ly/x"', "'target' is a required property"),
        ('[[person]]\nname = "A"\nrole = "thief"', "'thief' is not one of"),
        ('[[question]]\nask = "?"\nanswers = "x"\nhint = "y"', "'hint' was unexpected"),
    ],
)
def test_what_is_wrong_an_editor_marks(tables: str, says: str) -> None:
    head = 'title = "T"\nbrief = "B"\nseeds = "x"\n'
    assert problems(head) == []
    assert any(says in message for message in problems(head + tables)), problems(head + tables)
