"""Asking sites where a handle has an account: each site is asked for the handle and for a control.

One site is asked one thing at a time; sites are asked side by side. Results come in the order of the rules.
"""

import random
import string
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from osint_kit.accounts import judge
from osint_kit.accounts.judge import Answer
from osint_kit.accounts.rule import SOURCE, Rule
from osint_kit.clock import now
from osint_kit.findings import Finding, Grade
from osint_kit.gateway import Gateway
from osint_kit.gateway.failures import Failure
from osint_kit.identifiers import Identifier, Kind
from osint_kit.overlap import in_order
from osint_kit.reach import Reach
from osint_kit.sources.source import Declaration, Planned

if TYPE_CHECKING:
    from osint_kit.accounts.rules import RuleList

AT_ONCE = 32
LEARNS = "the site, but not the owner of the account"
FAILURES = {
    "timeout": judge.TIME_OUT,
    "budget": judge.OVER_BUDGET,
    "rate-limit": judge.RATE_LIMIT,
    "limit": judge.PAGE_CHANGED,
}
GRADES = {
    "found": Grade("B", 2, "the site's own page for this handle, and none for a control"),
    "absent": Grade("B", 2, "the site says that there is no such account"),
    "unclear": Grade("B", 6, "the site's answer proves neither presence nor absence"),
}


@dataclass(frozen=True)
class SiteAnswer:
    """The state of one handle on one site. ``evidence`` names the answers about the handle and the control."""

    handle: Identifier
    rule: Rule
    state: judge.State
    why: str | None
    url: str
    evidence: tuple[str, ...]
    at: datetime


def find(
    handle: Identifier,
    rules: Sequence[Rule],
    gateway: Gateway,
    seed: str,
    keep: Callable[[SiteAnswer], object] = lambda _: None,
) -> Iterator[SiteAnswer]:
    """Ask all sites for a handle; ``seed`` decides the control, so that a replay makes the same one.

    ``keep`` gets each answer as soon as it is there, from many threads, so that an interruption loses none.
    """
    spare = control(handle.value, seed)

    def answered(rule: Rule) -> SiteAnswer:
        answer = ask(handle, spare, rule, gateway)
        keep(answer)
        return answer

    yield from in_order(answered, rules, AT_ONCE)


def ask(handle: Identifier, spare: str, rule: Rule, gateway: Gateway) -> SiteAnswer:
    """Ask one site for a handle and, where that answer says anything, for the control."""
    answer = _answer(handle.value, rule, gateway)
    other = Answer(spare)
    if judge.marks(rule, answer) == "neither":
        judgement = judge.Judgement("unclear", judge.obstacle(answer))
    else:
        other = _answer(spare, rule, gateway)
        judgement = judge.judge(rule, answer, other)
    evidence = tuple(name for name in (answer.evidence, other.evidence) if name)
    return SiteAnswer(handle, rule, judgement.state, judgement.why, rule.address(handle.value), evidence, now())


def control(handle: str, seed: str) -> str:
    """A handle of the same shape that nobody has: letters for letters of their case, digits for digits, marks kept."""
    dice = random.Random(f"{seed}:{handle}")

    def other(char: str) -> str:
        if char.isdigit():
            return dice.choice(string.digits)
        if char.isupper():
            return dice.choice(string.ascii_uppercase)
        return dice.choice(string.ascii_lowercase) if char.isalpha() else char

    spare = "".join(map(other, handle))
    return spare if spare != handle else control(handle, seed + "'")


def finding(answer: SiteAnswer) -> Finding:
    """The finding of one answer: found, absent and unclear alike, each with its evidence and its control's."""
    site = answer.rule.name
    account = None
    if answer.state == "found":
        account = Identifier(Kind.ACCOUNT, f"{platform(site)}:{answer.rule.spelling(answer.handle.value)}")
    return Finding(
        answer.handle,
        "account",
        {"site": site, "state": answer.state, "why": answer.why, "url": answer.url},
        SOURCE,
        answer.at,
        GRADES[answer.state],
        Reach.PLATFORM,
        object=account,
        evidence=answer.evidence,
    )


def platform(site: str) -> str:
    """A site's name as the platform of an account, such as ``hacker-news``."""
    return "-".join("".join(char if char.isalnum() else " " for char in site.lower()).split())


def plan(handle: Identifier, rules: Sequence[Rule]) -> list[Planned]:
    """What asking all sites for one handle would tell whom."""
    return [
        Planned(
            f"{handle.value} and a control of the same shape",
            rule.fill(rule.host, handle.value),
            Reach.PLATFORM,
            LEARNS,
        )
        for rule in rules
    ]


class AccountSource:
    """The account engine as a source: every site of a rule list."""

    declaration = Declaration(
        name=SOURCE,
        title="Accounts by site rules, each against a control",
        home="https://github.com/WebBreacher/WhatsMyName",
        documentation="https://github.com/WebBreacher/WhatsMyName",
        terms="each site's own",
        kinds=(Kind.HANDLE,),
        reach=Reach.PLATFORM,
        pace="one request at a time to a site",
        yields=("account",),
        grade=GRADES["found"],
        learns=LEARNS,
    )

    def __init__(self, rules: "RuleList", seed: str) -> None:
        self._rules = rules.rules
        self._seed = seed

    def plan(self, identifier: Identifier) -> list[Planned]:
        """Two requests a site."""
        return plan(identifier, self._rules)

    def ask(self, identifier: Identifier, gateway: Gateway) -> Iterator[Finding]:
        """A finding a site."""
        for answer in find(identifier, self._rules, gateway, self._seed):
            yield finding(answer)


def _answer(handle: str, rule: Rule, gateway: Gateway) -> Answer:
    if not rule.takes(handle):
        return Answer(handle, failure=judge.NOT_ALLOWED)
    try:
        answer = gateway.http(rule.request(handle))
    except Failure as failure:
        return Answer(handle, failure=FAILURES.get(failure.word, judge.NO_CONNECTION), evidence=failure.evidence)
    # What was cut off may hold the other mark.
    obstacle = judge.PAGE_CHANGED if answer.truncated else ""
    return Answer(handle, answer.status, answer.text, obstacle, answer.evidence)
