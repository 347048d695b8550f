"""Whether two names or places that are told may be those of one person. Pure."""

from itertools import zip_longest

LONG = 3
"""Letters from which on a word counts."""


def alike(one: str, other: str) -> bool:
    """Whether two places are the same, or share a word of three letters or more."""
    return one == other or bool({*_words(one)} & {*_words(other)})


def may_be_one(one: str, other: str) -> bool:
    """Whether two names may be one person's: ``sefa v`` and ``sefa vula`` may, ``sefa vula`` and ``sefa tari`` not.

    Names that share a word may be, so that a nickname or a name left out is no difference. Those that share only the
    first word, which many have, may not where both go on with another one.
    """
    if not alike(one, other):
        return False
    mine, theirs = one.split(), other.split()
    if len(mine) < 2 or len(theirs) < 2:
        return True
    if mine[0] != theirs[0] or {*_words(" ".join(mine[1:]))} & {*_words(" ".join(theirs[1:]))}:
        return True
    rest = zip_longest(mine[1:], theirs[1:], fillvalue="")
    return any(left.startswith(right.rstrip(".")) or right.startswith(left.rstrip(".")) for left, right in rest)


def _words(text: str) -> list[str]:
    return [word for word in text.split() if len(word) >= LONG]
