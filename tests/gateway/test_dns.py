import time
from collections.abc import Sequence

import dns.flags
import dns.message
import dns.rcode
import pytest

from osint_kit.gateway import Gateway
from osint_kit.gateway.caps import Caps
from osint_kit.gateway.dns_reading import read_dns
from osint_kit.gateway.exchange import DnsRecord, DnsRequest
from osint_kit.gateway.failures import NotInWorld, TimedOut, Unreachable
from osint_kit.gateway.network import Network
from osint_kit.gateway.routes import Routes
from osint_kit.gateway.world_file import WorldFile
from osint_kit.reach import Reach
from tests.gateway.conftest import MakeWorld, ServeDns
from tests.gateway.servers import Zone, reply, zone

ZONE: Zone = {
    "shop.example": {
        "A": ["192.0.2.1", "192.0.2.2"],
        "MX": ["10 mail.shop.example."],
        "TXT": ['"v=spf1 -all" "two"'],
    },
    "www.shop.example": {"CNAME": ["shop.example."]},
    "long.example": {"TXT": [f'"{"x" * 250}{i}"' for i in range(40)]},
}


def ask(name: str = "shop.example", type_: str = "A") -> DnsRequest:
    return DnsRequest(name, type_, "test")


def test_reads_an_answer(world: MakeWorld) -> None:
    net = world({}, ZONE)
    answer = Gateway(net, Reach.REGISTRY).dns(ask())
    assert answer.status == "NOERROR"
    assert answer.records == (
        DnsRecord("shop.example", "A", 60, "192.0.2.1"),
        DnsRecord("shop.example", "A", 60, "192.0.2.2"),
    )
    assert answer.values() == ("192.0.2.1", "192.0.2.2")
    assert answer.resolver.startswith("127.0.0.1:")


@pytest.mark.parametrize(
    "name, type_, values",
    [
        ("shop.example", "MX", ("10 mail.shop.example.",)),
        ("shop.example", "TXT", ('"v=spf1 -all" "two"',)),
        ("shop.example", "AAAA", ()),
        ("SHOP.example", "A", ()),
    ],
)
def test_data_are_in_presentation_form(name: str, type_: str, values: tuple[str, ...], world: MakeWorld) -> None:
    assert Gateway(world({}, ZONE), Reach.REGISTRY).dns(ask(name, type_)).values() == values


def test_the_messages_are_kept_as_they_were(world: MakeWorld) -> None:
    exchange = world({}, ZONE).perform(ask())
    query, answer = dns.message.from_wire(exchange.sent), dns.message.from_wire(exchange.received)
    assert query.is_response(answer)
    assert query.edns == 0
    assert query.payload == 1232
    assert exchange.peer is not None
    assert exchange.peer[0] == "127.0.0.1"
    assert read_dns(exchange).values() == ("192.0.2.1", "192.0.2.2")


@pytest.mark.parametrize("code", [*range(1, 12), 12, 15, 16, 23, 24, 4095])
def test_every_status_is_an_answer(code: int, world: MakeWorld, serve_dns: ServeDns) -> None:
    def script(query: dns.message.Message, over_tcp: bool) -> Sequence[bytes]:
        answer = dns.message.make_response(query)
        answer.use_edns()
        answer.set_rcode(dns.rcode.Rcode.make(code))
        return [answer.to_wire()]

    answer = Gateway(world({}, serve_dns(script).place), Reach.REGISTRY).dns(ask())
    known = code < 12 or code in (16, 23)
    assert answer.status == (dns.rcode.to_text(dns.rcode.Rcode.make(code)) if known else "OTHER")
    assert answer.records == ()


def test_a_long_answer_comes_over_tcp(world: MakeWorld) -> None:
    exchange = world({}, ZONE).perform(ask("long.example", "TXT"))
    assert len(read_dns(exchange).values()) == 40
    assert "TCP" in exchange.notes[0]


