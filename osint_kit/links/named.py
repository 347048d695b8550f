"""E-mail addresses and phone numbers that stand in the parameters or the fragment of any link.

Mailings and forged sign-in pages put the address of whom they were sent to into the link.
"""

import re
from collections.abc import Iterator

from osint_kit.identifiers import Identifier, NotReadable
from osint_kit.links.encoded import text_of
from osint_kit.links.part import Certainty, Part
from osint_kit.links.taken_apart import Link

MOST = 10

_MAIL = re.compile(r"[^\s@/:?&=<>\"',;]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,5}")
_PHONE = re.compile(r"\+?[1-9]\d{7,14}")
_CALLED_PHONE = re.compile(r"phone|mobile|msisdn|whatsapp|^tel$|^wa$", re.IGNORECASE)


def read(link: Link) -> Iterator[Part]:
    """The addresses and numbers, where a value is nothing else."""
    if not link.is_web:
        return
    told = 0
    places = [(f"parameter {pair.name[:40]}", pair.name, pair.value) for pair in link.pairs]
    if link.fragment and "=" not in link.fragment:
        places.append(("the fragment", "", link.fragment.lstrip("/!")))
    for where, name, value in places:
        if not 6 <= len(value) <= 400 or told >= MOST:
            continue
        coded = "" if "@" in value or len(value) < 12 else text_of(value)
        if _MAIL.fullmatch(coded or value) and (mail := _mail(coded or value)):
            told += 1
            yield _part(
                "e-mail in the link", mail, f"An e-mail address that stands in {where}{', in base64' if coded else ''}."
            )
        elif _CALLED_PHONE.search(name) and _PHONE.fullmatch(value.strip()) and (number := _phone(value.strip())):
            told += 1
            yield _part("phone in the link", number, f"A phone number that stands in {where}.")


def _part(what: str, named: Identifier, says: str) -> Part:
    return Part(
        what,
        named.value,
        Certainty.CERTAIN,
        f"{says} It may be of whom the link was sent to, of the sender, or of anybody else.",
        identifier=named,
    )


def _mail(text: str) -> Identifier | None:
    from osint_kit.identifiers.email import read_email

    try:
        return read_email(text)
    except NotReadable:
        return None


def _phone(text: str) -> Identifier | None:
    from osint_kit.identifiers.phone import read_phone

    try:
        return read_phone(f"+{text.lstrip('+')}")
    except NotReadable:
        return None
