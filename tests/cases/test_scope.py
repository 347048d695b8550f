"""The scope of a case: which of its lines are rules, and what they let through."""

import pytest

from osint_kit.cases.scope import allows, is_rule
from osint_kit.identifiers import Identifier, Kind


@pytest.mark.parametrize(
    "text, rule",
    [
        ("phone", True),
        ("phone:+679*", True),
        ("domain:*.example", True),
        ("domain:", True),
        ("url:https://x.example/*", True),
        ("the island jobs advertisements", False),
        ("phone numbers of the advertisement", False),
        ("phone: those of the advertisement", False),
        ("car:ABC123", False),
        ("", False),
        (":", False),
    ],
)
def test_which_lines_are_rules(text: str, rule: bool) -> None:
    assert is_rule(text) == rule


PHONE = Identifier(Kind.PHONE, "+6799991234")
DOMAIN = Identifier(Kind.DOMAIN, "shop.example")


@pytest.mark.parametrize(
    "scope, identifier, allowed",
    [
        ([], PHONE, True),
        (["the advertisements of November"], PHONE, True),
        (["phone"], PHONE, True),
        (["phone:"], PHONE, True),
        (["phone"], DOMAIN, False),
        (["phone:+679*"], PHONE, True),
        (["phone:+678*"], PHONE, False),
        (["phone:+678*", "phone:+679*"], PHONE, True),
        (["domain:*.example"], DOMAIN, True),
        (["domain:*.example"], Identifier(Kind.DOMAIN, "shop.example.com"), False),
        (["domain:shop.example"], Identifier(Kind.DOMAIN, "a.shop.example"), False),
        (["domain:shop.example"], Identifier(Kind.NAME, "shop.example"), False),
        (["some words", "handle"], PHONE, False),
        (["some words", "handle"], Identifier(Kind.HANDLE, "sefa"), True),
        (["url:https://bit.ly/*"], Identifier(Kind.URL, "https://bit.ly/x?y=1"), True),
        (["handle:Sefa"], Identifier(Kind.HANDLE, "sefa"), False),
    ],
)
def test_what_a_scope_allows(scope: list[str], identifier: Identifier, allowed: bool) -> None:
    assert allows(scope, identifier) == allowed


@pytest.mark.parametrize("kind", list(Kind))
def test_every_kind_can_be_a_rule(kind: Kind) -> None:
    assert is_rule(kind.value)
    assert allows([kind.value], Identifier(kind, "x"))
