"""What is read out of a text that somebody wrote about himself, and what is left alone."""

import pytest

from osint_kit.sources.fact import Fact
from osint_kit.sources.mentions import mentions, with_mentions


def read(text: str) -> list[tuple[str, str]]:
    return [(fact.property, str(fact.object or fact.value)) for fact in mentions(Fact("bio", text, text, "bio"))]


@pytest.mark.parametrize(
    "text, named",
    [
        ("My other name is reef_274.", "handle:reef_274"),
        ("my OTHER  account: https is not it; aka sefa77", "handle:sefa77"),
        ("Find me as sefa.v-77!", "handle:sefa.v-77"),
        ("same name on telegram: sefa_jobs", "account:telegram:sefa_jobs"),
        ("Telegram: islandjobs | Suva", "account:telegram:islandjobs"),
        ("IG - sefa77", "account:instagram:sefa77"),
        ("snapchat sefa77 and no more", "account:snapchat:sefa77"),
        ("narafala nem blong mi sefa77", "handle:sefa77"),
    ],
)
def test_a_handle_behind_words_that_announce_it(text: str, named: str) -> None:
    assert read(text) == [("mentions", named)]


@pytest.mark.parametrize(
    "text",
    [
        "telegram: ask me",
        "my other account is private",
        "my other name is Tomasi",
        "insta: palm.shop.com",
        "telegram 24h",
        "viber 12345",
        "instagram sefa77@",
        "mytelegram sefa77",
        "I like snap peas2",
        "my other name is " + "x" * 100,
    ],
)
def test_words_that_are_no_handle(text: str) -> None:
    assert read(text) == []


@pytest.mark.parametrize(
    "text, digits",
    [
        ("call 9 9 9 1 2 3 4", "9991234"),
        ("call 999-1234", "9991234"),
        ("call nine nine nine one two three four", "9991234"),
        ("0412 345 678 mob", "412345678"),
    ],
)
def test_a_number_without_a_country_is_its_digits(text: str, digits: str) -> None:
    assert read(text) == [("local_number", digits)]


@pytest.mark.parametrize("text", ["2019 - 2020", "12-05-2021", "born 1990 12 24", "12345", "room 7, floor 2", "9" * 40])
def test_dates_and_short_numbers_are_none(text: str) -> None:
    assert read(text) == []


def test_what_is_read_as_one_thing_is_not_read_as_another() -> None:
    text = "call +679 999 1234, telegram: @sefa77, my other name is sefa88@mail.example"
    assert sorted(read(text)) == [
        ("mentions", "email:sefa88@mail.example"),
        ("mentions", "handle:sefa77"),
        ("mentions", "phone:+6799991234"),
    ]


def test_a_fact_names_the_words_as_they_stand_there() -> None:
    facts = list(with_mentions([Fact("bio", "aka sefa77, call 9 9 9 1 2 3 4", "b", "bio")]))
    assert [(fact.property, fact.excerpt, fact.read_from) for fact in facts] == [
        ("bio", "b", "bio"),
        ("mentions", "sefa77", "bio"),
        ("local_number", "9 9 9 1 2 3 4", "bio"),
    ]


def test_long_texts_are_read_in_time() -> None:
    import time

    begun = time.monotonic()
    for text in ("telegram: " * 20_000, "1 2 3 " * 20_000, "aka " + "a." * 50_000, "my other name is\n" * 20_000):
        read(text)
    assert time.monotonic() - begun < 10
