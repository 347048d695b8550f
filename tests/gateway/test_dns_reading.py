"""The kit's own reader of DNS messages, held against dnspython's."""

import dns.exception
import dns.flags
import dns.message
import dns.name
import dns.rcode
import dns.rdata
import dns.rdataclass
import dns.rdatatype
import dns.rrset
import pytest
from hypothesis import given
from hypothesis import strategies as some

from osint_kit.gateway import dns_wire
from osint_kit.gateway.dns_reading import about, read_message
from osint_kit.gateway.dns_wire import Malformed
from osint_kit.gateway.exchange import DnsRecord

LABELS = some.binary(min_size=1, max_size=12) | some.from_regex(rb"[a-z0-9_-]{1,12}", fullmatch=True)
NAMES = some.lists(LABELS, max_size=5).map(lambda labels: dns.name.Name([*labels, b""]))
NUMBER16, NUMBER32 = some.integers(0, 0xFFFF), some.integers(0, 0xFFFFFFFF)
STRINGS = some.lists(some.binary(max_size=40), min_size=1, max_size=4)


def wire(name: dns.name.Name) -> bytes:
    return name.to_wire() or b""


DATA = some.one_of(
    some.tuples(some.just("A"), some.binary(min_size=4, max_size=4)),
    some.tuples(some.just("AAAA"), some.binary(min_size=16, max_size=16)),
    some.tuples(some.sampled_from(["CNAME", "NS", "PTR"]), NAMES.map(wire)),
    some.tuples(some.just("MX"), some.builds(lambda number, name: number.to_bytes(2) + wire(name), NUMBER16, NAMES)),
    some.tuples(some.just("TXT"), STRINGS.map(lambda parts: b"".join(bytes([len(part)]) + part for part in parts))),
    some.tuples(
        some.just("SOA"),
        some.builds(
            lambda one, two, numbers: wire(one) + wire(two) + b"".join(number.to_bytes(4) for number in numbers),
            NAMES,
            NAMES,
            some.lists(NUMBER32, min_size=5, max_size=5),
        ),
    ),
    some.tuples(
        some.just("CAA"), some.builds(lambda value: b"\x00\x05issue" + value, some.binary(min_size=1, max_size=30))
    ),
    some.tuples(some.just("TYPE731"), some.binary(max_size=20)),
)
RECORDS = some.lists(some.tuples(NAMES, NUMBER32, DATA), max_size=5)


def message(records: list[tuple[dns.name.Name, int, tuple[str, bytes]]], code: int = 0) -> bytes:
    """A response with these records in its answer section."""
    query = dns.message.make_query("shop.example", "A", use_edns=0)
    answer = dns.message.make_response(query)
    answer.set_rcode(dns.rcode.Rcode.make(code))
    head = bytearray(answer.to_wire())
    opt = head[-11:]
    head[6:8] = len(records).to_bytes(2)
    body = b""
    for name, ttl, (type_, data) in records:
        number = dns.rdatatype.from_text(type_)
        body += wire(name) + number.to_bytes(2) + b"\x00\x01" + ttl.to_bytes(4) + len(data).to_bytes(2) + data
    return bytes(head[:-11]) + body + bytes(opt)


def by_dnspython(data: bytes) -> tuple[str, tuple[DnsRecord, ...]]:
    found = dns.message.from_wire(data, one_rr_per_rrset=True)
    records = [
        DnsRecord(rrset.name.to_text(omit_final_dot=True), dns.rdatatype.to_text(rrset.rdtype), rrset.ttl, str(rdata))
        for rrset in found.answer
        for rdata in rrset
    ]
    return dns.rcode.to_text(found.rcode()), tuple(records)


@given(RECORDS, some.sampled_from([0, 1, 2, 3, 4, 5]))
def test_every_record_reads_as_dnspython_reads_it(
    records: list[tuple[dns.name.Name, int, tuple[str, bytes]]], code: int
) -> None:
    data = message(records, code)
    status, found, _ = read_message(data)
    assert (status, found) == by_dnspython(data)


@given(some.binary(max_size=60), RECORDS, some.integers(0, 400), some.binary(max_size=3))
def test_no_bytes_make_it_fail_otherwise(
    noise: bytes, records: list[tuple[dns.name.Name, int, tuple[str, bytes]]], place: int, patch: bytes
) -> None:
    good = message(records)
    place %= len(good)
    for data in (noise, good[:place], good[:place] + patch + good[place + len(patch) :], good + noise):
        try:
            read_message(data)
        except Malformed:
            continue


