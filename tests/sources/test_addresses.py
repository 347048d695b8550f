"""Who announces and who holds an address: a resolver on loopback and RDAP over real TLS, right and wrong."""

import json

import dns.message
import dns.rcode
import pytest

from osint_kit.canonical import Json
from osint_kit.gateway import Gateway
from osint_kit.gateway.failures import Failure, TooMuch, Unreachable
from osint_kit.identifiers import Identifier, Kind
from osint_kit.sources.address_holders import AddressHolders, findings, look_up
from osint_kit.sources.origin_networks import OriginNetworks, origin_name
from tests.gateway.servers import ok
from tests.sources.conftest import Ask, Keeper, moved

HERE = Identifier(Kind.IP, "203.0.113.24")
NAME = "24.113.0.203.origin.asn.cymru.com"
ORIGIN = '"64500 | 203.0.113.0/24 | NZ | apnic | 2009-06-01"'
OPERATOR = '"64500 | NZ | apnic | 2009-06-01 | CHEAPHOST Cheap Host Ltd, NZ"'
RDAP = "Content-Type: application/rdap+json"


def said(gateway: Gateway) -> dict[str, Json]:
    return {item.property: item.value for item in OriginNetworks().ask(HERE, gateway)}


def test_the_name_that_is_asked() -> None:
    assert origin_name("203.0.113.24") == NAME
    assert origin_name("2001:db8::1") == "1." + "0." * 23 + "8.b.d.0.1.0.0.2.origin6.asn.cymru.com"


def test_origin_and_name_of_the_network(gateway: Ask) -> None:
    zone = {NAME: {"TXT": [ORIGIN]}, "AS64500.asn.cymru.com": {"TXT": [OPERATOR]}}
    found = list(OriginNetworks().ask(HERE, gateway(names=zone)))
    assert {item.property: item.value for item in found} == {
        "origin_network": {
            "asn": [64500],
            "prefix": "203.0.113.0/24",
            "country": "NZ",
            "registry": "apnic",
            "allocated": "2009-06-01",
        },
        "network_operator": {"asn": 64500, "name": "CHEAPHOST Cheap Host Ltd, NZ"},
    }
    assert all(item.evidence for item in found)


def test_the_most_specific_of_several_announcements_and_several_origins(gateway: Ask) -> None:
    more = '"64500 64501 | 203.0.113.0/26 | FJ | apnic | 2020-01-01"'
    zone = {NAME: {"TXT": [ORIGIN, more]}}
    value = said(gateway(names=zone))["origin_network"]
    assert isinstance(value, dict)
    assert (value["asn"], value["country"]) == ([64500, 64501], "FJ")


def test_an_operator_that_serves_thousands_is_marked(gateway: Ask) -> None:
    zone = {NAME: {"TXT": ['"13335 | 203.0.113.0/24 | US | arin | 2014-03-28"']}}
    assert said(gateway(names=zone))["shared"] == {
        "operator": "Cloudflare",
        "what": "content network",
        "source": "https://www.peeringdb.com/asn/13335",
    }


def test_that_nobody_announces_it_is_a_finding_too(gateway: Ask) -> None:
    assert said(gateway(names={"other.example": {}})) == {"announced": False}


@pytest.mark.parametrize(
    "text",
    [
        '"nonsense"',
        '"x | 203.0.113.0/24 | NZ | apnic | 2009"',
        '" | 203.0.113.0/24 | NZ | apnic | 2009"',
        '"64500 | here | NZ | apnic | 2009"',
        '""',
    ],
)
def test_another_form_is_a_failure_with_evidence(gateway: Ask, text: str) -> None:
    with pytest.raises(Unreachable) as caught:
        said(gateway(names={NAME: {"TXT": [text]}}))
    assert caught.value.evidence


def test_a_resolver_that_fails_is_no_answer(gateway: Ask) -> None:
    def script(query: dns.message.Message, over_tcp: bool) -> list[bytes]:
        answer = dns.message.make_response(query)
        answer.set_rcode(dns.rcode.SERVFAIL)
        return [answer.to_wire()]

    with pytest.raises(Unreachable, match="SERVFAIL"):
        said(gateway(names=script))


NETWORK: dict[str, Json] = {
    "objectClassName": "ip network",
    "startAddress": "203.0.113.0",
    "endAddress": "203.0.113.255",
    "name": "CHEAPHOST-NZ",
    "country": "nz",
    "events": [{"eventAction": "registration", "eventDate": "2009-06-01T00:00:00Z"}],
    "entities": [
        {"roles": ["registrant"], "vcardArray": ["vcard", [["fn", {}, "text", "Cheap  Host Ltd"]]]},
        {
            "roles": ["technical"],
            "entities": [{"roles": ["abuse"], "vcardArray": ["vcard", [["email", {}, "text", "Abuse@cheap.example"]]]}],
        },
    ],
}


