"""Links that open no web page: mail, calls and messages, programs, and data that stands in the link itself.

`mailto` RFC 6068, `tel` RFC 3966, `sms` RFC 5724, `data` RFC 2397, `intent` of Android and Chrome
(https://developer.chrome.com/docs/android/intents), `magnet` (https://www.bittorrent.org/beps/bep_0009.html).
"""

import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from urllib.parse import unquote

from osint_kit.identifiers import Identifier, NotReadable
from osint_kit.links.part import Certainty, Part
from osint_kit.links.taken_apart import Link, inner_link

MAILTO = "https://www.rfc-editor.org/rfc/rfc6068"
TEL = "https://www.rfc-editor.org/rfc/rfc3966"
SMS = "https://www.rfc-editor.org/rfc/rfc5724"
DATA = "https://www.rfc-editor.org/rfc/rfc2397"
INTENT = "https://developer.chrome.com/docs/android/intents"
SCRIPT = "https://html.spec.whatwg.org/multipage/browsing-the-web.html#the-javascript:-url-special-case"
MAGNET = "https://www.bittorrent.org/beps/bep_0009.html"
SHOWN = 500
"""Characters of a text that are shown."""
MOST = 20
"""Addresses that are read of one link."""


def read(link: Link) -> Iterator[Part]:
    """What a link of one of these schemes says."""
    reader = _READERS.get(link.scheme)
    if reader:
        yield from reader(link)


def _mail(link: Link) -> Iterator[Part]:
    from osint_kit.identifiers.email import read_email

    fields = [("to", unquote(part)) for part in link.path.split(",", MOST)[:MOST]]
    fields += [(pair.name.lower(), unquote(pair.raw)) for pair in link.pairs]
    for name, value in fields:
        if name in ("to", "cc", "bcc"):
            for text in value.split(",", MOST)[:MOST]:
                try:
                    address = read_email(text)
                except NotReadable:
                    continue
                yield Part(
                    "e-mail",
                    address.value,
                    Certainty.CERTAIN,
                    f"An address that the mail would go to ({name}). It does not say who reads it.",
                    MAILTO,
                    address,
                )
        elif name in ("subject", "body") and value:
            yield _words(name, value, "mail", MAILTO)


def _call(link: Link) -> Iterator[Part]:
    yield from _numbers(link.path.partition(";")[0], "The number that the link would call", TEL)


def _message(link: Link) -> Iterator[Part]:
    for text in re.split(r"[,;]", link.path.strip("/"), maxsplit=MOST)[:MOST]:
        yield from _numbers(text, "The number that the link would write to", SMS)
    pairs = link.first("body") or unquote(link.path.partition("body=")[2])
    if pairs:
        yield _words("text", pairs, "message", SMS)


def _numbers(text: str, says: str, source: str) -> Iterator[Part]:
    from osint_kit.identifiers.phone import read_phone

    shown = unquote(text).strip("/ ")
    if not re.search(r"\d", shown) or len(shown) > 40:
        return
    number: Identifier | None = None
    with suppress(NotReadable):
        number = read_phone(shown)
    yield Part(
        "phone",
        number.value if number else shown,
        Certainty.CERTAIN if number else Certainty.POSSIBLE,
        f"{says}. It does not say who holds it."
        + ("" if number else " Without a country code it could be a number of several countries."),
        source,
        number,
    )


def _data(link: Link) -> Iterator[Part]:
    media, _, body = link.text[5:].partition(",")
    kind = media.partition(";")[0][:100] or "text/plain"
    yield Part(
        "content",
        f"{kind}, {len(body)} characters",
        Certainty.CERTAIN,
        "The link is itself the content: no server is asked when it is opened. "
        + ("A page in a link can imitate any site." if "html" in kind or "svg" in kind else ""),
        DATA,
    )
    if media.endswith(";base64"):
        from osint_kit.links.encoded import text_of

        text = text_of(unquote(body[:20_000]))
    else:
        text = unquote(body[:20_000])
    if text and kind.startswith(("text/", "application/json", "image/svg")):
        inside = re.search(r"https?://[^\s<>\"']+", text)
        yield Part(
            "text",
            text[:SHOWN],
            Certainty.CERTAIN,
            "The beginning of the content that stands in the link.",
            DATA,
            target=inner_link(inside[0]) if inside else "",
        )


def _intent(link: Link) -> Iterator[Part]:
    """``intent:…#Intent;scheme=https;package=…;S.browser_fallback_url=…;end``."""
    own, mark, rest = link.text.partition("#Intent;")
    fields = dict(item.split("=", 1) for item in rest.split(";")[:MOST] if "=" in item) if mark else {}
    if package := fields.get("package"):
        yield Part(
            "application",
            package[:SHOWN],
            Certainty.CERTAIN,
            "The Android application that the link would open.",
            INTENT,
        )
    if scheme := fields.get("scheme"):
        target = f"{scheme}:{own.partition(':')[2]}"
        yield Part(
            "wrapped link",
            target[:SHOWN],
            Certainty.CERTAIN,
            "The link that the Android application would be given.",
            INTENT,
            target=target,
        )
    if fallback := inner_link(unquote(fields.get("S.browser_fallback_url", ""))):
        yield Part(
            "wrapped link",
            fallback,
            Certainty.CERTAIN,
            "Where the browser goes if the application is not there.",
            INTENT,
            target=fallback,
        )


def _script(link: Link) -> Iterator[Part]:
    yield Part(
        "script",
        unquote(link.text.partition(":")[2])[:SHOWN],
        Certainty.CERTAIN,
        "The link is a program that would run in the page that is open. It was not run here.",
        SCRIPT,
    )


def _magnet(link: Link) -> Iterator[Part]:
    for pair in link.pairs:
        if pair.name in ("xt", "dn", "tr"):
            says = {"xt": "The hash of the files", "dn": "The name given to the files", "tr": "A tracker to ask"}
            yield Part(
                "file", pair.value[:SHOWN], Certainty.CERTAIN, f"{says[pair.name]} that BitTorrent would fetch.", MAGNET
            )


def _words(name: str, value: str, what: str, source: str) -> Part:
    inside = re.search(r"https?://[^\s<>\"]+", value)
    return Part(
        "text",
        value[:SHOWN],
        Certainty.CERTAIN,
        f"Words ({name}) that whoever made the link has put ready for the reader to send as a {what}.",
        source,
        target=inner_link(inside[0]) if inside else "",
    )


_READERS: dict[str, Callable[[Link], Iterator[Part]]] = {
    "mailto": _mail,
    "tel": _call,
    "sms": _message,
    "smsto": _message,
    "data": _data,
    "intent": _intent,
    "javascript": _script,
    "magnet": _magnet,
}