def test_compressed_names_are_followed_back_only() -> None:
    query = dns.message.make_query("www.shop.example", "A")
    answer = dns.message.make_response(query)
    answer.answer.append(dns.rrset.from_text("www.shop.example.", 60, "IN", "CNAME", "cdn.shop.example."))
    answer.answer.append(dns.rrset.from_text("cdn.shop.example.", 60, "IN", "A", "192.0.2.1"))
    data = answer.to_wire()
    assert [record.value for record in read_message(data)[1]] == ["cdn.shop.example.", "192.0.2.1"]
    loop = data[:12] + b"\xc0\x0c" + data[14:]
    with pytest.raises(Malformed):
        read_message(b"\0\1\x81\x80\0\0\0\1\0\0\0\0" + b"\xc0\x0c\0\1\0\1\0\0\0\x3c\0\4\xc0\0\2\1")
    assert not dns_wire.is_response(loop, data[:2], dns_wire.question("www.shop.example", "A"))


def test_a_soa_beside_the_answer_says_that_there_are_no_more() -> None:
    answer = dns.message.make_response(dns.message.make_query("shop.example", "AAAA"))
    assert read_message(answer.to_wire())[2] is False
    answer.authority.append(dns.rrset.from_text("example.", 60, "IN", "SOA", "ns. root. 1 2 3 4 5"))
    assert read_message(answer.to_wire())[2] is True


@pytest.mark.parametrize(
    "name", ["a" * 64 + ".example", "a..b", ".", "", ".example", "bücher.example", "x." * 127 + "ab"]
)
def test_what_no_message_can_hold(name: str) -> None:
    if name in (".", ""):
        assert dns_wire.question(name, "NS") == b"\0\0\2\0\1"
        return
    with pytest.raises(Malformed):
        dns_wire.question(name, "A")


def test_a_question_is_dnspythons() -> None:
    for name in ("shop.example", "_dmarc.shop.example.", "x." * 126 + "a", "a" * 63 + ".example"):
        for type_ in ("A", "CAA", "TYPE731", "HTTPS", "LOC"):
            query = dns.message.make_query(name, type_, use_edns=0, payload=1232, id=0)
            assert dns_wire.query(dns_wire.question(name, type_)) == query.to_wire()
            plain = dns.message.make_query(name, type_, id=0)
            assert dns_wire.query(dns_wire.question(name, type_), edns=False) == plain.to_wire()


def test_other_classes_are_not_read_as_the_internets() -> None:
    data = message([(dns.name.from_text("a.example"), 60, ("A", b"\1\2\3\4"))])
    place = data.index(b"\x00\x01\x00\x01\x00\x00\x00\x3c")
    chaos = data[: place + 3] + b"\x03" + data[place + 4 :]
    try:
        assert read_message(chaos)[1] == by_dnspython(chaos)[1]
    except Malformed:
        with pytest.raises(dns.exception.DNSException):
            by_dnspython(chaos)


def test_records_of_other_names_are_no_answer() -> None:
    def record(name: str, type_: str, value: str) -> DnsRecord:
        return DnsRecord(name, type_, 60, value)

    own = record("Shop.example", "A", "203.0.113.5")
    other = record("bank.example", "A", "203.0.113.66")
    assert about("shop.example", (own,)) == (own,)
    assert about("shop.example", (other, own)) == (own,)
    assert about("shop.example", (other,)) == ()
    end = record("c.example", "A", "203.0.113.7")
    chain = (end, record("b.example", "CNAME", "C.example."), record("a.example", "CNAME", "b.example."))
    assert about("a.example", (*chain, other)) == chain
    circle = (record("a.example", "CNAME", "b.example."), record("b.example", "CNAME", "a.example."))
    assert about("a.example", circle) == circle
    moved = (
        record("example", "DNAME", "test."),
        record("a.example", "CNAME", "a.test."),
        record("a.test", "A", "192.0.2.1"),
    )
    assert about("a.example", (*moved, record("le", "DNAME", "x."))) == moved
    assert about(".", (record(".", "NS", "a.root-servers.net."),))
