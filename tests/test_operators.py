"""Who serves thousands, by addresses, AS numbers and names of servers."""

import tomllib

import pytest

from osint_kit.operators import DATA, of_address, of_mail_server, of_name_server, operators

WHAT = {"content network", "shared hosting", "parking", "name servers", "mail"}


def test_each_line_has_a_source_and_a_mark() -> None:
    for line in tomllib.loads(DATA.read_text("utf-8"))["operator"]:
        assert set(line) <= {"name", "what", "source", "read", "networks", "asns", "name_servers", "mail_servers"}
        assert line["source"].startswith("https://"), line
    for operator in operators():
        assert operator.what in WHAT
        assert operator.networks or operator.asns or operator.name_servers or operator.mail_servers


@pytest.mark.parametrize(
    "address, asns, name",
    [
        ("104.16.132.229", (), "Cloudflare"),
        ("2606:4700::6810:84e5", (), "Cloudflare"),
        ("151.101.1.69", (16509,), "Fastly"),
        ("203.0.113.7", (64500, 24940), "Hetzner"),
        ("203.0.113.7", (64500,), None),
        ("104.15.255.255", (), None),
        ("nonsense", (13335,), None),
    ],
)
def test_addresses(address: str, asns: tuple[int, ...], name: str | None) -> None:
    operator = of_address(address, asns)
    assert (operator.name if operator else None) == name


@pytest.mark.parametrize(
    "host, what",
    [
        ("ns1.sedoparking.com", "parking"),
        ("NS2.SedoParking.com.", "parking"),
        ("ns1.dns-parking.com", "name servers"),
        ("alice.ns.cloudflare.com", "name servers"),
        ("ns-1283.awsdns-32.org", "name servers"),
        ("sedoparking.com.evil.example", None),
        ("notsedoparking.com", None),
    ],
)
def test_name_servers(host: str, what: str | None) -> None:
    operator = of_name_server(host)
    assert (operator.what if operator else None) == what


def test_mail_servers() -> None:
    operator = of_mail_server("shop-example.mail.protection.outlook.com")
    assert operator
    assert operator.reason == "Microsoft 365 (mail): shared by thousands"
    assert of_mail_server("mail.cheap-host.example") is None
