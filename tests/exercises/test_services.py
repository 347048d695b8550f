"""Certificate logs, the web archive and the internet registries of a range, asked as the real ones are."""

import json
from pathlib import Path

import pytest

from osint_kit.errors import UsageError
from tests.exercises.client import Client, running
from tests.exercises.conftest import Write

DOMAIN = '[[domain]]\nname = "a.example"\naddress = "203.0.113.5"\n'
NETWORK = '[[network]]\nprefix = "203.0.113.0/28"\nholder = "Host Ltd"\n'
CDX = "https://web.archive.org/cdx/search/cdx"


def test_a_search_of_the_logs(island_jobs: Client) -> None:
    search = "https://crt.sh/?q=island-jobs.example&output=json"
    status, entries = island_jobs.fetch_json(f"{search}&match=ILIKE&deduplicate=Y")
    assert status == 200
    assert isinstance(entries, list)
    names = [entry["name_value"] for entry in entries if isinstance(entry, dict)]
    assert names == [
        "apply.island-jobs.example",
        "*.island-jobs.example",
        "island-jobs.example\nwww.island-jobs.example",
    ]
    _, doubled = island_jobs.fetch_json(f"{search}&match=ILIKE")
    assert isinstance(doubled, list)
    assert len(doubled) == 2 * len(entries)
    _, exact = island_jobs.fetch_json(f"{search}&deduplicate=Y")  # a hyphen makes crt.sh compare the whole name
    assert isinstance(exact, list)
    assert [entry["name_value"] for entry in exact if isinstance(entry, dict)] == ["island-jobs.example"]
    assert island_jobs.fetch_json("https://crt.sh/?q=nobody.example&output=json") == (200, [])
    assert b"Certificate Search" in island_jobs.fetch("https://crt.sh/").data


def test_the_index_of_the_archive(island_jobs: Client) -> None:
    _, table = island_jobs.fetch_json(f"{CDX}?url=pacific-careers.example&output=json&fl=timestamp,statuscode&limit=2")
    assert table == [["timestamp", "statuscode"], ["20120309000000", "200"], ["20150601000000", "200"]]
    assert island_jobs.fetch_json(f"{CDX}?url=nobody.example&output=json") == (200, [])
    text = island_jobs.fetch(f"{CDX}?url=island-jobs.example").data.decode().splitlines()
    assert text[0].split(" ")[:3] == ["example,island-jobs)/", "20261106214003", "https://island-jobs.example/"]
    assert island_jobs.fetch(CDX).status == 400


def test_the_index_is_resumed_and_collapsed(island_jobs: Client) -> None:
    url = f"{CDX}?url=pacific-careers.example&output=json&fl=timestamp&showResumeKey=true&limit=4"
    _, table = island_jobs.fetch_json(url)
    assert isinstance(table, list)
    assert table[-2] == []
    assert isinstance(table[-1], list)
    _, rest = island_jobs.fetch_json(f"{url}&resumeKey={table[-1][0]}")
    assert rest == [["timestamp"], ["20250115000000"], ["20260928000000"]]
    _, decades = island_jobs.fetch_json(
        f"{CDX}?url=pacific-careers.example&output=json&fl=timestamp&collapse=timestamp:3"
    )
    assert decades == [["timestamp"], ["20120309000000"], ["20230830000000"]]


@pytest.mark.parametrize("more", ["limit=x", "limit=-1", "collapse=timestamp:x", "collapse=x", "fl=x", "resumeKey=%00"])
def test_odd_questions_to_the_index_are_answered(island_jobs: Client, more: str) -> None:
    assert island_jobs.fetch(f"{CDX}?url=island-jobs.example&output=json&{more}").status == 200


def test_kept_pages_are_those_of_their_time(island_jobs: Client) -> None:
    first = island_jobs.fetch("https://web.archive.org/web/20120309000000id_/https://pacific-careers.example/")
    assert b"opening soon" in first.data
    later = island_jobs.fetch("https://web.archive.org/web/20260928000000id_/http://www.pacific-careers.example/")
    assert b"never charge applicants" in later.data
    near = island_jobs.fetch("https://web.archive.org/web/2013id_/https://pacific-careers.example/")
    assert near.headers["Location"].endswith("/web/20120309000000id_/https://pacific-careers.example/")
    assert island_jobs.fetch("https://web.archive.org/web/2013id_/https://cheap-host.example/").status == 404


