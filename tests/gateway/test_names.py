import dns.message
import dns.rcode
import dns.rrset
import pytest

from osint_kit.gateway import Gateway
from osint_kit.gateway.caps import Caps, Deadline
from osint_kit.gateway.exchange import HttpRequest
from osint_kit.gateway.failures import Failure, Guarded, Unreachable
from osint_kit.gateway.names import Names
from osint_kit.gateway.wire import Tape
from osint_kit.reach import Reach
from tests.gateway.conftest import MakeWorld, Serve, ServeDns
from tests.gateway.servers import DnsServer, Zone, answering, ok, zone

CHAIN = {f"n{i}.example": {"CNAME": [f"n{i + 1}.example."]} for i in range(12)}
ZONE: Zone = {
    **CHAIN,
    "n8.example": {"A": ["192.0.2.8"]},
    "n20.example": {"CNAME": ["n21.example."]},
    "n21.example": {"CNAME": ["n20.example."]},
    "six.example": {"AAAA": ["2001:db8::6"]},
    "both.example": {"A": ["192.0.2.4"], "AAAA": ["2001:db8::4"]},
    "none.example": {"TXT": ['"x"']},
    "mixed.example": {"A": ["192.0.2.1", "10.0.0.5"]},
    "inside.example": {"A": ["127.0.0.1"]},
    "mapped.example": {"AAAA": ["::ffff:10.0.0.5"]},
    "aliased.example": {"CNAME": ["inside.example."]},
}


def names(server: DnsServer) -> Names:
    host, _, port = server.place.rpartition(":")
    return Names([(host, int(port))])


@pytest.mark.parametrize(
    "host, addresses",
    [
        ("both.example", ("192.0.2.4",)),
        ("six.example", ("2001:db8::6",)),
        ("n7.example", ("192.0.2.8",)),
        ("n0.example", ("192.0.2.8",)),
    ],
)
def test_finds_addresses_through_bare_aliases(host: str, addresses: tuple[str, ...], serve_dns: ServeDns) -> None:
    assert names(serve_dns(zone(ZONE))).addresses(host, Deadline(5), Tape())[0] == addresses


def test_follows_the_aliases_of_one_answer(serve_dns: ServeDns) -> None:
    def script(query: dns.message.Message, over_tcp: bool) -> list[bytes]:
        answer = dns.message.make_response(query)
        for line in ("b.example. 9 IN A 192.0.2.9", "a.example. 9 IN CNAME B.example.", "x.example. 9 IN A 192.0.2.66"):
            name, ttl, class_, type_, data = line.split()
            answer.answer.append(dns.rrset.from_text(name, int(ttl), class_, type_, data))
        return [answer.to_wire()]

    assert names(serve_dns(script)).addresses("a.example", Deadline(5), Tape())[0] == ("192.0.2.9",)


@pytest.mark.parametrize(
    "host, words",
    [
        ("missing.example", "missing.example does not exist (NXDOMAIN"),
        ("none.example", "has no address"),
        ("n20.example", "aliases"),
        ("n9.example", "n12.example does not exist"),
    ],
)
def test_says_why_there_is_no_address(host: str, words: str, serve_dns: ServeDns) -> None:
    with pytest.raises(Unreachable) as raised:
        names(serve_dns(zone(ZONE))).addresses(host, Deadline(5), Tape())
    assert words in raised.value.message


def test_says_what_the_resolver_could_not(serve_dns: ServeDns) -> None:
    def script(query: dns.message.Message, over_tcp: bool) -> list[bytes]:
        answer = dns.message.make_response(query)
        answer.set_rcode(dns.rcode.SERVFAIL)
        return [answer.to_wire()]

    with pytest.raises(Unreachable, match="SERVFAIL"):
        names(serve_dns(script)).addresses("a.example", Deadline(5), Tape())


def test_a_chain_longer_than_eight_is_given_up(serve_dns: ServeDns) -> None:
    long = {f"n{i}.example": {"CNAME": [f"n{i + 1}.example."]} for i in range(9)} | {"n9.example": {"A": ["192.0.2.8"]}}
    with pytest.raises(Unreachable, match="aliases"):
        names(serve_dns(zone(long))).addresses("n0.example", Deadline(5), Tape())


def test_remembers_for_a_moment(serve_dns: ServeDns) -> None:
    server = serve_dns(zone(ZONE))
    book = names(server)
    assert book.addresses("both.example", Deadline(5), Tape()) == book.addresses("both.example", Deadline(5), Tape())
    assert server.asked == [("both.example", "A")]


@pytest.mark.parametrize("host", ["mixed.example", "inside.example", "mapped.example", "aliased.example"])
def test_one_refused_address_refuses_the_host(host: str, serve: Serve, world: MakeWorld) -> None:
    server = serve(answering(ok()))
    gateway = Gateway(world({"*:80": server.place}, ZONE), Reach.TARGET)
    with pytest.raises(Guarded, match=r"private|loopback"):
        gateway.http(HttpRequest(f"http://{host}/", Reach.TARGET, "test"))
    assert server.connections == 0
    assert gateway.usage.requests == 0


def test_an_answer_that_changes_is_not_asked_for_twice(serve: Serve, serve_dns: ServeDns, world: MakeWorld) -> None:
    """DNS rebinding: public when it is judged, private when it is connected to."""
    turns = [{"r.example": {"A": ["192.0.2.1"]}}, {"r.example": {"A": ["127.0.0.1"]}}]
    resolver = serve_dns(lambda query, over_tcp: zone(turns.pop(0))(query, over_tcp))
    net = world({"*:80": serve(answering(ok())).place}, resolver.place)
    exchange = net.perform(HttpRequest("http://r.example/", Reach.TARGET, "test"))
    assert exchange.peer == ("192.0.2.1", 80)
    assert len(resolver.asked) == 1
    assert exchange.notes == (f"r.example is 192.0.2.1 by the resolver {resolver.place}",)


@pytest.mark.parametrize("host, words", [("missing.example", "NXDOMAIN"), ("none.example", "no address")])
def test_a_host_without_address_is_unreachable(host: str, words: str, world: MakeWorld) -> None:
    exchange = world({"*:80": "127.0.0.1:1"}, ZONE).perform(HttpRequest(f"http://{host}/", Reach.TARGET, "test"))
    assert exchange.failure == "unreachable"
    assert words in exchange.why
    assert exchange.peer is None


def test_a_silent_resolver_makes_a_host_unreachable(serve_dns: ServeDns, world: MakeWorld) -> None:
    net = world({"*:80": "127.0.0.1:1"}, serve_dns(lambda query, over_tcp: []).place, Caps(seconds=0.2))
    with pytest.raises(Failure, match="did not answer") as raised:
        Gateway(net, Reach.TARGET).http(HttpRequest("http://shop.example/", Reach.TARGET, "test"))
    assert raised.value.word == "unreachable"


def test_so_many_hosts_are_remembered_and_no_more(serve_dns: ServeDns) -> None:
    hosts = [f"host{number}.example" for number in range(60)]
    host, _, port = serve_dns(zone({host: {"A": ["192.0.2.1"]} for host in hosts})).place.rpartition(":")
    known = Names([(host, int(port))], most_kept=50)

    def asks(host: str) -> bool:
        tape = Tape()
        known.addresses(host, Deadline(5), tape)
        return bool(tape.lookups)

    assert all(asks(host) for host in hosts)
    assert asks(hosts[0])
    assert not asks(hosts[0])
    assert not asks(hosts[-1])
