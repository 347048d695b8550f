"""Which hosts and addresses are never connected to, whoever names them: a pure judgement.

Networks and their names: the IANA special-purpose registries
(https://www.iana.org/assignments/iana-ipv4-special-registry, …-ipv6-special-registry; RFC 6890).
``ipaddress.is_global`` is not asked: it lets NAT64 and multicast through, and changes between versions of Python.
"""

import ipaddress
from collections.abc import Iterator
from functools import lru_cache
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network

from osint_kit.identifiers.url import Url

DOCUMENTATION = "a documentation address"

_REFUSED_V4 = tuple(
    (IPv4Network(network), what)
    for network, what in (
        ("169.254.169.254/32", "the metadata service of clouds"),
        ("168.63.129.16/32", "the metadata service of Azure"),
        ("100.100.100.200/32", "the metadata service of Alibaba Cloud"),
        ("192.0.0.192/32", "the metadata service of Oracle Cloud"),
        ("0.0.0.0/8", "an unspecified address"),  # RFC 1122
        ("10.0.0.0/8", "a private address"),  # RFC 1918
        ("100.64.0.0/10", "a shared address inside a provider's network (CGNAT)"),  # RFC 6598
        ("127.0.0.0/8", "a loopback address"),  # RFC 1122
        ("169.254.0.0/16", "a link-local address"),  # RFC 3927
        ("172.16.0.0/12", "a private address"),  # RFC 1918
        ("192.0.0.0/24", "a reserved address"),  # RFC 6890
        ("192.0.2.0/24", DOCUMENTATION),  # RFC 5737
        ("192.88.99.0/24", "a reserved address (6to4 relays)"),  # RFC 7526
        ("192.168.0.0/16", "a private address"),  # RFC 1918
        ("198.18.0.0/15", "an address for benchmarks"),  # RFC 2544
        ("198.51.100.0/24", DOCUMENTATION),  # RFC 5737
        ("203.0.113.0/24", DOCUMENTATION),  # RFC 5737
        ("224.0.0.0/4", "a multicast address"),  # RFC 5771
        ("255.255.255.255/32", "the broadcast address"),  # RFC 919
        ("240.0.0.0/4", "a reserved address"),  # RFC 1112
    )
)
"""The first that fits names the address."""

_REFUSED_V6 = tuple(
    (IPv6Network(network), what)
    for network, what in (
        ("fd00:ec2::/32", "the metadata service of AWS"),
        ("::/128", "the unspecified address"),
        ("::1/128", "the loopback address"),
        ("::/96", "an IPv4-compatible address, which is long deprecated"),  # RFC 4291
        ("64:ff9b:1::/48", "an address of a local translator"),  # RFC 8215
        ("100::/64", "an address that discards"),  # RFC 6666
        ("2001:2::/48", "an address for benchmarks"),  # RFC 5180
        ("2001::/32", "a Teredo address"),  # RFC 4380
        ("2001::/23", "a reserved address"),  # RFC 2928
        ("2001:db8::/32", DOCUMENTATION),  # RFC 3849
        ("2002::/16", "a 6to4 address"),  # RFC 7526
        ("3fff::/20", DOCUMENTATION),  # RFC 9637
        ("fc00::/7", "a private address"),  # RFC 4193
        ("fe80::/10", "a link-local address"),  # RFC 4291
        ("fec0::/10", "a site-local address"),  # RFC 3879
        ("ff00::/8", "a multicast address"),  # RFC 4291
    )
)

_PUBLIC_V6 = IPv6Network("2000::/3")
"""All that is given out as global unicast (RFC 4291 section 2.4, IANA); anything else is reserved."""

_NAT64 = IPv6Network("64:ff9b::/96")
"""RFC 6052: a host with IPv6 only reaches IPv4 hosts by these."""
_COMPATIBLE = IPv6Network("::/96")


def literal_refusal(url: Url, simulated: bool) -> str | None:
    """Why the host of an address is refused as it is written, without DNS; None for all other hosts."""
    return host_refusal(url.host, simulated)


def host_refusal(host: str, simulated: bool) -> str | None:
    """Why a host in canonical form is refused without DNS: ``localhost`` (RFC 6761), or a refused address."""
    if host == "localhost" or host.endswith(".localhost"):
        return f"{host} is refused: the name stands for this machine itself"
    return address_refusal(host, simulated) if is_address(host) else None


@lru_cache(maxsize=4096)
def address_refusal(text: str, simulated: bool) -> str | None:
    """Why an address is refused; None where it is public.

    Documentation addresses stand for public ones in a ``simulated`` world. What is no address is refused too.
    """
    try:
        what = what_if_not_public(text, simulated)
    except ValueError:
        return f"{text} is refused: it is no IP address"
    return f"{text} is refused: it is {what}" if what else None


def what_if_not_public(text: str, simulated: bool = True) -> str | None:
    """What kind of address it is, such as ``a private address``; None where it is public.

    Raises ``ValueError`` for what is no address.
    """
    return _what(ipaddress.ip_address(text), simulated)


def is_address(host: str) -> bool:
    """Whether a host in canonical form is an IP address, not a name."""
    return ":" in host or host.rpartition(".")[2].isdecimal()


def _what(address: IPv4Address | IPv6Address, simulated: bool) -> str | None:
    """What kind of refused address it is; None where it is public."""
    if isinstance(address, IPv4Address):
        return _named(next((what for network, what in _REFUSED_V4 if address in network), None), simulated)
    if address.scope_id:
        return "an address with a zone, which holds on one machine only"
    embedded = list(_embedded(address))
    for inner in embedded:
        if what := _what(inner, simulated):
            return f"{inner} in another form, {what}"
    what = _named(next((what for network, what in _REFUSED_V6 if address in network), None), simulated)
    if what or embedded or address in _PUBLIC_V6:
        return what
    return "a reserved address"


def _named(what: str | None, simulated: bool) -> str | None:
    return None if simulated and what == DOCUMENTATION else what


def _embedded(address: IPv6Address) -> Iterator[IPv4Address]:
    """The IPv4 addresses that an IPv6 address carries, by which a system may route it."""
    if address.ipv4_mapped:
        yield address.ipv4_mapped
    if address.sixtofour:
        yield address.sixtofour
    if address.teredo:
        yield from address.teredo
    if address in _NAT64 or (address in _COMPATIBLE and int(address) > 1):
        yield IPv4Address(int(address) & 0xFFFFFFFF)
