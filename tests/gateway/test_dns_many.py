"""Many questions at once, to real resolvers on loopback that are slow, forged, broken, silent or not there."""

import socket
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager

import dns.flags
import dns.message
import dns.rcode
import pytest

from osint_kit.gateway import Budget, Gateway
from osint_kit.gateway.caps import Caps
from osint_kit.gateway.exchange import DnsAnswer, DnsRequest
from osint_kit.gateway.failures import Failure, NotInWorld, OverBudget, OverReach, TimedOut, Unreachable
from osint_kit.gateway.network import Network
from osint_kit.gateway.routes import Routes, read_place
from osint_kit.gateway.world_file import WorldFile
from osint_kit.reach import Reach
from tests.gateway.conftest import Kept, MakeWorld, ServeDns
from tests.gateway.servers import DnsServer, Zone, reply, zone

ZONE: Zone = {
    "shop.example": {"A": ["192.0.2.1", "192.0.2.2"], "MX": ["10 mail.shop.example."]},
    "long.example": {"TXT": [f'"{"x" * 250}{i}"' for i in range(40)]},
    **{f"n{i}.example": {"A": [f"192.0.2.{i % 250}"]} for i in range(300)},
}


def questions(*names: str, type_: str = "A") -> list[DnsRequest]:
    return [DnsRequest(name, type_, "test") for name in names]


def many(net: Network, *requests: DnsRequest) -> list[DnsAnswer | Failure]:
    return list(Gateway(net, Reach.REGISTRY).dns_many(requests))


def values(answer: DnsAnswer | Failure) -> tuple[str, ...]:
    assert isinstance(answer, DnsAnswer), answer
    return answer.values()


def resolvers(*servers: DnsServer, caps: Caps | None = None, rate: float = 10_000) -> Network:
    """The internet, asked through these resolvers."""
    return Network(caps=caps, resolvers=[read_place(server.place) for server in servers], dns_rate=rate)


def test_answers_come_in_order_whatever_the_order_on_the_wire(world: MakeWorld, serve_dns: ServeDns) -> None:
    held: list[int] = []

    def script(query: dns.message.Message, over_tcp: bool) -> Sequence[bytes]:
        held.append(query.id)
        return zone(ZONE)(query, over_tcp) if len(held) % 7 else []  # every seventh is lost

    names = [f"n{i}.example" for i in range(300)]
    found = many(world({}, serve_dns(script).place), *questions(*names))
    assert [values(answer) for answer in found] == [(f"192.0.2.{i % 250}",) for i in range(300)]


def test_each_exchange_is_kept_and_counted(world: MakeWorld) -> None:
    kept = Kept()
    gateway = Gateway(world({}, ZONE), Reach.REGISTRY, kept)
    found = list(gateway.dns_many(questions("shop.example", "missing.example", "long.example")))
    assert [answer.status for answer in found if isinstance(answer, DnsAnswer)] == ["NOERROR", "NXDOMAIN", "NOERROR"]
    assert {answer.evidence for answer in found} == {"urn:1", "urn:2", "urn:3"}
    for exchange in kept.kept:
        assert dns.message.from_wire(exchange.sent).is_response(dns.message.from_wire(exchange.received))
    assert gateway.usage.requests == 3
    assert gateway.usage.received == sum(len(exchange.received) for exchange in kept.kept)
    (learnt,) = gateway.usage.learnt
    assert (learnt.host, gateway.usage.learnt[learnt]) == ("the resolver", 3)


def test_a_cut_answer_is_asked_for_over_tcp(world: MakeWorld) -> None:
    kept = Kept()
    (found,) = Gateway(world({}, ZONE), Reach.REGISTRY, kept).dns_many(questions("long.example", type_="TXT"))
    assert len(values(found)) == 40
    assert any("TCP" in note for note in kept.kept[0].notes)


def texts(count: int) -> Zone:
    """A name with so many TXT records of three characters: 4,000 of them just fit into a message."""
    signs = "0123456789abcdefghijklmnopqrstuvwxyz"
    return {
        "big.example": {"TXT": [f'"{signs[i // 1296 % 36]}{signs[i // 36 % 36]}{signs[i % 36]}"' for i in range(count)]}
    }


def test_four_thousand_records(world: MakeWorld) -> None:
    (found,) = many(world({}, texts(4000)), *questions("big.example", type_="TXT"))
    assert len(set(values(found))) == 4000


def test_what_is_cut_over_tcp_too_is_no_answer(world: MakeWorld) -> None:
    (found,) = many(world({}, texts(4200)), *questions("big.example", type_="TXT"))
    assert isinstance(found, Unreachable)
    assert "cut" in found.message


