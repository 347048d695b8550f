"""A finding and its line: what its id rests on, and that a line reads back as what it was."""

import dataclasses
import json
from datetime import UTC, datetime, timedelta, timezone

import pytest
import rfc8785

from osint_kit.canonical import Json, sha256_hex
from osint_kit.findings import Finding, Grade, read_finding
from osint_kit.identifiers import Identifier, Kind
from osint_kit.reach import Reach

FIJI = timezone(timedelta(hours=12))
FINDING = Finding(
    Identifier(Kind.DOMAIN, "shop.example"),
    "address",
    "192.0.2.1",
    "dns",
    datetime(2026, 11, 24, 2, 5, 29, 123456, UTC),
    Grade("A", 2, "published by the name servers"),
    Reach.REGISTRY,
    Identifier(Kind.IP, "192.0.2.1"),
    ("urn:uuid:1",),
    "00" * 16,
)


def test_the_id_is_the_hash_of_the_statement_and_stays_the_same() -> None:
    stated = (
        b'{"object":{"kind":"ip","value":"192.0.2.1"},"property":"address","source":"dns",'
        b'"subject":{"kind":"domain","value":"shop.example"},"value":"192.0.2.1"}'
    )
    assert FINDING.id == sha256_hex(stated)


@pytest.mark.parametrize(
    "field, value, same",
    [
        ("subject", Identifier(Kind.DOMAIN, "other.example"), False),
        ("property", "alias_of", False),
        ("value", "192.0.2.2", False),
        ("value", None, False),
        ("object", None, False),
        ("source", "whois", False),
        ("observed_at", datetime(2027, 1, 1, tzinfo=UTC), True),
        ("grade", Grade("F", 6, "unknown"), True),
        ("reach", Reach.TARGET, True),
        ("evidence", (), True),
        ("salt", "ff" * 16, True),
    ],
)
def test_only_the_statement_decides_the_id(field: str, value: object, same: bool) -> None:
    other = dataclasses.replace(FINDING, **{field: value})  # type: ignore[arg-type]  # one field at a time
    assert (other.id == FINDING.id) == same
    assert other.to_line() != FINDING.to_line()


@pytest.mark.parametrize(
    "value",
    [
        "é 漢 \U0001f600",
        "",
        None,
        True,
        0,
        -1.5,
        2**53 - 1,
        [],
        {},
        {"b": 1, "a": [None, {"c": "\n\t\x00\u2028"}]},
        '\\"/',
    ],
)
def test_a_line_reads_back_and_is_canonical_byte_for_byte(value: Json) -> None:
    line = dataclasses.replace(FINDING, value=value).to_line()
    assert read_finding(line) == dataclasses.replace(FINDING, value=value)
    assert read_finding(line).salt == FINDING.salt
    assert read_finding(line).to_line() == line == rfc8785.dumps(json.loads(line))
    assert b"\n" not in line


def test_the_line_of_one_finding() -> None:
    assert json.loads(FINDING.to_line()) == {
        "id": FINDING.id,
        "subject": {"kind": "domain", "value": "shop.example"},
        "property": "address",
        "value": "192.0.2.1",
        "object": {"kind": "ip", "value": "192.0.2.1"},
        "source": "dns",
        "reach": "registry",
        "observed_at": "2026-11-24T02:05:29.123456Z",
        "evidence": ["urn:uuid:1"],
        "grade": "A2",
        "why": "published by the name servers",
        "salt": "00" * 16,
    }


def test_times_are_written_in_utc() -> None:
    local = dataclasses.replace(FINDING, observed_at=datetime(2026, 11, 24, 14, 5, 29, 123456, FIJI))
    assert local.to_line() == FINDING.to_line()


def test_half_characters_become_replacement_characters() -> None:
    line = dataclasses.replace(FINDING, value={"a": ["\udc00b\ud83d"]}).to_line()
    assert json.loads(line)["value"] == {"a": ["\ufffdb\ufffd"]}
    assert read_finding(line).id == json.loads(line)["id"]


@pytest.mark.parametrize("value", [float("nan"), float("inf"), 2**53 + 1])
def test_what_json_cannot_carry_is_refused(value: Json) -> None:
    with pytest.raises(ValueError):
        dataclasses.replace(FINDING, value=value).to_line()


def test_each_finding_has_a_salt_of_its_own() -> None:
    def new() -> Finding:
        return Finding(FINDING.subject, "p", 1, "s", FINDING.observed_at, FINDING.grade)

    salts = {new().salt for _ in range(100)}
    assert len(salts) == 100
    assert {len(bytes.fromhex(salt)) for salt in salts} == {16}
    assert new() == new()


RECORD = json.loads(FINDING.to_line())


@pytest.mark.parametrize(
    "line",
    ["", "{", "[]", "7", "null", '{"withheld": "x"}', "{}"]
    + [
        json.dumps({**RECORD, field: value})
        for field, value in [
            ("subject", None),
            ("subject", "x"),
            ("subject", {"kind": "nothing", "value": "x"}),
            ("object", 7),
            ("reach", "far"),
            ("reach", 1),
            ("grade", ""),
            ("grade", "AA"),
            ("grade", 7),
            ("observed_at", "yesterday"),
            ("observed_at", 7),
            ("evidence", None),
        ]
    ]
    + [
        json.dumps({key: value for key, value in RECORD.items() if key != left_out})
        for left_out in ("property", "salt")
    ],
)
def test_what_is_no_finding_is_said_to_be_none(line: str) -> None:
    with pytest.raises(ValueError):
        read_finding(line)
