from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from osint_kit.errors import UsageError
from osint_kit.exercises import check_scenario, load_scenario
from osint_kit.exercises.starting import ideas_for, scenario_text, write_new
from osint_kit.exercises.toml_writing import toml_table
from tests.exercises.client import running


@pytest.mark.parametrize("name", ["orchard", "a", "2026-fees", "x" * 40])
def test_a_new_scenario_works_as_it_is(tmp_path: Path, name: str) -> None:
    path = write_new(name, ideas_for(name), tmp_path)
    assert check_scenario(str(path)) == []
    scenario = load_scenario(str(path))
    assert scenario.questions
    assert scenario.traps
    link = scenario.links[0]
    with running(scenario, tmp_path) as (_, client):
        assert client.fetch(link.url).headers["Location"] == link.target
        assert b"Followed 215 times" in client.fetch(link.preview).data


def test_what_was_chosen_is_what_is_written(tmp_path: Path) -> None:
    ideas = ideas_for("a")._replace(title='A "title" \\ it\'s', domain="WORK.example", link="https://is.gd/w")
    scenario = load_scenario(str(write_new("chosen", ideas, tmp_path)))
    assert scenario.title == 'A "title" \\ it\'s'
    assert scenario.rules.off_limits == ("work.example",)
    assert scenario.links[0].url == "https://is.gd/w"


@pytest.mark.parametrize(
    "change, says",
    [
        ({"domain": "no host"}, "is no host name"),
        ({"link": "ftp://bit.ly/x"}, "is no web address"),
        ({"phone": "12"}, "is no phone"),
        ({"handle": "Cow Man"}, "is no handle"),
        ({"title": " "}, "the title is empty"),
        ({"domain": "a.example", "link": "https://a.example/x"}, "is on a.example itself"),
    ],
)
def test_what_cannot_be_served_is_refused(change: dict[str, str], says: str) -> None:
    with pytest.raises(UsageError, match=says):
        scenario_text(ideas_for("a")._replace(**change))


def test_ways_to_write_an_idea(tmp_path: Path) -> None:
    written = {"handle": "@sheep.man", "domain": "https://Sheep.example/", "link": "bit.ly/sheep"}
    path = write_new("sheep", ideas_for("sheep")._replace(**written), tmp_path)
    assert check_scenario(str(path)) == []
    scenario = load_scenario(str(path))
    assert scenario.people[0].handles == ("sheep.man",)
    assert (scenario.rules.off_limits, scenario.links[0].url) == (("sheep.example",), "https://bit.ly/sheep")


def test_nothing_is_written_over(tmp_path: Path) -> None:
    write_new("a", ideas_for("a"), tmp_path)
    with pytest.raises(UsageError, match="is there already"):
        write_new("a", ideas_for("a"), tmp_path)
    with pytest.raises(UsageError, match="no name for an exercise"):
        ideas_for("../a")


@settings(deadline=None)
@given(st.text(max_size=40), st.lists(st.text(max_size=5)), st.integers(), st.booleans())
def test_any_value_is_written_so_that_it_is_read_back(text: str, texts: list[str], number: int, flag: bool) -> None:
    import tomllib

    text = text.replace("\r\n", "\n").encode("utf-8", "ignore").decode()
    given_ = {
        "text": f"x{text}",
        "a b": [f"x{item}".encode("utf-8", "ignore").decode() for item in texts] + ["y"],
        "n": number,
        "f": flag,
    }
    assert tomllib.loads(toml_table("", given_)) == given_  # type: ignore[arg-type]
