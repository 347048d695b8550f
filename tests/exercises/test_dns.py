import socket
from pathlib import Path

import dns.flags
import dns.message
import dns.opcode
import dns.rcode
import dns.resolver
import idna
import pytest

from osint_kit.exercises.hosts import assign
from tests.exercises.client import Client, running
from tests.exercises.conftest import Write


def values(answer: dns.message.Message) -> list[str]:
    return [rdata.to_text() for rrset in answer.answer for rdata in rrset]


@pytest.mark.parametrize(
    "name, type_, expected",
    [
        ("island-jobs.example", "A", ["203.0.113.24"]),
        ("ISLAND-jobs.Example", "A", ["203.0.113.24"]),
        ("island-jobs.example", "MX", ["10 mail.cheap-host.example."]),
        ("island-jobs.example", "NS", ["ns1.cheap-host.example.", "ns2.cheap-host.example."]),
        (
            "island-jobs.example",
            "TXT",
            [
                '"v=spf1 include:cheap-host.example ~all"',
                '"google-site-verification=9c3fXo2vTq1LmZr7uKd0aBwYhEjPnS5iGt8R4eVxQyM"',
            ],
        ),
        (
            "island-jobs.example",
            "SOA",
            ["ns1.cheap-host.example. hostmaster.island-jobs.example. 1 7200 3600 1209600 300"],
        ),
        ("www.island-jobs.example", "CNAME", ["island-jobs.example."]),
        ("www.island-jobs.example", "A", ["island-jobs.example.", "203.0.113.24"]),
        ("island-jobs.example", "AAAA", []),
        ("example", "A", []),
    ],
)
def test_answers(island_jobs: Client, name: str, type_: str, expected: list[str]) -> None:
    for answer in (island_jobs.resolve(name, type_), island_jobs.resolve_over_tcp(name, type_)):
        assert answer.rcode() == dns.rcode.NOERROR
        assert values(answer) == expected


def test_every_host_of_the_scenario_has_a_documentation_address(island_jobs: Client) -> None:
    for host in ("bit.ly", "api.github.com", "whois.iana.org", "whois.nic.example", "mail.cheap-host.example"):
        (address,) = values(island_jobs.resolve(host))
        assert address.startswith(("192.0.2.", "198.51.100.", "203.0.113."))


def test_unknown_names_do_not_exist(island_jobs: Client) -> None:
    for name in ("nobody.example", "google.com", "nobody"):
        answer = island_jobs.resolve(name)
        assert (answer.rcode(), answer.answer) == (dns.rcode.NXDOMAIN, [])


def test_an_empty_answer_carries_the_start_of_authority(island_jobs: Client) -> None:
    for name in ("island-jobs.example", "nobody.island-jobs.example"):
        (authority,) = island_jobs.resolve(name, "AAAA").authority
        assert authority.name.to_text() == "island-jobs.example."


def test_a_stub_resolver_works_with_it(island_jobs: Client) -> None:
    resolver = dns.resolver.Resolver(configure=False)
    resolver.nameservers, resolver.port = [island_jobs.resolver], island_jobs.dns_port
    answer = resolver.resolve("www.island-jobs.example", "A")
    assert [record.to_text() for record in answer] == ["203.0.113.24"]
    assert answer.canonical_name.to_text() == "island-jobs.example."


LONG = """
[[domain]]
name = "long.example"
address = ["192.0.2.7", "2001:db8::7"]
[domain.dns]
TXT = ["LONG-X", "LONG-Y"]
[[domain]]
name = "a.example"
dns = { CNAME = "b.example" }
[[domain]]
name = "b.example"
dns = { CNAME = "a.example" }
[[domain]]
name = "dangling.example"
dns = { CNAME = "gone.example" }
[[domain]]
name = "no-mail.example"
address = []
dns = { MX = "0 ." }
[[domain]]
name = "fidži.example"
""".replace("LONG-X", "x" * 400).replace("LONG-Y", "y" * 400)


def test_what_island_jobs_does_not_have(scenario: Write, tmp_path: Path) -> None:
    with running(scenario(LONG), tmp_path) as (_, client):
        cut = client.resolve("long.example", "TXT")
        assert cut.flags & dns.flags.TC
        assert not client.resolve("long.example", "TXT", edns=1232).flags & dns.flags.TC
        whole = client.resolve_over_tcp("long.example", "TXT")
        assert values(whole)[0] == f'"{"x" * 255}" "{"x" * 145}"'
        assert values(client.resolve("long.example", "AAAA")) == ["2001:db8::7"]
        assert client.resolve("a.example").rcode() == dns.rcode.SERVFAIL
        dangling = client.resolve("dangling.example")
        assert (dangling.rcode(), values(dangling)) == (dns.rcode.NXDOMAIN, ["gone.example."])
        assert client.resolve("no-mail.example").rcode() == dns.rcode.NOERROR
        assert values(client.resolve("no-mail.example")) == []
        assert values(client.resolve("no-mail.example", "MX")) == ["0 ."]
        assert values(client.resolve(".")) == []
        assert values(client.resolve(idna.encode("fidži.example").decode()))


@pytest.mark.parametrize(
    "message",
    [b"", b"\0", b"\0" * 11, b"\0" * 12, b"\xff" * 40, b"\x12\x34\x01\0\0\x01\0\0\0\0\0\0\xc0\x0c\0\x01\0\x01"],
)
def test_what_is_no_query_does_no_harm(island_jobs: Client, message: bytes) -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as udp:
        udp.sendto(message, (island_jobs.resolver, island_jobs.dns_port))
    with socket.create_connection((island_jobs.resolver, island_jobs.dns_port), timeout=5) as tcp:
        tcp.sendall(len(message).to_bytes(2) + message)
    assert values(island_jobs.resolve("island-jobs.example")) == ["203.0.113.24"]


def test_other_questions_are_refused_in_the_protocol(island_jobs: Client) -> None:
    update = dns.message.make_query("island-jobs.example", "A")
    update.set_opcode(dns.opcode.STATUS)
    assert dns.query.udp(update, "127.0.0.1", 5, island_jobs.dns_port).rcode() == dns.rcode.NOTIMP
    chaos = dns.message.make_query("version.bind", "TXT", "CH")
    assert dns.query.udp(chaos, "127.0.0.1", 5, island_jobs.dns_port).rcode() == dns.rcode.REFUSED


def test_several_questions_on_one_connection(island_jobs: Client) -> None:
    with socket.create_connection((island_jobs.resolver, island_jobs.dns_port), timeout=5) as connection:
        for name in ("island-jobs.example", "bit.ly"):
            query = dns.message.make_query(name, "A")
            assert dns.query.tcp(query, "127.0.0.1", 5, sock=connection).answer


def test_given_addresses_are_not_given_again(scenario: Write) -> None:
    made = scenario('[[domain]]\nname = "a.example"\naddress = "198.51.100.1"\n[[domain]]\nname = "b.example"')
    assert assign(made)["b.example"] == ("198.51.100.2",)


def test_hosts_beyond_the_documentation_addresses_have_ipv6_only(scenario: Write, tmp_path: Path) -> None:
    made = scenario("".join(f'[[domain]]\nname = "h{n}.example"\n' for n in range(800)))
    assert len({address for own in assign(made).values() for address in own}) == len(assign(made))
    with running(made, tmp_path) as (_, client):
        assert values(client.resolve("h0.example")) == ["198.51.100.1"]
        assert values(client.resolve("h799.example")) == []
        assert values(client.resolve("h799.example", "AAAA"))[0].startswith("2001:db8:1::")
