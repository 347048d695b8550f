"""What a site answered about one handle, and the closed list of words for why an answer proves nothing."""

from dataclasses import dataclass
from datetime import datetime

from osint_kit.gateway.exchange import Headers, HttpAnswer
from osint_kit.gateway.failures import Failure

SAME_FOR_ANYONE = "site answers the same for anyone"
PAGE_CHANGED = "page changed"
OTHER_HANDLE = "page is not about this handle"
RATE_LIMIT = "rate limit"
LOGIN = "login"
WALL = "wall"
BLOCKED = "blocked in your country"
REDIRECT = "redirect elsewhere"
SITE_ERROR = "site error"
NO_CONNECTION = "could not connect"
TIME_OUT = "time out"
NOT_ALLOWED = "handle not allowed there"
OVER_BUDGET = "over budget"
REFUSED = "refused by the guard"
OUT_OF_REACH = "out of reach"
NO_PROOF = "the rule cannot prove an account"
NOBODY_KNOWN = "a known account is not there either"

WHYS = (
    WALL,
    LOGIN,
    RATE_LIMIT,
    BLOCKED,
    REDIRECT,
    SAME_FOR_ANYONE,
    PAGE_CHANGED,
    OTHER_HANDLE,
    NOBODY_KNOWN,
    NO_PROOF,
    SITE_ERROR,
    NO_CONNECTION,
    TIME_OUT,
    NOT_ALLOWED,
    OVER_BUDGET,
    REFUSED,
    OUT_OF_REACH,
)
"""All of them; ``control: …`` before one says that it was the control that got no clear answer."""

FAILURES = {
    "timeout": TIME_OUT,
    "budget": OVER_BUDGET,
    "rate-limit": RATE_LIMIT,
    "limit": PAGE_CHANGED,
    "guard": REFUSED,
    "reach": OUT_OF_REACH,
}
"""By the word of a `Failure`; all others are `NO_CONNECTION`."""


@dataclass(frozen=True)
class Answer:
    """What a site answered about one handle; ``failure`` is a word of `WHYS` where it did not.

    ``url`` is the address that answered, behind redirects within the site. ``evidence`` names the records.
    """

    handle: str
    status: int = 0
    body: str = ""
    failure: str = ""
    evidence: tuple[str, ...] = ()
    headers: Headers = ()
    url: str = ""
    at: datetime | None = None

    @property
    def location(self) -> str:
        """Where a redirect leads; empty where it is none."""
        moved = next((value for name, value in self.headers if name.lower() == "location"), "")
        return moved if 300 <= self.status < 400 else ""


def answer_of(handle: str, answer: HttpAnswer, evidence: tuple[str, ...]) -> Answer:
    """An answer as it is judged. What was cut off at a cap may hold the other mark, so it proves nothing."""
    return Answer(
        handle,
        answer.status,
        answer.text,
        PAGE_CHANGED if answer.truncated else "",
        evidence,
        answer.headers,
        answer.url,
        answer.at,
    )


def failed(handle: str, failure: Failure, evidence: tuple[str, ...]) -> Answer:
    """An answer that did not come."""
    kept = (*evidence, failure.evidence) if failure.evidence else evidence
    return Answer(handle, failure=FAILURES.get(failure.word, NO_CONNECTION), evidence=kept)
