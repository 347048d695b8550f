"""One range of the packaged scenario for all tests that only ask it, and scenarios written in a test."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from osint_kit.exercises import Scenario, load_scenario
from tests.exercises.client import Client, running

Write = Callable[[str], Scenario]


@pytest.fixture(scope="module")
def island_jobs(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    with running(load_scenario("island-jobs"), tmp_path_factory.mktemp("world")) as (_, client):
        yield client


@pytest.fixture
def scenario(tmp_path: Path) -> Write:
    """Makes a scenario of the tables that it is given; title, brief and seeds are there already."""

    def write(tables: str) -> Scenario:
        file = tmp_path / "made-up.toml"
        file.write_text(f'title = "T"\nbrief = "B"\nseeds = ["sefa"]\n{tables}', encoding="utf-8")
        return load_scenario(str(file))

    return write
