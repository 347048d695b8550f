"""What findings say of a domain in plain words, and what is odd about it, at a moment that the test sets."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from osint_kit.canonical import Json
from osint_kit.domains.known import Known, moment
from osint_kit.domains.oddities import oddities, rules
from osint_kit.domains.statements import Speaker, Statement, just_found
from osint_kit.domains.times import ago, span
from osint_kit.findings import Finding, Grade
from osint_kit.identifiers import Identifier, Kind

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
SHOP = Identifier(Kind.DOMAIN, "shop.example")
HERE = Identifier(Kind.IP, "203.0.113.24")
LAST_WEEK = NOW - timedelta(days=7)
GRADE = Grade("A", 2, "for the test")


def finding(
    what: str,
    value: Json,
    source: str = "whois",
    leads_to: Identifier | None = None,
    subject: Identifier = SHOP,
    at: datetime = NOW,
) -> Finding:
    return Finding(subject, what, value, source, at, GRADE, object=leads_to)


def server(host: str) -> Finding:
    return finding("name_server", host, "dns", Identifier(Kind.DOMAIN, host))


def odd(*findings: Finding) -> list[str]:
    return [item.rule for item in oddities(SHOP, just_found(findings), NOW)]


def said(*findings: Finding, dated: bool = False) -> list[Statement]:
    return list(Speaker(SHOP, SHOP, just_found(findings), NOW, dated).statements())


OLD = finding("created", "2012-02-14T00:00:00Z")


@pytest.mark.parametrize(
    "findings, rules_met",
    [
        ([OLD, finding("expires", "2028-02-14")], []),
        ([finding("created", "2026-11-21")], ["young"]),
        ([finding("created", "2026-10-25T12:00:00Z")], ["young"]),
        ([finding("created", "2026-10-25T11:59:59Z")], []),
        ([finding("created", "2027-01-01")], []),
        ([finding("created", "2024-11-21"), finding("expires", "2025-11-21")], ["one_year", "expired"]),
        ([OLD, finding("expires", "2026-11-24T13:00:00Z")], []),
        ([finding("status", "clientTransferProhibited"), finding("status", "clientHold")], ["on_hold"]),
        ([finding("status", "ok")], []),
        ([finding("registrant", "redacted for privacy")], ["hidden"]),
        ([finding("organisation", "Domains By Proxy, LLC")], ["hidden"]),
        ([finding("registrant", "Sefa V.")], []),
        ([OLD, finding("first_certificate", "2011-12-01T00:00:00Z", "crtsh")], ["registered_again"]),
        ([OLD, finding("first_certificate", "2012-01-16T00:00:00Z", "crtsh")], []),
        ([OLD, finding("first_capture", "1999-12-01T00:00:00Z", "wayback")], ["registered_again"]),
        ([finding("first_capture", "1999-12-01T00:00:00Z", "wayback")], []),
        ([server("ns1.sedoparking.com"), server("ns2.sedoparking.com")], ["parked"]),
        ([server("ns1.dns-parking.com")], []),
        ([finding("mail", {"accepts": False, "why": "so"}, "dns")], ["no_mail"]),
        ([finding("mail", {"accepts": True, "why": "so"}, "dns")], []),
        ([finding("imitates", "paypal.com", "look-alikes")], ["look_alike"]),
        ([OLD, finding("exists", False, "dns")], ["not_in_dns"]),
        ([OLD, finding("exists", False, "dns", at=LAST_WEEK), finding("address", "a", "dns", HERE)], []),
        ([finding("created", "2026-11-21", at=LAST_WEEK), finding("registered", False)], []),
        ([OLD, finding("registered", False, at=LAST_WEEK), finding("exists", False, "dns")], ["not_in_dns"]),
        ([finding("exists", False, "dns"), finding("mail", {"accepts": False, "why": "so"}, "dns")], []),
        ([finding("created", "in spring"), finding("expires", 7)], []),
    ],
)
def test_what_is_odd(findings: list[Finding], rules_met: list[str]) -> None:
    assert odd(*findings) == rules_met


@pytest.mark.parametrize(
    "name, alike", [("paypa1.com", ["looks like paypal.com"]), ("paypal.com", []), ("shop.fj", [])]
)
def test_a_look_alike_is_told_without_a_case(name: str, alike: list[str]) -> None:
    domain = Identifier(Kind.DOMAIN, name)
    assert [item.fact for item in oddities(domain, just_found([]), NOW)] == alike


def test_a_zone_that_many_share_is_said_to_be_one() -> None:
    police, zone = Identifier(Kind.DOMAIN, "police.gov.vu"), Identifier(Kind.DOMAIN, "gov.vu")
    name = next(Speaker(zone, police, just_found([]), NOW, False).statements())
    assert name.answer.startswith("police.gov.vu, below gov.vu; gov.vu is shared by many (the Government of Vanuatu")


def test_each_rule_has_an_innocent_reading_and_a_source() -> None:
    for name, rule in rules().items():
        assert set(rule) <= {"days", "innocent", "source"}, name
        assert rule["source"].startswith("https://"), name
        assert rule["innocent"], name


def test_an_oddity_names_its_fact_its_innocent_reading_and_its_sources() -> None:
    (statement,) = [item for item in said(finding("created", "2026-11-21T11:00:00Z")) if item.what == "odd"]
    assert statement.answer == "registered only 3 days ago. It can be innocent: every honest site was new once."
    assert statement.source
    assert statement.source.startswith("WHOIS of the domain registries; https://unit42.")


def test_all_of_it_in_words() -> None:
    www, star = Identifier(Kind.DOMAIN, "www.shop.example"), {"name": "*.shop.example"}
    network: Json = {"asn": [13335], "prefix": "203.0.113.0/24", "country": "US", "registry": "arin", "allocated": ""}
    lines = said(
        OLD,
        finding("expires", "2028-02-14T00:00:00Z"),
        finding("registrar", "Oceania Names"),
        finding("status", "clientTransferProhibited"),
        finding("status", "ok"),
        finding("organisation", "Shop Ltd"),
        finding("country", "FJ"),
        finding("email", "a@shop.example"),
        finding("address", "shop.example A 203.0.113.24", "dns", HERE),
        finding("origin_network", network, "cymru", subject=HERE),
        finding("network_operator", {"asn": 13335, "name": "CLOUDFLARENET"}, "cymru", subject=HERE),
        finding("holder", "Cloudflare, Inc.", "rdap-ip", subject=HERE),
        finding("mail_server", "10 aspmx.l.google.com.", "dns", Identifier(Kind.DOMAIN, "aspmx.l.google.com")),
        server("ns1.shop.example"),
        finding("certificates", {"names": 2, "cut": False}, "crtsh"),
        finding("first_certificate", "2021-03-02T00:00:00Z", "crtsh"),
        finding("last_certificate", "2027-03-02T00:00:00Z", "crtsh"),
        finding("certificate_name", {"name": "www.shop.example"}, "crtsh", www),
        finding("certificate_name", star, "crtsh"),
        finding("captures", {"days": 1, "last": "https://web.archive.org/web/1/x"}, "wayback"),
        finding("first_capture", "2026-09-28T00:00:00Z", "wayback"),
        finding("last_capture", "2026-09-28T00:00:00Z", "wayback"),
    )
    assert [(line.what, line.answer) for line in lines[:-1]] == [
        ("name", "shop.example"),
        ("registered", "14 February 2012 (14 years ago)"),
        ("expires", "14 February 2028 (in 14 months)"),
        ("registrar", "Oceania Names"),
        ("status", "clientTransferProhibited, ok"),
        ("held by", "Shop Ltd, FJ"),
        ("contact", "a@shop.example"),
        ("lives at", "203.0.113.24, held by Cloudflare, Inc., announced by AS13335 CLOUDFLARENET"),
        (
            "hub",
            "203.0.113.24 belongs to Cloudflare (content network): thousands share it, so it ties nobody to anybody",
        ),
        ("mail", "aspmx.l.google.com"),
        (
            "hub",
            "aspmx.l.google.com belongs to Google Workspace (mail): thousands share it, so it ties nobody to anybody",
        ),
        ("name servers", "ns1.shop.example"),
        ("certificates", "first one 2 March 2021 (5 years ago), last one ends 2 March 2027"),
        ("names in them", "www.shop.example, *.shop.example"),
        ("web archive", "first kept 28 September 2026 (57 days ago), last 28 September 2026, on 1 day"),
        ("look at", "https://web.archive.org/web/1/x"),
    ]
    assert lines[-1].what == "not told"
    assert all(line.source for line in lines[1:-1])


def test_what_is_not_there_is_said() -> None:
    lines = said(
        finding("registered", False),
        finding("exists", False, "dns"),
        finding("mail", {"accepts": False, "why": "nothing"}, "dns"),
        finding("certificates", {"names": 0, "cut": False}, "crtsh"),
        finding("captures", {"days": 0}, "wayback"),
    )
    assert [(line.what, line.answer) for line in lines[1:-1]] == [
        ("registered", "no: the registry has no such name"),
        ("lives at", "nowhere: DNS does not know the name"),
        ("mail", "nothing"),
        ("certificates", "none in the logs"),
        ("web archive", "nothing kept of the front page"),
    ]


def test_what_is_gone_is_said_once_and_what_was_there_is_from_before() -> None:
    server_then = finding("mail_server", "10 mx.shop.example.", "dns", Identifier(Kind.DOMAIN, "mx.shop.example"))
    then = [
        OLD,
        finding("address", "shop.example A 203.0.113.24", "dns", HERE),
        server_then,
        finding("captures", {"days": 1, "last": "https://web.archive.org/web/1/x"}, "wayback"),
        finding("first_capture", "2026-09-28T00:00:00Z", "wayback"),
        finding("last_capture", "2026-09-28T00:00:00Z", "wayback"),
    ]
    today = [
        finding("registered", False),
        finding("exists", False, "dns"),
        finding("mail", {"accepts": False, "why": "nothing"}, "dns"),
        finding("captures", {"days": 0}, "wayback"),
    ]
    known = Known([("1", replace(item, observed_at=LAST_WEEK)) for item in then] + [("2", item) for item in today])
    lines = [(line.what, line.answer) for line in Speaker(SHOP, SHOP, known, NOW, True).statements()]
    assert lines[1:-1] == [
        ("registered", "no: the registry has no such name any longer; what follows is from before"),
        ("registered", "14 February 2012 (14 years ago)"),
        ("lives at", "nowhere: DNS does not know the name any longer; what follows is from before"),
        ("lives at", "203.0.113.24"),
        ("mail", "nothing"),
        ("web archive", "nothing kept of the front page any longer"),
    ]
    back = Known([("1", replace(item, observed_at=LAST_WEEK)) for item in today] + [("2", item) for item in then])
    lines = [(line.what, line.answer) for line in Speaker(SHOP, SHOP, back, NOW, True).statements()]
    assert lines[1:4] == [
        ("registered", "14 February 2012 (14 years ago)"),
        ("lives at", "203.0.113.24"),
        ("mail", "mx.shop.example"),
    ]


def test_a_certificate_that_has_ended_is_said_to_have() -> None:
    ended = said(
        finding("first_certificate", "2021-03-02T00:00:00Z", "crtsh"),
        finding("last_certificate", "2026-08-30T00:00:00Z", "crtsh"),
    )
    assert ended[1].answer == "first one 2 March 2021 (5 years ago), last one ended 30 August 2026 (2 months ago)"


def test_below_a_domain_it_is_said_whose_mail_and_name_servers_they_are() -> None:
    below = Identifier(Kind.DOMAIN, "www.shop.example")
    known = just_found(
        [
            finding("exists", False, "dns", subject=below),
            finding("mail", {"accepts": True, "why": "by address"}, "dns"),
            server("ns1.shop.example"),
        ]
    )
    lines = [(line.what, line.answer) for line in Speaker(SHOP, below, known, NOW, False).statements()]
    assert lines[1:-1] == [
        ("lives at", "nowhere: DNS does not know the name"),
        ("mail", "of shop.example: by address"),
        ("name servers", "of shop.example: ns1.shop.example"),
    ]


def test_an_address_that_is_not_of_the_internet_is_said_to_be_none() -> None:
    inner = Identifier(Kind.IP, "10.0.0.5")
    assert said(finding("address", "shop.example A 10.0.0.5", "dns", inner))[1].answer == (
        "10.0.0.5, a private address, which the internet does not lead to"
    )


def test_a_name_in_another_script_is_shown_in_it() -> None:
    name = Identifier(Kind.DOMAIN, "xn--bcher-kva.example")
    first = next(Speaker(name, name, just_found([]), NOW, False).statements())
    assert first.answer == "xn--bcher-kva.example (bücher.example)"


def test_sources_say_when_where_it_is_not_now() -> None:
    line = said(OLD, dated=True)[1]
    assert line.source == "WHOIS of the domain registries, seen 2026-11-24T12:00Z"


def test_a_later_run_replaces_what_an_earlier_one_said() -> None:
    early, late = NOW - timedelta(days=9), NOW
    one, two = (Identifier(Kind.DOMAIN, f"ns{number}.shop.example") for number in (1, 2))
    known = Known(
        [
            ("run 1", finding("name_server", "1", "dns", one, at=early)),
            ("run 1", finding("name_server", "2", "dns", two, at=early)),
            ("run 1", finding("created", "2012-01-01", at=early)),
            ("run 2", finding("name_server", "2", "dns", two, at=late)),
            ("run 2", finding("name_server", "3", "whois", one, at=early)),
        ]
    )
    assert [(item.source, item.value) for item in known.all(SHOP, "name_server")] == [("dns", "2"), ("whois", "3")]
    assert known.text(SHOP, "created") == "2012-01-01"
    assert not Known([])


@pytest.mark.parametrize(
    "text, year", [("2012-02-14", 2012), ("2012-02-14T23:00:00-02:00", 2012), ("2012", None), (None, None)]
)
def test_moments(text: str | None, year: int | None) -> None:
    found = moment(text)
    assert (found.year if found else None) == year
    assert found is None or found.tzinfo is UTC


@pytest.mark.parametrize(
    "length, words",
    [
        (timedelta(minutes=5), "0 hours"),
        (timedelta(hours=1), "1 hour"),
        (timedelta(days=1, hours=23), "1 day"),
        (timedelta(days=60), "60 days"),
        (timedelta(days=61), "2 months"),
        (timedelta(days=729), "23 months"),
        (timedelta(days=731), "2 years"),
    ],
)
def test_spans(length: timedelta, words: str) -> None:
    assert span(length) == words
    assert ago(NOW - length, NOW) == f"{words} ago"
