"""E-mail addresses, as RFC 5321 section 4.1.2 with the local parts of RFC 6531 (any script)."""

import re

from osint_kit.identifiers.defanged import refang
from osint_kit.identifiers.hostname import read_host_name
from osint_kit.identifiers.ip import is_ip
from osint_kit.identifiers.kinds import Identifier, Kind, NotReadable

LONGEST_LOCAL_PART = 64
"""In octets of UTF-8 (RFC 5321 section 4.5.3.1.1)."""

_LOCAL_PART = re.compile(r"[\w!#$%&'*+/=?^`{|}~-]+(?:\.[\w!#$%&'*+/=?^`{|}~-]+)*")


def read_email(text: str) -> Identifier:
    """Read an address, defanged or not; canonical is the local part as written, and the domain in ASCII.

    The local part keeps its case, because the receiving server alone knows whether case matters there. Raises
    `NotReadable` for anything else, and for quoted local parts and IP addresses in place of the domain, which
    the standard has and nobody uses.
    """
    local, at, host = refang(text.strip()).rpartition("@")
    if not at or not local:
        raise NotReadable("an e-mail address has a part before and a part after '@', such as sefa@example.com")
    if local.startswith('"'):
        raise NotReadable("e-mail addresses with a quoted part before '@' are not read")
    if not _LOCAL_PART.fullmatch(local):
        raise NotReadable("the part before '@' holds a space, a stray dot or a character that no address has")
    size = len(local.encode("utf-8", "replace"))
    if size > LONGEST_LOCAL_PART:
        raise NotReadable(f"the part before '@' has {size} octets; an address has {LONGEST_LOCAL_PART} there at most")
    if is_ip(host):
        raise NotReadable("an e-mail address at an IP address is not read; write ip: and the address for the host")
    domain = read_host_name(host).ascii
    if "." not in domain:
        raise NotReadable(f"'{domain}' is no full domain name; write the whole address, such as sefa@example.com")
    if "_" in domain:
        raise NotReadable(f"mail cannot go to {domain}: the name of a mail host holds no underscore")
    return Identifier(Kind.EMAIL, f"{local}@{domain}")
