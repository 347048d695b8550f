"""YouTube: the video, where in it the link starts, the list. The id of a video is random: no time stands in it.

Embedding and starting points: https://developers.google.com/youtube/player_parameters; the ids of videos were
shown to be random numbers in base64: https://www.youtube.com/watch?v=gocwRvLhDf8.
"""

import re
from collections.abc import Iterator

from osint_kit.links.part import Certainty, Part
from osint_kit.links.taken_apart import Link

PARAMETERS = "https://developers.google.com/youtube/player_parameters"
RANDOM = "https://www.youtube.com/watch?v=gocwRvLhDf8"

_HOSTS = frozenset("youtube.com www.youtube.com m.youtube.com music.youtube.com www.youtube-nocookie.com".split())
_VIDEO = re.compile(r"[A-Za-z0-9_-]{11}")
_START = re.compile(r"(?:(\d{1,3})h)?(?:(\d{1,4})m)?(?:(\d{1,6})s?)?")


def read(link: Link) -> Iterator[Part]:
    """The video that a link shows, where it starts, and the list it belongs to."""
    if link.host == "youtu.be":
        video = link.segments[0]
    elif link.host in _HOSTS:
        video = link.first("v")
        if link.segments[0] in ("embed", "shorts", "live", "v") and len(link.segments) > 1:
            video = link.segments[1]
    else:
        return
    if _VIDEO.fullmatch(video):
        yield Part(
            "video id",
            video,
            Certainty.CERTAIN,
            "The id of a video on YouTube. It is a random number: neither a time nor the uploader stands in it.",
            RANDOM,
        )
    start = link.first("t", "start", "time_continue")
    found = _START.fullmatch(start) if start else None
    if found:
        hours, minutes, seconds = (int(part or 0) for part in found.groups())
        yield Part(
            "starts at",
            f"{hours * 3600 + minutes * 60 + seconds} s",
            Certainty.CERTAIN,
            "Where in the video the link starts, in seconds: what whoever shared it wanted to be seen first.",
            PARAMETERS,
        )
    if playlist := link.first("list"):
        yield Part("list id", playlist[:100], Certainty.CERTAIN, "The id of a list of videos on YouTube.", PARAMETERS)