def test_forged_and_broken_datagrams_are_passed_over(world: MakeWorld, serve_dns: ServeDns) -> None:
    def script(query: dns.message.Message, over_tcp: bool) -> Sequence[bytes]:
        good = reply(query, ZONE).to_wire(want_shuffle=False)
        forged = reply(query, {"shop.example": {"A": ["203.0.113.66"]}})
        forged.id = (query.id + 1) % 65536
        other = reply(
            dns.message.make_query("other.example", "A", id=query.id), {"other.example": {"A": ["203.0.113.66"]}}
        )
        return [b"", b"garbage", query.to_wire(), forged.to_wire(), other.to_wire(), good[:-3], good[:14], good]

    (found,) = many(world({}, serve_dns(script).place), *questions("shop.example"))
    assert values(found) == ("192.0.2.1", "192.0.2.2")


def test_an_answer_from_elsewhere_is_not_taken(world: MakeWorld, serve_dns: ServeDns) -> None:
    """Somebody who sees the question answers it first, with the right id, from another address."""
    with closing(socket.socket(socket.AF_INET, socket.SOCK_DGRAM)) as listener:
        listener.bind(("127.0.0.1", 0))
        listener.settimeout(5)

        def answer() -> None:
            wire, client = listener.recvfrom(4096)
            query = dns.message.from_wire(wire)
            with closing(socket.socket(socket.AF_INET, socket.SOCK_DGRAM)) as elsewhere:
                elsewhere.sendto(reply(query, {"shop.example": {"A": ["203.0.113.66"]}}).to_wire(), client)
            time.sleep(0.05)
            listener.sendto(reply(query, ZONE).to_wire(want_shuffle=False), client)

        thread = threading.Thread(target=answer)
        thread.start()
        (found,) = many(world({}, f"127.0.0.1:{listener.getsockname()[1]}"), *questions("shop.example"))
        thread.join()
    assert values(found) == ("192.0.2.1", "192.0.2.2")


@pytest.mark.parametrize("echo", [True, False])
def test_a_resolver_that_cannot_read_edns_is_asked_without(echo: bool, world: MakeWorld, serve_dns: ServeDns) -> None:
    def script(query: dns.message.Message, over_tcp: bool) -> Sequence[bytes]:
        if query.edns < 0:
            return zone(ZONE)(query, over_tcp)
        answer = dns.message.make_response(query)
        answer.use_edns(-1)
        answer.set_rcode(dns.rcode.FORMERR)
        if not echo:
            answer.question.clear()
        return [answer.to_wire()]

    net = world({}, serve_dns(script).place)
    assert [values(answer) for answer in many(net, *questions("n1.example", "n2.example"))] == [
        ("192.0.2.1",),
        ("192.0.2.2",),
    ]
    assert Gateway(net, Reach.REGISTRY).dns(*questions("n1.example")).values() == ("192.0.2.1",)


def failing(code: dns.rcode.Rcode) -> DnsServer:
    def script(query: dns.message.Message, over_tcp: bool) -> Sequence[bytes]:
        answer = dns.message.make_response(query)
        answer.set_rcode(code)
        return [answer.to_wire()]

    return DnsServer(script)


@pytest.mark.parametrize("code", [dns.rcode.SERVFAIL, dns.rcode.REFUSED])
def test_what_one_resolver_cannot_find_out_another_is_asked(code: dns.rcode.Rcode, serve_dns: ServeDns) -> None:
    with failing(code) as bad:
        net = resolvers(bad, serve_dns(zone(ZONE)))
        assert values(many(net, *questions("n1.example"))[0]) == ("192.0.2.1",)
        assert Gateway(net, Reach.REGISTRY).dns(*questions("n1.example")).values() == ("192.0.2.1",)
        (found,) = many(resolvers(bad, bad), *questions("n1.example"))
    assert isinstance(found, DnsAnswer)
    assert found.status == dns.rcode.to_text(code)


@pytest.mark.parametrize("single", [False, True])
def test_a_silent_resolver_is_left_for_another(single: bool, serve_dns: ServeDns) -> None:
    silent = serve_dns(lambda query, over_tcp: [])
    net = resolvers(silent, serve_dns(zone(ZONE)))
    names = [f"n{i}.example" for i in range(1 if single else 60)]
    if single:
        assert Gateway(net, Reach.REGISTRY).dns(*questions(*names)).values() == ("192.0.2.0",)
    else:
        assert all(values(answer) for answer in many(net, *questions(*names)))


def test_a_resolver_that_is_not_there_is_no_wait(closed_port: int, serve_dns: ServeDns) -> None:
    gone = ("127.0.0.1", closed_port)
    before = time.monotonic()
    found = many(Network(resolvers=[gone], dns_rate=1000), *questions("n1.example", "n2.example"))
    assert [type(answer) for answer in found] == [Unreachable, Unreachable]
    there = read_place(serve_dns(zone(ZONE)).place)
    found = many(Network(resolvers=[gone, there], dns_rate=1000), *questions(*(f"n{i}.example" for i in range(40))))
    assert all(values(answer) for answer in found)
    assert time.monotonic() - before < 5


