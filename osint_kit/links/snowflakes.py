"""Times in the ids of posts, accounts and videos: X, Discord, Instagram, TikTok, LinkedIn, Mastodon, Bluesky.

Each platform counts from a day of its own and keeps the time in the upper bits. The time is that of the platform's
clock when the id was given out: for a post about when it was made, for an account when it was opened.
"""

import re
from collections.abc import Callable, Iterator
from datetime import datetime

from osint_kit.links.part import Certainty, Part, moment, time_part
from osint_kit.links.taken_apart import Link

X = "https://blog.x.com/engineering/en_us/a/2010/announcing-snowflake"
DISCORD = "https://discord.com/developers/docs/reference#snowflakes"
INSTAGRAM = "https://instagram-engineering.com/sharding-ids-at-instagram-1cf5a71e5a5c"
TIKTOK = "https://dfir.blog/tinkering-with-tiktok-timestamps/"
LINKEDIN = "https://github.com/Ollie-Boyd/Linkedin-post-timestamp-extractor"
MASTODON = "https://github.com/mastodon/mastodon/blob/main/lib/mastodon/snowflake.rb"
BLUESKY = "https://atproto.com/specs/tid"
X_MEDIA = "https://www.hackerfactor.com/blog/index.php?/archives/634-Name-Dropping.html"
DISCORD_FILES = "https://discord.com/developers/docs/reference#signed-attachment-cdn-urls"

X_EPOCH, DISCORD_EPOCH, INSTAGRAM_EPOCH = 1288834974657, 1420070400000, 1314220021721
"""Milliseconds from 1970 to the day that each platform counts from."""

_ID = re.compile(r"[1-9]\d{14,19}")
_SHORTCODE = re.compile(r"[A-Za-z0-9_-]{9,12}")
_BASE64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
_SORTABLE = "234567abcdefghijklmnopqrstuvwxyz"
_LINKEDIN_ID = re.compile(r"(?<!\d)(?:activity|ugcPost|share|comment)?[-:]?([67]\d{18})(?!\d)")
_MASTODON_PATH = re.compile(r"/(?:@[\w.-]+(?:@[\w.-]+)?|users/[\w.-]+/statuses|web/statuses)/(1\d{17})/?(?:embed)?")
_DISCORD_HOSTS = ("discord.com", "discordapp.com", "discordapp.net", "discord.gg")


def read(link: Link) -> Iterator[Part]:
    """The times in the ids of a link to one of these platforms."""
    reader = _reader_of(link.host)
    if reader:
        yield from reader(link)


def holds_ids(link: Link) -> bool:
    """Whether long numbers in the path of a link are ids of its platform, and no plain times."""
    reader = _reader_of(link.host)
    return reader is not None and (reader is not _mastodon or _MASTODON_PATH.fullmatch(link.path) is not None)


def x_time(number: int) -> datetime | None:
    """When an id of X was given out; before 4 November 2010 ids held no time."""
    return moment((number >> 22) + X_EPOCH)


def discord_time(number: int) -> datetime | None:
    """When an id of Discord was given out."""
    return moment((number >> 22) + DISCORD_EPOCH)


def instagram_time(number: int) -> datetime | None:
    """When an id of Instagram was given out."""
    return moment((number >> 23) + INSTAGRAM_EPOCH)


def tiktok_time(number: int) -> datetime | None:
    """When an id of TikTok was given out, to the second."""
    return moment((number >> 32) * 1000)


def linkedin_time(number: int) -> datetime | None:
    """When an id of LinkedIn was given out."""
    return moment(number >> 22)


def mastodon_time(number: int) -> datetime | None:
    """When an id of Mastodon was given out."""
    return moment(number >> 16)


def bluesky_time(name: str) -> datetime | None:
    """The time of a record key of the AT Protocol."""
    number = 0
    for char in name:
        number = number << 5 | _SORTABLE.index(char)
    return moment(0, microseconds=number >> 10)


def shortcode_number(code: str) -> int:
    """The number of a post that an Instagram shortcode is."""
    number = 0
    for char in code:
        number = number * 64 + _BASE64.index(char)
    return number


def _reader_of(host: str) -> Callable[[Link], Iterator[Part]] | None:
    bare = host.removeprefix("www.").removeprefix("mobile.").removeprefix("m.")
    if bare in ("x.com", "twitter.com"):
        return _x
    if host == "pbs.twimg.com":
        return _x_media
    if any(host == name or host.endswith(f".{name}") for name in _DISCORD_HOSTS):
        return _discord
    if bare in _TABLE:
        return _TABLE[bare]
    return _mastodon if host and not bare.endswith(("facebook.com", "google.com", "youtube.com")) else None


