from pathlib import Path

import pytest
import whois

from tests.exercises.client import Client, running
from tests.exercises.conftest import Write


def test_iana_refers_to_the_registry(island_jobs: Client) -> None:
    for query in ("example", "EXAMPLE", "island-jobs.example"):
        lines = island_jobs.whois("whois.iana.org", query).split("\r\n")
        assert "refer:        whois.nic.example" in lines
        assert "whois:        whois.nic.example" in lines


def test_iana_knows_no_other_suffix(island_jobs: Client) -> None:
    assert "returned 0 objects" in island_jobs.whois("whois.iana.org", "zz")
    assert "refer:" not in island_jobs.whois("whois.iana.org", "")


def test_the_registry_answers_in_a_form_that_parsers_read(island_jobs: Client) -> None:
    text = island_jobs.whois("whois.nic.example", "island-jobs.example")
    entry = whois.parser.WhoisEntry.load("island-jobs.example", text)
    assert entry["registrar"] == "Cheap Host Ltd"
    assert entry["creation_date"].date().isoformat() == "2026-11-03"
    assert entry["expiration_date"].date().isoformat() == "2027-11-03"
    assert [server.lower() for server in entry["name_servers"]] == [
        "ns1.cheap-host.example",
        "ns2.cheap-host.example",
    ]
    assert "recruit@island-jobs.example" in entry["emails"]
    assert entry["name"] == "REDACTED FOR PRIVACY"


@pytest.mark.parametrize("query", ["nobody.example", "www.island-jobs.example", "bit.ly", "\x00", "é" * 600])
def test_no_match(island_jobs: Client, query: str) -> None:
    assert island_jobs.whois("whois.nic.example", query).startswith("No match for")


@pytest.mark.parametrize("query, says", [("example", "refer:"), ("island-jobs.example", "Domain Name: ISLAND-JOBS")])
def test_without_a_host_name_the_query_tells_who_is_asked(island_jobs: Client, query: str, says: str) -> None:
    assert says in island_jobs.whois("*", query)


def test_each_registry_answers_for_its_own_names_only(scenario: Write, tmp_path: Path) -> None:
    tables = "".join(
        f'[[domain]]\nname = "{name}"\nwhois = """\nThis is {name}.\n"""\n' for name in ("a.com", "b.fj", "c.example")
    )
    servers = {"a.com": "whois.verisign-grs.com", "b.fj": "www.whois.fj", "c.example": "whois.nic.example"}
    with running(scenario(tables), tmp_path) as (range_, client):
        for name, own in servers.items():
            for server in servers.values():
                found = client.whois(server, name) == f"This is {name}.\r\n"
                assert found is (server == own)
        asked = [(entry.host, entry.what) for entry in range_.log if entry.outcome == "This is b.fj."]
        assert asked == [("www.whois.fj", "b.fj")]
