"""Which look-alikes exist, from a real resolver on loopback; and zones that answer for every name."""

from collections.abc import Callable

import dns.message
import dns.rcode
import dns.rdatatype
import dns.rrset
import pytest

from osint_kit.gateway.caps import Caps
from osint_kit.gateway.exchange import DnsRequest
from osint_kit.identifiers import Identifier, Kind
from osint_kit.identifiers.look_alikes import LookAlike
from osint_kit.sources.look_alikes import Lookout, findings
from tests.gateway.servers import DnsScript, reply
from tests.sources.conftest import Ask, Keeper

BANK = Identifier(Kind.DOMAIN, "bank.example")
LIKE = LookAlike("bamk.example", "bamk.example", "wrong key")
SERVER = ["192.0.2.1"]
SEED = "0" * 32


def wild(zone: dict[str, list[str]], own: dict[str, list[str]] | None = None) -> DnsScript:
    """A zone that answers for every name, and otherwise for ``bamk.example`` where it has its ``own`` records."""

    def script(query: dns.message.Message, over_tcp: bool) -> list[bytes]:
        name = query.question[0].name.to_text(omit_final_dot=True)
        records = own if own is not None and name == LIKE.domain else zone
        return [reply(query, {name: records}).to_wire()]

    return script


def test_a_name_with_an_address_and_mail(gateway: Ask) -> None:
    names = {LIKE.domain: {"A": SERVER, "AAAA": ["2001:db8::1"], "MX": ["10 Mail.Host.example."]}}
    found = Lookout(gateway(names=names), SEED).ask(LIKE.domain)
    assert (found.registered, found.status, found.problem) == (True, "has an address", None)
    assert found.addresses == ("192.0.2.1", "2001:db8::1")
    assert found.mail == ("mail.host.example",)


def test_a_free_name_costs_one_question(gateway: Ask, keeper: Keeper) -> None:
    found = Lookout(gateway(names={"other.example": {}}), SEED).ask(LIKE.domain)
    assert (found.registered, found.status) == (None, "not in DNS")
    assert len(keeper.kept) == 1


@pytest.mark.parametrize(
    "records, status",
    [
        ({"MX": ["10 mail.example."]}, "has mail only"),
        ({"MX": ["0 ."]}, "has no address and no mail"),
        ({}, "has no address and no mail"),
        ({"CNAME": ["gone.example."]}, "has no address and no mail"),
    ],
)
def test_a_name_without_an_address(gateway: Ask, records: dict[str, list[str]], status: str) -> None:
    found = Lookout(gateway(names={LIKE.domain: records}), SEED).ask(LIKE.domain)
    assert (found.registered, found.status) == (True, status)


@pytest.mark.parametrize(
    "zone, own, registered",
    [
        ({"A": SERVER}, None, None),
        ({"A": SERVER, "MX": ["10 mail.example."]}, None, None),
        ({}, None, None),
        ({"A": SERVER}, {}, None),
        ({"A": SERVER}, {"A": ["192.0.2.7"]}, True),
        ({"A": SERVER}, {"A": SERVER, "MX": ["10 mail.example."]}, True),
    ],
)
def test_a_zone_that_answers_for_every_name_is_discounted(
    gateway: Ask, zone: dict[str, list[str]], own: dict[str, list[str]] | None, registered: bool | None
) -> None:
    found = Lookout(gateway(names=wild(zone, own)), SEED).ask(LIKE.domain)
    assert found.registered is registered
    assert (found.status == "the zone answers for every name") == (registered is None)


def test_the_controls_of_a_zone_are_asked_for_once_and_follow_the_seed(gateway: Ask, keeper: Keeper) -> None:
    def asked(seed: str) -> set[str]:
        keeper.kept.clear()
        lookout = Lookout(gateway(names=wild({"A": SERVER})), seed)
        for name in ("bamk.example", "banj.example"):
            lookout.ask(name)
        names = {kept.request.name for kept in keeper.kept if isinstance(kept.request, DnsRequest)}
        return names - {"bamk.example", "banj.example"}

    first = asked(SEED)
    assert len(first) == 2
    assert first == asked(SEED)
    assert first.isdisjoint(asked("1" * 32))


@pytest.mark.parametrize("rcode", [dns.rcode.SERVFAIL, dns.rcode.REFUSED])
def test_a_resolver_that_fails_tells_nothing(gateway: Ask, rcode: dns.rcode.Rcode) -> None:
    def script(query: dns.message.Message, over_tcp: bool) -> list[bytes]:
        answer = dns.message.make_response(query)
        answer.set_rcode(rcode)
        return [answer.to_wire()]

    found = Lookout(gateway(names=script, caps=Caps(seconds=1)), SEED).ask(LIKE.domain)
    assert (found.registered, found.status) == (None, "no answer")
    assert found.problem == f"the resolver answered {dns.rcode.to_text(rcode)}"


def test_garbage_tells_nothing_either(gateway: Ask) -> None:
    script: Callable[[dns.message.Message, bool], list[bytes]] = lambda query, over_tcp: [b"\x00" * 40]  # noqa: E731
    found = Lookout(gateway(names=script, caps=Caps(seconds=1)), SEED).ask(LIKE.domain)
    assert (found.registered, found.status) == (None, "no answer")
    assert found.problem


def test_a_look_alike_that_exists_is_a_finding_with_all_its_evidence(gateway: Ask) -> None:
    names = {LIKE.domain: {"A": SERVER, "MX": ["10 mail.example."]}}
    standing = Lookout(gateway(names=names), SEED).ask(LIKE.domain)
    first, *rest = findings(BANK, LIKE, standing)
    assert (first.subject, first.property, first.object) == (BANK, "look_alike", Identifier(Kind.DOMAIN, LIKE.domain))
    assert first.value == {
        "unicode": LIKE.unicode,
        "change": "wrong key",
        "addresses": SERVER,
        "mail": ["mail.example"],
    }
    assert len(first.evidence) == 3
    assert {item.property for item in rest} == {"address", "mail_server"}
    assert all(item.subject.value == LIKE.domain for item in rest)


def test_one_that_does_not_is_none(gateway: Ask) -> None:
    standing = Lookout(gateway(names={"other.example": {}}), SEED).ask(LIKE.domain)
    assert list(findings(BANK, LIKE, standing)) == []
