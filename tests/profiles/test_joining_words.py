"""What words, gaps and other names change in a join: own names, agencies' numbers, warnings, namesakes."""

from collections.abc import Sequence

import pytest

from osint_kit.findings import Finding
from osint_kit.identifiers import Identifier, Kind, parse
from osint_kit.profiles.joining import Belief, Join, join
from osint_kit.profiles.material import material
from osint_kit.profiles.spreading import Spread, spread
from osint_kit.profiles.ties import ties
from tests.profiles.books import AT, GRADE, said

A, B, C = "github:lowela_kt7", "gitlab:qwvar-81x", "dev:zzuv_po44"
PHONE = "+6799991234"


def bio(account: str, text: str, *named: str) -> list[Finding]:
    return [
        said(account, "bio", text),
        *(said(account, "mentions", name.removeprefix("@"), "book", name) for name in named),
    ]


def named(account: str, name: str) -> Finding:
    return said(account, "display_name", name)


def local(account: str, digits: str = "9991234", excerpt: str = "9 9 9 1 2 3 4") -> Finding:
    value = {"value": digits, "excerpt": excerpt, "from": "bio"}
    return Finding(parse(account), "local_number", value, "book", AT, GRADE)


def shared(one: str, other: str, findings: Sequence[Finding]) -> set[str]:
    result = joined(one, other, findings)
    return {ground.what for ground in result.grounds} if result else set()


def joined(one: str, other: str, findings: Sequence[Finding], seeds: Sequence[str] = ()) -> Join | None:
    found = material(findings)
    return join(parse(one), parse(other), ties(found, map(parse, seeds)), found)


def spreading(seeds: Sequence[str], findings: Sequence[Finding]) -> Spread:
    found = material(findings)
    return spread(map(parse, seeds), ties(found, map(parse, seeds)), found)


def belief(told: Spread, node: str) -> Belief | None:
    place = told.places.get(parse(node))
    return place.belief if place else None


@pytest.mark.parametrize(
    "text, expected",
    [
        (f"Call {PHONE}", Belief.PROBABLE),
        (f"Agency {PHONE}", Belief.POSSIBLE),
        (f"The number of our head office is {PHONE}", Belief.POSSIBLE),
        (f"Head office: {PHONE}", Belief.POSSIBLE),
        (f"I left the agency. Call {PHONE}", Belief.PROBABLE),
        (f"The agency sends people abroad, so message or call {PHONE}", Belief.PROBABLE),
        (f"My agency number {PHONE}", Belief.PROBABLE),
        (f"{PHONE} is a scammer", Belief.POSSIBLE),
        (f"Ask my brother: {PHONE}", Belief.POSSIBLE),
        (f"My brother sends people abroad, call me: {PHONE}", Belief.PROBABLE),
        (f"Beware of scammers! Call {PHONE}", Belief.PROBABLE),
    ],
)
def test_words_about_a_number(text: str, expected: Belief) -> None:
    result = joined(A, PHONE, bio(A, text, PHONE))
    assert result
    assert result.belief is expected


def test_an_agencys_number_is_not_what_two_accounts_have_in_common() -> None:
    both = [*bio(A, f"Call {PHONE}", PHONE), *bio(B, f"Call {PHONE}", PHONE)]
    office = [*bio(A, f"Agency {PHONE}", PHONE), *bio(B, f"Agency {PHONE}", PHONE)]
    assert joined(A, B, both)
    assert joined(A, B, office) is None


def test_a_brothers_number_is_not_what_two_accounts_have_in_common() -> None:
    assert joined(A, B, [*bio(A, f"My brother's number {PHONE}", PHONE), *bio(B, f"Call {PHONE}", PHONE)]) is None


@pytest.mark.parametrize(
    "text, expected",
    [
        ("aka qwvar-81x", Belief.PROBABLE),
        ("qwvar-81x is fake", Belief.POSSIBLE),
        ("My girl: @qwvar-81x", Belief.POSSIBLE),
        ("Follow me and my wife @qwvar-81x", Belief.POSSIBLE),
        ("My boss knows, write to me: @qwvar-81x", Belief.PROBABLE),
        ("Find me, not to be confused with @qwvar-81x", Belief.POSSIBLE),
    ],
)
def test_a_handle_in_words(text: str, expected: Belief) -> None:
    result = joined(A, "@qwvar-81x", bio(A, text, "@qwvar-81x"))
    assert result
    assert result.belief is expected


