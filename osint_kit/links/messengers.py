"""Links that open a chat: the phone number or the name of the account that they lead to.

The forms are those that the messengers publish: WhatsApp https://faq.whatsapp.com/5913398998672934, Telegram
https://core.telegram.org/api/links, Viber https://developers.viber.com/docs/tools/deep-links/, Messenger
https://developers.facebook.com/docs/messenger-platform/discovery/m-me-links, Signal
https://support.signal.org/hc/en-us/articles/6712070553754, LINE https://developers.line.biz/en/docs/line-login/using-line-url-scheme/.
A chat link says whom it opens a chat with, and not who published it nor whether the account exists.
"""

import re
from collections.abc import Callable, Iterator

from osint_kit.identifiers import Identifier, NotReadable
from osint_kit.links.part import Certainty, Part
from osint_kit.links.taken_apart import Link, inner_link

WHATSAPP = "https://faq.whatsapp.com/5913398998672934"
TELEGRAM = "https://core.telegram.org/api/links"
VIBER = "https://developers.viber.com/docs/tools/deep-links/"
VIBER_NUMBERS = "https://support.certifiedcode.us/en/articles/13832544"
MESSENGER = "https://developers.facebook.com/docs/messenger-platform/discovery/m-me-links"
SIGNAL = "https://support.signal.org/hc/en-us/articles/6712070553754"
LINE = "https://developers.line.biz/en/docs/line-login/using-line-url-scheme/"

_TELEGRAM_HOSTS = ("t.me", "telegram.me", "telegram.dog")
_TELEGRAM_WORDS = frozenset(
    "addemoji addlist addstickers addstyle addtheme auction auth bg boost c call confirmphone contact giftcode invoice"
    " iv joinchat login m msg nft proxy s setlanguage share socks web a k z".split()
)
_NAME = re.compile(r"[A-Za-z0-9_]{4,32}")


def read(link: Link) -> Iterator[Part]:
    """Whom the link opens a chat with, and the words that it puts there."""
    reader = _by_scheme(link) if not link.is_web else _by_host(link)
    if reader:
        yield from reader(link)


def _by_scheme(link: Link) -> Callable[[Link], Iterator[Part]] | None:
    return {"whatsapp": _whatsapp, "tg": _telegram_scheme, "viber": _viber, "sgnl": _signal}.get(link.scheme)


def _by_host(link: Link) -> Callable[[Link], Iterator[Part]] | None:
    host = link.host.removeprefix("www.")
    if host in ("wa.me", "api.whatsapp.com", "web.whatsapp.com", "whatsapp.com", "chat.whatsapp.com"):
        return _whatsapp
    if host in _TELEGRAM_HOSTS or (host.endswith(".t.me") and host.count(".") == 2):
        return _telegram
    return {"signal.me": _signal, "signal.group": _signal, "m.me": _messenger, "line.me": _line}.get(host)


def _whatsapp(link: Link) -> Iterator[Part]:
    first = link.segments[0] if link.segments else ""
    number = first if link.host == "wa.me" and first.strip("+").isdigit() else link.first("phone")
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
    if first in ("message", "qr", "channel", "c") and len(link.segments) > 1:
        what = {"message": "business chat", "qr": "chat", "channel": "channel", "c": "catalogue of goods"}[first]
        if first == "c":
            yield from phone(link.segments[1], "WhatsApp", WHATSAPP)
        yield Part(
            "invitation" if first != "channel" else "channel",
            link.segments[1],
            Certainty.CERTAIN,
            f"The code of a WhatsApp {what}. Only WhatsApp can tell whose it is.",
            WHATSAPP,
        )
    yield from words(link, "WhatsApp", WHATSAPP)


def _telegram(link: Link) -> Iterator[Part]:
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
    elif _NAME.fullmatch(first) and first.lower() not in _TELEGRAM_WORDS:
        yield from account("telegram", first, "a Telegram user, group, channel or bot", TELEGRAM)
        yield from _message(segments[1:])
    yield from words(link, "Telegram", TELEGRAM)


def _telegram_scheme(link: Link) -> Iterator[Part]:
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
    if link.segments and link.segments[0] and link.segments[0] not in ("j", "cm", "ch"):
        yield from account("facebook", link.segments[0], "a Facebook page or person, in Messenger", MESSENGER)
    yield from words(link, "Messenger", MESSENGER)


def _line(link: Link) -> Iterator[Part]:
    match = re.match(r"/(?:R/)?(?:ti/p/|oaMessage/|home/public/main\?id=)(@[\w.-]+|~[\w.-]+)", link.path)
    if match:
        yield from account("line", match[1].lstrip("@~"), "a LINE account", LINE)


def phone(text: str, service: str, source: str) -> Iterator[Part]:
    """The phone number in a chat link; messengers take it with its country code and without the plus."""
    digits = re.sub(r"[\s().\-+]", "", text)
    if not re.fullmatch(r"\d{6,17}", digits):
        return
    from osint_kit.identifiers.phone import read_phone

    try:
        number: Identifier | None = read_phone(f"+{digits.removeprefix('00')}")
    except NotReadable:
        number = None
    yield Part(
        "phone",
        number.value if number else f"+{digits}",
        Certainty.CERTAIN if number else Certainty.POSSIBLE,
        f"The phone number that this link opens in {service}. It does not say who holds the number, nor whether it has"
        f" an account." + ("" if number else " No numbering plan that the kit knows has such a number."),
        source,
        number,
    )


def account(platform: str, name: str, what: str, source: str) -> Iterator[Part]:
    """An account that a link names."""
    from osint_kit.identifiers.account import read_account

    try:
        found: Identifier | None = read_account(platform, name)
    except NotReadable:
        found = None
    yield Part(
        "account",
        found.value if found else f"{platform}:{name[:100]}",
        Certainty.CERTAIN if found else Certainty.POSSIBLE,
        f"The link names {what}. It does not say who is behind the name, nor that the account still exists.",
        source,
        found,
    )


def words(link: Link, service: str, source: str) -> Iterator[Part]:
    """The words that a link puts into the chat, and a link that stands among them."""
    text = link.first("text", "body")
    if not text:
        return
    inside = re.search(r"https?://[^\s<>\"]+", text)
    yield Part(
        "text",
        text[:1000],
        Certainty.CERTAIN,
        f"Words that whoever made the link has put ready for the reader to send by {service}.",
        source,
        target=inner_link(inside[0]) if inside else "",
    )
