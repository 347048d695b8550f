"""Counting in constant memory."""

import pytest

from osint_kit.bulk.tally import MOST_REASONS, OTHER, Distinct, Tally, reason_of


def test_few_are_counted_exactly_and_many_closely() -> None:
    few, many = Distinct(), Distinct()
    for number in range(50_000):
        few.add(str(number))
        few.add(str(number))
    assert (len(few), few.exact) == (50_000, True)
    for number in range(400_000):
        many.add(str(number))
    assert not many.exact
    assert abs(len(many) - 400_000) < 400_000 * 0.015
    assert len(many._hashes) < 2 * Distinct.KEPT


def test_what_two_have_counted_is_counted_once() -> None:
    one, two, both = Distinct(), Distinct(), Distinct()
    for number in range(3000):
        (one if number % 3 else two).add(str(number % 2000))
        if not number % 500:
            both.merge(one.taken())
            both.merge(two.taken())
    both.merge(one.taken())
    both.merge(two.taken())
    assert len(both) == 2000


def test_reasons_do_not_fill_the_memory() -> None:
    tally = Tally()
    for number in range(2 * MOST_REASONS):
        tally.refuse(f"reason {number}")
    assert len(tally.reasons) == MOST_REASONS + 1
    assert (tally.reasons[OTHER], tally.reasons.total()) == (MOST_REASONS, 2 * MOST_REASONS)


@pytest.mark.parametrize(
    "problem, reason",
    [
        ("too short in Fiji: 5 digits, where numbers have 7 or 11", "too short in Fiji"),
        ("no country code: begin it with + and the code", "no country code"),
        ("the letter 'O' stands where a phone number has digits; write digits only", None),
        ("2001 characters are too many for a phone number; give the number alone", None),
        (": x", OTHER),
        ("http://bit.ly/x leads back to itself", "\u2026 leads back to itself"),
        ("bit.ly answered 404 Not Found", "\u2026 answered \u2026 Not Found"),
        ("10.0.0.5 is refused: it is a private address", "\u2026 is refused"),
        ("::1 is refused: it is the loopback address", "\u2026 is refused"),
        ("::ffff:10.0.0.1 is refused: it is 10.0.0.1 in another form", "\u2026 is refused"),
        ("fe80::1 is refused: it is a link-local address", "\u2026 is refused"),
        ("a handle cannot hold the character ';' (U+003B)", "a handle cannot hold the character \u2026"),
        ("a handle cannot hold the character ''' (U+0027)", "a handle cannot hold the character \u2026"),
        ("a handle cannot hold the character U+202E; write", "a handle cannot hold the character \u2026"),
        ("the site's answer isn't one: x", "the site's answer isn't one"),
        ("a web address begins with http:// or https://", "a web address begins with http:// or https://"),
        ("the world range has no place for bit.ly:443", "the world range has no place for \u2026"),
    ],
)
def test_a_reason_is_what_many_problems_share(problem: str, reason: str | None) -> None:
    assert reason_of(problem) == (reason or reason_of(problem.replace("'O'", "'l'").replace("2001", "3000")))
