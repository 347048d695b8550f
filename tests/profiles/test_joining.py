"""Joins: what speaks for them and against them, how sure they are, and what the operator decides."""

import pytest

from osint_kit.cases.decisions import Decision, Verdict
from osint_kit.findings import Finding
from osint_kit.identifiers import parse
from osint_kit.profiles.joining import Belief, Join, join, join_id
from osint_kit.profiles.material import material
from osint_kit.profiles.spreading import spread
from osint_kit.profiles.ties import ties
from osint_kit.profiles.weights import weights
from tests.profiles.books import said

A, B = "github:sefajobs679", "gitlab:sefajobs679"
HANDLES = [
    said("@sefajobs679", "account", f"https://{account.replace(':', '.com/')}", "accounts", account)
    for account in (A, B)
]


def phone(account: str, number: str = "+6799991234") -> Finding:
    return said(account, "mentions", number, "accounts", number)


def joined(one: str, other: str, *findings: Finding) -> Join | None:
    found = material(findings)
    return join(parse(one), parse(other), ties(found), found)


def made(one: str, other: str, *findings: Finding) -> Join:
    result = joined(one, other, *findings)
    assert result is not None
    return result


def grounds(result: Join) -> list[str]:
    return [ground.what for ground in result.grounds]


def test_a_handle_alone_is_never_more_than_possible() -> None:
    for handle in ("sefajobs679", "x" * 60):
        account = f"github:{handle}"
        result = made(f"@{handle}", account, said(f"@{handle}", "account", "https://a.example/", "accounts", account))
        assert (result.belief, grounds(result)) == (Belief.POSSIBLE, ["same-handle"])


def test_a_frequent_handle_says_nothing() -> None:
    assert (
        joined("@john", "github:john", said("@john", "account", "https://a.example/", "accounts", "github:john"))
        is None
    )


def test_two_handles_and_a_name_made_of_it_are_one_ground() -> None:
    names = [
        said(account, "display_name", "Sefa Vulaono", "accounts") for account in ("a:sefavulaono77", "b:sefavulaono77")
    ]
    ties_of = [
        said("@sefavulaono77", "account", "u", "accounts", account)
        for account in ("a:sefavulaono77", "b:sefavulaono77")
    ]
    result = made("a:sefavulaono77", "b:sefavulaono77", *names, *ties_of)
    assert len(result.grounds) == 1
    assert result.belief is Belief.POSSIBLE


def test_the_same_phone_in_two_accounts() -> None:
    result = made(A, B, phone(A), phone(B))
    assert "same-phone" in grounds(result)
    assert result.belief is Belief.PROBABLE
    assert {item.id for item in (phone(A), phone(B))} <= set(result.findings)


@pytest.mark.parametrize(
    "what, value, ground, belief",
    [
        ("email", "sefa@island.example", "same-email", Belief.PROBABLE),
        ("wallet", "1BoatSLRHtKNngkdXEeobR76b53LETtpyT", "same-wallet", Belief.PROBABLE),
        ("picture_sha256", "ab" * 32, "same-picture", Belief.POSSIBLE),
        ("website", "https://island.example/a", "same-website", Belief.POSSIBLE),
    ],
)
def test_what_two_accounts_share(what: str, value: str, ground: str, belief: Belief) -> None:
    leads = None if what in ("picture_sha256", "website") else value
    one, other = "github:lowela_kt7", "gitlab:qwvar-81x"
    result = made(one, other, *(said(account, what, value, "accounts", leads) for account in (one, other)))
    assert (grounds(result), result.belief) == ([ground], belief)


def test_the_same_verification_token_on_two_domains() -> None:
    pair = [said(name, "verification", "google-site-verification=abc", "dns") for name in ("a.example", "b.example")]
    result = made("a.example", "b.example", *pair)
    assert (grounds(result), result.belief) == (["same-token"], Belief.PROBABLE)


def test_a_name_alone_joins_nobody_and_with_more_it_weighs_by_how_rare_it_is() -> None:
    def named(name: str) -> list[Finding]:
        return [said(account, "display_name", name, "accounts") for account in ("a:lowela_kt7", "b:qwvar-81x")]

    assert joined("a:lowela_kt7", "b:qwvar-81x", *named("John Smith")) is None
    both = [phone("a:lowela_kt7"), phone("b:qwvar-81x")]
    frequent = made("a:lowela_kt7", "b:qwvar-81x", *both, *named("John Smith"))
    rare = made("a:lowela_kt7", "b:qwvar-81x", *both, *named("Zebulon Quackenbush"))
    assert made("a:lowela_kt7", "b:qwvar-81x", *both).weight < frequent.weight < rare.weight


def test_other_names_and_places_speak_against() -> None:
    base = made(A, B, phone(A), phone(B))
    told = [said(A, "display_name", "Sefa V", "accounts"), said(B, "display_name", "Mere K", "accounts")]
    told += [said(A, "location", "Suva", "accounts"), said(B, "location", "Lagos", "accounts")]
    result = made(A, B, phone(A), phone(B), *told)
    assert [reason.what for reason in result.against] == ["prior", "different-names", "different-places"]
    assert result.weight < base.weight


