import time
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from itertools import pairwise

import pytest

from osint_kit.gateway.exchange import HttpAnswer
from osint_kit.gateway.pace import MOST_HOSTS, Pace, retry_after

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)


def test_one_host_is_asked_ten_times_a_second_at_most() -> None:
    pace = Pace(10)
    moments: list[float] = []

    def turn(_: int) -> None:
        assert pace.turn("shop.example") == ""
        moments.append(time.monotonic())

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(turn, range(8)))
    moments.sort()
    gaps = [after - before for before, after in pairwise(moments)]
    assert min(gaps) > 0.09
    assert max(gaps) > 0.11  # some jitter


def test_hosts_do_not_wait_for_one_another() -> None:
    pace = Pace(2)
    before = time.monotonic()
    for number in range(20):
        pace.turn(f"h{number}.example")
    assert time.monotonic() - before < 2


def test_some_hosts_are_asked_less_often() -> None:
    pace = Pace(1000, slower={"archive.example": 5})
    before = time.monotonic()
    for _ in range(2):
        pace.turn("archive.example")
    assert 0.19 < time.monotonic() - before < 2


def test_a_hold_is_waited_for_when_it_is_short() -> None:
    pace = Pace()
    pace.hold("shop.example", 0.2)
    pace.hold("shop.example", 0.1)
    before = time.monotonic()
    assert pace.turn("shop.example") == ""
    assert time.monotonic() - before >= 0.19
    assert pace.turn("shop.example") == ""


def test_those_who_waited_for_a_hold_do_not_ask_all_at_once() -> None:
    pace = Pace(20)
    pace.hold("shop.example", 0.3)
    moments: list[float] = []

    def turn(_: int) -> None:
        pace.turn("shop.example")
        moments.append(time.monotonic())

    with ThreadPoolExecutor(6) as pool:
        list(pool.map(turn, range(6)))
    moments.sort()
    assert min(after - before for before, after in pairwise(moments)) > 0.04


def test_hosts_whose_turn_has_passed_are_forgotten() -> None:
    pace = Pace(1000)
    for number in range(3 * MOST_HOSTS):
        pace.turn(f"h{number}.example")
    assert len(pace._next) <= MOST_HOSTS + 100


def test_a_long_hold_is_told_at_once() -> None:
    pace = Pace(10)
    pace.hold("shop.example", 100)
    assert "100 s more" in pace.turn("shop.example")
    assert pace.turn("other.example") == ""


@pytest.mark.parametrize(
    "value, seconds",
    [
        ("30", 30),
        ("0", 0),
        ("9" * 400, 999_999_999),
        ("Tue, 24 Nov 2026 12:00:05 GMT", 5),
        ("Tue, 24 Nov 2026 12:00:05 -0000", 5),
        ("Tue, 24 Nov 2026 13:00:05 +0100", 5),
        ("Tuesday, 24-Nov-26 12:00:05 GMT", 5),
        ("Tue, 24 Nov 2026 11:00:00 GMT", 0),
        ("Tue, 24 Nov 99999 11:00:00 GMT", None),
        ("1.5", None),
        ("-1", None),
        ("soon", None),
        ("", None),
    ],
)
def test_reads_retry_after(value: str, seconds: float | None) -> None:
    for status, expected in ((429, seconds), (503, seconds), (200, None)):
        answer = HttpAnswer("http://shop.example/", status, "", (("Retry-After", value),), b"", None, NOON)
        assert retry_after(answer, NOON) == expected
