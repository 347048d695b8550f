"""A look at a domain in exercises where some services answer and others do not."""

from datetime import UTC, datetime

import dns.message
import dns.rcode
import pytest

from osint_kit.domains.look import Look, look, plan_look
from osint_kit.domains.mail import BY_ADDRESS, BY_MX, NO_HOST, NULL_MX, mail_finding
from osint_kit.domains.statements import Speaker, just_found
from osint_kit.exercises import Range
from osint_kit.findings import Finding
from osint_kit.gateway import Gateway, open_world
from osint_kit.identifiers import Identifier, Kind
from osint_kit.reach import Reach
from osint_kit.sources.dns_records import ask_types
from tests.exercises.conftest import Write, scenario
from tests.gateway.servers import reply
from tests.sources.conftest import Ask, gateway, keeper

__all__ = ["gateway", "keeper", "scenario"]

NOW = datetime(2026, 11, 24, tzinfo=UTC)
SHOP = Identifier(Kind.DOMAIN, "shop.example")
DOMAIN = """
[[domain]]
name = "shop.example"
address = ["203.0.113.5", "203.0.113.6"]
dns = { MX = "10 mail.shop.example" }
whois = { registrar = "Names Ltd", created = 2020-01-02, expires = 2030-01-02 }
certificates = 2020-02-03
captures = [2020-03-04]
[[network]]
prefix = "203.0.113.0/28"
holder = "Host Ltd"
registry = "ripencc"
"""
ALL = ["crt.sh", "web.archive.org", "rdap.db.ripe.net", "rdap-bootstrap.arin.net"]


def seen(found: Look) -> set[str]:
    return {finding.property for finding in found.findings}


def test_all_parts_answer(scenario: Write, tmp_path_factory: pytest.TempPathFactory) -> None:
    kept: list[Finding] = []
    with Range(scenario(DOMAIN)) as range_:
        world = open_world(range_.write_world(tmp_path_factory.mktemp("world")))
        found = look(SHOP, SHOP, Gateway(world, Reach.REGISTRY), kept.extend)
    assert found.problems == []
    assert {"created", "address", "mail", "certificate_name", "captures", "origin_network", "holder"} <= seen(found)
    assert sorted(item.id for item in kept) == sorted(item.id for item in found.findings)
    assert len({item.subject for item in found.findings if item.property == "holder"}) == 2
    assert all(item.evidence is not None for item in found.findings)


@pytest.mark.parametrize("trouble", ["rate-limit", "down", "page"])
def test_a_part_that_fails_hides_no_other(
    scenario: Write, tmp_path_factory: pytest.TempPathFactory, trouble: str
) -> None:
    failing = "\n[trouble]\n" + "".join(f'"{host}" = "{trouble}"\n' for host in ALL)
    with Range(scenario(DOMAIN + failing)) as range_:
        world = open_world(range_.write_world(tmp_path_factory.mktemp("world")))
        found = look(SHOP, SHOP, Gateway(world, Reach.REGISTRY), lambda _: None)
    assert [problem.part for problem in found.problems] == [
        "203.0.113.5",
        "203.0.113.6",
        "certificates",
        "web archive",
    ]
    assert {"created", "address", "mail", "origin_network", "network_operator"} <= seen(found)


def test_a_registry_that_refuses_is_a_problem_and_no_absence(
    scenario: Write, tmp_path_factory: pytest.TempPathFactory
) -> None:
    refusing = '[[domain]]\nname = "shop.example"\nwhois = "Quota exceeded, try again later."\n'
    with Range(scenario(refusing)) as range_:
        world = open_world(range_.write_world(tmp_path_factory.mktemp("world")))
        found = look(SHOP, SHOP, Gateway(world, Reach.REGISTRY), lambda _: None)
    (problem,) = found.problems
    assert problem.part == "registration"
    assert "refused" in problem.why
    assert "registered" not in seen(found)


def test_addresses_that_may_not_be_asked_about(scenario: Write, tmp_path_factory: pytest.TempPathFactory) -> None:
    private = DOMAIN.replace("203.0.113.6", "10.0.0.6")
    with Range(scenario(private)) as range_:
        world = open_world(range_.write_world(tmp_path_factory.mktemp("world")))
        found = look(SHOP, SHOP, Gateway(world, Reach.REGISTRY), lambda _: None, lambda _: "outside the scope")
        asked = {entry.host for entry in range_.log if not entry.host.endswith("rdap.nic.example")}
    assert [(problem.part, problem.why) for problem in found.problems] == [("203.0.113.5", "outside the scope")]
    assert not any("cymru" in host or "rdap" in host for host in asked)