def rdap(gateway: Ask, answer: bytes, host: str = "rdap.apnic.net") -> Gateway:
    return gateway({f"{host}/ip/203.0.113.24": answer}, tls=host)


def record(**more: Json) -> bytes:
    return ok(json.dumps({**NETWORK, **more}).encode(), RDAP)


def held(gateway: Gateway) -> dict[str, Json]:
    answer = look_up(HERE.value, gateway, "apnic")
    return {item.property: item.value for item in findings(HERE, answer)}


def test_the_holder_of_an_address(gateway: Ask) -> None:
    assert held(rdap(gateway, record())) == {
        "network_name": "CHEAPHOST-NZ",
        "network_range": "203.0.113.0 - 203.0.113.255",
        "holder": "Cheap Host Ltd",
        "country": "NZ",
        "allocated": "2009-06-01T00:00:00Z",
        "abuse_email": "abuse@cheap.example",
    }


def test_without_a_registrant_the_holder_is_in_a_description(gateway: Ask) -> None:
    remarks: list[Json] = [
        {"title": "remarks", "description": ["no"]},
        {"title": "description", "description": ["Telco  FJ", "x"]},
    ]
    assert held(rdap(gateway, record(entities=[], remarks=remarks)))["holder"] == "Telco FJ"
    oddities: list[Json] = [[{"title": "description"}], [{"title": "description", "description": [7]}], [7], 7]
    for odd in oddities:
        assert "holder" not in held(rdap(gateway, record(entities=[], remarks=odd)))


@pytest.mark.parametrize("address", ["10.0.0.1", "192.168.1.1", "127.0.0.1", "::1", "fe80::1"])
def test_nobody_is_asked_about_a_private_address(gateway: Ask, keeper: Keeper, address: str) -> None:
    private = Identifier(Kind.IP, address)
    for source in (OriginNetworks(), AddressHolders()):
        assert source.plan(private) == []
        assert list(source.ask(private, gateway())) == []
    assert keeper.kept == []


def test_a_bare_network_says_what_it_can(gateway: Ask) -> None:
    odd: dict[str, Json] = {"entities": [None, {"roles": 3}, {"roles": ["registrant"], "vcardArray": ["vcard"]}]}
    assert set(held(rdap(gateway, record(**odd, events=[7], name=None, country=None)))) == {"network_range"}


def test_entities_within_entities_come_to_an_end(gateway: Ask) -> None:
    deep: Json = []
    for _ in range(200):
        deep = [{"roles": ["technical"], "entities": deep}]
    assert "network_range" in held(rdap(gateway, record(entities=deep)))


def test_no_registry_knows_it(gateway: Ask) -> None:
    assert held(rdap(gateway, ok(b"{}", RDAP, status="404 Not Found"))) == {}


def test_without_a_registry_the_bootstrap_service_is_asked(gateway: Ask) -> None:
    host = "rdap-bootstrap.arin.net"
    page = {f"{host}/bootstrap/ip/203.0.113.24": moved("/bootstrap/moved"), f"{host}/bootstrap/moved": record()}
    found = AddressHolders().ask(HERE, gateway(page, tls=host))
    assert "Cheap Host Ltd" in [item.value for item in found]


@pytest.mark.parametrize(
    "target", ["https://evil.example/ip/203.0.113.24", "http://rdap.arin.net/", "ftp://x", "/ip/203.0.113.24"]
)
def test_a_redirect_leads_nowhere_else(gateway: Ask, target: str) -> None:
    with pytest.raises(Unreachable, match="redirect"):
        held(rdap(gateway, moved(target)))


def test_a_rate_limit_is_called_one(gateway: Ask) -> None:
    with pytest.raises(Unreachable, match="rate limit is used up; try again in 60 s"):
        held(rdap(gateway, ok(b"", "Retry-After: 60", status="429 Too Many Requests")))


@pytest.mark.parametrize(
    "answer",
    [
        ok(json.dumps(NETWORK).encode(), "Content-Type: text/html"),
        ok(b"<html>", "Content-Type: text/html"),
        ok(b"{", RDAP),
        ok(b"[]", RDAP),
        ok(b"\xff\x00", RDAP),
        record(objectClassName="domain"),
        record(startAddress="here"),
        record(endAddress=None),
        record(startAddress="2001:db8::", endAddress="2001:db8::f"),
        record(startAddress="203.0.113.128"),
        ok(b"", status="500 Oops"),
        ok(b"", status="501 Not Implemented"),
    ],
)
def test_any_other_form_of_rdap_is_a_failure_with_evidence(gateway: Ask, answer: bytes) -> None:
    with pytest.raises(Failure) as caught:
        held(rdap(gateway, answer))
    assert caught.value.evidence


def test_ten_megabytes_of_rdap_are_too_much(gateway: Ask) -> None:
    with pytest.raises(TooMuch):
        held(rdap(gateway, ok(b"{" + b" " * 10_000_001 + b"}", RDAP)))
