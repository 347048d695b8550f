"""What two answers of a site say: one about the handle, one about a control that nobody has. Pure.

Found needs positive proof, absent needs positive proof; everything else is unclear, and says why.
"""

import re
from dataclasses import dataclass
from typing import Literal

from osint_kit.accounts.rules import PLACE, Rule

State = Literal["found", "absent", "unclear"]
Mark = Literal["there", "not there", "neither"]

SAME_FOR_ANYONE = "site answers the same for anyone"
PAGE_CHANGED = "page changed"
RATE_LIMIT = "rate limit"
LOGIN = "login"
WALL = "wall"
BLOCKED = "blocked in your country"
REDIRECT = "redirect elsewhere"
NO_CONNECTION = "could not connect"
TIME_OUT = "time out"
NOT_ALLOWED = "handle not allowed there"
OVER_BUDGET = "over budget"
SITE_ERROR = "site error"
OTHER_HANDLE = "page is about another handle"

BY_STATUS = {401: LOGIN, 403: WALL, 407: WALL, 429: RATE_LIMIT, 451: BLOCKED}
WALL_MARKS = re.compile(
    # Cloudflare's and DataDome's own names for their challenges, and the words of the common ones.
    r"cf-challenge|challenge-platform|cf_chl_|<title>just a moment|checking your browser|datadome"
    r"|verify (that )?you are (a )?human|are you a robot|unusual traffic|enable javascript and cookies",
    re.IGNORECASE,
)
LOGIN_MARKS = re.compile(
    r"<title>[^<]*(log ?in|sign ?in)[^<]*</title>|(log|sign) in to (continue|see|view)", re.IGNORECASE
)


@dataclass(frozen=True)
class Answer:
    """What a site answered about one handle; ``failure`` is a reason of the list above where it did not."""

    handle: str
    status: int = 0
    body: str = ""
    failure: str = ""
    evidence: str | None = None


@dataclass(frozen=True)
class Judgement:
    """The state of one handle on one site, and why where it is unclear."""

    state: State
    why: str | None = None


def judge(rule: Rule, asked: Answer, control: Answer) -> Judgement:
    """Weigh the answer about a handle against that about its control."""
    mark = marks(rule, asked)
    if mark == "neither":
        return Judgement("unclear", obstacle(asked))
    control_mark = marks(rule, control)
    if mark == "there":
        if control_mark == "there":
            return Judgement("unclear", SAME_FOR_ANYONE)
        if control_mark == "neither" and obstacle(control) != PAGE_CHANGED:
            return Judgement("unclear", f"control: {obstacle(control)}")
        if not names_handle(rule, asked):
            return Judgement("unclear", OTHER_HANDLE)
        return Judgement("found")
    if control_mark == "there":
        return Judgement("unclear", SAME_FOR_ANYONE)
    return Judgement("absent")


def marks(rule: Rule, answer: Answer) -> Mark:
    """Whether an answer bears the rule's marks of presence or of absence; both or none is neither."""
    if answer.failure:
        return "neither"
    there = _holds(rule, answer, rule.e_code, rule.e_string)
    not_there = _holds(rule, answer, rule.m_code, rule.m_string)
    if there == not_there or (there and wall(answer)):
        return "neither"
    return "there" if there else "not there"


def obstacle(answer: Answer) -> str:
    """Why an answer that fits neither mark says nothing."""
    if answer.failure:
        return answer.failure
    if answer.status in BY_STATUS:
        return BY_STATUS[answer.status]
    if answer.status >= 500:
        return WALL if wall(answer) else SITE_ERROR
    if 300 <= answer.status < 400:
        return REDIRECT
    return wall(answer) or PAGE_CHANGED


def wall(answer: Answer) -> str:
    """The kind of wall that a page is, if it is one."""
    if WALL_MARKS.search(answer.body):
        return WALL
    return LOGIN if LOGIN_MARKS.search(answer.body) else ""


def names_handle(rule: Rule, answer: Answer) -> bool:
    """Whether the page names this very handle: not a longer one, nor the beginning of it."""
    if PLACE in rule.e_string:
        return True  # the positive mark itself holds the handle
    spelling = re.escape(rule.spelling(answer.handle))
    return re.search(rf"(?<![\w.-]){spelling}(?![\w-]|\.\w)", answer.body, re.IGNORECASE) is not None


def _holds(rule: Rule, answer: Answer, code: int, string: str) -> bool:
    if answer.status != code:
        return False
    if string:
        return rule.fill(string, answer.handle) in answer.body
    return rule.e_code != rule.m_code
