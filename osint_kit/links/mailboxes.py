"""Messages in Gmail: when a message or thread was made, from its id in the address bar.

The number of a message is its time in milliseconds, shifted by 20 bits:
https://www.metaspike.com/dates-gmail-message-id-thread-id-timestamps/. Newer addresses write it in an alphabet of 40
consonants: https://github.com/ArsenalRecon/GmailURLDecoder.
"""

import base64
import binascii
import re
from collections.abc import Iterator

from osint_kit.links.part import Certainty, Part, moment, time_part
from osint_kit.links.taken_apart import Link

NUMBERS = "https://www.metaspike.com/dates-gmail-message-id-thread-id-timestamps/"
TOKENS = "https://github.com/ArsenalRecon/GmailURLDecoder"

_HEX = re.compile(r"1[0-9a-f]{15}")
_TOKEN = re.compile(r"[B-DF-HJ-NP-TV-XZb-df-hj-np-tv-xz]{20,120}")
_CONSONANTS = "BCDFGHJKLMNPQRSTVWXZbcdfghjklmnpqrstvwxz"
_BASE64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"


def read(link: Link) -> Iterator[Part]:
    """The times of the messages that a link to Gmail opens."""
    if link.host != "mail.google.com":
        return
    places = [link.first("th"), link.first("message_id"), *(link.fragment or "").partition("?")[0].split("/")]
    for place in places[:20]:
        if _HEX.fullmatch(place):
            yield from _time(int(place, 16), NUMBERS)
        elif _TOKEN.fullmatch(place) and (found := re.search(r"[a-z]:(?:r?-?)(\d{17,20})", _decoded(place))):
            yield from _time(int(found[1]), TOKENS)


def _time(number: int, source: str) -> Iterator[Part]:
    at = moment(number >> 20)
    if at:
        yield time_part(
            "made at",
            at,
            Certainty.LIKELY,
            "When Gmail received or made the message, or the first of its thread, read from its number. Only the"
            " owner of the mailbox can open the link.",
            source,
            made=True,
        )


def _decoded(token: str) -> str:
    number = 0
    for char in token:
        number = number * len(_CONSONANTS) + _CONSONANTS.index(char)
    text = ""
    while number:
        number, digit = divmod(number, 64)
        text = _BASE64[digit] + text
    try:
        return base64.b64decode(text + "=" * (-len(text) % 4)).decode("latin-1")
    except (binascii.Error, ValueError):
        return ""
