"""Which kind of identifier a text is; what could be several things is not guessed."""

import re
from collections.abc import Callable
from functools import partial
from urllib.parse import unquote

from osint_kit.identifiers.account import read_account
from osint_kit.identifiers.defanged import refang
from osint_kit.identifiers.domain import read_domain
from osint_kit.identifiers.email import read_email
from osint_kit.identifiers.handle import read_handle
from osint_kit.identifiers.ip import is_ip, read_ip
from osint_kit.identifiers.kinds import Identifier, Kind, NotReadable
from osint_kit.identifiers.name import read_name
from osint_kit.identifiers.phone import read_phone
from osint_kit.identifiers.phone_regions import check_region
from osint_kit.identifiers.phone_text import Written, read_written
from osint_kit.identifiers.url import SEVERAL, holds_several, read_url
from osint_kit.identifiers.wallet import looks_like_wallet, read_wallet

LONGEST = 8192
"""In characters; no identifier is nearly as long, and a file that was piped in by mistake is not searched."""

_PREFIXED = re.compile(r"([a-z][a-z0-9_-]*):(?!//)(.*)", re.IGNORECASE | re.DOTALL)
_LOOSE_IPV4 = re.compile(r"(0x[0-9a-f]+|[0-9]+)\.(0x[0-9a-f]+|[0-9]+)(\.[0-9]+\.[0-9]+)?(/[0-9]+)?", re.IGNORECASE)
_COLONS_AND_HEX = re.compile(r"(?=.*:.*:)[0-9a-f:.]+(?:[/%].*)?", re.IGNORECASE)
_NAME_WITH_DOT = re.compile(r"[^\s/]+[.\u3002\uff0e\uff61][^\s/]*")
_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*)://", re.IGNORECASE)

_NO_PLATFORM = frozenset({"data", "file", "ftp", "http", "https", "javascript", "localhost", "text", "urn"})
"""Words before a colon that are no platform: schemes, a host before a port, the kind of what is not readable."""


def parse(text: str, region: str | None = None) -> Identifier:
    """Tell the kind of an identifier, and bring it into canonical form.

    A kind before a colon settles it: ``name:Sefa V``, ``domain:fiji.example``, ``tel:``, ``mailto:``; any
    other word there is a platform (``github:sefa``), and ``@sefa`` is a handle. Else, in this order: URL with
    its scheme, e-mail address, IP address, phone number (with ``+`` or ``00``, or of ``region``, two
    letters), wallet, domain of a known suffix; all of them defanged too. Raises `NotReadable` for everything
    else, and `UsageError` for a region that there is not.
    """
    bare = text.strip()
    if not bare:
        raise NotReadable("nothing stands here; write an identifier such as +679 999 1234, @sefa or example.com")
    if len(bare) > LONGEST:
        raise NotReadable(f"{len(bare)} characters are too many for an identifier; give each its own line")
    if region:
        check_region(region)
    if is_ip(bare) or _COLONS_AND_HEX.fullmatch(bare):
        return read_ip(bare)
    return _marked(bare, region) or _shaped(bare, region) or _unclear(bare, region)


def _marked(bare: str, region: str | None) -> Identifier | None:
    """What the text says itself to be, by a prefix."""
    if bare.startswith("@"):
        return read_handle(bare)
    prefixed = _PREFIXED.fullmatch(bare)
    if not prefixed or prefixed[1].lower() in _NO_PLATFORM:
        return None
    word, rest = prefixed[1].lower(), prefixed[2].strip()
    if word in ("phone", "tel", "sms", "whatsapp"):
        return read_phone(bare, region)
    reader = _READERS.get(word)
    return reader(rest) if reader else read_account(word, rest)


def _shaped(bare: str, region: str | None) -> Identifier | None:
    """What the text is by its shape alone."""
    plain = refang(bare)
    if scheme := _SCHEME.match(plain):
        if scheme[1].lower() not in ("http", "https"):
            raise NotReadable("only web addresses are read, http and https; write domain: and the name of the host")
        return _url(plain)
    written = _written(bare)
    if "@" in plain and not written:  # a user of WhatsApp is a number, as 6799991234@s.whatsapp.net
        return read_email(plain)
    if written and written.names_country:
        return read_phone(bare, region)
    if written and region and (number := _tried(partial(read_phone, region=region), bare)):
        return number
    if looks_like_wallet(bare):
        return read_wallet(bare)
    if _LOOSE_IPV4.fullmatch(plain):
        return read_ip(plain)
    if _NAME_WITH_DOT.fullmatch(plain):
        return read_domain(plain)
    return None


def _unclear(bare: str, region: str | None) -> Identifier:
    """Say why the text is none of them, and how to write what was probably meant."""
    written = _written(bare)
    if written and len(written.readings[0]) >= 5:
        return read_phone(bare, region)
    if _tried(read_handle, bare):
        raise NotReadable(f"{bare} could be many things: write @{bare} for a handle, name:{bare} for a name")
    if "/" in bare:
        raise NotReadable("this looks like a path; write a web address with https:// before it")
    if _tried(read_name, bare):
        raise NotReadable("this is no identifier by itself; write name: before the name of a person or a firm")
    raise NotReadable("this is no identifier; write one such as +679 999 1234, @sefa, example.com or name:Sefa V")


def _written(bare: str) -> Written | None:
    """The text as digits of a phone number, where it is nothing else."""
    try:
        return read_written(bare)
    except NotReadable:
        return None


def _tried(reader: Callable[[str], Identifier], text: str) -> Identifier | None:
    try:
        return reader(text)
    except NotReadable:
        return None


def _url(text: str) -> Identifier:
    if holds_several(text):
        raise NotReadable(SEVERAL)
    try:
        return Identifier(Kind.URL, read_url(text).text)
    except NotReadable:
        raise
    except ValueError as error:
        raise NotReadable(str(error)) from error


def _mailto(rest: str) -> Identifier:
    """The first address of a ``mailto:`` URI (RFC 6068), without its header fields."""
    return read_email(unquote(rest.partition("?")[0]))


def _payment(rest: str) -> Identifier:
    """The address of a payment URI such as ``bitcoin:1A1z…?amount=1`` (BIP 21)."""
    return read_wallet(rest.partition("?")[0])


def _account(rest: str) -> Identifier:
    platform, _, handle = rest.partition(":")
    return read_account(platform, handle)


def _domain(rest: str) -> Identifier:
    return read_domain(rest, any_suffix=True)


_READERS: dict[str, Callable[[str], Identifier]] = {
    "email": read_email,
    "mailto": _mailto,
    "domain": _domain,
    "ip": read_ip,
    "url": _url,
    "handle": read_handle,
    "account": _account,
    "wallet": read_wallet,
    "bitcoin": _payment,
    "ethereum": _payment,
    "tron": _payment,
    "name": read_name,
}
