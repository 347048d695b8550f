"""The `rlz` of Google: with which program, where and in which week somebody began to search.

https://github.com/rogerta/rlz/blob/wiki/HowToReadAnRlzString.md; weeks are counted from 3 February 2003.
"""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from osint_kit.links.part import Certainty, Part
from osint_kit.links.taken_apart import Link

RLZ = "https://github.com/rogerta/rlz/blob/wiki/HowToReadAnRlzString.md"

_FORM = re.compile(
    r"1([A-Za-z0-9]{2})([A-Za-z0-9]{4})[c_]([a-z]{2}(?:-[A-Za-z]{2,3})?)(?:([A-Z]{2})(\d{1,4}))?(?:([A-Z]{2})(\d{1,4}))?"
)
_FIRST_WEEK = datetime(2003, 2, 3, tzinfo=UTC)


def read(link: Link) -> Iterator[Part]:
    """The country and the week of the installation and of the first search."""
    found = _FORM.fullmatch(link.first("rlz")[:40])
    if not found:
        return
    _, _, language, *cohorts = found.groups()
    for country, week, what in ((*cohorts[:2], "the program was installed"), (*cohorts[2:], "it first searched")):
        if country and week:
            monday = _FIRST_WEEK + timedelta(weeks=int(week))
            yield Part(
                "week of the program",
                f"{monday:%Y-%m-%d} {country}",
                Certainty.LIKELY,
                f"In the week of this Monday, and in this country by its network address, {what} with which the search"
                f" was made; its language is {language}. It tells of the program, not of who used it that day.",
                RLZ,
            )
