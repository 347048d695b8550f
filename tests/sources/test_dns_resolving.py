"""Many names at once: aliases, wildcards, DMARC, addresses."""

from collections.abc import Iterable, Sequence

import dns.message
import dns.rcode
import dns.rrset

from osint_kit.identifiers import Identifier, Kind
from osint_kit.sources.dns_resolving import Resolution, Resolver, plan_name
from tests.gateway.servers import Zone, reply
from tests.sources.conftest import Ask, Keeper

ZONE: Zone = {
    "shop.example": {
        "A": ["192.0.2.1"],
        "MX": ["10 mail.shop.example."],
        "TXT": ['"v=spf1 -all"', '"google-site-verification=abc"'],
    },
    "_dmarc.shop.example": {"TXT": ['"v=DMARC1; p=reject"']},
    "www.shop.example": {"CNAME": ["shop.example."]},
    "dangling.example": {"CNAME": ["gone.example."]},
    "round.example": {"CNAME": ["about.example."]},
    "about.example": {"CNAME": ["round.example."]},
    "self.example": {"CNAME": ["self.example."]},
    **{f"n{i}.example": {"CNAME": [f"n{i + 1}.example."]} for i in range(12)},
    "9.2.0.192.in-addr.arpa": {"PTR": ["host.shop.example."]},
    "a.own.example": {"A": ["192.0.2.77"]},
}
WILD = "192.0.2.66"


def wild(query: dns.message.Message, over_tcp: bool) -> Sequence[bytes]:
    """The zone, with every other name below ``wild.example`` and ``own.example`` at one address."""
    question = query.question[0]
    name = question.name.to_text(omit_final_dot=True)
    if name not in ZONE and name.endswith((".wild.example", ".own.example")):
        answer = dns.message.make_response(query)
        if question.rdtype.name == "A":
            answer.answer.append(dns.rrset.from_text(question.name, 60, "IN", "A", WILD))
        return [answer.to_wire()]
    return [reply(query, ZONE).to_wire(want_shuffle=False)]


def domains(*names: str) -> Iterable[tuple[int, Identifier | None]]:
    return [(place, Identifier(Kind.DOMAIN, name)) for place, name in enumerate(names)]


def resolve(gateway: Ask, *names: str, types: Sequence[str] | None = ("A",), seed: str = "seed") -> list[Resolution]:
    found = list(Resolver(gateway(names=wild), types, seed).resolve(domains(*names)))
    assert [place for place, _ in found] == list(range(len(names)))
    return [resolution for _, resolution in found if resolution]


def said(resolution: Resolution) -> list[tuple[str, object]]:
    return [(finding.property, finding.value) for finding in resolution.findings()]


def test_the_usual_records_become_findings_once(gateway: Ask) -> None:
    (found,) = resolve(gateway, "shop.example", types=None)
    assert said(found) == [
        ("address", "shop.example A 192.0.2.1"),
        ("mail_server", "shop.example MX 10 mail.shop.example."),
        ("text_record", 'shop.example TXT "v=spf1 -all"'),
        ("spf", "v=spf1 -all"),
        ("text_record", 'shop.example TXT "google-site-verification=abc"'),
        ("verification", "google-site-verification=abc"),
        ("text_record", '_dmarc.shop.example TXT "v=DMARC1; p=reject"'),
        ("dmarc", "v=DMARC1; p=reject"),
    ]
    assert all(finding.evidence for finding in found.findings())
    assert {finding.subject.value for finding in found.findings()} == {"shop.example"}


def test_aliases_are_followed_where_the_resolver_does_not(gateway: Ask, keeper: Keeper) -> None:
    (found,) = resolve(gateway, "www.shop.example")
    (outcome,) = found.outcomes
    assert [(record.type, record.value) for record in outcome.records] == [
        ("CNAME", "shop.example."),
        ("A", "192.0.2.1"),
    ]
    assert (outcome.status, outcome.problem) == ("NOERROR", None)
    evidence = {finding.property: finding.evidence for finding in found.findings()}
    assert evidence["alias_of"] != evidence["address"]


def test_an_alias_to_nowhere_says_nothing_of_the_name_itself(gateway: Ask) -> None:
    (found,) = resolve(gateway, "dangling.example")
    assert (found.outcomes[0].status, found.outcomes[0].problem) == ("NXDOMAIN", None)
    assert said(found) == [("alias_of", "dangling.example CNAME gone.example.")]


