"""What ties nobody to anybody: by data, by the property, by fan-out in the case."""

import tomllib

import pytest

from osint_kit.identifiers import Identifier, Kind, parse
from osint_kit.profiles.hubs import DATA, reason_not_to_follow
from osint_kit.profiles.weights import weights
from tests.profiles.books import Book, domain, profiled, values


@pytest.mark.parametrize(
    "hub, found_as, says",
    [
        (Identifier(Kind.IP, "104.16.132.229"), "address", "Cloudflare (content network): shared by thousands"),
        (Identifier(Kind.IP, "203.0.113.7"), "address", "an address may host many domains"),
        (domain("ns1.sedoparking.com"), "name_server", "Sedo (parking): shared by thousands"),
        (domain("ns1.shop.example"), "name_server", "a name server serves many domains"),
        (domain("alt1.aspmx.l.google.com"), "mail_server", "Google Workspace (mail): shared by thousands"),
        (domain("gmail.com"), "domain", "a mail provider, shared by everybody"),
        (domain("facebook.com"), "domain", "a platform, shared by everybody"),
        (domain("bit.ly"), "domain", "a link shortener, shared by everybody"),
        (
            domain("github.io"),
            "domain",
            "a host that gives names out to others (Public Suffix List), shared by everybody",
        ),
        (
            parse("x9@withheldforprivacy.com"),
            "email",
            "a service that stands in for registrants, shared by its customers",
        ),
        (
            parse("abuse@cheap-host.example"),
            "email",
            "a mailbox for complaints or of whoever runs a network (RFC 2142)",
        ),
        (parse("@admin"), "mentions", "a handle of a role, which many use"),
        (parse("@penitoro"), "mentions", "a frequent handle: about 1 other may have chosen it"),
        (parse("@johnsmith"), "mentions", "a frequent handle: about 1,000 others may have chosen it"),
    ],
)
def test_a_hub_says_why(hub: Identifier, found_as: str, says: str) -> None:
    assert reason_not_to_follow(hub, found_as) == says


@pytest.mark.parametrize(
    "identifier",
    ["a@gmail.com", "gmail.com.evil.example", "recruit@island-jobs.example", "@sefajobs679", "+6799991234"],
)
def test_what_is_somebodys_own_is_no_hub(identifier: str) -> None:
    assert reason_not_to_follow(parse(identifier), "mentions") is None


def test_each_group_of_the_data_names_its_source() -> None:
    for group in tomllib.loads(DATA.read_text("utf-8"))["group"]:
        assert group["source"]
        assert len(group["domains"]) == len(set(group["domains"]))


def test_what_more_name_than_one_person_would_is_a_hub_in_this_case() -> None:
    many = weights().most_in_a_group + 1
    shared = {f"n{number}.example": [("email", "agency@office.example")] for number in range(many)}
    profile = profiled(["n0.example", "n1.example"], [Book({"n0.example": shared["n0.example"], **shared})], 0)
    assert "agency@office.example" in values(profile, "identifiers")
    profile = profiled(list(shared), [Book(shared)], 0)
    assert "agency@office.example" not in values(profile, "identifiers")
    (entry,) = [item for item in profile["not_followed"] if item["value"] == "agency@office.example"]
    assert entry["reason"] == f"{many} of this case share it, more than one person would"
    assert len(entry["findings"]) == many


@pytest.mark.parametrize("domains, joined", [(3, True), (9, False)])
def test_a_token_that_an_agency_puts_on_many_domains_joins_none(domains: int, joined: bool) -> None:
    facts = {f"n{number}.example": [("verification", "google-site-verification=abc")] for number in range(domains)}
    profile = profiled(list(facts), [Book(facts)], 0)
    assert bool(profile["joins"]) is joined
    assert bool([item for item in profile["not_followed"] if item["kind"] == "text"]) is not joined
