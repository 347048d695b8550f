"""How right profiles are in worlds with known truth, what they cost, and how other ways of joining do there."""

from tests.bench.profiles.peers import by_discovery, by_handle
from tests.bench.profiles.worlds import Marks, Measured, hubs_in_joins, mark, measure, possible_joins

PEOPLE, NOISE, SEED = 20, 2000, 7
OTHER_SEEDS = (11, 23, 42, 101, 2026, 31337)
"""Worlds that no rule was looked at in before it was measured, but for 11."""
LEVELS = ("easy", "medium", "hard")
PRECISION, RECALL, POSSIBLE = 0.98, 0.9, 0.5


def main() -> None:
    """Print a table; raise where a profile is less right than it must be."""
    print(
        f"\nprofiles: {PEOPLE} people among {NOISE} pieces of noise; a number and a handle in, depth 3, reach platform"
    )
    print(f"{'world':12}{'way':14}{'attributed':>11}{'precision':>11}{'recall':>8}{'joins possible':>16}{'right':>7}")
    for level in LEVELS:
        measured = measure(SEED, PEOPLE, NOISE, level)
        _held_to_the_goals(f"{level} {SEED}", measured)
        _row("", "by handle", mark(measured, by_handle))
        _row("", "by discovery", mark(measured, by_discovery))
    for level in LEVELS:
        for seed in OTHER_SEEDS:
            _held_to_the_goals(f"{level} {seed}", measure(seed, PEOPLE, NOISE, level))
    print("\ngrowth: the same people in larger worlds")
    print(f"{'noise':>8}{'requests':>10}{'a person':>10}{'seconds':>9}")
    for noise in (500, 2000, 8000):
        measured = measure(SEED, PEOPLE, noise, "medium")
        print(f"{noise:8}{measured.requests:10}{measured.requests / PEOPLE:10.0f}{measured.seconds:9.1f}")
    for people in (10, 20, 40):
        measured = measure(SEED, people, NOISE, "medium")
        print(f"{people:4} people: {measured.requests} requests, {measured.seconds:.1f} s")


def _held_to_the_goals(world: str, measured: Measured) -> None:
    """The row of the kit's own way in one world. Raises where a goal is not met there."""
    ours = mark(measured)
    joins, right = possible_joins(measured)
    _row(world, "the kit", ours, f"{joins:16}{right:7}")
    assert not hubs_in_joins(measured)
    assert ours.precision >= PRECISION, ours.wrong
    assert ours.recall >= RECALL, ours.missed
    assert not joins or right / joins >= POSSIBLE


def _row(world: str, way: str, marks: Marks, more: str = "") -> None:
    print(
        f"{world:12}{way:14}{marks.attributed:11}{marks.precision:11.3f}{marks.recall:8.3f}{more}",
        flush=True,
    )


if __name__ == "__main__":
    main()
