"""Patterns of the handles that a site allows, and which of them cannot be trusted to come to an end.

``re`` tries one way to match after the other. Where something that varies is repeated, or many such things follow
one another, there may be more ways than a life has seconds; a pattern from a file is never run before that is
ruled out.
"""

import re
from functools import lru_cache

LONGEST = 500
MOST_WAYS = 1_000_000
"""So many ways are tried in well under a second."""
HANDLE = 64
"""The longest handle that there is, and so the most that a repetition can match."""

_TOKEN = re.compile(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|\(\?<?[=!:]|\(\?P<\w+>|\(\?i\)|\{\d*,?\d*\}|.", re.DOTALL)
_GROUPS = re.compile(r"\((\?<?[=!:]|\?P<\w+>)?")
_COUNT = re.compile(r"\{(\d*)(,?)(\d*)\}")


class BadPattern(ValueError):
    """A pattern that is none."""


class EndlessPattern(BadPattern):
    """A pattern that might not come to an end."""

    def __init__(self) -> None:
        super().__init__("the pattern repeats what varies by itself, and could run for ever")


@lru_cache(maxsize=4096)
def check_pattern(pattern: str) -> None:
    """Raise `BadPattern` where a pattern is none, `EndlessPattern` where it might run for ever."""
    if len(pattern) > LONGEST:
        raise BadPattern(f"the pattern has more than {LONGEST} characters")
    _count_ways(_TOKEN.findall(pattern))
    try:
        re.compile(pattern)
    except (re.error, OverflowError, RecursionError) as error:
        raise BadPattern(f"the pattern is none: {error}") from error


def _count_ways(tokens: list[str]) -> None:
    """Raise `EndlessPattern` where there may be more than `MOST_WAYS` ways to match the longest handle."""
    ways = 1
    varies = [False]  # for each group that is open: does it hold anything that varies?
    for token, following in zip(tokens, [*tokens[1:], ""], strict=True):
        if token.startswith("(") and token != "(?i)":
            if not _GROUPS.fullmatch(token) or (token == "(" and following == "?"):
                raise EndlessPattern  # flags and conditions that change what the rest means
            varies.append(False)
        elif token == ")" and len(varies) > 1:
            within = varies.pop()
            if within and _most(following) > 1:
                raise EndlessPattern
            varies[-1] |= within
        elif re.fullmatch(r"\\[1-9]", token):
            raise EndlessPattern  # a reference back to what varies
        choices = 2 if token in ("|", "?") else _choices(token)
        varies[-1] |= choices > 1
        ways *= choices
        if ways > MOST_WAYS:
            raise EndlessPattern


def _choices(token: str) -> int:
    """In how many ways a repetition can match the longest handle."""
    if token in ("*", "+"):
        return HANDLE
    count = _COUNT.fullmatch(token)
    if not count or not count[2]:
        return 1
    return max(min(int(count[3] or HANDLE), HANDLE) - int(count[1] or 0) + 1, 1)


def _most(token: str) -> int:
    """How often a repetition repeats at most."""
    if token in ("*", "+"):
        return HANDLE
    count = _COUNT.fullmatch(token)
    return int(count[3] or HANDLE if count[2] else count[1] or 1) if count else 1