def test_a_silent_resolver_is_a_time_out_within_the_cap(world: MakeWorld, serve_dns: ServeDns) -> None:
    net = world({}, serve_dns(lambda query, over_tcp: []).place, caps=Caps(seconds=0.5))
    before = time.monotonic()
    (found,) = many(net, *questions("shop.example"))
    assert isinstance(found, TimedOut)
    assert "did not answer" in found.message
    assert time.monotonic() - before < 4


def test_tcp_that_breaks_off_is_no_answer(world: MakeWorld, serve_dns: ServeDns) -> None:
    def script(query: dns.message.Message, over_tcp: bool) -> Sequence[bytes]:
        answer = reply(query, ZONE)
        if over_tcp:
            return [answer.to_wire()[:-8]]
        answer.flags |= dns.flags.TC
        return [answer.to_wire()]

    (found,) = many(world({}, serve_dns(script).place), *questions("shop.example"))
    assert isinstance(found, Unreachable)


@pytest.mark.parametrize("name", ["a" * 64 + ".example", "a..b", "x." * 127 + "ab"])
def test_what_cannot_be_asked_leaves_the_others(name: str, world: MakeWorld) -> None:
    first, second = many(world({}, ZONE), *questions(name, "n1.example"))
    assert isinstance(first, Unreachable)
    assert values(second) == ("192.0.2.1",)


def test_reach_and_budget_hold_for_each(world: MakeWorld) -> None:
    net = world({}, ZONE)
    (found,) = Gateway(net, Reach.OFFLINE).dns_many(questions("n1.example"))
    assert isinstance(found, OverReach)
    kept = Kept()
    gateway = Gateway(net, Reach.REGISTRY, kept, Budget(requests=2))
    found_ = list(gateway.dns_many(questions("n1.example", "n2.example", "n3.example", "n4.example")))
    assert [type(answer) for answer in found_] == [DnsAnswer, DnsAnswer, OverBudget, OverBudget]
    assert len(kept.kept) == 4


def test_no_more_a_second_than_was_said(serve_dns: ServeDns) -> None:
    net = resolvers(serve_dns(zone(ZONE)), rate=40)
    before = time.monotonic()
    assert all(values(answer) for answer in many(net, *questions(*(f"n{i}.example" for i in range(24)))))
    assert time.monotonic() - before > 0.5


def test_no_more_under_way_than_a_second_allows() -> None:
    with under_way_counter() as (port, most):
        many(
            Network(resolvers=[("127.0.0.1", port)], dns_rate=5),
            *questions(*(f"n{i}.example" for i in range(8))),
        )
        assert max(most) <= 5


@contextmanager
def under_way_counter() -> Iterator[tuple[int, list[int]]]:
    """A resolver that waits half a second before each answer, and how many questions it held at a time."""
    most = [0]
    held: list[tuple[float, bytes, tuple[str, int]]] = []
    stopped = threading.Event()
    with closing(socket.socket(socket.AF_INET, socket.SOCK_DGRAM)) as listener:
        listener.bind(("127.0.0.1", 0))
        listener.settimeout(0.02)

        def serve() -> None:
            while not stopped.is_set():
                try:
                    wire, client = listener.recvfrom(4096)
                    held.append((time.monotonic() + 0.5, reply(dns.message.from_wire(wire), ZONE).to_wire(), client))
                    most.append(len(held))
                except TimeoutError:
                    pass
                while held and held[0][0] < time.monotonic():
                    _, data, client = held.pop(0)
                    listener.sendto(data, client)

        thread = threading.Thread(target=serve)
        thread.start()
        yield listener.getsockname()[1], most
        stopped.set()
        thread.join()


def test_questions_are_taken_only_as_answers_are(world: MakeWorld) -> None:
    taken = []

    def endless() -> Iterator[DnsRequest]:
        while True:
            taken.append(1)
            yield DnsRequest("n1.example", "A", "test")

    answers = Gateway(world({}, ZONE), Reach.REGISTRY).dns_many(endless())
    for _ in range(3):
        next(answers)
    assert len(taken) < 2500


def test_a_world_without_a_resolver() -> None:
    (found,) = many(Network(WorldFile("bare", None, None, False, Routes({}))), *questions("n1.example"))
    assert isinstance(found, NotInWorld)


def test_ids_and_ports_differ(world: MakeWorld) -> None:
    kept = Kept()
    names = [f"n{i}.example" for i in range(200)]
    list(Gateway(world({}, ZONE), Reach.REGISTRY, kept).dns_many(questions(*names)))
    ids = [int.from_bytes(exchange.sent[:2]) for exchange in kept.kept]
    assert len(set(ids)) > 190
    assert sorted(ids) != ids
