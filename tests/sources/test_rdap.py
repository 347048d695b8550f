"""RDAP before WHOIS: real TLS on loopback, answers in the form of RFC 9083, and whatever else a server may say."""

import json

import pytest

from osint_kit.canonical import Json
from osint_kit.clock import now
from osint_kit.gateway.failures import Failure, Unreachable
from osint_kit.identifiers import Identifier, Kind
from osint_kit.sources.rdap_bootstrap import packaged
from osint_kit.sources.registration_changes import changes
from osint_kit.sources.registration_form import Registration
from osint_kit.sources.registrations import Via, domain_in, look_up, plan_lookup, read_saved
from tests.gateway.servers import ok
from tests.sources.conftest import Ask, Keeper, moved
from tests.sources.test_whois import named

DOMAIN = "shop.com.fj"
SHOP = Identifier(Kind.DOMAIN, DOMAIN)
HOST = "www.rdap.fj"
PAGE = f"{HOST}/domain/{DOMAIN}"
RDAP = "Content-Type: application/rdap+json"
WHOIS = {"www.whois.fj": named(DOMAIN).encode()}


def entity(role: str, *card: Json, **more: Json) -> Json:
    lines: list[Json] = [["version", {}, "text", "4.0"], *card]
    return {"objectClassName": "entity", "roles": [role], "vcardArray": ["vcard", lines], **more}


SEFA = entity(
    "registrant",
    ["fn", {}, "text", "Sefa Ravu"],
    ["org", {}, "text", ["Ravu Trading", "Jobs"]],
    ["adr", {"cc": "fj"}, "text", ["", "", "1 Road", "Suva", "", "", "Fiji"]],
    ["email", {}, "text", "Sefa@Ravu.example"],
    ["tel", {"type": "voice"}, "uri", "tel:+679-999-1234;ext=1"],
)
RECORD: dict[str, Json] = {
    "objectClassName": "domain",
    "ldhName": DOMAIN.upper(),
    "status": ["client transfer prohibited", "active"],
    "events": [
        {"eventAction": "registration", "eventDate": "2026-11-03T16:17:52+12:00"},
        {"eventAction": "last changed", "eventDate": "2026-11-03T04:18:10.25Z"},
        {"eventAction": "expiration", "eventDate": "2027-11-03"},
    ],
    "nameservers": [{"ldhName": "NS1.Host.example."}, {"ldhName": "ns2.host.example"}],
    "entities": [
        SEFA,
        entity(
            "registrar",
            ["fn", {}, "text", "Cheap Names Ltd"],
            entities=[entity("abuse", ["email", {}, "text", "abuse@cheap.example"])],
        ),
    ],
}
READ = Registration(
    DOMAIN,
    registered=True,
    registrar="Cheap Names Ltd",
    created="2026-11-03T04:17:52Z",
    updated="2026-11-03T04:18:10.250Z",
    expires="2027-11-03",
    registrant="Sefa Ravu",
    organisation="Ravu Trading",
    country="FJ",
    emails=("sefa@ravu.example",),
    phones=("+6799991234",),
    name_servers=("ns1.host.example", "ns2.host.example"),
    status=("clientTransferProhibited", "ok"),
)


def answer(record: Json = RECORD, status: str = "200 OK", kind: str = RDAP) -> bytes:
    return ok(json.dumps(record).encode(), kind, status=status)


def test_an_answer_in_one_form_and_nobody_asked_by_whois(gateway: Ask, keeper: Keeper) -> None:
    found = look_up(DOMAIN, gateway({PAGE: answer()}, WHOIS, tls=HOST))
    assert (found.via, found.server, found.notes) == ("rdap", HOST, ())
    assert found.registration == READ
    assert [exchange for exchange in keeper.kept if exchange.sent == f"{DOMAIN}\r\n".encode()] == []
    findings = list(found.findings(SHOP))
    assert {finding.source for finding in findings} == {"rdap"}
    assert {finding.evidence for finding in findings} == {found.answers[0].evidence and (found.answers[0].evidence,)}
    leads = {str(finding.object.value) for finding in findings if finding.object}
    assert leads == {"sefa@ravu.example", "+6799991234", "ns1.host.example", "ns2.host.example"}


