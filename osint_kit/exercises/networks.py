"""Who holds an address: Team Cymru's records in the simulated DNS, and the registries' RDAP (RFC 9083 section 5.4)."""

from collections.abc import Iterator, Mapping
from ipaddress import ip_address, ip_network

from osint_kit.canonical import Json
from osint_kit.exercises.rdap import EXERCISE, entity, property_, rdap_error, rdap_json
from osint_kit.exercises.responses import Response, moved
from osint_kit.exercises.scenario import Network, Scenario

BOOTSTRAP = "rdap-bootstrap.arin.net"
REGISTRIES = {
    # https://data.iana.org/rdap/ipv4.json
    "rdap.arin.net": ("arin", "/registry"),
    "rdap.db.ripe.net": ("ripencc", ""),
    "rdap.apnic.net": ("apnic", ""),
    "rdap.lacnic.net": ("lacnic", "/rdap"),
    "rdap.afrinic.net": ("afrinic", "/rdap"),
}


def network_of(scenario: Scenario, address: str) -> Network | None:
    """The smallest network of a scenario that an address lies in."""
    known = ip_address(address)
    nets = [(ip_network(item.prefix), item) for item in scenario.networks]
    fitting = [(net.prefixlen, item) for net, item in nets if net.version == known.version and known in net]
    return max(fitting, key=lambda pair: pair[0], default=(0, None))[1]


def origin_records(scenario: Scenario, addresses: Mapping[str, tuple[str, ...]]) -> Iterator[tuple[str, str]]:
    """Names and texts of the zone asn.cymru.com (https://www.team-cymru.com/ip-asn-mapping)."""
    for address in sorted({address for own in addresses.values() for address in own}):
        network = network_of(scenario, address)
        if network:
            known = ip_address(address)
            zone = "origin" if known.version == 4 else "origin6"
            host = known.reverse_pointer.removesuffix(".in-addr.arpa").removesuffix(".ip6.arpa")
            told = f"{network.asn} | {network.prefix} | {network.country} | {network.registry} | {network.allocated}"
            yield f"{host}.{zone}.asn.cymru.com", told
    for network in {network.asn: network for network in scenario.networks}.values():
        told = f"{network.asn} | {network.country} | {network.registry} | {network.allocated}"
        yield f"AS{network.asn}.asn.cymru.com", f"{told} | {network.name} {network.holder}, {network.country}"


def answer_rdap(scenario: Scenario, host: str, target: str) -> Response:
    """A registry's answer about an address; the bootstrap service redirects to the registry that has it."""
    registry, base = REGISTRIES.get(host, ("", "/bootstrap"))
    path = target.partition("?")[0]
    text = path.removeprefix(f"{base}/ip/")
    try:
        network = network_of(scenario, text) if text != path else None
    except ValueError:
        return rdap_error(400, "not an IP address")
    if network is None:
        return rdap_error(404, "nothing is known of this address")
    if network.registry != registry:
        own = next(name for name, (known, _) in REGISTRIES.items() if known == network.registry)
        return moved(302, f"https://{own}{REGISTRIES[own][1]}/ip/{text}")
    return rdap_json(200, _record(network))


def _record(network: Network) -> dict[str, Json]:
    net = ip_network(network.prefix)
    entities: list[Json] = [entity("HOLDER", "registrant", property_("fn", network.holder))]
    if network.abuse_email:
        name, mail = f"Abuse desk of {network.holder}", network.abuse_email
        entities.append(entity("ABUSE", "abuse", property_("fn", name), property_("email", mail)))
    return {
        "rdapConformance": ["rdap_level_0"],
        "objectClassName": "ip network",
        "handle": f"{net[0]} - {net[-1]}",
        "startAddress": str(net[0]),
        "endAddress": str(net[-1]),
        "ipVersion": f"v{net.version}",
        "name": network.name,
        "type": "ALLOCATED PORTABLE",
        "country": network.country,
        "status": ["active"],
        "events": [{"eventAction": "registration", "eventDate": f"{network.allocated}T00:00:00Z"}],
        "entities": entities,
        "notices": EXERCISE,
    }
