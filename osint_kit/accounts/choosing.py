"""Which rules of a list are meant: by site, category, region and origin."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from difflib import get_close_matches

from osint_kit.accounts.rule import Rule
from osint_kit.errors import UsageError

MOST_NAMED = 30
"""Words that are all named where none of them was meant."""


def choose(
    rules: Sequence[Rule],
    sites: Sequence[str] = (),
    categories: Sequence[str] = (),
    regions: Sequence[str] = (),
    origins: Sequence[str] = (),
) -> list[Rule]:
    """The rules that fit one word of each kind that is given, in their order; upper and lower case are the same.

    Raises `UsageError` for a word that fits no rule of the list.
    """
    chosen = _fitting(rules, sites, lambda rule: [rule.name], "there is no rule for the site")
    chosen = _fitting(chosen, categories, lambda rule: [rule.cat], "there is no rule of the category")
    chosen = _fitting(chosen, regions, lambda rule: rule.region, "there is no rule for the region")
    return _fitting(chosen, origins, lambda rule: [rule.origin], "there is no rule of the origin")


def _fitting(rules: Sequence[Rule], words: Sequence[str], of: Callable[[Rule], Iterable[str]], none: str) -> list[Rule]:
    if not words:
        return list(rules)
    there = {word.casefold(): word for rule in rules for word in of(rule) if word}
    for word in words:
        if word.casefold() not in there:
            raise UsageError(f"{none} '{word}'", f"{_near(word, there)}; see 'osint account sites list'")
    wanted = {word.casefold() for word in words}
    return [rule for rule in rules if any(word.casefold() in wanted for word in of(rule))]


def _near(word: str, there: Mapping[str, str]) -> str:
    """All words that there are, or of many those that are like the one that was typed."""
    if not there:
        return "none of these rules names one"
    if len(there) <= MOST_NAMED:
        return f"there are: {', '.join(sorted(there.values()))}"
    parts = {part: key for key in there for part in (*key.split(), key)}
    like = dict.fromkeys(parts[part] for part in get_close_matches(word.casefold(), parts, n=3))
    return f"is it {' or '.join(there[key] for key in like)}?" if like else "no name is like it"
