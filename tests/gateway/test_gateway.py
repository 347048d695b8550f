import dataclasses
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest

from osint_kit.gateway import Budget, Gateway, Learnt
from osint_kit.gateway.exchange import DnsRequest, HttpRequest, WhoisRequest
from osint_kit.gateway.failures import BY_WORD, Failure, OverBudget, OverReach, RateLimited, Unreachable
from osint_kit.reach import Reach
from tests.gateway.conftest import Kept, MakeWorld, Serve
from tests.gateway.servers import answering, ok

URL = "http://shop.example/"
REQUEST = HttpRequest(URL, Reach.PLATFORM, "test")
BUSY = "429 Too Many Requests"


@pytest.mark.parametrize("ceiling", list(Reach))
@pytest.mark.parametrize("reach", list(Reach)[1:])
def test_asks_up_to_the_ceiling(reach: Reach, ceiling: Reach, serve: Serve, world: MakeWorld) -> None:
    server = serve(answering(ok()))
    recorder = Kept()
    gateway = Gateway(world({"*:80": server.place}), ceiling, recorder)
    request = dataclasses.replace(REQUEST, reach=reach)
    if reach <= ceiling:
        assert gateway.http(request).evidence == "urn:1"
        return
    with pytest.raises(OverReach, match=f"needs reach {reach.word}") as raised:
        gateway.http(request)
    assert server.connections == 0
    assert raised.value.evidence == "urn:1"
    assert (recorder.kept[0].failure, recorder.kept[0].sent, recorder.kept[0].request) == ("reach", b"", request)
    assert gateway.usage.requests == 0


def test_reach_binds_dns_and_whois_too(world: MakeWorld) -> None:
    gateway = Gateway(world({}), Reach.OFFLINE)
    with pytest.raises(OverReach):
        gateway.dns(DnsRequest("shop.example", "A", "test"))
    with pytest.raises(OverReach):
        gateway.whois(WhoisRequest("shop.example", "x", "test"))


def test_every_failure_is_kept_and_raised_with_its_evidence(world: MakeWorld) -> None:
    recorder = Kept()
    gateway = Gateway(world({}), Reach.TARGET, recorder)
    for number, (url, word) in enumerate(
        [("http://10.0.0.5/", "guard"), (URL, "world"), ("file:///etc/passwd", "guard")], 1
    ):
        with pytest.raises(BY_WORD[word]) as raised:
            gateway.http(dataclasses.replace(REQUEST, url=url))
        assert raised.value.evidence == f"urn:{number}"
        assert recorder.kept[-1].failure == word
        assert recorder.kept[-1].why == raised.value.message


def test_a_budget_of_requests_holds_in_many_threads(serve: Serve, world: MakeWorld) -> None:
    server = serve(answering(ok()))
    gateway = Gateway(world({"*:80": server.place}), Reach.TARGET, budget=Budget(requests=7))

    def ask(_: int) -> str:
        try:
            gateway.http(REQUEST)
        except OverBudget:
            return "refused"
        return "asked"

    with ThreadPoolExecutor(16) as pool:
        outcomes = list(pool.map(ask, range(30)))
    assert outcomes.count("asked") == 7 == server.connections
    assert gateway.usage.requests == 7


def test_a_budget_of_bytes(serve: Serve, world: MakeWorld) -> None:
    gateway = Gateway(world({"*:80": serve(answering(ok(b"x" * 1000))).place}), Reach.TARGET, budget=Budget(bytes=1500))
    gateway.http(REQUEST)
    gateway.http(REQUEST)
    with pytest.raises(OverBudget, match="1500 bytes"):
        gateway.http(REQUEST)


def test_what_reached_nobody_costs_nothing(world: MakeWorld) -> None:
    gateway = Gateway(world({"*:80": "127.0.0.1:1"}, {}), Reach.TARGET, budget=Budget(requests=1))
    for url in ("http://10.0.0.5/", "http://missing.example/", "https://shop.example/"):
        with pytest.raises(Failure):
            gateway.http(dataclasses.replace(REQUEST, url=url))
    assert gateway.usage.requests == 0
    assert {learnt.host for learnt in gateway.usage.learnt} == {"the resolver"}  # it was asked for missing.example