def _x(link: Link) -> Iterator[Part]:
    for word, segment in zip(("", *link.segments), link.segments, strict=False):
        if _ID.fullmatch(segment) and word in ("status", "statuses", "events", "spaces", "lists", "user", "photo"):
            what = "post" if word.startswith("status") else word.removesuffix("s")
            yield from _made(x_time(int(segment)), what, "X (Twitter)", X)


def _x_media(link: Link) -> Iterator[Part]:
    """The name of a picture is, in base64, the number it was given and three bytes more."""
    name = link.segments[-1].partition(".")[0].partition(":")[0]
    if link.segments[0] in ("media", "tweet_video_thumb") and re.fullmatch(r"[A-Za-z0-9_-]{15}", name):
        yield from _made(x_time(shortcode_number(name) >> 26), "picture", "X (Twitter)", X_MEDIA)


def _discord(link: Link) -> Iterator[Part]:
    names = {"channels": ("server", "channel", "message"), "attachments": ("channel", "attachment")}
    names |= {"users": ("account",), "avatars": ("account",), "icons": ("server",), "webhooks": ("webhook",)}
    kinds = names.get(link.segments[0] if link.segments else "", ())
    kinds = kinds or names.get(next((word for word in link.segments if word in names), ""), ())
    numbers = [segment for segment in link.segments if re.fullmatch(r"\d{15,20}", segment)]
    for kind, number in zip(kinds, numbers, strict=False):
        yield from _made(discord_time(int(number)), kind, "Discord", DISCORD)
    for name, says in (
        ("is", "When Discord gave out this address of the file"),
        ("ex", "Until when the address holds"),
    ):
        value = link.first(name)
        if re.fullmatch(r"[0-9a-f]{8}", value) and (at := moment(int(value, 16) * 1000)):
            yield time_part("time in the link", at, Certainty.CERTAIN, f"{says}.", DISCORD_FILES)


def _instagram(link: Link) -> Iterator[Part]:
    for word, segment in zip(("", *link.segments), link.segments, strict=False):
        if word in ("p", "reel", "reels", "tv") and _SHORTCODE.fullmatch(segment):
            yield from _made(instagram_time(shortcode_number(segment)), "post", "Instagram", INSTAGRAM)
    if link.segments[:1] == ("stories",) and len(link.segments) > 2 and _ID.fullmatch(link.segments[2]):
        yield from _made(instagram_time(int(link.segments[2])), "story", "Instagram", INSTAGRAM)
    if found := re.match(r"(\d{15,20})(?:_\d+)?$", link.first("story_media_id", "media_id")):
        yield from _made(instagram_time(int(found[1])), "story", "Instagram", INSTAGRAM)


def _tiktok(link: Link) -> Iterator[Part]:
    for word, segment in zip(("", *link.segments), link.segments, strict=False):
        if word in ("video", "photo", "v", "live", "music") and re.fullmatch(r"[67]\d{18}(?:\.html)?", segment):
            what = {"v": "video"}.get(word, word)
            yield from _made(tiktok_time(int(segment[:19])), what, "TikTok", TIKTOK)


def _linkedin(link: Link) -> Iterator[Part]:
    for number in dict.fromkeys(_LINKEDIN_ID.findall("/".join(link.segments) + "/" + link.first("commentUrn"))):
        yield from _made(linkedin_time(int(number)), "post or message", "LinkedIn", LINKEDIN)


def _mastodon(link: Link) -> Iterator[Part]:
    """Any host may run Mastodon; the form of its paths tells, and only that."""
    match = _MASTODON_PATH.fullmatch(link.path)
    if match and (at := mastodon_time(int(match[1]))):
        yield time_part(
            "made at",
            at,
            Certainty.LIKELY,
            "When the server gave the post its number, if the server runs Mastodon, as the form of the address says."
            " For a post of another server it is when this server learnt of it, or the time that server stated.",
            MASTODON,
            made=True,
        )


def _bluesky(link: Link) -> Iterator[Part]:
    if match := re.search(r"/(?:post|lists|feed)/([2-7a-j][2-7a-z]{12})(?:/|$)", link.path):
        yield from _made(
            bluesky_time(match[1]),
            "post",
            "Bluesky",
            BLUESKY,
            " The program of the writer sets it, and could set it otherwise.",
        )


def _made(at: datetime | None, what: str, platform: str, source: str, more: str = "") -> Iterator[Part]:
    if at:
        certainty = Certainty.CERTAIN if source in (X, DISCORD) else Certainty.LIKELY
        yield time_part(
            "made at",
            at,
            certainty,
            f"When {platform} gave this {what} its number, read from the number itself."
            f" The content may have been changed later, and may have been prepared before.{more}",
            source,
            made=True,
        )


_TABLE: dict[str, Callable[[Link], Iterator[Part]]] = {
    "instagram.com": _instagram,
    "ddinstagram.com": _instagram,
    "tiktok.com": _tiktok,
    "linkedin.com": _linkedin,
    "bsky.app": _bluesky,
}