def test_a_cut_answer_may_be_unreadable(world: MakeWorld, serve_dns: ServeDns) -> None:
    def script(query: dns.message.Message, over_tcp: bool) -> Sequence[bytes]:
        answer = reply(query, ZONE)
        if over_tcp:
            return [answer.to_wire()]
        answer.flags |= dns.flags.TC
        return [answer.to_wire()[:-6]]

    assert len(read_dns(world({}, serve_dns(script).place).perform(ask())).values()) == 2


def test_forged_and_broken_datagrams_are_passed_over(world: MakeWorld, serve_dns: ServeDns) -> None:
    def script(query: dns.message.Message, over_tcp: bool) -> Sequence[bytes]:
        good = reply(query, ZONE).to_wire(want_shuffle=False)
        forged = reply(query, {"shop.example": {"A": ["203.0.113.66"]}})
        forged.id = (query.id + 1) % 65536
        other = reply(
            dns.message.make_query("other.example", "A", id=query.id), {"other.example": {"A": ["203.0.113.66"]}}
        )
        return [b"", b"garbage", query.to_wire(), forged.to_wire(), other.to_wire(), good[:-3], good]

    assert read_dns(world({}, serve_dns(script).place).perform(ask())).values() == ("192.0.2.1", "192.0.2.2")


def test_a_lost_datagram_is_asked_for_again(world: MakeWorld, serve_dns: ServeDns) -> None:
    asked = []

    def script(query: dns.message.Message, over_tcp: bool) -> Sequence[bytes]:
        asked.append(query.id)
        return zone(ZONE)(query, over_tcp) if len(asked) > 1 else []

    net = world({}, serve_dns(script).place, caps=Caps(seconds=0.4))
    assert len(read_dns(net.perform(ask())).records) == 2


def test_only_garbage_is_no_answer(world: MakeWorld, serve_dns: ServeDns) -> None:
    net = world({}, serve_dns(lambda query, over_tcp: [b"garbage"]).place, caps=Caps(seconds=0.2))
    with pytest.raises(Unreachable, match="no answer"):
        Gateway(net, Reach.REGISTRY).dns(ask())


def test_garbage_over_tcp_is_no_answer(world: MakeWorld, serve_dns: ServeDns) -> None:
    def script(query: dns.message.Message, over_tcp: bool) -> Sequence[bytes]:
        answer = dns.message.make_response(query)
        answer.flags |= dns.flags.TC
        return [b"garbage"] if over_tcp else [answer.to_wire()]

    assert world({}, serve_dns(script).place).perform(ask()).failure == "unreachable"


def test_a_resolver_that_is_silent(world: MakeWorld, serve_dns: ServeDns) -> None:
    net = world({}, serve_dns(lambda query, over_tcp: []).place, caps=Caps(seconds=0.3))
    before = time.monotonic()
    with pytest.raises(TimedOut, match=r"resolver 127\.0\.0\.1:\d+ did not answer"):
        Gateway(net, Reach.REGISTRY).dns(ask())
    assert time.monotonic() - before < 2


def test_a_resolver_that_is_not_there_is_no_wait(world: MakeWorld, closed_port: int) -> None:
    before = time.monotonic()
    with pytest.raises(Unreachable, match=f"127.0.0.1:{closed_port}"):
        Gateway(world({}, f"127.0.0.1:{closed_port}"), Reach.REGISTRY).dns(ask())
    assert time.monotonic() - before < 2


@pytest.mark.parametrize("name, type_", [("a" * 64 + ".example", "A"), ("a..b", "A"), ("shop.example", "NONSENSE")])
def test_what_cannot_be_asked(name: str, type_: str, world: MakeWorld) -> None:
    exchange = world({}, ZONE).perform(ask(name, type_))
    assert (exchange.failure, exchange.sent) == ("unreachable", b"")


def test_a_world_without_a_resolver() -> None:
    net = Network(WorldFile("bare", None, None, False, Routes({})))
    with pytest.raises(NotInWorld):
        Gateway(net, Reach.REGISTRY).dns(ask())
