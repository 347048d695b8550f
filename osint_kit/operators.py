"""Operators that thousands share: content networks, shared hosts, parking, name servers, mail.

An address or a server of theirs is a hub: two domains that meet there have nothing to do with one another. The data
are ``operators.toml``, each line with the public page that says so.
"""

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network
from pathlib import Path

DATA = Path(__file__).with_suffix(".toml")
PARKING = "parking"


@dataclass(frozen=True)
class Operator:
    """One line of the data: who, what (``content network``, ``shared hosting``, ``parking``, ``name servers``,
    ``mail``), by which marks it is known, and the page that says so."""

    name: str
    what: str
    source: str
    networks: tuple[IPv4Network | IPv6Network, ...] = ()
    asns: tuple[int, ...] = ()
    name_servers: tuple[str, ...] = ()
    mail_servers: tuple[str, ...] = ()

    @property
    def reason(self) -> str:
        """Why it ties nobody to anybody, such as ``Sedo (parking): shared by thousands``."""
        return f"{self.name} ({self.what}): shared by thousands"


def of_address(address: str, asns: Iterable[int] = ()) -> Operator | None:
    """The operator of an IP address, by the networks that operators publish, else by its origin AS numbers."""
    try:
        known = ip_address(address)
    except ValueError:
        return None
    for operator in operators():
        if any(known.version == network.version and known in network for network in operator.networks):
            return operator
    numbers = set(asns)
    return next((operator for operator in operators() if numbers.intersection(operator.asns)), None)


def of_name_server(host: str) -> Operator | None:
    """The operator of a name server; Amazon's are known by their form, ``ns-1234.awsdns-56.org``."""
    found = next((item for item in operators() if _under(host, item.name_servers)), None)
    return found or (ROUTE_53 if ".awsdns-" in host else None)


def of_mail_server(host: str) -> Operator | None:
    """The operator of a mail server."""
    return next((operator for operator in operators() if _under(host, operator.mail_servers)), None)


ROUTE_53 = Operator(
    "Amazon Route 53",
    "name servers",
    "https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/route-53-concepts.html",
)


@cache
def operators() -> tuple[Operator, ...]:
    """All lines of the data, in order."""
    lines = tomllib.loads(DATA.read_text("utf-8"))["operator"]
    return tuple(
        Operator(
            name=line["name"],
            what=line["what"],
            source=line["source"],
            networks=tuple(map(ip_network, line.get("networks", ()))),
            asns=tuple(line.get("asns", ())),
            name_servers=tuple(line.get("name_servers", ())),
            mail_servers=tuple(line.get("mail_servers", ())),
        )
        for line in lines
    )


def _under(host: str, suffixes: Iterable[str]) -> bool:
    name = host.lower().rstrip(".")
    return any(name == suffix or name.endswith("." + suffix) for suffix in suffixes)