def test_says_who_learnt_what(serve: Serve, world: MakeWorld, closed_port: int) -> None:
    net = world({"*:80": serve(answering(ok())).place, "*:43": f"127.0.0.1:{closed_port}"})
    gateway = Gateway(net, Reach.TARGET)
    answers = [gateway.http(REQUEST) for _ in range(2)]
    gateway.dns(DnsRequest("shop.example", "A", "dns"))
    with pytest.raises(Unreachable):
        gateway.whois(WhoisRequest("Shop.example", "x", "whois"))
    assert gateway.usage.learnt == {
        Learnt("shop.example", "test", Reach.PLATFORM): 2,
        Learnt("the resolver", "dns", Reach.REGISTRY): 1,
        Learnt("the resolver", "gateway", Reach.REGISTRY): 1,
        Learnt("shop.example", "whois", Reach.REGISTRY): 1,
    }
    assert gateway.usage.requests == 4
    assert gateway.usage.received > 2 * len(answers[0].body)
    assert gateway.usage.sent > 100


@pytest.mark.parametrize("status", [BUSY, "503 Service Unavailable"])
def test_asks_again_when_the_host_says_later(status: str, serve: Serve, world: MakeWorld) -> None:
    server = serve(answering(ok(b"", "Retry-After: 1", status=status), ok(b"now")))
    recorder = Kept()
    before = time.monotonic()
    answer = Gateway(world({"*:80": server.place}), Reach.TARGET, recorder).http(REQUEST)
    assert (answer.status, answer.body) == (200, b"now")
    assert time.monotonic() - before >= 0.95
    asked = [exchange for exchange in recorder.kept if isinstance(exchange.request, HttpRequest)]
    assert [exchange.received[9:12] for exchange in asked] == [status.encode()[:3], b"200"]
    assert answer.evidence == f"urn:{recorder.kept.index(asked[1]) + 1}"


def test_asks_again_twice_at_most(serve: Serve, world: MakeWorld) -> None:
    server = serve(answering(ok(b"", "Retry-After: 0", status=BUSY)))
    assert Gateway(world({"*:80": server.place}), Reach.TARGET).http(REQUEST).status == 429
    assert server.connections == 3


@pytest.mark.parametrize("as_date", [False, True])
def test_leaves_alone_a_host_that_wants_long(as_date: bool, serve: Serve, world: MakeWorld) -> None:
    later = format_datetime(datetime.now(UTC) + timedelta(hours=1), usegmt=True) if as_date else "3600"
    server = serve(answering(ok(b"", f"Retry-After: {later}", status=BUSY)))
    gateway = Gateway(world({"*:80": server.place}), Reach.TARGET)
    assert gateway.http(REQUEST).status == 429
    with pytest.raises(RateLimited, match=r"shop\.example asked to be left alone"):
        gateway.http(REQUEST)
    assert server.connections == 1
    assert gateway.usage.requests == 1
    assert gateway.http(dataclasses.replace(REQUEST, url="http://192.0.2.77/")).status == 429


@pytest.mark.parametrize("header", ["Retry-After: soon", "Retry-After: -5", "Retry-After:", "X: y", "Retry-After: ٣"])
def test_an_unreadable_retry_after_is_none(header: str, serve: Serve, world: MakeWorld) -> None:
    wire = ok(b"", status=BUSY).replace(b"\r\n\r\n", b"\r\n" + header.encode() + b"\r\n\r\n")
    server = serve(answering(wire))
    assert Gateway(world({"*:80": server.place}), Reach.TARGET).http(REQUEST).status == 429
    assert server.connections == 1


def test_retry_after_means_nothing_with_other_statuses(serve: Serve, world: MakeWorld) -> None:
    server = serve(answering(ok(b"", "Retry-After: 3600")))
    gateway = Gateway(world({"*:80": server.place}), Reach.TARGET)
    gateway.http(REQUEST)
    gateway.http(REQUEST)
    assert server.connections == 2


def test_a_simulated_world_is_asked_at_full_speed_unless_it_says_so(serve: Serve, world: MakeWorld) -> None:
    server = serve(answering(ok()))

    def seconds(extra: str) -> float:
        gateway = Gateway(world({"*:80": server.place}, extra=extra), Reach.TARGET)
        before = time.monotonic()
        with ThreadPoolExecutor(6) as pool:
            list(pool.map(lambda _: gateway.http(REQUEST), range(6)))
        return time.monotonic() - before

    paced, free = seconds("pace = true"), seconds("")
    assert paced >= 0.5
    assert free < paced


def test_importing_the_gateway_loads_no_network_library() -> None:
    heavy = ("ssl", "socket", "http.client", "urllib3", "dns", "socks", "tomllib", "idna")
    code = f"import sys, osint_kit.gateway; print([name for name in {heavy} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_a_lookup_is_on_record(serve: Serve, world: MakeWorld) -> None:
    recorder = Kept()
    Gateway(world({"*:80": serve(answering(ok())).place}), Reach.TARGET, recorder).http(REQUEST)
    (lookup,) = [exchange for exchange in recorder.kept if isinstance(exchange.request, DnsRequest)]
    assert lookup.request == DnsRequest("shop.example", "A", "gateway")
    assert lookup.received