def test_team_cymru_and_the_registries(island_jobs: Client) -> None:
    (rrset,) = island_jobs.resolve("24.113.0.203.origin.asn.cymru.com", "TXT").answer
    assert rrset[0].to_text() == '"64496 | 203.0.113.0/27 | NZ | apnic | 2009-06-01"'
    (rrset,) = island_jobs.resolve("AS64496.asn.cymru.com", "TXT").answer
    assert rrset[0].to_text() == '"64496 | NZ | apnic | 2009-06-01 | CHEAPHOST-NZ Cheap Host Ltd, NZ"'
    assert island_jobs.resolve("60.113.0.203.origin.asn.cymru.com", "TXT").rcode() == 3
    answer = island_jobs.fetch("https://rdap-bootstrap.arin.net/bootstrap/ip/203.0.113.24")
    assert (answer.status, answer.headers["Location"]) == (302, "https://rdap.apnic.net/ip/203.0.113.24")
    answer = island_jobs.fetch("https://rdap.apnic.net/ip/203.0.113.24")
    assert answer.headers["Content-Type"] == "application/rdap+json"
    assert json.loads(answer.data)["startAddress"] == "203.0.113.0"
    assert island_jobs.fetch("https://rdap.apnic.net/ip/203.0.113.60").status == 404
    assert island_jobs.fetch("https://rdap.apnic.net/ip/nonsense").status == 400
    assert island_jobs.fetch("https://rdap.apnic.net/").status == 404


def test_the_smallest_network_holds_an_address(scenario: Write, tmp_path: Path) -> None:
    inner = '[[network]]\nprefix = "203.0.113.4/30"\nholder = "Small Ltd"\nasn = 64500\n'
    with running(scenario(DOMAIN + NETWORK + inner), tmp_path) as (_, client):
        (rrset,) = client.resolve("5.113.0.203.origin.asn.cymru.com", "TXT").answer
        assert rrset[0].to_text().startswith('"64500 | 203.0.113.4/30')


def test_captures_are_in_order(scenario: Write) -> None:
    captures = scenario(DOMAIN + "captures = [2026-03-01, 2020-01-01, 2023-02-02T10:00:00+12:00]").domains[0].captures
    assert captures
    assert [f"{capture.at:%Y-%m-%d %H}" for capture in captures] == ["2020-01-01 00", "2023-02-01 22", "2026-03-01 00"]


def test_services_in_trouble(scenario: Write, tmp_path: Path) -> None:
    trouble = '[trouble]\n"crt.sh" = "rate-limit"\n"web.archive.org" = "page"\n"rdap.apnic.net" = "down"\n'
    with running(scenario(trouble + DOMAIN), tmp_path) as (_, client):
        limited = client.fetch("https://crt.sh/?q=a.example&output=json")
        assert (limited.status, limited.headers["Retry-After"]) == (429, "120")
        assert client.fetch(f"{CDX}?url=a.example&output=json").headers["Content-Type"].startswith("text/html")
        assert client.fetch("https://rdap.apnic.net/ip/203.0.113.5").status == 503


def test_what_a_file_does_not_say_has_a_default(scenario: Write, tmp_path: Path) -> None:
    past = 'certificates = 2026-01-02\ncaptures = "blocked"\n'
    made = scenario(DOMAIN + past + NETWORK + '[[network]]\nprefix = "2001:db8::/48"\nholder = "Six"\n')
    (certificate,) = made.domains[0].certificates
    assert certificate.names == ("a.example", "www.a.example")
    assert (certificate.days, certificate.issuer) == (90, "C=US, O=Let's Encrypt, CN=R11")
    assert [(item.asn, item.name, item.registry) for item in made.networks] == [
        (64496, "HOST-LTD", "apnic"),
        (64497, "SIX", "apnic"),
    ]
    with running(made, tmp_path) as (_, client):
        blocked = client.fetch(f"{CDX}?url=a.example&output=json")
        assert (blocked.status, b"Blocked Site" in blocked.data) == (403, True)


@pytest.mark.parametrize(
    "tables, says",
    [
        (DOMAIN + "certificates = 3", "'certificates' must be dates such as"),
        (DOMAIN + 'certificates = ["2026-01-02"]', "write a date without quotes"),
        (DOMAIN + 'certificates = [{ names = ["b.example"] }]', "certificates no. 1: 'issued' is missing"),
        (DOMAIN + 'certificates = [{ issued = 2026-01-02, names = ["b"] }]', "'b' is no host name"),
        (DOMAIN + "certificates = [{ issued = 2026-01-02, dyas = 3 }]", "Did you mean 'days'?"),
        (DOMAIN + 'captures = "bloked"', "'bloked' is not one of: blocked"),
        (DOMAIN + "captures = [{ at = 2026-01-02, status = 99 }]", "'status' must be a whole number"),
        ('[[network]]\nprefix = "8.8.8.0/24"\nholder = "x"', "8.8.8.0/24 may belong to somebody"),
        ('[[network]]\nprefix = "203.0.113.5/24"\nholder = "x"', "has host bits set"),
        ('[[network]]\nprefix = "203.0.113.0/24"', "'holder' is missing"),
        (NETWORK + 'registry = "nic"', "'nic' is not one of"),
        (NETWORK + NETWORK, "203.0.113.0/28 is there twice"),
        ('[trouble]\n"crt.hs" = "down"', "'crt.hs' is no service of an exercise. Did you mean 'crt.sh'?"),
        ('[trouble]\n"crt.sh" = "up"', "'up' is not one of"),
    ],
)
def test_mistakes_are_named(scenario: Write, tables: str, says: str) -> None:
    with pytest.raises(UsageError) as caught:
        scenario(tables)
    assert says in str(caught.value)