@pytest.mark.parametrize(
    "page",
    [
        answer({"errorCode": 404, "title": "not found", "rdapConformance": ["rdap_level_0"]}, "404 Not Found"),
        answer({"errorCode": 404}, "404 Not Found", "Content-Type: application/json"),
        ok(b"", RDAP, status="404 Not Found"),
    ],
)
def test_only_rdap_itself_says_that_a_name_is_free(gateway: Ask, page: bytes) -> None:
    found = look_up(DOMAIN, gateway({PAGE: page}, WHOIS, tls=HOST))
    assert (found.via, found.registration) == ("rdap", Registration(DOMAIN, registered=False))


@pytest.mark.parametrize(
    "page",
    [
        ok(b"<h1>Not Found</h1>", "Content-Type: text/html", status="404 Not Found"),
        ok(b"later", RDAP, "Retry-After: 3600", status="429 Too Many Requests"),
        ok(b"down", status="503 Service Unavailable"),
        answer(kind="Content-Type: text/html"),
        ok(b"{not json", RDAP),
        ok(b"[" * 100_000, RDAP),
        answer([1, 2]),
        answer({"objectClassName": "entity"}),
        answer({**RECORD, "ldhName": "other.com.fj"}),
        ok(json.dumps({**RECORD, "x": "y" * 11_000_000}).encode(), RDAP),
        moved("https://elsewhere.example/domain/shop.com.fj"),
        moved("http://www.rdap.fj/domain/shop.com.fj"),
        moved("file:///etc/passwd"),
        moved(f"https://{PAGE}"),
    ],
    ids=[
        "page",
        "429",
        "503",
        "html",
        "broken",
        "deep",
        "list",
        "entity",
        "other",
        "huge",
        "away",
        "http",
        "file",
        "loop",
    ],
)
def test_whatever_else_rdap_says_whois_is_asked_and_told_apart(gateway: Ask, page: bytes) -> None:
    found = look_up(DOMAIN, gateway({PAGE: page}, WHOIS, tls=HOST))
    assert (found.via, found.server) == ("whois", "www.whois.fj")
    assert found.registration.registrar == "Cheap Names Ltd"
    assert found.notes


def test_broken_tls_is_no_answer(gateway: Ask) -> None:
    found = look_up(DOMAIN, gateway({PAGE: answer()}, WHOIS, tls="other.example"))
    assert found.via == "whois"
    assert "certificate" in found.notes[0]


def test_where_neither_answers_both_reasons_are_told(gateway: Ask) -> None:
    with pytest.raises(Failure, match=r"by RDAP: .*503"):
        look_up(DOMAIN, gateway({PAGE: ok(b"", status="503 Service Unavailable")}, tls=HOST))


def test_one_way_alone(gateway: Ask) -> None:
    door = gateway({PAGE: ok(b"", status="503 Service Unavailable")}, WHOIS, tls=HOST)
    with pytest.raises(Failure):
        look_up(DOMAIN, door, Via.RDAP)
    assert look_up(DOMAIN, door, Via.WHOIS).via == "whois"
    with pytest.raises(Unreachable, match=r"no RDAP server is known for \.test"):
        look_up("shop.test", door, Via.RDAP)


def test_a_redirect_within_the_server_is_followed(gateway: Ask) -> None:
    pages = {PAGE: moved(f"/v1/domain/{DOMAIN}"), f"{HOST}/v1/domain/{DOMAIN}": answer()}
    assert look_up(DOMAIN, gateway(pages, tls=HOST)).registration == READ


def test_the_registrar_fills_the_gaps_and_each_fact_names_its_own_record(gateway: Ask) -> None:
    link: Json = {
        "rel": "related",
        "type": "application/rdap+json",
        "href": f"https://{HOST}/registrar/domain/{DOMAIN}",
    }
    thin: Json = {**RECORD, "entities": [], "links": [link]}
    more: Json = {**RECORD, "events": []}
    found = look_up(DOMAIN, gateway({PAGE: answer(thin), f"{HOST}/registrar/domain/{DOMAIN}": answer(more)}, tls=HOST))
    assert found.registration == READ
    by_fact = {finding.property: finding.evidence for finding in found.findings(SHOP)}
    assert by_fact["created"] != by_fact["registrant"]
    alone = look_up(DOMAIN, gateway({PAGE: answer(thin)}, tls=HOST))
    assert (alone.registration.created, alone.registration.registrant) == (READ.created, None)


