"""What stands in an advertisement: phones, mail, links, handles, apps to write to, and money. Pure; nobody is asked."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from osint_kit.identifiers import Identifier, Kind
from osint_kit.profiles.advert_money import Money, money_in
from osint_kit.profiles.flags_phrases import Place, Word

LONGEST = 300_000
"""Characters of a text that are read; a hundred pages, where an advertisement has one."""

APPS = {
    "wa.me": "WhatsApp",
    "whatsapp.com": "WhatsApp",
    "t.me": "Telegram",
    "telegram.me": "Telegram",
    "viber.com": "Viber",
    "m.me": "Messenger",
    "line.me": "LINE",
    "signal.me": "Signal",
    "signal.group": "Signal",
    "weixin.qq.com": "WeChat",
}
_EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@(?:[A-Za-z0-9-]{1,63}\.){1,8}[A-Za-z]{2,24}(?![\w-])")
_LINK = re.compile(r"(?<![A-Za-z0-9])(?:https?|hxxps?)://[^\s<>\"'\x00-\x1f]{3,2000}", re.IGNORECASE)
_BARE = re.compile(
    r"(?<![\w.@/:-])(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,62})\.){1,8}[A-Za-z]{2,24}(?:/[^\s<>\"'\x00-\x1f]{0,2000})?(?![\w@-])"
)
_HANDLE = re.compile(r"(?<![\w@./+-])@[A-Za-z0-9_][A-Za-z0-9_.]{1,39}")
_TRAILING = ".,;:!?)]}'\"*_"


@dataclass(frozen=True)
class Part:
    """One thing that stands in the text. ``what`` is phone, email, link, handle, app or money; ``note`` says more."""

    what: str
    value: str
    start: int
    end: int
    identifier: Identifier | None = None
    note: str = ""
    country: str | None = None
    line_type: str | None = None


@dataclass(frozen=True)
class Advert:
    """A text and what stands in it; ``hits`` are the places of each key of the word lists."""

    text: str
    words: Sequence[Word]
    parts: tuple[Part, ...]
    money: tuple[Money, ...]
    hits: dict[str, list[Place]]

    def of(self, what: str) -> list[Part]:
        """The parts of one kind, in their order."""
        return [part for part in self.parts if part.what == what]


def parts_of(text: str, region: str | None = None) -> list[Part]:
    """All parts but money, by their place. ``region`` is that of numbers without a country code."""
    found: list[Part] = []
    end = 0
    for part in sorted([*_emails(text), *_links(text), *_handles(text)], key=lambda item: (item.start, -item.end)):
        if part.start >= end:  # else it is a piece of what was read before, such as the host of a link
            found.append(part)
            end = part.end
    return sorted([*found, *_phones(text, region)], key=lambda part: (part.start, part.end))


def _emails(text: str) -> Iterator[Part]:
    from osint_kit.identifiers.email import read_email

    for found in _EMAIL.finditer(text):
        try:
            mail = read_email(found[0])
        except ValueError:
            continue
        yield Part("email", mail.value, found.start(), found.end(), mail)


def _links(text: str) -> Iterator[Part]:
    from osint_kit.identifiers.defanged import refang
    from osint_kit.identifiers.domain import read_domain
    from osint_kit.identifiers.url import read_url

    for pattern in (_LINK, _BARE):
        for found in pattern.finditer(text):
            written = found[0].rstrip(_TRAILING)
            start, end = found.start(), found.start() + len(written)
            try:
                if pattern is _BARE:
                    read_domain(written.partition("/")[0])
                    written = f"https://{written}"
                link = read_url(refang(written))
            except ValueError:
                continue
            app = next((name for host, name in APPS.items() if link.host == host or link.host.endswith("." + host)), "")
            yield Part("app" if app else "link", link.text, start, end, Identifier(Kind.URL, link.text), app)


def _handles(text: str) -> Iterator[Part]:
    from osint_kit.identifiers.handle import read_handle

    for found in _HANDLE.finditer(text):
        written = found[0].rstrip(".")
        try:
            handle = read_handle(written)
        except ValueError:
            continue
        yield Part("handle", handle.value, found.start(), found.start() + len(written), handle)


def _phones(text: str, region: str | None) -> Iterator[Part]:
    from osint_kit.identifiers.phone import phone_record
    from osint_kit.identifiers.phone_extract import find_numbers
    from osint_kit.texts.lines import LONGEST as LINE
    from osint_kit.texts.lines import numbered

    pieces = (text[at : at + LINE] for at in range(0, len(text), LINE))
    for line in numbered(pieces):
        if sum(map(str.isdigit, line.text)) < 3 and not _SPELLED.search(line.text):
            continue
        for number in find_numbers(line.text, region):
            record = phone_record(number.e164)
            yield Part(
                "phone",
                number.e164,
                line.start + number.start,
                line.start + number.end,
                Identifier(Kind.PHONE, number.e164),
                number.doubt,
                number.country,
                record.type,
            )


_SPELLED = re.compile(
    r"zero|one|two|three|four|five|six|seven|eight|nine|[\u2460-\u24ff\ufe0f\U0001f51f]", re.IGNORECASE
)


def read_advert(text: str, hits: dict[str, list[Place]], words: Sequence[Word], region: str | None = None) -> Advert:
    """An advertisement taken apart; ``hits`` as `osint_kit.profiles.flags_text.read` finds them."""
    money = tuple(money_in(text, words, hits))
    amounts = [Part("money", amount.words(), amount.start, amount.end, note=amount.note()) for amount in money]
    parts = sorted([*parts_of(text, region), *amounts], key=lambda part: (part.start, part.end))
    return Advert(text, words, tuple(parts), money, hits)
