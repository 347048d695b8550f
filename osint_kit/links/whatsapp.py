"""Links to WhatsApp: the number that a chat is opened with, codes of groups, channels and shops.

https://faq.whatsapp.com/5913398998672934.
"""

from collections.abc import Iterator

from osint_kit.links.naming import phone, words
from osint_kit.links.part import Certainty, Part
from osint_kit.links.taken_apart import Link

WHATSAPP = "https://faq.whatsapp.com/5913398998672934"

_HOSTS = frozenset("wa.me api.whatsapp.com web.whatsapp.com whatsapp.com www.whatsapp.com chat.whatsapp.com".split())


def read(link: Link) -> Iterator[Part]:
    """Whom a link to WhatsApp opens a chat with, and the words that it puts there."""
    if link.scheme == "whatsapp" or link.host in _HOSTS:
        yield from _chat(link)


def _chat(link: Link) -> Iterator[Part]:
    first = link.segments[0] if link.segments else ""
    spelt = link.host == "wa.me" and first and not first.strip("+0123456789 ()-.")
    number = first if spelt else link.first("phone")
    if number:
        yield from phone(number, "WhatsApp", WHATSAPP)
    if link.host == "chat.whatsapp.com" and first:
        code = link.segments[-1]
        yield Part(
            "invitation",
            code,
            Certainty.CERTAIN,
            "The code of an invitation to a WhatsApp group. The name of the group and its members do not stand in it.",
            WHATSAPP,
        )
    if first == "c" and len(link.segments) > 1:
        yield from phone(link.segments[1], "WhatsApp", WHATSAPP)
    if first in ("message", "qr", "channel") and len(link.segments) > 1:
        what = {"message": "business chat", "qr": "chat", "channel": "channel"}[first]
        yield Part(
            "invitation" if first != "channel" else "channel",
            link.segments[1],
            Certainty.CERTAIN,
            f"The code of a WhatsApp {what}. Only WhatsApp can tell whose it is.",
            WHATSAPP,
        )
    yield from words(link, "WhatsApp", WHATSAPP)
