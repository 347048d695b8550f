"""Parts that name somebody, for every family that finds a number, an account or words to send in a link."""

import re
from collections.abc import Iterator

from osint_kit.identifiers import Identifier, NotReadable
from osint_kit.links.part import Certainty, Part
from osint_kit.links.taken_apart import Link, inner_link


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
