"""Handles: the name that somebody goes by on a platform, without the platform.

A handle is put into addresses of sites (``https://site.example/{account}``), so whatever could change the
meaning of an address is refused: slashes, ``%``, braces, control and formatting characters, and ``..``.
"""

import re
import unicodedata

from osint_kit.identifiers.kinds import Identifier, Kind, NotReadable

LONGEST = 64
"""In characters of the canonical form."""

_LINK = re.compile(r"https?://|[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}/", re.IGNORECASE)


def read_handle(text: str) -> Identifier:
    """Read a handle, with or without ``@`` before it; canonical is NFKC, without ``@``.

    Upper and lower case stay as written: on some sites they are two people. Letters and digits of any script,
    marks on them, and ``.``, ``_``, ``-``; one letter or digit at least. Raises `NotReadable` for anything else.
    """
    return Identifier(Kind.HANDLE, canonical_handle(text))


def canonical_handle(text: str) -> str:
    """The handle alone, as `read_handle` canonicalises it."""
    bare = text.strip(" \t").removeprefix("@")
    handle = unicodedata.normalize("NFKC", bare)
    if not handle:
        raise NotReadable("nothing stands where the handle should be; write one such as @sefa")
    if _LINK.match(handle):
        raise NotReadable("this is a link and no handle; write the handle that stands in it, such as @sefa")
    for char in handle:
        if not _allowed(char):
            raise NotReadable(_why_not(char))
    if not any(char.isalnum() for char in handle):
        raise NotReadable("a handle has at least one letter or digit")
    if len(handle) > LONGEST:
        raise NotReadable(f"a handle has {LONGEST} characters at most, and this one has {len(handle)}")
    return handle


def _allowed(char: str) -> bool:
    return char in "._-" or unicodedata.category(char) in {"Lu", "Ll", "Lt", "Lm", "Lo", "Mn", "Mc", "Nd"}


def _why_not(char: str) -> str:
    if char == "@":
        return "this looks like name@server; write account:server:name, or email:name@server for an address"
    shown = f"{char!r} (U+{ord(char):04X})" if char.isprintable() else f"U+{ord(char):04X}"
    return f"a handle cannot hold the character {shown}; write letters, digits, '.', '_' and '-' only"
