"""What the index of the Wayback Machine says: pure reading of the CDX server's JSON."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from urllib.parse import unquote_plus

from osint_kit.gateway.exchange import HttpAnswer
from osint_kit.gateway.failures import Unreachable
from osint_kit.sources.json_answers import read_json

WHO = "the web archive"
FIELDS = ("timestamp", "original")
TIMESTAMP = re.compile(r"\d{14}")
BLOCKED = "blocked site"


@dataclass(frozen=True)
class Capture:
    """One capture: ``timestamp`` as the archive writes it (14 digits, UTC), ``original`` the address kept."""

    timestamp: str
    original: str
    kind: str = ""
    status: str = ""

    @property
    def at(self) -> str:
        """The moment in ISO 8601."""
        return datetime.strptime(self.timestamp, "%Y%m%d%H%M%S").replace(tzinfo=UTC).strftime("%Y-%m-%dT%H:%M:%SZ")

    @property
    def address(self) -> str:
        """Where a person can look at it."""
        return f"https://web.archive.org/web/{self.timestamp}/{self.original}"

    @property
    def raw_address(self) -> str:
        """The same without what the archive adds to a page."""
        return f"https://web.archive.org/web/{self.timestamp}id_/{self.original}"

    @property
    def is_page(self) -> bool:
        """Whether a page was shown, and no redirect or error."""
        return self.status == "200" and self.kind == "text/html"


@dataclass(frozen=True)
class IndexPage:
    """One answer of the index; ``resume_key`` asks for the next one, where there is one."""

    captures: tuple[Capture, ...]
    resume_key: str | None
    answer: HttpAnswer


@dataclass(frozen=True)
class History:
    """All captures, oldest first, one a day. ``whole`` is False where there are more than were read."""

    captures: tuple[Capture, ...]
    whole: bool
    evidence: tuple[str | None, ...]
    at: datetime

    @cached_property
    def by_year(self) -> dict[str, int]:
        """Days with a capture, by year."""
        return dict(sorted(Counter(capture.timestamp[:4] for capture in self.captures).items()))


def read_page(answer: HttpAnswer) -> IndexPage:
    """Read one answer: a list of rows under a row of field names, then maybe an empty one and a key.

    Raises `Unreachable` for any other form, and where the archive does not show the site; `TooMuch` as `read_json`.
    """
    told = answer.text[:2000] + (answer.header("x-archive-wayback-runtime-error") or "")
    if answer.status == 403 and BLOCKED in told.lower():
        raise Unreachable("the web archive does not show this site: its owner asked for that", answer.evidence)
    if answer.status == 200 and not answer.body.strip():
        return IndexPage((), None, answer)
    rows = read_json(answer, WHO, plain=True)
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise _unknown(answer)
    if not rows:
        return IndexPage((), None, answer)
    names, *lines = rows
    if not set(FIELDS) <= set(names):
        raise _unknown(answer)
    key = None
    if len(lines) > 1 and lines[-2] == [] and len(lines[-1]) == 1:
        key = unquote_plus(str(lines[-1][0]))
        lines = lines[:-2]
    captures = []
    for line in lines:
        values = dict(zip(names, map(str, line), strict=False))
        if len(line) != len(names) or not _is_moment(values["timestamp"]):
            raise _unknown(answer)
        captures.append(
            Capture(values["timestamp"], values["original"], values.get("mimetype", ""), values.get("statuscode", ""))
        )
    return IndexPage(tuple(captures), key, answer)


def joined(pages: Sequence[IndexPage]) -> History:
    """The pages of one question as one history."""
    captures = sorted((item for page in pages for item in page.captures), key=lambda item: item.timestamp)
    evidence = tuple(page.answer.evidence for page in pages)
    return History(tuple(captures), pages[-1].resume_key is None, evidence, pages[0].answer.at)


def _is_moment(text: str) -> bool:
    try:
        return bool(TIMESTAMP.fullmatch(text) and datetime.strptime(text, "%Y%m%d%H%M%S").replace(tzinfo=UTC))
    except ValueError:
        return False


def _unknown(answer: HttpAnswer) -> Unreachable:
    return Unreachable(f"{WHO} answered in an unknown form", answer.evidence)
