"""Reading the JSON of a public source: what is none is a failure with a plain reason, never "nothing known"."""

import json
from collections.abc import Collection

from osint_kit.canonical import Json
from osint_kit.gateway.exchange import HttpAnswer
from osint_kit.gateway.failures import TooMuch, Unreachable
from osint_kit.gateway.pace import retry_after

BUSY = frozenset({500, 502, 503, 504})


def read_json(answer: HttpAnswer, who: str, plain: bool = False, statuses: Collection[int] = (200,)) -> Json:
    """The JSON of an answer with one of the ``statuses``. ``who`` is the name of the source in messages.

    ``plain``: it may come as ``text/plain`` too, from a source that documents no content type.

    Raises `Unreachable` for a rate limit, a server that is down, another status, another content type or broken JSON,
    and `TooMuch` for an answer that was cut at the cap.
    """
    refuse_trouble(answer, who)
    if answer.status not in statuses:
        raise Unreachable(f"{who} answered in an unknown form (status {answer.status})", answer.evidence)
    kind = (answer.header("content-type") or "").partition(";")[0].strip().lower()
    if not (kind.endswith(("/json", "+json")) or (plain and kind == "text/plain")):
        raise Unreachable(f"{who} answered with {kind or 'no content type'} and not with JSON", answer.evidence)
    if answer.truncated:
        raise TooMuch(f"the answer of {who} is larger than the cap on size", answer.evidence)
    try:
        value: Json = json.loads(answer.body)
    except (ValueError, RecursionError) as error:
        raise Unreachable(f"{who} answered with JSON that is broken", answer.evidence) from error
    return value


def refuse_trouble(answer: HttpAnswer, who: str) -> None:
    """Raise `Unreachable` where a source says "later": a rate limit (429), or a server in trouble (5xx)."""
    seconds = retry_after(answer, answer.at)
    later = f"try again in {seconds:.0f} s" if seconds else "try again later"
    if answer.status == 429:
        raise Unreachable(f"{who}: the rate limit is used up; {later}", answer.evidence)
    if answer.status in BUSY:
        raise Unreachable(f"{who} is overloaded or down (status {answer.status}); {later}", answer.evidence)
