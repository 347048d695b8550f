"""Roles: who is protected, what names them, and how they are left out."""

import hashlib
from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from osint_kit.canonical import Json
from osint_kit.cases.case import Case
from osint_kit.cases.decisions import Decision, Role, Verdict
from osint_kit.cases.people import People
from osint_kit.cases.run import Run
from osint_kit.findings import OPERATOR_SAID, Finding
from osint_kit.identifiers import Identifier, Kind, parse

MARY = Identifier(Kind.PHONE, "+6799991234")
HER_ACCOUNT = parse("facebook:mary.k")
HER_NAME = parse("name:Mére Kila")
BOSS = parse("+6787012345")


def role(who: Identifier, role: Role, minor: bool = False) -> Decision:
    return Decision(Verdict.ROLE, who, "said by the unit", role=role, minor=minor)


def same(one: Identifier, other: Identifier, verdict: Verdict = Verdict.SAME_AS) -> Decision:
    return Decision(verdict, one, "both on her card", other=other)


def test_nobody_has_a_role_until_the_operator_says_so(case: Case) -> None:
    people = People.of(case)
    assert people.standing(MARY).role is Role.UNKNOWN
    assert not people.standing(MARY).protected
    assert people.protected == ()
    assert people.mask("call +679 999 1234") == "call +679 999 1234"


@pytest.mark.parametrize(
    ("role_", "minor", "protected", "words"),
    [
        (Role.VICTIM, False, True, "victim"),
        (Role.WITNESS, False, True, "witness"),
        (Role.SUSPECT, False, False, "suspect"),
        (Role.SUSPECT, True, True, "suspect, a minor"),
        (Role.UNKNOWN, True, True, "minor"),
        (Role.UNKNOWN, False, False, "unknown"),
    ],
)
def test_victims_witnesses_and_minors_are_protected(role_: Role, minor: bool, protected: bool, words: str) -> None:
    standing = People([role(MARY, role_, minor)]).standing(MARY)
    assert (standing.protected, standing.words) == (protected, words)


def test_the_newest_decision_stands_in_a_case_too(case: Case, begin: Callable[[], Run]) -> None:
    for said in (Role.SUSPECT, Role.VICTIM):
        with begin() as run:
            run.add(role(MARY, said).to_finding())
    assert People.of(case).standing(MARY).role is Role.VICTIM


@pytest.mark.parametrize("first, second", [(MARY, BOSS), (BOSS, MARY)])
def test_an_unknown_role_takes_no_other_away(first: Identifier, second: Identifier) -> None:
    people = People([same(MARY, BOSS), role(first, Role.SUSPECT), role(second, Role.UNKNOWN)])
    assert {people.standing(one).role for one in (MARY, BOSS)} == {Role.SUSPECT}


def test_the_role_goes_for_the_same_person() -> None:
    people = People([role(MARY, Role.VICTIM), same(HER_ACCOUNT, MARY), same(HER_NAME, HER_ACCOUNT)])
    assert set(people.protected) == {MARY, HER_ACCOUNT, HER_NAME}
    assert {people.standing(item).label for item in people.protected} == {"[victim 1]"}
    parted = People(
        [role(MARY, Role.VICTIM), same(HER_ACCOUNT, MARY), same(MARY, HER_ACCOUNT, Verdict.NOT_SAME)],
    )
    assert parted.protected == (MARY,)


@pytest.mark.parametrize(
    ("item", "hit"),
    [
        ("https://wa.me/6799991234", True),
        ("https://www.facebook.com/mary.k?ref=1", True),
        ("@mary.k", True),
        ("facebook:mary.k", True),
        ("https://www.facebook.com/rosemary.king", False),
        ("+6799991235", False),
        ("@mary", False),
    ],
)
def test_what_names_them_is_protected_too(item: str, hit: bool) -> None:
    people = People([role(MARY, Role.VICTIM), role(HER_ACCOUNT, Role.WITNESS)])
    assert (people.protection(parse(item)) is not None) == hit


