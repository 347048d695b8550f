"""Trying a rule against accounts that are known to exist and against handles that nobody has.

A check says how a rule did once, from one network; a rule is never put out of use by it.
"""

import random
import string
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from osint_kit.accounts import answers
from osint_kit.accounts.asking import SiteAnswer
from osint_kit.accounts.engine import AT_ONCE, LEARNS
from osint_kit.accounts.rule import Rule
from osint_kit.accounts.rule_reading import fingerprint
from osint_kit.clock import iso, now
from osint_kit.identifiers import Identifier, Kind
from osint_kit.overlap import in_order
from osint_kit.reach import Reach
from osint_kit.sources.source import Planned

State = Literal["good", "broken", "walled", "unreachable", "not tried"]
NOT_TRIED = "not tried live"
WALLS = frozenset({answers.WALL, answers.LOGIN, answers.RATE_LIMIT, answers.BLOCKED})
AWAY = frozenset({answers.NO_CONNECTION, answers.TIME_OUT, answers.SITE_ERROR})
Ask = Callable[[Identifier, Rule], SiteAnswer]
"""Asks a site about a handle, held against a control."""


@dataclass(frozen=True)
class Checked:
    """How one rule did: ``how`` says in what way it was not good.

    ``known`` is the account that decided it, ``world`` and ``proxied`` through what it was asked, ``list`` the
    SHA-256 of the list that the rule was in; ``rule`` is the rule's fingerprint, as a check of another says nothing.
    """

    site: str
    host: str
    rule: str
    state: State
    how: str
    known: str
    checked: str
    world: str
    proxied: bool
    list: str


def check(
    rules: Sequence[Rule],
    ask: Ask,
    seed: str,
    world: str,
    proxied: bool,
    list_hash: str,
    keep: Callable[[Checked], object] = lambda _: None,
) -> Iterator[Checked]:
    """Check rules side by side, in their order; ``keep`` gets each result as soon as it is there."""

    def checked(rule: Rule) -> Checked:
        state, how, known = check_rule(rule, ask, seed)
        result = Checked(
            rule.name, rule.host, fingerprint(rule), state, how, known, iso(now()), world, proxied, list_hash
        )
        keep(result)
        return result

    yield from in_order(checked, rules, AT_ONCE)


def check_rule(rule: Rule, ask: Ask, seed: str) -> tuple[State, str, str]:
    """The state of a rule, how it is not good, and the known account that decided it.

    Good is a rule by which a known account is found and a handle that nobody has, drawn from ``seed``, is absent; each
    is held against a control too. Where a known account is gone, the next one is tried.
    """
    if not rule.known:
        return "not tried", "the rule names no account that exists", ""
    gone: list[str] = []
    for known in rule.known:
        answer = ask(Identifier(Kind.HANDLE, known), rule)
        if answer.state == "absent":
            gone.append(known)
            continue
        if answer.state == "unclear":
            return *_obstacle(answer, f"about {known}"), known
        empty = ask(Identifier(Kind.HANDLE, nobody(rule, seed)), rule)
        if empty.state == "absent":
            return "good", "", known
        if empty.state == "found":
            return "broken", "a handle that nobody has is found", known
        return *_obstacle(empty, "about a handle that nobody has"), known
    return "broken", f"says that there is no {' and no '.join(gone)}", gone[0]


def nobody(rule: Rule, seed: str) -> str:
    """A handle that nobody has: ten letters, or where the site takes none such, one like that of a known account."""
    dice = random.Random(f"{seed}:check:{rule.name}")
    letters = "".join(dice.choice(string.ascii_lowercase) for _ in range(10))
    if rule.takes(letters) or not rule.known:
        return letters

    def other(char: str) -> str:
        kinds = (string.digits, string.ascii_lowercase, string.ascii_uppercase)
        return dice.choice(next((kind for kind in kinds if char in kind), char))

    return "".join(map(other, rule.known[0]))


def plan(rules: Sequence[Rule]) -> list[Planned]:
    """What a check asks of whom."""
    return [
        Planned(
            f"{rule.known[0]}, which exists, and two handles that nobody has",
            rule.fill(rule.host, rule.known[0]),
            Reach.PLATFORM,
            LEARNS,
        )
        for rule in rules
        if rule.known
    ]


def _obstacle(answer: SiteAnswer, about: str) -> tuple[State, str]:
    why = (answer.why or "").removeprefix("control: ")
    if why == answers.OVER_BUDGET:
        return "not tried", why
    if why in WALLS:
        return "walled", f"{why}, {about}"
    if why in AWAY:
        return "unreachable", f"{why}, {about}"
    if answer.rule.there.proof == "nothing":
        return "broken", "the rule has no mark of an account, so none is ever found"
    return "broken", f"{why}, {about}"
