"""Recognising what stands between a visitor and a page: captchas, bot checks, consent, login, rate limits. Pure.

What they look like is data, ``walls.toml``, each line with its source. Nothing is tried to get around them.
"""

import re
import tomllib
from collections.abc import Iterator
from functools import lru_cache
from importlib.resources import files
from typing import NamedTuple

from osint_kit.accounts.answers import BLOCKED, LOGIN, RATE_LIMIT, WALL, Answer

BY_STATUS = {401: LOGIN, 403: WALL, 407: WALL, 429: RATE_LIMIT, 451: BLOCKED, 511: LOGIN}
"""What a status says by itself: RFC 9110 section 15.5, RFC 6585 sections 4 and 6, RFC 7725."""
LONGEST = 200_000
"""Characters of a page that are looked at."""

_TITLE = re.compile(r"<title\b[^>]*>([^<]*)", re.IGNORECASE)
_TAGS = re.compile(r"<(script|style)\b.*?</\1\s*>|<[^<>]*>", re.IGNORECASE | re.DOTALL)


class Sign(NamedTuple):
    """How one wall looks in one place."""

    why: str
    where: str
    like: str
    source: str

    def is_in(self, text: str) -> bool:
        """Whether it shows there."""
        return self.like in text if self.where == "markup" else bool(re.search(self.like, text, re.IGNORECASE))


@lru_cache(maxsize=1)
def signs() -> tuple[Sign, ...]:
    """All lines of the data file."""
    lines = tomllib.loads((files("osint_kit.accounts") / "walls.toml").read_text("utf-8"))["wall"]
    return tuple(Sign(line["why"], line["in"], line["like"], line["source"]) for line in lines)


def wall(answer: Answer) -> str:
    """The word for the wall that an answer surely is, whatever else stands on the page; empty where it is none."""
    headers = [f"{name}: {value}".lower() for name, value in answer.headers]
    page = answer.body[:LONGEST]
    title = title_of(page)
    for sign in signs():
        if (sign.where == "header" or (sign.where == "refused" and answer.status >= 400)) and any(
            map(sign.is_in, headers)
        ):
            return sign.why
        if sign.where == "title" and title and sign.is_in(title):
            return sign.why
        if sign.where == "markup" and sign.is_in(page):
            return sign.why
        if sign.where == "moved" and answer.location and sign.is_in(answer.location):
            return sign.why
    return ""


def likely_wall(answer: Answer) -> str:
    """The same for a page without the marks of its rule, where a status and plain words count too."""
    if sure := wall(answer) or BY_STATUS.get(answer.status, ""):
        return sure
    return _in_text(answer, ("sentence", "words"))


def says_wall(answer: Answer) -> str:
    """The same for a page that shows no account: there a sentence about a wall is the site's own."""
    return _in_text(answer, ("sentence",))


def _in_text(answer: Answer, places: tuple[str, ...]) -> str:
    words = shown(answer.body)
    return next((sign.why for sign in signs() if sign.where in places and sign.is_in(words)), "")


def title_of(page: str) -> str:
    """The title of a page as it stands in its source, without blanks around it."""
    found = _TITLE.search(page)
    return " ".join(found[1].split()) if found else ""


def shown(page: str) -> str:
    """The source of a page without scripts and styles; class names stay, for widgets are known by them."""
    return " ".join(_pieces(page[:LONGEST]))


def _pieces(page: str) -> Iterator[str]:
    at = 0
    for tag in _TAGS.finditer(page):
        yield page[at : tag.start()]
        if not tag[1]:
            yield from re.findall(r"(?:class|id)=[\"']?([\w -]+)", tag[0])
        at = tag.end()
    yield page[at:]
