"""Text that is written in another alphabet: base64 and base32 (RFC 4648), and tokens (JWT, RFC 7519).

Only what decodes to readable text is told. A token is taken apart and never checked: nobody but its issuer can say
whether it is genuine, and whoever made the link could have written it.
"""

import base64
import binascii
import json
import re
import zlib
from collections.abc import Iterator
from typing import Any

from osint_kit.links.part import Certainty, Part, moment, time_part
from osint_kit.links.taken_apart import Link, inner_link

BASE64 = "https://www.rfc-editor.org/rfc/rfc4648#section-4"
B32 = "https://www.rfc-editor.org/rfc/rfc4648#section-6"
JWT = "https://www.rfc-editor.org/rfc/rfc7519#section-4.1"
ZLIB = "https://www.rfc-editor.org/rfc/rfc1950"
LONGEST = 8_192
"""Characters of one value that are decoded, and of what it unpacks to."""
MOST = 40
"""Values of one link that are looked at."""

_TOKEN = re.compile(r"eyJ[\w-]{5,4000}\.eyJ[\w-]{2,8000}\.[\w-]{0,2000}")
_ALPHABET = re.compile(r"[A-Za-z0-9+/_-]{12,8192}={0,2}")
_BASE32 = re.compile(r"[A-Z2-7]{16,4096}={0,6}")
_TIMES = {
    "iat": "when the token is said to have been issued",
    "exp": "when the token is said to end",
    "nbf": "from when the token is said to hold",
    "auth_time": "when somebody is said to have signed in",
}


def read(link: Link) -> Iterator[Part]:
    """The tokens and the base64 text in a link's path, parameters and fragment."""
    for where, value in _values(link):
        token = _TOKEN.search(value)
        if token:
            yield from _token(token[0], where)
        elif _BASE32.fullmatch(value) and (text := _text(_base32(value))):
            yield Part(
                "base32", text[:1000], Certainty.LIKELY, f"Readable text in base32, from {where} of the link.", B32
            )
        elif _ALPHABET.fullmatch(value):
            text, unpacked = _readable(value)
            if text:
                yield Part(
                    "base64",
                    text[:1000],
                    Certainty.LIKELY,
                    f"Readable text in base64{', compressed' if unpacked else ''}, from {where} of the link."
                    " Base64 is a way of writing and hides nothing.",
                    ZLIB if unpacked else BASE64,
                    target=inner_link(text),
                )


def text_of(value: str) -> str:
    """The readable text that a base64 value of either alphabet holds; empty where it is none."""
    return _readable(value)[0]


def _values(link: Link) -> Iterator[tuple[str, str]]:
    values = [(f"parameter {pair.name[:40]}", pair.value.replace(" ", "+")) for pair in link.pairs]
    values += [("the path", segment) for segment in link.segments]
    if link.fragment and "=" not in link.fragment:
        values.append(("the fragment", link.fragment))
    yield from [(where, value) for where, value in values if len(value) >= 12][:MOST]


def _readable(value: str) -> tuple[str, bool]:
    data = _bytes(value)
    if data[:2] in (b"\x78\x01", b"\x78\x9c", b"\x78\xda"):
        try:
            data = zlib.decompressobj().decompress(data, LONGEST)
        except zlib.error:
            return "", False
        return _text(data), True
    return _text(data), False


def _bytes(value: str) -> bytes:
    bare = value[:LONGEST].rstrip("=").translate({ord("-"): "+", ord("_"): "/"})
    try:
        return base64.b64decode(bare + "=" * (-len(bare) % 4), validate=True)
    except (binascii.Error, ValueError):
        return b""


def _base32(value: str) -> bytes:
    bare = value.rstrip("=")
    try:
        return base64.b32decode(bare + "=" * (-len(bare) % 8))
    except (binascii.Error, ValueError):
        return b""


def _text(data: bytes) -> str:
    """Bytes as text where they are surely meant as such: UTF-8, printable, of words or of a structure."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return ""
    if len(text) < 6 or not all(char.isprintable() or char in "\r\n\t" for char in text):
        return ""
    plain = sum(char.isascii() and (char.isalnum() or char in " .,:;/?&=_-@{}[]<>\"'%+#|!()\r\n\t") for char in text)
    return text if plain / len(text) >= 0.9 or (not text.isascii() and text.replace(" ", "").isalpha()) else ""


def _token(token: str, where: str) -> Iterator[Part]:
    head, body = (_json(part) for part in token.split(".")[:2])
    if head is None or body is None:
        return
    yield Part(
        "token",
        json.dumps(body, ensure_ascii=False)[:2000],
        Certainty.LIKELY,
        f"What a token (JWT) in {where} of the link states, signed by the method {str(head.get('alg'))[:20]}."
        " The signature was not checked: whoever made the link could have written all of it.",
        JWT,
    )
    for name, says in _TIMES.items():
        seconds = body.get(name)
        if isinstance(seconds, int | float) and not isinstance(seconds, bool) and abs(seconds) < 1e11:
            at = moment(seconds * 1000)
            if at:
                yield time_part(
                    "time in the link", at, Certainty.LIKELY, f"The time '{name}' of the token: {says}.", JWT
                )


def _json(part: str) -> dict[str, Any] | None:
    try:
        found = json.loads(_bytes(part))
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None
