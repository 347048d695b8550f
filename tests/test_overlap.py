"""Work side by side: order, memory, early ends, errors."""

import threading
import time
import weakref
from collections.abc import Callable, Iterator
from random import Random

import pytest

from osint_kit.overlap import AHEAD, PER_LANE, in_order, once_in_order

dice = Random(7)


def naps(number: int) -> int:
    time.sleep(dice.random() / 200)
    return number * number


def test_results_come_in_the_order_of_the_items() -> None:
    assert list(in_order(naps, range(100), 8)) == [number * number for number in range(100)]


@pytest.mark.parametrize("items", [[], [3]])
def test_few_items(items: list[int]) -> None:
    assert list(in_order(naps, items, 8)) == [item * item for item in items]


def test_as_many_are_under_way_as_was_said() -> None:
    together = threading.Barrier(4, timeout=5)
    assert list(in_order(lambda number: (together.wait(), number)[1], range(8), 4)) == list(range(8))
    lock, now, most = threading.Lock(), 0, 0

    def work(_: int) -> None:
        nonlocal now, most
        with lock:
            now += 1
            most = max(most, now)
        time.sleep(0.002)
        with lock:
            now -= 1

    list(in_order(work, range(60), 3))
    assert most <= 3


def test_items_are_taken_only_as_results_are() -> None:
    taken = 0

    def endless() -> Iterator[int]:
        nonlocal taken
        while True:
            taken += 1
            yield taken

    results = in_order(naps, endless(), 4)
    for wanted in range(1, 50):
        assert next(results) == wanted * wanted
        assert taken <= wanted + 8
    results.close()  # type: ignore[attr-defined]  # a generator


def test_an_early_stop_drops_what_has_not_begun_and_waits_for_nobody() -> None:
    held, done = threading.Event(), []

    def work(number: int) -> int:
        if number:
            held.wait(10)
        done.append(number)
        return number

    results = in_order(work, range(100), 2)
    assert next(results) == 0
    started = time.monotonic()
    results.close()  # type: ignore[attr-defined]  # a generator
    assert time.monotonic() - started < 1
    held.set()
    time.sleep(0.1)
    assert len(done) <= 3


def test_an_error_passes_in_its_turn_and_ends_the_work() -> None:
    def work(number: int) -> int:
        if number == 3:
            raise LookupError("three")
        return number

    results = in_order(work, range(1000), 4)
    assert [next(results) for _ in range(3)] == [0, 1, 2]
    with pytest.raises(LookupError, match="three"):
        next(results)
    assert list(results) == []


def test_an_error_of_the_items_passes() -> None:
    def items() -> Iterator[int]:
        yield 1
        raise OSError("gone")

    with pytest.raises(OSError, match="gone"):
        list(in_order(naps, items(), 4))


def test_a_full_lane_keeps_no_thread_from_the_others() -> None:
    """Twenty slow ones of one lane in front; those behind them are done before the slow ones are."""
    done: list[str] = []

    def work(item: str) -> str:
        time.sleep(0.1 if item.startswith("slow") else 0)
        done.append(item)
        return item

    items = [f"slow{number}" for number in range(PER_LANE * 3)] + [f"quick{number}" for number in range(10)]
    assert list(in_order(work, items, PER_LANE + 2, lambda item: item[:4])) == items
    assert max(done.index(f"quick{number}") for number in range(10)) < done.index(f"slow{PER_LANE * 2}")


def test_a_lane_has_few_under_way() -> None:
    lock, now, most = threading.Lock(), 0, 0

    def work(_: int) -> None:
        nonlocal now, most
        with lock:
            now += 1
            most = max(most, now)
        time.sleep(0.002)
        with lock:
            now -= 1

    assert len(list(in_order(work, range(200), 40, lambda _: "one"))) == 200
    assert most <= PER_LANE


def test_an_error_in_a_lane_is_raised_where_its_result_is_taken() -> None:
    results = in_order(lambda number: 1 // number, [1, 1, 0, 1], 2, lambda _: "one")
    assert [next(results), next(results)] == [1, 1]
    with pytest.raises(ZeroDivisionError):
        next(results)


def test_items_of_lanes_are_taken_only_as_results_are() -> None:
    taken = 0

    def endless() -> Iterator[int]:
        nonlocal taken
        while True:
            taken += 1
            yield taken

    results = in_order(naps, endless(), 2, lambda number: str(number % 3))
    for wanted in range(1, 50):
        assert next(results) == wanted * wanted
        assert taken <= wanted + 2 * AHEAD
    results.close()  # type: ignore[attr-defined]  # a generator


@pytest.mark.parametrize("lane", [None, lambda item: item[0]])
def test_of_the_same_the_work_is_done_once(lane: Callable[[str], str] | None) -> None:
    done: list[str] = []

    def work(item: str) -> list[str]:
        time.sleep(dice.random() / 200)
        done.append(item)
        return [item]

    items = [dice.choice("abcdef") + dice.choice("xy") for _ in range(300)]
    results = list(once_in_order(work, items, 8, lambda item: item[0], 100, lane))
    firsts = {item[0]: item for item in reversed(items)}
    assert results == [(item, [firsts[item[0]]]) for item in items]
    assert sorted(done) == sorted(firsts.values())


def test_what_is_the_same_as_nothing_is_done_each_time() -> None:
    done: list[str] = []
    results = once_in_order(lambda item: done.append(item), "aaba", 2, lambda item: None if item == "a" else item, 9)
    assert [item for item, _ in results] == list("aaba")
    assert sorted(done) == list("aaab")


def test_only_the_last_results_are_remembered() -> None:
    class Result:
        """What a weak reference can be made to."""

    made: list[weakref.ref[Result]] = []

    def work(_: int) -> Result:
        result = Result()
        made.append(weakref.ref(result))
        return result

    items = (*range(100), 99, 0)
    for _ in once_in_order(work, items, 2, lambda item: item, 10):
        assert sum(ref() is not None for ref in made) <= 10 + 2 * 2 + 2, "those remembered, and those under way"
    assert len(made) == 101, "the last was still known, the first was not"
