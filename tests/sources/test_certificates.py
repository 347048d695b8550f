"""crt.sh's JSON over real TLS, as it comes and as it should not be."""

import json

import pytest

from osint_kit.gateway import Gateway
from osint_kit.gateway.failures import Failure, TooMuch, Unreachable
from osint_kit.identifiers import Identifier, Kind
from osint_kit.sources.certificate_logs import CertificateLogs, look_up
from osint_kit.sources.certificates import organisation, read_log
from tests.gateway.servers import ok
from tests.sources.conftest import Ask

HOST = "crt.sh"
SHOP = Identifier(Kind.DOMAIN, "shop.example")
JSON = "Content-Type: application/json"
ENTRY = {
    "issuer_ca_id": 295814,
    "issuer_name": "C=US, O=Let's Encrypt, CN=R11",
    "common_name": "shop.example",
    "name_value": "shop.example\nwww.shop.example",
    "id": 1,
    "entry_timestamp": "2020-01-02T04:00:00.123",
    "not_before": "2020-01-02T03:00:00",
    "not_after": "2020-04-01T03:00:00",
    "serial_number": "03ff",
    "result_count": 3,
}


def serve(gateway: Ask, answer: bytes) -> Gateway:
    return gateway({f"{HOST}/?q=shop.example&match=ILIKE&output=json&deduplicate=Y": answer}, tls=HOST)


def log(*entries: object, headers: str = JSON) -> bytes:
    return ok(json.dumps(entries).encode(), headers)


def test_names_are_told_apart_with_their_first_and_last_day(gateway: Ask) -> None:
    star = {**ENTRY, "name_value": "*.shop.example", "common_name": "*.shop.example", "serial_number": "04"}
    star |= {"not_before": "2026-11-01T00:00:00", "not_after": "2099-01-01T00:00:00"}
    renewed = {**ENTRY, "serial_number": "05", "issuer_name": "O=ZeroSSL", "not_after": "2099-01-01T00:00:00"}
    renewed |= {"name_value": "shop.example", "not_before": "2021-01-01T00:00:00"}
    answer = look_up("shop.example", serve(gateway, log(star, ENTRY, renewed)))
    names = {name.name: name for name in read_log("shop.example", answer).names}
    assert list(names) == ["shop.example", "*.shop.example", "www.shop.example"]
    assert (names["shop.example"].first, names["shop.example"].last) == ("2020-01-02T03:00:00Z", "2099-01-01T00:00:00Z")
    assert names["shop.example"].issuers == ("Let's Encrypt", "ZeroSSL")
    assert (names["shop.example"].certificates, names["shop.example"].expired) == (2, False)
    assert names["www.shop.example"].expired
    assert names["*.shop.example"].wildcard
    assert not names["www.shop.example"].wildcard


def test_a_certificate_and_its_pre_certificate_count_once(gateway: Ask) -> None:
    answer = look_up("shop.example", serve(gateway, log(ENTRY, {**ENTRY, "id": 2})))
    assert {name.certificates for name in read_log("shop.example", answer).names} == {1}


def test_facts_have_evidence_and_names_below_are_no_identifiers(gateway: Ask) -> None:
    found = list(CertificateLogs().ask(SHOP, serve(gateway, log(ENTRY))))
    assert [(item.property, item.value) for item in found[:3]] == [
        ("certificates", {"names": 2, "cut": False}),
        ("first_certificate", "2020-01-02T03:00:00Z"),
        ("last_certificate", "2020-04-01T03:00:00Z"),
    ]
    assert [item.value["name"] for item in found[3:] if isinstance(item.value, dict)] == [
        "shop.example",
        "www.shop.example",
    ]
    assert {item.object for item in found} == {None}
    assert all(item.evidence for item in found)


def test_nothing_known_is_a_finding_too(gateway: Ask) -> None:
    (found,) = CertificateLogs().ask(SHOP, serve(gateway, log()))
    assert (found.property, found.value) == ("certificates", {"names": 0, "cut": False})


@pytest.mark.parametrize("status", ["429 Too Many Requests"])
def test_a_rate_limit_is_called_one(gateway: Ask, status: str) -> None:
    with pytest.raises(Unreachable, match="rate limit is used up; try again in 120 s") as caught:
        list(CertificateLogs().ask(SHOP, serve(gateway, ok(b"", "Retry-After: 120", status=status))))
    assert caught.value.evidence


@pytest.mark.parametrize("status", ["502 Bad Gateway", "503 Service Unavailable", "504 Gateway Timeout"])
def test_an_overload_is_no_answer(gateway: Ask, status: str) -> None:
    with pytest.raises(Unreachable, match="overloaded"):
        list(CertificateLogs().ask(SHOP, serve(gateway, ok(b"<html>", status=status))))


@pytest.mark.parametrize(
    "answer",
    [
        ok(b"<BR><BR>canceling statement due to statement timeout", "Content-Type: text/html; charset=UTF-8"),
        ok(b"[]"),
        ok(b"[]", "Content-Type: text/html"),
        ok(b"", JSON),
        ok(b"[", JSON),
        ok(b"\xff\x00", JSON),
        ok(b"[" * 200_000, JSON),
        ok(b"{}", JSON),
        ok(b"null", JSON),
        log(None),
        log("shop.example"),
        log({}),
        log({**ENTRY, "not_before": None}),
        log({**ENTRY, "not_after": "soon"}),
        log({**ENTRY, "name_value": ["shop.example"]}),
        ok(b"", status="404 Not Found"),
        ok(b"", "Location: https://crt.sh/", status="302 Found"),
    ],
)
def test_any_other_form_is_a_failure_with_evidence(gateway: Ask, answer: bytes) -> None:
    with pytest.raises(Failure) as caught:
        list(CertificateLogs().ask(SHOP, serve(gateway, answer)))
    assert caught.value.evidence


def test_ten_megabytes_are_too_much(gateway: Ask) -> None:
    with pytest.raises(TooMuch):
        list(CertificateLogs().ask(SHOP, serve(gateway, ok(b"[" + b" " * 10_000_001 + b"]", JSON))))


def test_names_that_are_none_or_of_others_are_left_out(gateway: Ask) -> None:
    odd = (
        "a@shop.example\nJohn Smith\n*.*.shop.example\nevilshop.example\nSHOP.example\nb\u202ecd.shop.example\n"
        + "x" * 300
    )
    answer = look_up("shop.example", serve(gateway, log({**ENTRY, "name_value": odd, "common_name": None})))
    assert [name.name for name in read_log("shop.example", answer).names] == ["shop.example"]


@pytest.mark.parametrize(
    "issuer, name",
    [
        ("C=US, O=Let's Encrypt, CN=R3", "Let's Encrypt"),
        ('C=US, O="Entrust, Inc.", OU=x', "Entrust, Inc."),
        ('O="a ""b"" c"', 'a "b" c'),
        ("CN=self", "CN=self"),
        ("", ""),
    ],
)
def test_the_organisation_of_an_issuer(issuer: str, name: str) -> None:
    assert organisation(issuer) == name


def test_ten_thousand_entries_are_not_all(gateway: Ask) -> None:
    entries = [{**ENTRY, "serial_number": f"{number:x}"} for number in range(10_000)]
    answer = look_up("shop.example", serve(gateway, log(*entries)))
    assert read_log("shop.example", answer).cut
