import time
from concurrent.futures import ThreadPoolExecutor

from osint_kit.gateway.pace import Pace


def test_one_host_is_asked_ten_times_a_second_at_most() -> None:
    pace = Pace(10)
    moments: list[float] = []

    def turn(_: int) -> None:
        assert pace.turn("shop.example") == ""
        moments.append(time.monotonic())

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(turn, range(8)))
    moments.sort()
    gaps = [after - before for before, after in zip(moments, moments[1:], strict=False)]
    assert min(gaps) > 0.09
    assert max(gaps) - min(gaps) > 0.001  # some jitter


def test_hosts_do_not_wait_for_one_another() -> None:
    pace = Pace(2)
    before = time.monotonic()
    for number in range(20):
        pace.turn(f"h{number}.example")
    assert time.monotonic() - before < 0.3


def test_a_hold_is_waited_for_when_it_is_short() -> None:
    pace = Pace()
    pace.hold("shop.example", 0.2)
    pace.hold("shop.example", 0.1)
    before = time.monotonic()
    assert pace.turn("shop.example") == ""
    assert time.monotonic() - before >= 0.19
    assert pace.turn("shop.example") == ""


def test_a_long_hold_is_told_at_once() -> None:
    pace = Pace(10)
    pace.hold("shop.example", 100)
    assert "100 s more" in pace.turn("shop.example")
    assert pace.turn("other.example") == ""