@pytest.mark.parametrize(
    "holder, more",
    [
        (entity("registrant", ["fn", {}, "text", "REDACTED FOR PRIVACY"]), {}),
        (entity("registrant", ["fn", {}, "text", ""]), {"redacted": [{"name": {"description": "Registrant Name"}}]}),
        (entity("registrant", remarks=[{"title": "REDACTED FOR PRIVACY", "description": ["x"]}]), {}),
    ],
)
def test_a_withheld_person_is_a_value_and_nobody(gateway: Ask, holder: Json, more: dict[str, Json]) -> None:
    found = look_up(DOMAIN, gateway({PAGE: answer({**RECORD, "entities": [holder], **more})}, tls=HOST))
    assert (found.registration.registrant, found.registration.emails) == ("redacted for privacy", ())


@pytest.mark.parametrize(
    "record",
    [
        {**RECORD, "entities": "x", "events": [None, 1], "nameservers": {}, "status": [1]},
        {**RECORD, "entities": [{"roles": "registrant", "vcardArray": ["vcard", [[], "x", ["fn"], ["fn", 1, 2, {}]]]}]},
        {**RECORD, "entities": [{"roles": ["registrant"], "vcardArray": [{}, {}]}], "redacted": [{}, {"name": 1}]},
    ],
)
def test_parts_of_another_form_are_left_out(gateway: Ask, record: Json) -> None:
    found = look_up(DOMAIN, gateway({PAGE: answer(record)}, tls=HOST))
    assert found.registration.registered
    assert found.registration.registrant is None


def test_the_plan_and_the_servers_of_the_pacific() -> None:
    assert [planned.whom for planned in plan_lookup(DOMAIN)] == [HOST, "www.whois.fj"]
    assert packaged().servers("shop.vu") == ("https://rdap.dnrs.vu/",)
    assert packaged().servers("shop.com")[0].startswith("https://rdap.verisign.com/")
    assert packaged().servers("shop.example") == ("https://rdap.nic.example/",)
    assert packaged().servers("shop.test") == ()


def test_a_saved_answer_of_either_kind() -> None:
    saved = json.dumps(RECORD).encode()
    assert domain_in(saved) == DOMAIN
    assert read_saved(DOMAIN, saved, now(), None).registration == READ
    assert read_saved("other.com.fj", saved, now(), None).registration.problem
    assert domain_in(WHOIS["www.whois.fj"]) == DOMAIN
    assert domain_in(b"{}") is None
    assert domain_in(b"Domain Name:\r\n\tshop.co.uk\r\n\r\nRegistrar:\r\n\tX\r\n") == "shop.co.uk"
    assert domain_in(b"Domain Name:\n\nRegistrar:\n  x.example\n") is None


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig"])
def test_a_saved_answer_as_windows_saves_it(encoding: str) -> None:
    saved = json.dumps(RECORD).encode(encoding)
    assert domain_in(saved) == DOMAIN
    assert read_saved(DOMAIN, saved, now(), None).registration == READ
    text = "Domain Name: SHOP.COM\r\nRegistrar: B\u00fcro\r\n".encode(encoding)
    assert domain_in(text) == "shop.com"
    assert read_saved("shop.com", text, now(), None).registration.registrar == "B\u00fcro"


def test_the_phone_of_a_proxy_is_nobodys() -> None:
    proxy = entity("registrant", ["fn", {}, "text", "Domains By Proxy, LLC"], ["tel", {}, "uri", "tel:+1.4806242599"])
    saved = json.dumps({**RECORD, "entities": [proxy]}).encode()
    found = read_saved(DOMAIN, saved, now(), None).registration
    assert (found.registrant, found.phones) == ("redacted for privacy", ())


def test_what_changed(gateway: Ask) -> None:
    found = look_up(DOMAIN, gateway({PAGE: answer()}, tls=HOST))
    earlier = list(found.findings(SHOP))
    assert changes(earlier, READ) == []
    later = Registration(DOMAIN, registered=True, registrar="Other Ltd", name_servers=("ns1.host.example",))
    assert [(change.what, change.before, change.now) for change in changes(earlier, later)] == [
        ("registrar", "Cheap Names Ltd", "Other Ltd"),
        ("name_servers", "ns1.host.example; ns2.host.example", "ns1.host.example"),
    ]
    assert [change.now for change in changes(earlier, Registration(DOMAIN, registered=False))] == ["not registered"]
    assert changes(earlier, Registration(DOMAIN, problem="refused")) == []
