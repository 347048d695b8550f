"""Identifiers are values: equal when canonical forms are, and sorted by kind and value."""

import pytest

from osint_kit.identifiers import Identifier, Kind, NotReadable


def test_two_that_mean_the_same_are_one() -> None:
    assert {Identifier(Kind.PHONE, "+6799991234"), Identifier(Kind("phone"), "+6799991234")} == {
        Identifier(Kind.PHONE, "+6799991234")
    }


def test_they_sort_by_kind_and_value() -> None:
    first, second = Identifier(Kind.DOMAIN, "a.example"), Identifier(Kind.DOMAIN, "b.example")
    phone = Identifier(Kind.PHONE, "+6799991234")
    assert sorted([phone, second, first]) == [first, second, phone]


def test_the_kinds_are_the_words_of_the_case_folder() -> None:
    words = "phone email domain ip url handle account wallet name text"
    assert [str(kind) for kind in Kind] == words.split()


def test_it_is_written_with_its_kind_in_front() -> None:
    assert str(Identifier(Kind.ACCOUNT, "github:sefa")) == "account:github:sefa"


def test_not_readable_is_a_value_error() -> None:
    with pytest.raises(ValueError, match="say why"):
        raise NotReadable("say why")
