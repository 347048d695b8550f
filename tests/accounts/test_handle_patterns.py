"""Patterns from files: which are run, which are refused, and that none runs for ever."""

import re
import time

import pytest

from osint_kit.accounts.handle_patterns import BadPattern, EndlessPattern, check_pattern

LONG = ("a" * 63 + "!", "a-" * 31 + "!", "0" * 64, "ab." * 21)


@pytest.mark.parametrize(
    "pattern",
    [
        "^[a-zA-Z0-9_]{1,15}$",
        "^[^.]*?$",
        r"^[\w.]{2,30}$",
        r"^(?!id\d)[a-z_]*$",
        r"^[a-z]{3,49}(?<!\.com|\.org|\.net)$",
        "(?i)^[a-z]+$",
        "^([a-z]){1,15}$",
        "^(ab|cd)?x$",
        r"^[\])(*+]+$",
        r"^\(a\)+$",
    ],
)
def test_patterns_that_end(pattern: str) -> None:
    check_pattern(pattern)
    for text in LONG:
        began = time.perf_counter()
        re.search(pattern, text)
        assert time.perf_counter() - began < 1


@pytest.mark.parametrize(
    "pattern",
    [
        "(a+)+$",
        "^(a|a)*$",
        "(a|aa)+$",
        "((a{1,9}){1,9}){1,9}$",
        "(?:a?){40}b",
        "a?" * 40 + "a" * 40,
        "a*a*a*a*a*$",
        "(.)\\1",
        "(?x)(a+) +$",
        "(?P<x>a+)+",
        "(?=(a+)+)b",
    ],
)
def test_patterns_that_might_not(pattern: str) -> None:
    with pytest.raises(EndlessPattern):
        check_pattern(pattern)


@pytest.mark.parametrize("pattern", ["(", "[", "a**", "(?<=a+)b", "x" * 501, "a{5,2}"])
def test_what_is_no_pattern(pattern: str) -> None:
    with pytest.raises(BadPattern) as caught:
        check_pattern(pattern)
    assert not isinstance(caught.value, EndlessPattern)
