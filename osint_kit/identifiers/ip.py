"""IP addresses, version 4 and 6.

Only the strict forms are read: four decimal numbers (RFC 6943 section 3.1.1), and the text forms of RFC 4291
section 2.2. The loose forms of old C libraries (``127.1``, ``0x7f000001``, ``0177.0.0.1``) are refused,
because programs disagree on which address they mean.
"""

import ipaddress

from osint_kit.identifiers.defanged import refang
from osint_kit.identifiers.kinds import Identifier, Kind, NotReadable


def read_ip(text: str) -> Identifier:
    """Read an address, defanged or in square brackets too; canonical is the short form of RFC 5952.

    Raises `NotReadable` for anything else: loose forms, networks such as ``10.0.0.0/8``, zones such as
    ``fe80::1%eth0``, which mean something on one machine only.
    """
    bare = refang(text.strip())
    if bare.startswith("[") and bare.endswith("]") and ":" in bare:
        bare = bare[1:-1]
    if "/" in bare:
        raise NotReadable("this is a network or a path, not one IP address; write one address such as 192.0.2.1")
    if "%" in bare:
        raise NotReadable("an address with a zone (%) holds on one machine only; write it without the zone")
    try:
        address = ipaddress.ip_address(bare)
    except ValueError:
        raise NotReadable(
            "this is no IP address; write four numbers from 0 to 255 without leading zeros, "
            "such as 192.0.2.1, or an IPv6 address such as 2001:db8::1"
        ) from None
    # Python writes these as ::ffff:102:304 until 3.13; RFC 5952 section 5 recommends the dotted form.
    mapped = address.ipv4_mapped if isinstance(address, ipaddress.IPv6Address) else None
    return Identifier(Kind.IP, f"::ffff:{mapped}" if mapped else str(address))


def is_ip(text: str) -> bool:
    """Whether `read_ip` reads the text."""
    if ":" not in text and not text.rstrip()[-1:].isdecimal():  # no address ends so, and most names do
        return False
    try:
        read_ip(text)
    except NotReadable:
        return False
    return True