def test_links_in_both_directions_are_certain_and_one_is_not() -> None:
    there = said(A, "also_known_as", B, "accounts", B)
    back = said(B, "mentions", "https://github.com/sefajobs679", "accounts", "https://github.com/sefajobs679")
    found = said("@sefajobs679", "account", "https://github.com/sefajobs679", "accounts", A)
    assert made(A, B, there).belief is Belief.PROBABLE
    result = made(A, B, there, back, found)
    assert ("both-ways" in grounds(result), result.belief) == (True, Belief.CERTAIN)


def test_what_a_platform_proved_is_certain() -> None:
    assert made(A, B, said(A, "verified_link", B, "keybase", B)).belief is Belief.CERTAIN


def test_a_website_on_a_domain_whose_mailbox_bears_the_handle() -> None:
    page = "https://island.example/"
    found = [
        said(A, "mentions", page, "accounts", page),
        said(page, "domain", "island.example", "parts", "island.example"),
    ]
    assert made(A, "island.example", *found).belief is Belief.POSSIBLE
    mail = said("island.example", "email", "sefajobs679@island.example", "rdap", "sefajobs679@island.example")
    assert made(A, "island.example", *found, mail).belief is Belief.PROBABLE


def test_several_sources_that_say_the_same_are_one_ground() -> None:
    once = made(A, "+6799991234", phone(A))
    twice = made(A, "+6799991234", phone(A), said(A, "mentions", "+6799991234", "github", "+6799991234"))
    assert twice.weight == once.weight
    assert len(twice.findings) == 2


def decision(verdict: Verdict, one: str, other: str, reason: str = "because") -> Finding:
    return Decision(verdict, parse(one), reason, other=parse(other)).to_finding()


def test_the_operator_decides_and_a_newer_decision_stands() -> None:
    result = made(A, B, phone(A), phone(B), decision(Verdict.NOT_SAME, B, A))
    assert result.belief is None
    assert result.record()["decision"]["reason"] == "because"  # type: ignore[index,call-overload]
    again = made(A, B, phone(A), decision(Verdict.NOT_SAME, A, B), decision(Verdict.SAME_AS, A, B, "newer"))
    assert again.belief is Belief.CERTAIN


def test_a_decision_joins_what_nothing_else_does() -> None:
    result = made("@mere_k7q", "+6799995678", decision(Verdict.SAME_AS, "@mere_k7q", "+6799995678"))
    assert result.belief is Belief.CERTAIN
    found = material([decision(Verdict.SAME_AS, "@mere_k7q", "+6799995678")])
    told = spread([parse("@mere_k7q")], ties(found), found)
    assert told.places[parse("+6799995678")].belief is Belief.CERTAIN


def test_what_was_rejected_is_no_ground_and_what_was_confirmed_is_a_hard_one() -> None:
    claim = phone(A)
    reject = Decision(Verdict.REJECT, parse(A), "not his", about=claim.id).to_finding()
    confirm = Decision(Verdict.CONFIRM, parse(A), "seen", about=claim.id).to_finding()
    assert joined(A, "+6799991234", claim, reject) is None
    assert made(A, "+6799991234", claim, confirm).belief is Belief.CERTAIN


def test_a_node_is_believed_as_much_as_the_weakest_join_on_the_best_way() -> None:
    other = "gitlab:qwvar-81x"
    found = material([*HANDLES, phone(A), said(B, "email", "x@y.example", "accounts", "x@y.example"), phone(other)])
    told = spread([parse("@sefajobs679"), parse("+6799991234")], ties(found), found)
    beliefs = {str(item): place.belief for item, place in told.places.items()}
    assert beliefs[f"account:{A}"] is beliefs[f"account:{other}"] is Belief.PROBABLE
    assert beliefs[f"account:{B}"] is beliefs["email:x@y.example"] is Belief.POSSIBLE


def test_nothing_is_joined_through_a_hub() -> None:
    found = material(
        [
            said("a.example", "address", "203.0.113.9", "dns", "203.0.113.9"),
            said("b.example", "address", "203.0.113.9", "dns", "203.0.113.9"),
            said("a.example", "name_server", "ns.host.example", "dns", "ns.host.example"),
            said("b.example", "name_server", "ns.host.example", "dns", "ns.host.example"),
            said("x@gmail.com", "domain", "gmail.com", "parts", "gmail.com"),
            said("y@gmail.com", "domain", "gmail.com", "parts", "gmail.com"),
        ]
    )
    told = spread([parse("a.example"), parse("x@gmail.com")], ties(found), found)
    assert set(told.places) == {parse("a.example"), parse("x@gmail.com")}
    assert told.joins == {}


def test_the_id_of_a_join_is_that_of_its_ends() -> None:
    assert join_id(parse(A), parse(B)) == join_id(parse(B), parse(A)) == made(A, B, phone(A), phone(B)).id


def test_the_data_are_weights_that_can_be_checked() -> None:
    data = weights()
    for ground in data.grounds.values():
        assert 0 < ground.m < 1, ground.code
        assert ground.rarity or 0 < ground.u < ground.m, ground.code
        assert ground.agrees >= 0 > ground.differs, ground.code
    assert data.prior < 0 < data.probable
