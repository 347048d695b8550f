"""Many requests in one thread: together, in order, politely, and gone when they are interrupted."""

import socket
import threading
import time
from collections.abc import Iterator
from concurrent.futures import Future
from itertools import pairwise

import pytest

from osint_kit.gateway import Gateway
from osint_kit.gateway.exchange import HttpAnswer
from osint_kit.gateway.failures import Failure
from osint_kit.gateway.hub import Hub
from osint_kit.gateway.pace import Pace
from osint_kit.overlap import PER_LANE, Threads, in_order
from osint_kit.reach import Reach
from tests.gateway.conftest import PUBLIC, Kept, MakeWorld, Serve, ask
from tests.gateway.servers import ok, read_head

ZONE = {f"{name}.example": {"A": [PUBLIC]} for name in ("shop", "slow", "busy", *(f"s{n}" for n in range(100)))}


@pytest.fixture
def hub() -> Iterator[Hub]:
    made = Hub(50)
    yield made
    made.stop()


def slowly(connection: socket.socket, seconds: float = 0.2) -> None:
    head = read_head(connection)
    time.sleep(seconds)
    connection.sendall(ok(head.split(b" ")[1]))


def gateway_of(network: MakeWorld, place: str, kept: Kept | None = None) -> Gateway:
    return Gateway(network({"*:80": place}, ZONE), Reach.PLATFORM, kept)


def test_a_hundred_at_once_in_order_and_in_this_thread(serve: Serve, network: MakeWorld) -> None:
    kept, mine = Kept(), threading.get_ident()
    own, pool = gateway_of(network, serve(slowly).place, kept).side_by_side(100)

    def body(number: int) -> tuple[bytes, int]:
        return own.http(ask(f"http://s{number}.example/{number}")).body, threading.get_ident()

    begun = time.monotonic()
    assert list(in_order(body, range(100), pool)) == [(b"/%d" % number, mine) for number in range(100)]
    assert time.monotonic() - begun < 100 * 0.2 / 2
    assert own.usage.requests == 100
    assert len([one for one in kept.kept if one.request.source == "test"]) == 100


def test_one_that_waits_holds_up_none(serve: Serve, network: MakeWorld) -> None:
    own, pool = gateway_of(network, serve(lambda connection: slowly(connection, 3)).place).side_by_side(4)
    quick = gateway_of(network, serve(lambda connection: slowly(connection, 0)).place)
    slow = pool.submit(own.http, ask("http://slow.example/"))
    world_ = quick.world.in_one_thread(pool)  # type: ignore[attr-defined]
    begun = time.monotonic()
    assert pool.submit(world_.perform, ask("http://shop.example/")).result().failure == ""
    assert time.monotonic() - begun < 2
    assert not slow.done()
    pool.stop()


def test_a_host_that_says_later_is_left_alone_and_others_go_on(serve: Serve, network: MakeWorld) -> None:
    times: list[float] = []

    def later(connection: socket.socket) -> None:
        read_head(connection)
        times.append(time.monotonic())
        busy = ok(b"", "Retry-After: 1", status="429 Too Many Requests")
        connection.sendall(busy if len(times) == 1 else ok())

    served = {"busy.example:80": serve(later).place, "*:80": serve(lambda one: slowly(one, 0)).place}
    own, pool = Gateway(network(served, ZONE), Reach.PLATFORM).side_by_side(4)
    busy = pool.submit(own.http, ask("http://busy.example/"))
    begun = time.monotonic()
    assert pool.submit(own.http, ask("http://shop.example/")).result().status == 200
    assert time.monotonic() - begun < 0.9
    assert busy.result().status == 200
    assert times[1] - times[0] >= 1
    pool.stop()


def test_the_turns_at_a_host_are_kept(serve: Serve, network: MakeWorld) -> None:
    times: list[float] = []

    def noted(connection: socket.socket) -> None:
        times.append(time.monotonic())
        slowly(connection, 0)

    gateway = gateway_of(network, serve(noted).place)
    gateway.world.pace = Pace(10)  # type: ignore[misc]  # as on the internet
    own, pool = gateway.side_by_side(20)
    list(in_order(lambda _: own.http(ask()), range(8), pool, lambda _: "shop.example"))
    times.sort()
    assert min(later - earlier for earlier, later in pairwise(times)) > 0.05
    assert times[-1] - times[0] >= 0.7


@pytest.mark.parametrize("lanes", [False, True])
def test_an_interruption_is_no_result_and_closes_what_is_open(serve: Serve, network: MakeWorld, lanes: bool) -> None:
    there, left = threading.Event(), threading.Event()

    def patient(connection: socket.socket) -> None:
        read_head(connection)
        there.set()
        if connection.recv(1) == b"":
            left.set()

    def work(number: int) -> HttpAnswer:
        while number == 5:
            own._sleep(0.02)
            if there.is_set():
                raise KeyboardInterrupt
        return own.http(ask())

    own, pool = gateway_of(network, serve(patient).place).side_by_side(10)
    with pytest.raises(KeyboardInterrupt):
        list(in_order(work, range(100), pool, (lambda _: "lane") if lanes else None))
    assert left.wait(5)


def test_no_more_at_once_than_there_is_room_for(hub: Hub) -> None:
    most = running = 0

    def work(number: int) -> int:
        nonlocal most, running
        running += 1
        most = max(most, running)
        hub.sleep(0.01)
        running -= 1
        return number

    assert list(in_order(work, range(300), hub)) == list(range(300))
    assert most == 50


def test_lanes_hold_in_one_thread_too(hub: Hub) -> None:
    running: list[str] = []
    most = 0

    def work(item: str) -> str:
        nonlocal most
        running.append(item[0])
        most = max(most, running.count("a"))
        hub.sleep(0.01)
        running.remove(item[0])
        return item

    items = [f"a{number}" for number in range(100)] + [f"b{number}" for number in range(20)]
    assert list(in_order(work, items, hub, lambda item: item[0])) == items
    assert most == PER_LANE


def test_errors_come_where_the_result_is_taken(hub: Hub) -> None:
    results = in_order(lambda number: 1 // number, [1, 1, 0, 1], hub)
    assert [next(results), next(results)] == [1, 1]
    with pytest.raises(ZeroDivisionError):
        next(results)


def test_a_result_that_nothing_can_come_of(hub: Hub) -> None:
    nobody: Future[None] = hub.future()
    with pytest.raises(RuntimeError, match="no work"):
        nobody.result()


def test_through_a_proxy_each_needs_a_thread(network: MakeWorld) -> None:
    gateway = Gateway(network({}, proxy="http://127.0.0.1:9"), Reach.PLATFORM)
    own, pool = gateway.side_by_side(200)
    assert own is gateway
    assert isinstance(pool, Threads)
    with pytest.raises(Failure):
        pool.submit(own.http, ask()).result()
    pool.stop()
