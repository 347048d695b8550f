"""DNS records as findings, from a real resolver on loopback."""

import dns.message
import dns.rcode
import pytest

from osint_kit.gateway.caps import Caps
from osint_kit.gateway.failures import Unreachable
from osint_kit.identifiers import Identifier, Kind
from osint_kit.sources.dns_records import TYPES, DnsSource
from tests.gateway.servers import reply
from tests.sources.conftest import Ask

SHOP = Identifier(Kind.DOMAIN, "shop.example")


def test_each_record_type_becomes_findings(gateway: Ask) -> None:
    zone = {
        "shop.example": {
            "A": ["192.0.2.1", "192.0.2.2"],
            "AAAA": ["2001:db8::1"],
            "MX": ["10 mail.host.example.", "0 ."],
            "NS": ["ns1.host.example."],
            "TXT": ['"v=spf1 -all"'],
            "CAA": ['0 issue "ca.example"'],
        }
    }
    found = list(DnsSource().ask(SHOP, gateway(names=zone)))
    seen = {(item.property, item.value, item.object.value if item.object else None) for item in found}
    assert seen == {
        ("address", "shop.example A 192.0.2.1", "192.0.2.1"),
        ("address", "shop.example A 192.0.2.2", "192.0.2.2"),
        ("address", "shop.example AAAA 2001:db8::1", "2001:db8::1"),
        ("mail_server", "shop.example MX 10 mail.host.example.", "mail.host.example"),
        ("mail_server", "shop.example MX 0 .", None),
        ("name_server", "shop.example NS ns1.host.example.", "ns1.host.example"),
        ("text_record", 'shop.example TXT "v=spf1 -all"', None),
        ("spf", "v=spf1 -all", None),
        ("certificate_authority", 'shop.example CAA 0 issue "ca.example"', None),
    }
    assert all(item.evidence for item in found)


def test_an_alias_that_every_answer_holds_is_one_finding(gateway: Ask) -> None:
    (found,) = DnsSource().ask(SHOP, gateway(names={"shop.example": {"CNAME": ["cdn.example."]}}))
    assert (found.property, found.object) == ("alias_of", Identifier(Kind.DOMAIN, "cdn.example"))


def test_a_name_that_does_not_exist_is_one_finding(gateway: Ask) -> None:
    (found,) = DnsSource().ask(SHOP, gateway(names={"other.example": {}}))
    assert (found.property, found.value) == ("exists", False)


def test_a_name_without_records_says_nothing(gateway: Ask) -> None:
    assert list(DnsSource().ask(SHOP, gateway(names={"shop.example": {}}))) == []


@pytest.mark.parametrize("rcode", [dns.rcode.SERVFAIL, dns.rcode.REFUSED])
def test_a_resolver_that_fails_is_no_answer(gateway: Ask, rcode: dns.rcode.Rcode) -> None:
    def script(query: dns.message.Message, over_tcp: bool) -> list[bytes]:
        answer = dns.message.make_response(query)
        answer.set_rcode(rcode)
        return [answer.to_wire()]

    with pytest.raises(Unreachable, match=dns.rcode.to_text(rcode)):
        list(DnsSource().ask(SHOP, gateway(names=script)))


def test_one_failing_type_leaves_the_others(gateway: Ask) -> None:
    def script(query: dns.message.Message, over_tcp: bool) -> list[bytes]:
        answer = reply(query, {"shop.example": {"A": ["192.0.2.1"]}})
        if query.question[0].rdtype.name != "A":
            answer.set_rcode(dns.rcode.SERVFAIL)
        return [answer.to_wire()]

    (found,) = DnsSource().ask(SHOP, gateway(names=script))
    assert found.value == "shop.example A 192.0.2.1"


def test_garbage_from_the_resolver_is_a_failure(gateway: Ask) -> None:
    def garbage(query: dns.message.Message, over_tcp: bool) -> list[bytes]:
        return [query.to_wire()[:2] + b"\xff" * 30]

    with pytest.raises(Unreachable):
        list(DnsSource().ask(SHOP, gateway(names=garbage, caps=Caps(seconds=1))))


def test_the_plan_is_a_question_a_type() -> None:
    assert len(DnsSource().plan(SHOP)) == len(TYPES)
