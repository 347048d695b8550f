"""From seeds outwards, level by level, with sources made for the test."""

import time
from collections.abc import Iterator

import pytest

from osint_kit.findings import LEFT, Finding
from osint_kit.gateway import Gateway
from osint_kit.identifiers import Identifier, Kind, parse
from osint_kit.profiles import derive
from osint_kit.profiles.collect import Bounds, collect, plan
from osint_kit.profiles.material import ANSWERED, NO_ANSWER, NOT_ASKED, OUT_OF_REACH
from osint_kit.profiles.profile import build
from osint_kit.reach import Reach
from osint_kit.sources import Planned
from tests.profiles.books import FOLLOWS, Book, collected, domain, notebook

CHAIN = {
    "a.example": [("website", "b.example"), ("created", "2020-01-02T00:00:00Z"), ("name_server", "ns.example")],
    "b.example": [("website", "c.example"), ("website", "a.example")],
    "c.example": [("website", "d.example"), ("seen", "e.example")],
}


@pytest.mark.parametrize(
    "depth, asked, beyond",
    [
        (0, ["a.example"], {"b.example"}),
        (1, ["a.example", "b.example"], {"c.example"}),
        (2, ["a.example", "b.example", "c.example"], {"d.example"}),
        (5, ["a.example", "b.example", "c.example", "d.example"], set()),
    ],
)
def test_depth(depth: int, asked: list[str], beyond: set[str]) -> None:
    book = Book(CHAIN)
    result = collected(["a.example"], [book], depth)
    assert book.asked == asked
    left = {line.subject.value: line.value for line in result.lines if line.property == LEFT}
    assert left == dict.fromkeys(beyond, f"further than depth {depth}")
    assert list(result.asked) == [domain(name) for name in asked]


def test_each_source_is_asked_once_about_each() -> None:
    one, two = Book(CHAIN), Book({"a.example": [("website", "b.example"), ("website", "c.example")]}, name="two")
    collected(["a.example", "A.example", "b.example"], [one, two], 4)
    assert sorted(one.asked) == sorted(two.asked) == ["a.example", "b.example", "c.example", "d.example"]


class OfOnePlatform(Book):
    """A platform that takes handles and accounts, and has one question for both."""

    def plan(self, identifier: Identifier) -> list[Planned]:
        platform, _, name = identifier.value.rpartition(":")
        return [] if platform not in ("", "book") else [Planned(name, self.name, self.reach, "nobody")]


@pytest.mark.parametrize(
    "seeds, asked",
    [
        (["@sefa-e"], ["sefa-e"]),
        (["book:sefa-e"], ["book:sefa-e"]),
        (["book:sefa-e", "@sefa-e"], ["book:sefa-e"]),
        (["@sefa-e", "@lolo-k", "other:sefa-e"], ["sefa-e", "lolo-k", "other:sefa-e"]),
    ],
)
def test_a_platform_is_not_asked_about_an_account_whose_handle_it_has_answered(
    seeds: list[str], asked: list[str]
) -> None:
    book = OfOnePlatform({"sefa-e": [("mentions", "book:sefa-e")], "book:sefa-e": [("mentions", "@sefa-e")]})
    result = collected(seeds, [book], 2)
    assert book.asked == asked
    assert {str(identifier) for identifier in result.asked} >= {str(parse(seed)) for seed in seeds}


def test_what_came_of_each_question_is_kept() -> None:
    books = [Book(CHAIN, fails="a.example"), Book({}, name="knows nothing"), Book({}, name="far", reach=Reach.TARGET)]
    result = collected(["a.example"], books, 0)
    assert [item.property for item in result.findings] == ["website", "created", "name_server"]
    assert [(item.source, item.outcome, item.why) for item in result.consulted] == [
        ("book", NO_ANSWER, "it is shut"),
        ("knows nothing", ANSWERED, ""),
        ("far", OUT_OF_REACH, "needs reach target"),
    ]
    assert books[2].asked == []


def test_after_its_time_a_build_asks_nothing_new() -> None:
    book = Book(CHAIN)
    result = collect([(domain("a.example"), "a")], [book], notebook(), Bounds(2, until=time.monotonic() - 1))
    assert book.asked == []
    assert [item.outcome for item in result.consulted] == [NOT_ASKED]


def test_what_is_refused_is_not_followed_and_says_why() -> None:
    book = Book(CHAIN)
    bounds = Bounds(3, refusal=lambda found: "outside" if found.value == "b.example" else None)
    result = collect([(domain("a.example"), "a")], [book], notebook(), bounds)
    assert book.asked == ["a.example"]
    profile = build(None, [(domain("a.example"), "a")], derive.of_collection(result), FOLLOWS)
    assert ("b.example", "outside") in [(item["value"], item["reason"]) for item in profile["not_followed"]]  # type: ignore[index,call-overload,union-attr]


def test_independent_questions_overlap() -> None:
    class Sleeper(Book):
        def ask(self, identifier: Identifier, gateway: Gateway) -> Iterator[Finding]:
            time.sleep(0.2)
            return iter(())

    begun = time.monotonic()
    collected(["a.example"], [Sleeper({}, name=str(number)) for number in range(12)], 0)
    assert time.monotonic() - begun < 1.2


def test_a_hub_that_was_entered_is_asked_about() -> None:
    book = Book({})
    collected(["gmail.com"], [book], 1)
    assert book.asked == ["gmail.com"]


@pytest.mark.parametrize("hub", ["gmail.com", "bit.ly", "wa.me", "facebook.com", "github.io", "@admin", "@john"])
def test_hubs_are_not_asked_about(hub: str) -> None:
    book = Book({"a.example": [("mentions", hub)]})
    collected(["a.example"], [book], 3)
    assert book.asked == ["a.example"]


def test_beyond_an_account_of_a_frequent_handle_nobody_is_asked_unless_it_is_tied() -> None:
    class Accounts(Book):
        def ask(self, identifier: Identifier, gateway: Gateway) -> Iterator[Finding]:
            self.asked.append(identifier.value)
            if identifier == parse("@john"):
                for account, phone in (("github:john", "+6799991234"), ("gitlab:john", "+6799995678")):
                    subject = parse(account)
                    yield self.declaration.finding(identifier, "account", account, AT, None, subject)
                    yield self.declaration.finding(subject, "mentions", phone, AT, None, parse(phone))
                    mail = account.replace(":", "@") + ".example"
                    yield self.declaration.finding(subject, "email", mail, AT, None, parse(mail))

    from tests.profiles.books import AT

    book = Accounts({})
    collected(["@john", "+6799991234"], [book], 2)
    assert sorted(book.asked) == ["+6799991234", "github@john.example", "john"]


def test_a_plan_asks_nobody() -> None:
    book = Book(CHAIN)
    assert [planned.asks for planned in plan(domain("a.example"), [book, book])] == ["a.example", "a.example"]
    assert book.asked == []
    assert Kind.DOMAIN in book.declaration.kinds
