"""Site rules: each field of the form, and files that are none."""

import json
from datetime import date
from pathlib import Path

import pytest

from osint_kit.accounts.importing import page_host
from osint_kit.accounts.rules import Rule, read_rules
from osint_kit.canonical import Json, sha256_hex
from osint_kit.errors import UsageError

SITE: dict[str, Json] = {
    "name": "Forum",
    "uri_check": "https://forum.example/u/{account}.json",
    "uri_pretty": "https://forum.example/@{account}",
    "e_code": 200,
    "e_string": '"id":',
    "m_code": 404,
    "m_string": "nobody",
    "known": ["ana", "bea"],
    "cat": "social",
    "headers": {"X-Who": "{account}"},
    "post_body": '{"user":"{account}"}',
    "strip_bad_char": ".",
    "protection": ["cloudflare"],
    "valid": True,
}


def write(folder: Path, document: object) -> Path:
    file = folder / "rules.json"
    file.write_text(json.dumps(document, indent=1), "utf-8")
    return file


def test_every_field_of_the_form(tmp_path: Path) -> None:
    file = write(tmp_path, {"sites": [SITE]})
    rules = read_rules(file)
    assert rules.sha256 == sha256_hex(file.read_bytes())
    (rule,) = rules.rules
    assert rule == Rule(
        name="Forum",
        uri_check="https://forum.example/u/{account}.json",
        uri_pretty="https://forum.example/@{account}",
        e_code=200,
        e_string='"id":',
        m_code=404,
        m_string="nobody",
        known=("ana", "bea"),
        cat="social",
        headers={"X-Who": "{account}"},
        post_body='{"user":"{account}"}',
        strip_bad_char=".",
        protection=("cloudflare",),
        valid=True,
    )
    assert rule.check_url("mr.smith") == "https://forum.example/u/mrsmith.json"
    assert rule.address("mr.smith") == "https://forum.example/@mrsmith"
    assert rule.fill(rule.post_body, "mr.smith") == '{"user":"mrsmith"}'


def test_only_four_fields_are_needed(tmp_path: Path) -> None:
    least = {key: SITE[key] for key in ("name", "uri_check", "e_code", "m_code")}
    (rule,) = read_rules(write(tmp_path, [least])).rules
    assert (rule.e_string, rule.known, dict(rule.headers)) == ("", (), {})
    assert rule.address("a") == "https://forum.example/u/a.json"


def test_a_rule_that_is_not_valid_is_left_out(tmp_path: Path) -> None:
    assert read_rules(write(tmp_path, {"sites": [{**SITE, "valid": False}]})).rules == ()


@pytest.mark.parametrize("handle, path", [("राम", "%E0%A4%B0%E0%A4%BE%E0%A4%AE"), ("é", "%C3%A9"), ("a_b-c", "a_b-c")])
def test_handles_are_percent_encoded_in_addresses(handle: str, path: str) -> None:
    rule = Rule("F", "https://f.example/{account}", 200, 404)
    assert rule.check_url(handle) == rule.address(handle) == f"https://f.example/{path}"


@pytest.mark.parametrize(
    "uri, host",
    [
        ("https://{account}.f.example/", "{account}.f.example"),
        ("https://accounts.f.example/{account}", "accounts.f.example"),
    ],
)
def test_the_host_shows_the_place_of_the_handle(uri: str, host: str) -> None:
    assert Rule("F", uri, 200, 404).host == host


@pytest.mark.parametrize(
    "field, value",
    [
        ("name", None),
        ("name", 7),
        ("name", ""),
        ("uri_check", None),
        ("uri_check", "ftp://f.example/{account}"),
        ("uri_check", "f.example/{account}"),
        ("uri_check", 7),
        ("e_code", None),
        ("e_code", "200"),
        ("e_code", True),
        ("e_code", 99999),
        ("m_code", 404.0),
        ("m_code", -1),
        ("e_string", ["x"]),
        ("m_string", 7),
        ("m_string", "half \ud83d"),
        ("cat", {"a": 1}),
        ("uri_pretty", 1),
        ("post_body", 1),
        ("strip_bad_char", ["."]),
        ("headers", ["X: 1"]),
        ("headers", {"X": 1}),
        ("headers", {"X": "a\r\nY: b"}),
        ("headers", {"X Y": "a"}),
        ("headers", {"X": "\udc00"}),
        ("known", "ana"),
        ("known", [1]),
        ("protection", "cloudflare"),
        ("valid", "false"),
    ],
)
def test_a_broken_rule_is_named_with_its_file_number_and_field(tmp_path: Path, field: str, value: object) -> None:
    file = write(tmp_path, {"sites": [SITE, {**SITE, "name": "Other", field: value}]})
    rules = read_rules(file)
    assert [rule.name for rule in rules.rules] == ["Forum"]
    (refusal,) = rules.refused
    assert (refusal.line, refusal.number) == (len(json.dumps(SITE, indent=1).splitlines()) + 3, 2)
    assert field in refusal.why
    with pytest.raises(UsageError, match=f"rules.json holds no rule .*line 3, site 1 .*{field}") as caught:
        read_rules(write(tmp_path, {"sites": [{**SITE, field: value}]}))
    assert caught.value.next_step


def test_a_rule_without_a_place_for_the_handle(tmp_path: Path) -> None:
    site = {**SITE, "uri_check": "https://f.example/", "post_body": ""}
    with pytest.raises(UsageError, match=r"site 1 'Forum': no \{account\}"):
        read_rules(write(tmp_path, [site]))


@pytest.mark.parametrize(
    "data", [b"", b"{", b"\xff\xfe\xfd", b"7", b'"x"', b'{"sites": {}}', b'{"licence": []}', b"[7]", b"[" * 100_000]
)
def test_a_file_without_rules(tmp_path: Path, data: bytes) -> None:
    file = tmp_path / "rules.json"
    file.write_bytes(data)
    with pytest.raises(UsageError, match=r"rules\.json"):
        read_rules(file)


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="cannot be read"):
        read_rules(tmp_path / "gone.json")


def test_the_kits_own_rules_prove_both_ways_and_name_their_page() -> None:
    own = read_rules()
    assert own.of_kit
    assert not own.refused
    assert len({page_host(rule) for rule in own.rules}) >= 60
    for rule in own.rules:
        assert "nothing" not in (rule.there.proof, rule.not_there.proof), rule.name
        assert rule.source.startswith("https://"), rule.name
        assert date.fromisoformat(rule.date), rule.name
        assert rule.licence == "MIT", rule.name
        assert rule.known, rule.name
        assert rule.takes(rule.known[0]), rule.name
    assert {"social", "dating", "messenger", "shopping", "finance"} <= {rule.cat for rule in own.rules}
    assert {"FJ", "VU"} <= {code for rule in own.rules for code in rule.region}
