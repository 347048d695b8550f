"""The list of the WhatsMyName project, as it stands today, and what is new in it.

Where it lies: https://github.com/WebBreacher/WhatsMyName, README, "Sites tracked"; CC BY-SA 4.0.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields

from osint_kit.accounts.importing import Outcome, as_outcomes, merge, read_foreign, rules_of
from osint_kit.accounts.rule import Rule
from osint_kit.accounts.rules import OWN
from osint_kit.errors import UsageError
from osint_kit.gateway import Gateway
from osint_kit.gateway.exchange import HttpRequest
from osint_kit.reach import Reach
from osint_kit.sources.source import Planned

ORIGIN = "WhatsMyName"
URL = "https://raw.githubusercontent.com/WebBreacher/WhatsMyName/main/wmn-data.json"
SOURCE = "site-rules"
PLAN = Planned("the list of the WhatsMyName project", "raw.githubusercontent.com", Reach.PLATFORM, "GitHub; no subject")


@dataclass(frozen=True)
class Change:
    """What is new about one rule of the list: ``added``, ``removed``, ``changed`` in some fields."""

    site: str
    change: str
    fields: tuple[str, ...] = ()


def fetch(gateway: Gateway) -> list[Outcome]:
    """Fetch and read the list. Raises `Failure` where none came, `UsageError` where it is no list."""
    answer = gateway.http(HttpRequest(URL, Reach.PLATFORM, SOURCE))
    if answer.status != 200:
        raise UsageError(f"{URL} answered {answer.status}", "try again later; the list in use stays")
    if answer.truncated:
        raise UsageError(f"{URL} sent more than is taken", "the list in use stays")
    return read_foreign(answer.body, "wmn-data.json")


def updated(fetched: Sequence[Outcome], own: Sequence[Rule], former: Sequence[Rule]) -> list[Rule]:
    """The list to put in use: the kit's own rules, those that came, and what other projects' rules were in use."""
    others = [rule for rule in former if rule.origin not in (ORIGIN, OWN)]
    return rules_of(merge([as_outcomes(own, "own"), fetched, as_outcomes(others, "former")]))


def changes(former: Sequence[Rule], new: Sequence[Rule]) -> Iterator[Change]:
    """What is new about the rules of the project, by the address that each asks; in the order of names."""
    before = {(rule.uri_check, rule.post_body): rule for rule in former if rule.origin == ORIGIN}
    after = {(rule.uri_check, rule.post_body): rule for rule in new if rule.origin == ORIGIN}
    for key in sorted({*before, *after}, key=lambda key: (after.get(key) or before[key]).name.casefold()):
        old, now = before.get(key), after.get(key)
        if old and now:
            differ = tuple(item.name for item in fields(Rule) if getattr(old, item.name) != getattr(now, item.name))
            if differ:
                yield Change(now.name, "changed", differ)
        elif now:
            yield Change(now.name, "added")
        elif old:
            yield Change(old.name, "removed")
