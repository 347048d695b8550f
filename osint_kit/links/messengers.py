"""Links that open a chat in Viber, Signal, Messenger or LINE: the number or the name of the account they lead to.

Viber https://developers.viber.com/docs/tools/deep-links/; Signal's Android application, `SignalMeUtil.kt`,
https://github.com/signalapp/Signal-Android; Messenger
https://developers.facebook.com/docs/messenger-platform/discovery/m-me-links; LINE
https://developers.line.biz/en/docs/messaging-api/using-line-url-scheme/. A chat link says whom it opens a chat with,
and not who published it nor whether the account exists.
"""

import re
from collections.abc import Callable, Iterator

from osint_kit.links.naming import account, phone, words
from osint_kit.links.part import Certainty, Part
from osint_kit.links.taken_apart import Link

VIBER = "https://developers.viber.com/docs/tools/deep-links/"
VIBER_NUMBERS = "https://support.certifiedcode.us/en/articles/13832544"
MESSENGER = "https://developers.facebook.com/docs/messenger-platform/discovery/m-me-links"
SIGNAL = "https://github.com/signalapp/Signal-Android"
LINE = "https://developers.line.biz/en/docs/messaging-api/using-line-url-scheme/"


def read(link: Link) -> Iterator[Part]:
    """Whom the link opens a chat with, and the words that it puts there."""
    if reader := _READERS.get(link.host.removeprefix("www.") if link.is_web else f"{link.scheme}:"):
        yield from reader(link)


def _viber(link: Link) -> Iterator[Part]:
    number = link.first("number")
    if number:
        yield from phone(number, "Viber", VIBER_NUMBERS)
    if name := link.first("chatURI", "uri"):
        yield from account("viber", name, "a Viber bot or channel", VIBER)
    yield from words(link, "Viber", VIBER)


def _signal(link: Link) -> Iterator[Part]:
    kind, _, rest = (link.fragment or "").partition("/")
    if kind == "p" and rest:
        yield from phone(rest, "Signal", SIGNAL)
    elif kind == "eu" and rest:
        yield Part(
            "hidden account",
            rest[:200],
            Certainty.CERTAIN,
            "A Signal user name, encrypted; neither the name nor a phone number can be read from it.",
            SIGNAL,
        )
    elif link.host == "signal.group" and link.fragment:
        yield Part(
            "invitation",
            link.fragment[:200],
            Certainty.CERTAIN,
            "An invitation to a Signal group. Its name and members do not stand in it.",
            SIGNAL,
        )


def _messenger(link: Link) -> Iterator[Part]:
    if link.segments and link.segments[0] and link.segments[0] not in ("j", "cm", "ch", "g"):
        yield from account("facebook", link.segments[0], "a Facebook page or person, in Messenger", MESSENGER)
    yield from words(link, "Messenger", MESSENGER)


def _line(link: Link) -> Iterator[Part]:
    found = re.match(r"(?:R/)?(?:ti/p|oaMessage)/[@~]([\w.-]+)", "/".join(link.segments))
    if found:
        yield from account("line", found[1], "a LINE account", LINE)


_READERS: dict[str, Callable[[Link], Iterator[Part]]] = {
    "viber:": _viber,
    "sgnl:": _signal,
    "signal.me": _signal,
    "signal.group": _signal,
    "m.me": _messenger,
    "line.me": _line,
}