def test_circles_and_long_chains_end(gateway: Ask) -> None:
    found = resolve(gateway, "round.example", "self.example", "n0.example")
    assert found[0].outcomes[0].problem == (
        "the aliases go round in a circle: round.example → about.example → round.example"
    )
    assert "self.example → self.example" in str(found[1].outcomes[0].problem)
    assert len(found[2].outcomes[0].records) == 9


def test_a_wildcard_is_told_and_a_name_of_its_own_is_not(gateway: Ask) -> None:
    found = resolve(gateway, "x.wild.example", "y.wild.example", "a.own.example", "www.shop.example", "gone.example")
    assert [item.wildcard for item in found] == [True, True, False, False, None]
    (finding,) = [item for item in found[0].findings() if item.property == "wildcard"]
    assert finding.value == f"*.wild.example A {WILD}"
    assert finding.evidence[0] != found[0].outcomes[0].answers[0].evidence


def test_the_random_name_is_the_runs_and_is_asked_for_once_a_zone(gateway: Ask, keeper: Keeper) -> None:
    def siblings() -> list[str]:
        names = {exchange.request.name for exchange in keeper.kept}  # type: ignore[union-attr]
        keeper.kept.clear()
        return sorted(name for name in names if name.startswith("x") and name != "x.wild.example")

    resolve(gateway, "x.wild.example", *[f"{i}.wild.example" for i in range(20)])
    first = siblings()
    assert len(first) == 1
    resolve(gateway, "x.wild.example", seed="seed")
    assert siblings() == first
    resolve(gateway, "x.wild.example", seed="another")
    assert siblings() != first


def test_an_address_has_the_name_that_it_is_given(gateway: Ask) -> None:
    things = [(0, Identifier(Kind.IP, "192.0.2.9")), (1, Identifier(Kind.IP, "2001:db8::1"))]
    found = [item for _, item in Resolver(gateway(names=wild), ("A",), "seed").resolve(things) if item]
    assert found[0].name == "9.2.0.192.in-addr.arpa"
    (finding,) = found[0].findings()
    assert finding.property == "reverse_name"
    assert finding.object == Identifier(Kind.DOMAIN, "host.shop.example")
    assert found[1].name == "1." + "0." * 23 + "8.b.d.0.1.0.0.2.ip6.arpa"
    assert found[1].outcomes[0].status == "NXDOMAIN"


def test_things_without_a_name_keep_their_place_and_are_no_burden(gateway: Ask) -> None:
    def things() -> Iterable[tuple[int, Identifier | None]]:
        for place in range(5000):
            yield place, Identifier(Kind.DOMAIN, "shop.example") if place % 1000 == 999 else None

    found = list(Resolver(gateway(names=wild), ("A",), "seed").resolve(things()))
    assert [place for place, _ in found] == list(range(5000))
    assert sum(1 for _, item in found if item) == 5


def test_the_plan_names_what_is_asked_at_first() -> None:
    asks = [planned.asks for planned in plan_name(Identifier(Kind.DOMAIN, "shop.example"), None)]
    assert "TXT records of _dmarc.shop.example" in asks
    assert "A records of a random name in example" in asks
    assert len(plan_name(Identifier(Kind.IP, "192.0.2.9"), None)) == 1


def test_a_replay_finds_the_same(gateway: Ask, keeper: Keeper) -> None:
    """The reading is pure: recorded exchanges, in whatever world, give the same statements."""
    from osint_kit.gateway import Gateway
    from osint_kit.gateway.exchange import Exchange, Request
    from osint_kit.gateway.pace import Pace
    from osint_kit.reach import Reach

    names = ("shop.example", "www.shop.example", "x.wild.example")
    live = resolve(gateway, *names, types=None)
    kept = {exchange.request: exchange for exchange in keeper.kept}

    class Recording:
        name, simulated, pace = "recording", False, Pace()

        def perform(self, request: Request) -> Exchange:
            return kept[request]

    again = Resolver(Gateway(Recording(), Reach.REGISTRY), None, "seed").resolve(domains(*names))
    assert [said(item) for _, item in again if item] == [said(item) for item in live]
