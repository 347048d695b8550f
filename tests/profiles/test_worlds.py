"""Profiles in a small generated world with known truth; `tests/bench/profiles` does it at length."""

import pytest

from tests.bench.profiles.peers import by_discovery, by_handle
from tests.bench.profiles.worlds import hubs_in_joins, mark, measure, possible_joins


@pytest.mark.parametrize("level", ["medium", "hard"])
def test_what_is_attributed_is_right_and_what_can_be_reached_is_there(level: str) -> None:
    measured = measure(seed=3, people=7, noise=60, level=level)
    marks = mark(measured)
    assert marks.precision >= 0.98, marks.wrong
    assert marks.recall >= 0.9, marks.missed
    joins, right = possible_joins(measured)
    assert joins
    assert right / joins >= 0.5
    assert not hubs_in_joins(measured)
    assert marks.attributed > 10
    assert mark(measured, by_handle).recall <= marks.recall
    assert mark(measured, by_discovery).precision <= marks.precision
