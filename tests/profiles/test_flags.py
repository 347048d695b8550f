"""Red flags of findings: texts, domains, and contacts under several names; each names the findings behind it."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from osint_kit.canonical import Json
from osint_kit.findings import Finding, Grade
from osint_kit.identifiers import Identifier, Kind
from osint_kit.profiles.flags import Raised, flags_in

AT = datetime(2026, 11, 24, tzinfo=UTC)
GRADE = Grade("B", 2, "for the test")
SEFA = Identifier(Kind.ACCOUNT, "github:sefa")
MELE = Identifier(Kind.ACCOUNT, "github:mele")
PHONE = Identifier(Kind.PHONE, "+6799991234")
SITE = Identifier(Kind.DOMAIN, "island-jobs.example")


def said(subject: Identifier, what: str, value: Json, about: Identifier | None = None, source: str = "test") -> Finding:
    return Finding(subject, what, value, source, AT, GRADE, object=about)


def raised(*findings: Finding) -> dict[str, Raised]:
    return {found.flag.rule.code: found for found in flags_in(findings, "FJ")}


def test_what_an_account_says_of_itself() -> None:
    bio = said(SEFA, "bio", {"value": "Jobs abroad, WhatsApp only", "excerpt": "", "from": "bio"})
    again = said(SEFA, "bio", "Jobs abroad, WhatsApp only", source="github")
    found = raised(bio, again)["moves_app"]
    assert found.about == SEFA
    assert found.findings == (bio.id, again.id)
    assert found.record() == {
        "flag": "moves_app",
        "title": "moves the talk to WhatsApp, Telegram, Viber or the like",
        "evidence_grade": "expert list",
        "source": found.flag.rule.source,
        "innocent": found.flag.rule.innocent,
        "about": {"kind": "account", "value": "github:sefa"},
        "excerpt": "Jobs abroad, WhatsApp only",
        "findings": [bio.id, again.id],
    }


def test_an_advertisement_that_was_put_in() -> None:
    assert set(raised(said(PHONE, "advertised_in", {"text": "Pay the visa fee"}))) == {"fee"}


def test_what_was_tested_and_failed_is_no_flag() -> None:
    assert raised(said(SEFA, "bio", "new in town")) == {}


@pytest.mark.parametrize("days, flagged", [(0, True), (29, True), (31, False), (4000, False)])
def test_a_young_domain(days: int, flagged: bool) -> None:
    created = said(SITE, "created", (AT - timedelta(days=days)).isoformat())
    assert ("young_domain" in raised(created)) is flagged


def test_a_young_domain_that_was_registered_before_says_so() -> None:
    created = said(SITE, "created", (AT - timedelta(days=30)).isoformat())
    first = said(SITE, "first_capture", "2019-05-01T00:00:00Z")
    flag = raised(created, first)["young_domain"]
    assert flag.flag.excerpt.startswith("registered only 30 days ago; the web archive's first copy is 7 years older")
    assert set(flag.findings) == {created.id, first.id}


@pytest.mark.parametrize("last", ["rdap", "whois"])
def test_a_domain_is_young_where_one_source_says_so_and_the_other_one_stands_beside_it(last: str) -> None:
    young = said(SITE, "created", (AT - timedelta(days=3)).isoformat(), source="rdap")
    old = said(SITE, "created", "2020-01-05T00:00:00Z", source="whois")
    later = replace(young if last == "rdap" else old, observed_at=AT + timedelta(hours=1))
    flag = raised(young, old, later)["young_domain"]
    assert flag.flag.excerpt == "registered only 3 days ago; whois says 5 January 2020"
    assert set(flag.findings) == {young.id, old.id}


@pytest.mark.parametrize("holder, flagged", [("redacted for privacy", True), ("Sefa Vuki", False)])
def test_a_withheld_holder(holder: str, flagged: bool) -> None:
    assert ("hidden_holder" in raised(said(SITE, "registrant", holder))) is flagged


@pytest.mark.parametrize("name, flagged", [("faceb00k.com", True), ("facebook.com", False), ("fiji.com", False)])
def test_a_look_alike(name: str, flagged: bool) -> None:
    assert ("look_alike" in raised(said(Identifier(Kind.DOMAIN, name), "created", "2001-01-01"))) is flagged


@pytest.mark.parametrize("other, flagged", [("Mele Tui", True), ("Sefa V. Junior", False), ("sefa v", False)])
def test_one_phone_under_several_names(other: str, flagged: bool) -> None:
    findings = [
        said(SEFA, "display_name", {"value": "Sefa V.", "excerpt": "", "from": ""}),
        said(MELE, "name", other),
        said(SEFA, "mentions", "+679 999 1234", PHONE),
        said(MELE, "mentions", "+679 999 1234", PHONE),
    ]
    found = raised(*findings)
    assert ("shared_contact" in found) is flagged
    if flagged:
        assert found["shared_contact"].about == PHONE
        assert set(found["shared_contact"].findings) == {finding.id for finding in findings}


def test_a_person_who_names_the_firm_too_is_not_two() -> None:
    findings = [
        said(SEFA, "display_name", "Sefa V."),
        said(SEFA, "organisation", "Island Jobs"),
        said(MELE, "display_name", "Sefa V."),
        said(SITE, "organisation", "Island Jobs"),
        *(said(subject, "mentions", "+679 999 1234", PHONE) for subject in (SEFA, MELE)),
    ]
    assert "shared_contact" not in raised(*findings)
    assert "shared_contact" in raised(*findings, said(SITE, "phone", "+679.9991234", PHONE))


def test_one_account_with_a_phone_is_no_flag() -> None:
    assert raised(said(SEFA, "name", "Sefa"), said(SEFA, "name", "Mele"), said(SEFA, "mentions", "", PHONE)) == {}


@pytest.mark.parametrize("value", [None, 3, [], {}, {"value": None}, {"text": 3}, "", "\ud800"])
def test_values_of_any_form_are_read(value: Json) -> None:
    for what in ("bio", "advertised_in", "display_name", "created", "registrant"):
        assert raised(said(SEFA, what, value), said(SITE, what, value, PHONE)) == {}


def test_ten_thousand_findings() -> None:
    findings = [
        said(Identifier(Kind.DOMAIN, f"d{n}.example"), "created", f"{2000 + n % 20}-01-01") for n in range(5000)
    ]
    findings += [said(Identifier(Kind.ACCOUNT, f"x:{n}"), "bio", f"visa fee {n}") for n in range(5000)]
    assert len(flags_in(findings)) == 5000
