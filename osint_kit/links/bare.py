"""An id by itself, without the link that it came from: every form that it fits, none of them more than possible."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime

from osint_kit.links import encoded, ids, numbers, snowflakes
from osint_kit.links.part import Certainty, Part, time_part
from osint_kit.links.taken_apart import Link

_PLATFORMS: tuple[tuple[str, Callable[[int], datetime | None], int, str], ...] = (
    ("X (Twitter)", snowflakes.x_time, 2010, snowflakes.X),
    ("Discord", snowflakes.discord_time, 2015, snowflakes.DISCORD),
    ("Instagram", snowflakes.instagram_time, 2011, snowflakes.INSTAGRAM),
    ("TikTok", snowflakes.tiktok_time, 2016, snowflakes.TIKTOK),
    ("LinkedIn", snowflakes.linkedin_time, 2012, snowflakes.LINKEDIN),
    ("Mastodon", snowflakes.mastodon_time, 2016, snowflakes.MASTODON),
)
_LAST = datetime(2036, 1, 1, tzinfo=UTC)


def read(text: str) -> Iterator[Part]:
    """The times that an id may hold, and the text that it may be in another alphabet."""
    if not 10 <= len(text) <= encoded.LONGEST or not text.isascii() or any(char.isspace() for char in text):
        return
    if re.fullmatch(r"\d{16,20}", text):
        for platform, time_of, since, source in _PLATFORMS:
            at = time_of(int(text))
            if at and datetime(since, 1, 1, tzinfo=UTC) <= at < _LAST:
                yield time_part(
                    "made at",
                    at,
                    Certainty.POSSIBLE,
                    f"If this is an id of {platform}, it was given out then. Nothing here says whose id it is.",
                    source,
                )
    if re.fullmatch(r"[2-7a-j][2-7a-z]{12}", text) and (at := snowflakes.bluesky_time(text)) and at < _LAST:
        yield time_part(
            "made at",
            at,
            Certainty.POSSIBLE,
            "If this is a record key of Bluesky, it was made then.",
            snowflakes.BLUESKY,
        )
    link = Link(text, "", "", None, "", "", text, None, None)
    for part in (*ids.ids_in(text), *numbers.times_of(text, named=False), *encoded.read(link)):
        yield replace(part, certainty=part.certainty if part.what == "token" else Certainty.POSSIBLE)