def test_a_name_below_is_asked_for_its_own_addresses(scenario: Write, tmp_path_factory: pytest.TempPathFactory) -> None:
    below = Identifier(Kind.DOMAIN, "www.shop.example")
    with Range(scenario(DOMAIN + '[[domain]]\nname = "www.shop.example"\naddress = "203.0.113.9"\n')) as range_:
        world = open_world(range_.write_world(tmp_path_factory.mktemp("world")))
        found = look(SHOP, below, Gateway(world, Reach.REGISTRY), lambda _: None)
    holders = {item.subject.value for item in found.findings if item.property == "holder"}
    assert holders == {"203.0.113.5", "203.0.113.6", "203.0.113.9"}
    assert [item.property for item in found.findings if item.subject == below] == ["address"]


def test_below_a_private_suffix_the_past_is_that_of_the_name_there(
    scenario: Write, tmp_path_factory: pytest.TempPathFactory
) -> None:
    whole, own = Identifier(Kind.DOMAIN, "github.io"), Identifier(Kind.DOMAIN, "alice.github.io")
    tables = '[[domain]]\nname = "alice.github.io"\ncertificates = 2020-01-02\ncaptures = 2020-01-02\n'
    with Range(scenario(tables + '[[domain]]\nname = "github.io"\ncertificates = 2010-01-02\n')) as range_:
        world = open_world(range_.write_world(tmp_path_factory.mktemp("world")))
        found = look(whole, own, Gateway(world, Reach.REGISTRY), lambda _: None)
    said = {item.property: item for item in found.findings}
    assert said["first_certificate"].subject == own
    assert said["first_certificate"].value == "2020-01-02T00:00:00Z"
    assert said["first_capture"].subject == own
    lines = {
        line.what: line.answer for line in Speaker(whole, own, just_found(found.findings), NOW, False).statements()
    }
    assert lines["name"] == "alice.github.io, below github.io, whose holder gives names below it to others"
    assert lines["certificates"].startswith("first one 2 January 2020")


def test_the_plan_names_all_who_would_be_asked() -> None:
    whom = {planned.whom for planned in plan_look("shop.example", "www.shop.example")}
    assert {"the resolver", "crt.sh", "web.archive.org", "the regional internet registry", "whois.iana.org"} <= whom
    assert all(planned.reach is Reach.REGISTRY for planned in plan_look("shop.example", "shop.example"))


def test_a_name_without_an_address_lives_nowhere(gateway: Ask) -> None:
    mail, address, loop = {"MX": ["10 mail.shop.example."]}, {"AAAA": ["2001:db8::1"]}, {"CNAME": ["shop.example."]}
    for records, told in ((mail, True), (address, False), (loop, False)):
        found = look(SHOP, SHOP, gateway(names={"shop.example": records}), lambda _: None)
        assert [item.value for item in found.findings if item.property == "has_address"] == [False] * told
        lines = Speaker(SHOP, SHOP, just_found(found.findings), NOW, False).statements()
        assert any(line.answer == "nowhere: DNS knows the name, and no address of it" for line in lines) is told


@pytest.mark.parametrize(
    "records, accepts, why",
    [
        ({"MX": ["10 mail.shop.example."]}, True, BY_MX),
        ({"MX": ["0 ."], "A": ["192.0.2.1"]}, False, NULL_MX),
        ({"MX": ["0 .", "10 mail.shop.example."]}, True, BY_MX),
        ({"A": ["192.0.2.1"]}, True, BY_ADDRESS),
        ({"AAAA": ["2001:db8::1"]}, True, BY_ADDRESS),
        ({"NS": ["ns1.shop.example."]}, False, NO_HOST),
    ],
)
def test_whether_mail_can_arrive(gateway: Ask, records: dict[str, list[str]], accepts: bool, why: str) -> None:
    outcomes = ask_types(SHOP.value, ("MX", "A", "AAAA"), gateway(names={"shop.example": records}))
    found = mail_finding(SHOP, outcomes)
    assert found
    assert found.value == {"accepts": accepts, "why": why}
    assert found.evidence


@pytest.mark.parametrize("silent, told", [("MX", False), ("A", False), ("AAAA", False), ("NS", True)])
def test_without_an_answer_about_mail_nothing_is_said(gateway: Ask, silent: str, told: bool) -> None:
    def script(query: dns.message.Message, over_tcp: bool) -> list[bytes]:
        answer = reply(query, {"shop.example": {}})
        if query.question[0].rdtype.name == silent:
            answer.set_rcode(dns.rcode.SERVFAIL)
        return [answer.to_wire()]

    outcomes = ask_types(SHOP.value, ("MX", "A", "AAAA"), gateway(names=script))
    assert bool(mail_finding(SHOP, outcomes)) is told