def test_a_number_under_two_names_is_probable_for_neither() -> None:
    one = [*bio(A, f"Call {PHONE}", PHONE), named(A, "Sefa Vulaono")]
    two = [*one, *bio(B, f"Call {PHONE}", PHONE), named(B, "Mere Taukoro")]
    first = joined(A, PHONE, one)
    assert first
    assert first.belief is Belief.PROBABLE
    for account in (A, B):
        result = joined(account, PHONE, two)
        assert result
        assert (result.belief, [item.what for item in result.against]) == (
            Belief.POSSIBLE,
            ["prior", "different-names"],
        )
        assert joined(account, PHONE, two, [PHONE]).belief is Belief.PROBABLE  # type: ignore[union-attr]


def test_a_number_under_three_names_is_a_hub_for_those_who_share_it_too() -> None:
    people = {A: "Sefa Vulaono", B: "Mere Taukoro", C: "Sefa Tari"}
    found = [item for account, name in people.items() for item in (*bio(account, "", PHONE), named(account, name))]
    assert joined(A, B, found) is None
    assert set(spreading([A], found).places) == {parse(A)}


def test_the_same_digits_without_a_country_weigh_with_something_else_only() -> None:
    found = [*bio(A, "", PHONE), local(B)]
    assert joined(A, B, found) is None
    alike = [*found, named(A, "Sefa Vulaono"), named(B, "Sefa Vulaono")]
    result = joined(A, B, alike)
    assert result
    assert (result.belief, {ground.what for ground in result.grounds}) == (
        Belief.PROBABLE,
        {"same-name", "same-local-number"},
    )
    assert joined(A, B, [*found, named(A, "Sefa Vulaono"), named(B, "Mere Taukoro")]) is None
    assert shared(A, B, [*bio(A, "", PHONE), local(B, "9991235"), *alike[-2:]]) == {"same-name"}


def test_digits_count_once_and_those_of_an_agency_not_at_all() -> None:
    names = [named(A, "Sefa Vulaono"), named(B, "Sefa Vulaono")]
    assert shared(A, B, [*bio(A, "", PHONE), *bio(B, "", PHONE), local(B), *names]) == {"same-name", "same-phone"}
    office = [said(B, "bio", "Agency 9 9 9 1 2 3 4"), local(B)]
    assert shared(A, B, [*bio(A, "", PHONE), *office, *names]) == {"same-name"}


def test_a_name_of_his_own_and_the_number_with_gaps_make_an_account_probable() -> None:
    found = [
        *bio(A, "My other name is qwvar-81x.", "@qwvar-81x", PHONE),
        said("@qwvar-81x", "account", "https://gitlab.com/qwvar-81x", "accounts", B),
    ]
    assert belief(spreading([A], found), B) is Belief.POSSIBLE
    assert belief(spreading([A], [*found, local(B)]), B) is Belief.PROBABLE


def test_a_namesake_of_another_name_is_told_apart_from_accounts_that_are_tied_by_more() -> None:
    mine, theirs = "github:lowela_kt7", "dev:lowela_kt7"
    both = [said("@lowela_kt7", "account", f"https://{name}", "accounts", name) for name in (mine, theirs)]
    other = named(theirs, "Mere Taukoro")
    tied = [*both, *bio(mine, "", PHONE), named(mine, "Sefa Vulaono"), other]
    told = spreading(["@lowela_kt7", PHONE], tied)
    assert (belief(told, mine), belief(told, theirs)) == (Belief.PROBABLE, None)
    (apart,) = [item for item in told.joins.values() if Identifier(Kind.ACCOUNT, theirs) in (item.one, item.other)]
    assert (apart.belief, apart.against[-1].what) == (None, "different-names")
    assert "mere taukoro" in told.namesakes[parse(theirs)]
    assert belief(spreading(["@lowela_kt7", PHONE], tied[:-1]), theirs) is Belief.POSSIBLE
    untied = [*both, named(mine, "Sefa Vulaono"), other]
    assert {belief(spreading(["@lowela_kt7"], untied), name) for name in (mine, theirs)} == {Belief.POSSIBLE}
    assert belief(spreading(["@lowela_kt7", PHONE], [*tied, *bio(theirs, "", PHONE)]), theirs) is not None
