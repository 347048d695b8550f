"""The registries' and registrars' RDAP in a range, asked by a plain client and by the kit's own source."""

import json
from pathlib import Path

import pytest

from osint_kit.errors import UsageError
from osint_kit.gateway import Gateway, open_world
from osint_kit.reach import Reach
from osint_kit.sources.registrations import Via, look_up
from tests.exercises.client import Client, running
from tests.exercises.conftest import Write

DOMAIN = """
[[domain]]
name = "shop.com"
dns = { NS = ["ns1.host.example", "ns2.host.example"] }
[domain.whois]
registrar = "Cheap Names Ltd"
registrar_host = "cheap-names.example"
abuse_email = "abuse@cheap-names.example"
created = 2026-11-03T04:17:52Z
updated = 2026-11-04
expires = 2027-11-03
status = ["ok", "clientTransferProhibited"]
registrant = "Sefa Ravu"
organisation = "Ravu Trading"
country = "FJ"
emails = ["sefa@ravu.example", "admin@ravu.example"]
phones = "+679.9991234"
"""
SAVED = """[[domain]]\nname = "old.example"\nwhois = '''\nDomain Name: OLD.EXAMPLE\nRegistrar: Old Ltd\n'''\n"""


def test_the_registry_answers_as_rfc_9083_has_it(island_jobs: Client) -> None:
    answer = island_jobs.fetch("https://rdap.nic.example/domain/island-jobs.example")
    assert (answer.status, answer.headers["Content-Type"]) == (200, "application/rdap+json")
    record = json.loads(answer.data)
    assert (record["objectClassName"], record["ldhName"]) == ("domain", "ISLAND-JOBS.EXAMPLE")
    assert record["status"] == ["client transfer prohibited"]
    assert {"eventAction": "registration", "eventDate": "2026-11-03T04:17:52Z"} in record["events"]
    assert [item["ldhName"] for item in record["nameservers"]] == ["NS1.CHEAP-HOST.EXAMPLE", "NS2.CHEAP-HOST.EXAMPLE"]
    assert [entity["roles"] for entity in record["entities"]] == [["registrar"], ["registrant"]]


@pytest.mark.parametrize("path, status", [("domain/nobody.example", 404), ("domain/www.island-jobs.example", 404)])
def test_what_is_not_registered(island_jobs: Client, path: str, status: int) -> None:
    answer = island_jobs.fetch(f"https://rdap.nic.example/{path}")
    assert (answer.status, json.loads(answer.data)["errorCode"]) == (status, status)


@pytest.mark.parametrize("path", ["", "ip/203.0.113.24", "domain"])
def test_other_questions_are_refused(island_jobs: Client, path: str) -> None:
    assert island_jobs.fetch(f"https://rdap.nic.example/{path}").status == 400


def test_a_registry_stands_where_the_bootstrap_has_it_and_leaves_the_holder_to_the_registrar(
    scenario: Write, tmp_path: Path
) -> None:
    with running(scenario(DOMAIN), tmp_path) as (range_, client):
        thin = json.loads(client.fetch("https://rdap.verisign.com/com/v1/domain/shop.com").data)
        assert [entity["roles"] for entity in thin["entities"]] == [["registrar"]]
        assert thin["links"][0]["href"] == "https://rdap.cheap-names.example/domain/shop.com"
        assert "Registrar WHOIS Server: whois.cheap-names.example" in client.whois("whois.verisign-grs.com", "shop.com")
        assert "Registrant" not in client.whois("whois.verisign-grs.com", "shop.com")
        assert "Registrant Name: Sefa Ravu" in client.whois("whois.cheap-names.example", "shop.com")
        gateway = Gateway(open_world(tmp_path / "world.toml"), Reach.REGISTRY)
        by_rdap, by_whois = (look_up("shop.com", gateway, via).registration for via in Via)
        asked = {entry.host for entry in range_.log if entry.protocol == "whois"}
    assert asked == {"whois.verisign-grs.com", "whois.cheap-names.example"}
    assert by_rdap == by_whois
    assert by_rdap.registrant == "Sefa Ravu"
    assert by_rdap.status == ("ok", "clientTransferProhibited")
    assert by_rdap.emails == ("sefa@ravu.example", "admin@ravu.example")
    assert by_rdap.created == "2026-11-03T04:17:52Z"


def test_a_registration_that_is_a_text_is_told_by_whois(scenario: Write, tmp_path: Path) -> None:
    with running(scenario(SAVED), tmp_path):
        found = look_up("old.example", Gateway(open_world(tmp_path / "world.toml"), Reach.REGISTRY))
    assert (found.via, found.registration.registrar) == ("whois", "Old Ltd")


def test_a_registry_may_be_in_trouble(scenario: Write, tmp_path: Path) -> None:
    trouble = '[trouble]\n"rdap.verisign.com" = "down"\n'
    with running(scenario(trouble + DOMAIN), tmp_path):
        assert look_up("shop.com", Gateway(open_world(tmp_path / "world.toml"), Reach.REGISTRY)).via == "whois"
    with pytest.raises(UsageError, match="Did you mean 'rdap.verisign.com'"):
        scenario('[trouble]\n"rdap.verisgn.com" = "down"\n' + DOMAIN)
