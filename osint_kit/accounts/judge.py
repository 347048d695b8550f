"""What two answers of a site say: one about the handle, one about a control that nobody has. Pure.

Found needs positive proof, absent needs positive proof; everything else is unclear, and says why.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from typing import Literal

from osint_kit.accounts.rule import PLACE, Marks, Rule

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
OTHER_HANDLE = "page is not about this handle"

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
HIGHLIGHTS = re.compile(r"</?(?:b|em|i|mark|strong|wbr)\b[^<>]*>", re.IGNORECASE)
EMPTY_JSON = frozenset({"[]", "{}", "null"})
"""Marks that stand in almost any page, and say something only where they are all that came."""
NAMES = re.compile(
    r'"(user_?name|login|handle|screen_?name|nick(name)?|acct|account|slug|name)"\s*:\s*"', re.IGNORECASE
)
"""Fields by which an answer for programs names whom it is about."""
CONTEXT = 20
"""Characters before a mention that tell whether two pages mention in the same breath."""


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
        if _bears(rule, control, rule.there):
            return Judgement("unclear", SAME_FOR_ANYONE)
        if control_mark == "neither" and not _answers_otherwise(rule, control):
            return Judgement("unclear", f"control: {obstacle(control)}")
        if not names_handle(rule, asked, control):
            return Judgement("unclear", OTHER_HANDLE)
        return Judgement("found")
    if control_mark == "there":
        return Judgement("unclear", SAME_FOR_ANYONE)
    return Judgement("absent")


def marks(rule: Rule, answer: Answer) -> Mark:
    """Whether an answer bears the rule's marks of presence or of absence; both, none, or a wall is neither."""
    if answer.failure:
        return "neither"
    there = _bears(rule, answer, rule.there)
    not_there = _bears(rule, answer, rule.not_there)
    if there == not_there or wall(answer):
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


def names_handle(rule: Rule, answer: Answer, control: Answer) -> bool:
    """Whether the page is about this very handle: not a longer one, nor the beginning of it, nor as an echo.

    A mention counts for nothing where the control's page makes it too, of the handle or of its own. An answer for
    programs (``{"taken": true}``) need name nobody; then its marks speak alone.
    """
    if PLACE in rule.e_string:
        return True  # the positive mark itself holds the handle, and the control's page does not bear it
    named = list(mentions(rule, answer, answer.handle))
    if not named:
        return bool(rule.e_string) and answer.body.lstrip()[:1] in ("{", "[") and not NAMES.search(answer.body)
    echoes = {*mentions(rule, control, control.handle), *mentions(rule, control, answer.handle)}
    return any(mention not in echoes for mention in named)


def mentions(rule: Rule, answer: Answer, handle: str) -> Iterator[tuple[str, str]]:
    """The text before and the character after each place where a page names a handle and no longer one."""
    page = HIGHLIGHTS.sub("", unescape(answer.body))
    for found in re.finditer(re.escape(rule.spelling(handle)), page, re.IGNORECASE):
        if _begins(page, found.start()) and _ends(page, found.end()):
            yield page[max(found.start() - CONTEXT, 0) : found.start()], page[found.end() : found.end() + 1]


def _begins(page: str, at: int) -> bool:
    """Whether a handle that is found here is not the end of a longer one."""
    before = page[at - 1 : at] if at else ""
    return not _of_handle(before) and before != "."


def _ends(page: str, at: int) -> bool:
    """Whether a handle that is found up to here is not the beginning of a longer one; a full stop may follow."""
    after = page[at : at + 2]
    return not _of_handle(after[:1]) and not (after[:1] == "." and _of_handle(after[1:]))


def _of_handle(char: str) -> bool:
    """Whether a character carries a handle on; vowel signs do, which regular expressions take for no letters."""
    return bool(char) and (char.isalnum() or char in "_-" or unicodedata.category(char).startswith("M"))


def _answers_otherwise(rule: Rule, control: Answer) -> bool:
    """Whether the answer about a control proves nothing by itself, but is no obstacle either."""
    if control.failure or (300 <= control.status < 400 and control.status in rule.not_there.codes):
        return not control.failure
    return obstacle(control) == PAGE_CHANGED


def _bears(rule: Rule, answer: Answer, marks: Marks) -> bool:
    """Whether an answer bears one of the codes with one of the strings; without any, a code that speaks for itself."""
    if answer.failure or answer.status not in marks.codes:
        return False
    if not marks.strings:
        return answer.status in marks.alone
    return any(_holds(rule, answer, string) for string in marks.strings)


def _holds(rule: Rule, answer: Answer, string: str) -> bool:
    """Whether an answer holds a string of the rule's, the handle put in where it has a place for it."""
    if string in EMPTY_JSON:
        return answer.body.strip() == string
    if PLACE not in string:
        return string in answer.body
    spelling = f"(?i:{re.escape(rule.spelling(answer.handle))})"
    pattern = re.escape(string).replace(re.escape(PLACE), spelling)
    return any(
        (not string.startswith(PLACE) or _begins(answer.body, found.start()))
        and (not string.endswith(PLACE) or _ends(answer.body, found.end()))
        for found in re.finditer(pattern, answer.body)
    )
