"""Links to Telegram: https://core.telegram.org/api/links."""

import re
from collections.abc import Iterator

from osint_kit.links.naming import account, phone, words
from osint_kit.links.part import Certainty, Part
from osint_kit.links.taken_apart import Link

TELEGRAM = "https://core.telegram.org/api/links"

_HOSTS = ("t.me", "telegram.me", "telegram.dog")
_WORDS = frozenset(
    "addemoji addlist addstickers addstyle addtheme auction auth bg boost c call confirmphone contact giftcode invoice"
    " iv joinchat login m msg nft proxy s setlanguage share socks web a k z".split()
)
_NAME = re.compile(r"[A-Za-z0-9_]{4,32}")


def read(link: Link) -> Iterator[Part]:
    """Whom a link to Telegram opens a chat with, the message, and the words that it puts there."""
    if link.scheme == "tg":
        yield from _by_scheme(link)
    elif link.host in _HOSTS or (link.host.endswith(".t.me") and link.host.count(".") == 2):
        yield from _by_host(link)


def is_own_page(link: Link) -> bool:
    """Whether a link to Telegram is no account's, by the first word of its path."""
    return link.host in _HOSTS and next(filter(None, link.segments), "").lower() in _WORDS


def _by_host(link: Link) -> Iterator[Part]:
    segments = [part for part in link.segments if part]
    if link.host.endswith(".t.me"):
        segments.insert(0, link.host.removesuffix(".t.me"))
    if segments[:1] == ["s"]:
        segments = segments[1:]
    first = segments[0] if segments else ""
    if re.fullmatch(r"\+\d{7,15}", first):
        yield from phone(first, "Telegram", TELEGRAM)
    elif first.startswith("+") or first == "joinchat":
        code = first[1:] if first.startswith("+") else "".join(segments[1:2])
        yield Part(
            "invitation",
            code,
            Certainty.CERTAIN,
            "The code of an invitation to a Telegram group or channel. Its name and members do not stand in it.",
            TELEGRAM,
        )
    elif first == "c" and len(segments) > 1:
        yield Part(
            "group id",
            segments[1],
            Certainty.CERTAIN,
            "The number of a private Telegram group or channel; only its members can open it.",
            TELEGRAM,
        )
        yield from _message(segments[2:])
    elif _NAME.fullmatch(first) and first.lower() not in _WORDS:
        yield from account("telegram", first, "a Telegram user, group, channel or bot", TELEGRAM)
        yield from _message(segments[1:])
    yield from words(link, "Telegram", TELEGRAM)


def _by_scheme(link: Link) -> Iterator[Part]:
    if link.first("phone"):
        yield from phone(link.first("phone"), "Telegram", TELEGRAM)
    if _NAME.fullmatch(link.first("domain")):
        yield from account("telegram", link.first("domain"), "a Telegram user, group, channel or bot", TELEGRAM)
    yield from _message([link.first("post")])
    yield from words(link, "Telegram", TELEGRAM)


def _message(rest: list[str]) -> Iterator[Part]:
    number = next((part for part in reversed(rest) if part.isdecimal()), "")
    if number:
        yield Part(
            "post id",
            number,
            Certainty.CERTAIN,
            "The number of a message in that chat. Messages are numbered one after the other; no time stands in it.",
            TELEGRAM,
        )
