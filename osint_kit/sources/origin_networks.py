"""The network that an IP address is announced from, by Team Cymru's mapping over DNS.

Documented at https://www.team-cymru.com/ip-asn-mapping: TXT of ``REVERSED.origin.asn.cymru.com`` (``origin6`` for
IPv6) is ``"23028 | 216.90.108.0/24 | US | arin | 1998-09-25"``, several AS numbers with spaces between; TXT of
``AS23028.asn.cymru.com`` is ``"23028 | US | arin | 2002-01-04 | TEAM-CYMRU, US"``; NXDOMAIN where nothing is announced.
The country is where the registry gave the block to, not where the machine stands.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from ipaddress import ip_address, ip_network

from osint_kit.canonical import Json
from osint_kit.findings import Finding, Grade
from osint_kit.gateway import Gateway
from osint_kit.gateway.exchange import DnsAnswer, DnsRequest
from osint_kit.gateway.failures import Unreachable
from osint_kit.gateway.guard import address_refusal
from osint_kit.identifiers import Identifier, Kind
from osint_kit.operators import of_address
from osint_kit.reach import Reach
from osint_kit.sources.source import Declaration, Planned

LEARNS = "the resolver and Team Cymru, but not the holder of the address"

DECLARATION = Declaration(
    name="cymru",
    title="Team Cymru",
    home="https://www.team-cymru.com",
    documentation="https://www.team-cymru.com/ip-asn-mapping",
    terms="https://www.team-cymru.com/ip-asn-mapping",
    kinds=(Kind.IP,),
    reach=Reach.REGISTRY,
    pace="as the resolver allows; they ask to be told of large deployments",
    yields=("announced", "origin_network", "network_operator", "shared"),
    grade=Grade("A", 2, "seen in routing tables, at most four hours old; the country is that of the registry"),
    learns=LEARNS,
)


@dataclass(frozen=True)
class Origin:
    """From where an address is announced; ``registry`` is arin, ripencc, apnic, lacnic or afrinic."""

    asns: tuple[int, ...]
    prefix: str
    country: str
    registry: str
    allocated: str


class OriginNetworks:
    """The origin network of an address, and whether its operator serves thousands."""

    declaration = DECLARATION

    def plan(self, identifier: Identifier) -> list[Planned]:
        """Two questions: the number of the network, then its name."""
        return [] if address_refusal(identifier.value, simulated=True) else plan_lookup(identifier.value)

    def ask(self, identifier: Identifier, gateway: Gateway) -> Iterator[Finding]:
        """Findings about the network; where nothing is announced, that. Nobody is asked about a private address.

        Raises ``Failure``.
        """
        if address_refusal(identifier.value, gateway.world.simulated):
            return
        answer = _ask(origin_name(identifier.value), gateway)
        origin = read_origin(answer)
        if origin is None:
            yield DECLARATION.finding(identifier, "announced", False, answer.at, answer.evidence)
            return
        yield from findings(identifier, origin, answer)
        for number in origin.asns:
            named = _ask(f"AS{number}.asn.cymru.com", gateway)
            if operator := read_operator(named):
                value: dict[str, Json] = {"asn": number, "name": operator}
                yield DECLARATION.finding(identifier, "network_operator", value, named.at, named.evidence)


def plan_lookup(address: str) -> list[Planned]:
    """What looking up one address would tell whom."""
    asked = (f"the origin network of {address}", f"the name of the network of {address}")
    return [Planned(what, "the resolver", Reach.REGISTRY, LEARNS) for what in asked]


def origin_name(address: str) -> str:
    """The name whose TXT record tells the origin of an address."""
    known = ip_address(address)
    zone = "origin" if known.version == 4 else "origin6"
    return known.reverse_pointer.removesuffix(".in-addr.arpa").removesuffix(".ip6.arpa") + f".{zone}.asn.cymru.com"


def read_origin(answer: DnsAnswer) -> Origin | None:
    """The most specific announcement in an answer; None where nothing is announced.

    Raises `Unreachable` where the resolver failed, or the records have another form.
    """
    origins: list[tuple[int, Origin]] = []
    for cells in _rows(answer, 5):
        numbers = cells[0].split()
        if not numbers or not all(number.isdecimal() for number in numbers):
            raise _unknown(answer)
        try:
            prefix = ip_network(cells[1])
        except ValueError as error:
            raise _unknown(answer) from error
        told = Origin(tuple(map(int, numbers)), cells[1], cells[2].upper(), cells[3].lower(), cells[4])
        origins.append((prefix.prefixlen, told))
    return max(origins, key=lambda pair: pair[0], default=(0, None))[1]


def read_operator(answer: DnsAnswer) -> str | None:
    """The name of a network, such as ``TEAM-CYMRU, US``; None where the number is given to nobody."""
    return next((cells[4] for cells in _rows(answer, 5) if cells[4]), None)


def findings(subject: Identifier, origin: Origin, answer: DnsAnswer) -> Iterator[Finding]:
    """The origin, and that thousands share it where the kit's data say so."""
    value: dict[str, Json] = {
        "asn": list(origin.asns),
        "prefix": origin.prefix,
        "country": origin.country,
        "registry": origin.registry,
        "allocated": origin.allocated,
    }
    yield DECLARATION.finding(subject, "origin_network", value, answer.at, answer.evidence)
    if shared := of_address(subject.value, origin.asns):
        told: dict[str, Json] = {"operator": shared.name, "what": shared.what, "source": shared.source}
        yield DECLARATION.finding(subject, "shared", told, answer.at, answer.evidence)


def _ask(name: str, gateway: Gateway) -> DnsAnswer:
    return gateway.dns(DnsRequest(name, "TXT", DECLARATION.name))


def _rows(answer: DnsAnswer, cells: int) -> Iterator[list[str]]:
    if answer.status not in ("NOERROR", "NXDOMAIN"):
        raise Unreachable(f"the resolver answered {answer.status} about {answer.name}", answer.evidence)
    for text in answer.values("TXT"):
        row = [cell.strip() for cell in text.replace('" "', "").strip('"').split("|", cells - 1)]
        if len(row) != cells:
            raise _unknown(answer)
        yield row


def _unknown(answer: DnsAnswer) -> Unreachable:
    return Unreachable("Team Cymru answered in an unknown form", answer.evidence)