def test_their_identifiers_are_masked_in_any_form() -> None:
    people = People(
        [
            role(MARY, Role.VICTIM),
            same(HER_ACCOUNT, MARY),
            role(HER_NAME, Role.WITNESS, minor=True),
            role(BOSS, Role.SUSPECT),
        ]
    )
    text = "MÉRE  KILA (facebook.com/Mary.K, +679 999-1234, 9991234 or 6799991234) wrote to +6787012345; not 99912345"
    assert people.mask(text) == (
        "[witness 1] (facebook.com/[victim 1], [victim 1], [victim 1] or [victim 1]) wrote to +6787012345; not 99912345"
    )
    assert people.masked({"a": ["+6799991234", 1, None], "mary.k": {"kind": "phone"}}) == {
        "a": ["[victim 1]", 1, None],
        "[victim 1]": {"kind": "phone"},
    }


def test_the_names_that_were_told_of_them_are_masked_too() -> None:
    def told(subject: Identifier, what: str, name: Json) -> Finding:
        return Finding(subject, what, name, "accounts", datetime(2026, 11, 27, tzinfo=UTC), OPERATOR_SAID)

    names = [
        told(HER_ACCOUNT, "display_name", {"value": "Mére Kila", "excerpt": "<h1>Mére Kila</h1>"}),
        told(HER_ACCOUNT, "full_name", "Mére Kila Vula"),
        told(HER_ACCOUNT, "name", "M."),
        told(HER_ACCOUNT, "bio", "bula"),
        told(BOSS, "display_name", "Boss Man"),
    ]
    text = "mére kila vula, MÉRE  KILA and M. met Boss Man: bula; not Mére Kilakila"
    masked = "[victim 1], [victim 1] and M. met Boss Man: bula; not Mére Kilakila"
    assert People([role(HER_ACCOUNT, Role.VICTIM)], names).mask(text) == masked
    assert People([role(HER_ACCOUNT, Role.UNKNOWN)], names).mask(text) == text


@pytest.mark.parametrize(
    "link",
    [
        "https://publish.twitter.com/oembed?url=https%3A%2F%2Ftwitter.com%2Fmary.k",
        "https://a.example/?next=https%253A%252F%252Fb.example%252Fmary.k",
        "https://api.example/send?text=ask%206799991234",
        "https://a.example/?q=M%C3%A9re%20Kila",
    ],
)
def test_a_link_within_a_link_is_masked_and_protected_too(link: str) -> None:
    people = People([role(HER_ACCOUNT, Role.VICTIM), role(MARY, Role.VICTIM), role(HER_NAME, Role.VICTIM)])
    assert "[victim" in people.mask(link)
    assert people.protection(Identifier(Kind.URL, link))
    assert people.mask("https://a.example/?q=100%25%20sure") == "https://a.example/?q=100%25%20sure"


def test_a_name_that_has_a_role_keeps_its_own_label_where_an_account_tells_it_too() -> None:
    name = Identifier(Kind.NAME, "Mere Kila")
    made = [role(HER_ACCOUNT, Role.VICTIM), role(name, Role.VICTIM)]
    told = Finding(
        HER_ACCOUNT, "display_name", "Mere Kila", "accounts", datetime(2026, 11, 27, tzinfo=UTC), OPERATOR_SAID
    )
    assert People(made).standing(name).label == "[victim 2]"
    assert People(made, [told]).mask("Mere Kila wrote") == "[victim 2] wrote"


def test_the_hash_of_an_address_by_which_pictures_are_named_is_masked() -> None:
    # SHA-256 as https://docs.gravatar.com/rest/api-data-specifications says, MD5 as older links have it
    people = People([role(parse("Mere@Kila.example"), Role.VICTIM)])
    for digest in (hashlib.sha256(b"mere@kila.example"), hashlib.md5(b"mere@kila.example", usedforsecurity=False)):
        url = f"https://gravatar.com/avatar/{digest.hexdigest()}?d=404"
        assert people.mask(url) == "https://gravatar.com/avatar/[victim 1]?d=404"


def test_what_is_encoded_over_and_over_takes_no_time() -> None:
    people = People([role(HER_ACCOUNT, Role.VICTIM), role(MARY, Role.VICTIM)])
    hostile = "https://a.example/%" + "25" * 50_000 + "41"
    assert people.mask(hostile) == hostile
    assert people.protection(Identifier(Kind.URL, hostile)) is None
