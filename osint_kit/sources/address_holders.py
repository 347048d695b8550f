"""Who holds an IP address, by the regional internet registries' RDAP (RFC 9082 section 3.1.1, RFC 9083 section 5.4).

The registries' servers are those of https://data.iana.org/rdap/ipv4.json. Where it is not known which registry gave
the address out, ARIN's bootstrap service redirects to the right one
(https://www.arin.net/resources/registry/whois/rdap/). Redirects are followed among these hosts only.
"""

from collections.abc import Iterator

from osint_kit.findings import Finding, Grade
from osint_kit.gateway import Gateway
from osint_kit.gateway.exchange import HttpAnswer
from osint_kit.gateway.failures import Unreachable
from osint_kit.gateway.guard import address_refusal
from osint_kit.identifiers import Identifier, Kind
from osint_kit.reach import Reach
from osint_kit.sources.following import ask_following
from osint_kit.sources.network_reading import Network, read_network
from osint_kit.sources.source import Declaration, Planned

REGISTRIES = {
    "arin": "https://rdap.arin.net/registry",
    "ripencc": "https://rdap.db.ripe.net",
    "apnic": "https://rdap.apnic.net",
    "lacnic": "https://rdap.lacnic.net/rdap",
    "afrinic": "https://rdap.afrinic.net/rdap",
}
"""Named as in the registries' statistics (https://www.nro.net/about/rirs/statistics/), and as Team Cymru has them."""
BOOTSTRAP = "https://rdap-bootstrap.arin.net/bootstrap"
HOSTS = frozenset(url.split("/")[2] for url in (*REGISTRIES.values(), BOOTSTRAP)) | {"rdap.registro.br"}
"""LACNIC sends on to registro.br for addresses in Brazil."""
ACCEPT = (("Accept", "application/rdap+json"),)
LEARNS = "the regional internet registry, but not the holder of the address"

DECLARATION = Declaration(
    name="rdap-ip",
    title="RDAP of the internet registries",
    home="https://www.nro.net",
    documentation="https://www.rfc-editor.org/rfc/rfc9082#section-3.1.1",
    terms="each registry's own, named in the notices of its answers",
    kinds=(Kind.IP,),
    reach=Reach.REGISTRY,
    pace="10 a second to one server at most",
    yields=("network_name", "network_range", "holder", "country", "allocated", "abuse_email"),
    grade=Grade("A", 2, "the registry's own record; the holder need not be who uses the address"),
    learns=LEARNS,
)


class AddressHolders:
    """The registration of the network that an address lies in."""

    declaration = DECLARATION

    def plan(self, identifier: Identifier) -> list[Planned]:
        """The bootstrap service, then the registry."""
        return [] if address_refusal(identifier.value, simulated=True) else plan_lookup(identifier.value)

    def ask(self, identifier: Identifier, gateway: Gateway) -> Iterator[Finding]:
        """Findings about the network; none where no registry gave the address out, as of private addresses.

        Raises ``Failure``.
        """
        if address_refusal(identifier.value, gateway.world.simulated):
            return
        yield from findings(identifier, look_up(identifier.value, gateway))


def plan_lookup(address: str) -> list[Planned]:
    """What looking up one address would tell whom."""
    return [Planned(f"the holder of {address}", "the regional internet registry", Reach.REGISTRY, LEARNS)]


def look_up(address: str, gateway: Gateway, registry: str | None = None) -> HttpAnswer:
    """Ask the registry of an address, by its name where that is known. Raises `Failure`."""
    base = REGISTRIES.get(registry or "", BOOTSTRAP)
    return ask_following(f"{base}/ip/{address}", HOSTS, DECLARATION.name, gateway, ACCEPT)


def findings(subject: Identifier, answer: HttpAnswer) -> Iterator[Finding]:
    """A finding a fact of the network; none for a 404. Raises as `read_network`."""
    network = read_network(answer)
    if network is None:
        return
    if not network.holds(subject.value):
        raise Unreachable("the registry answered about another network", answer.evidence)
    for what, value in _facts(network):
        if value:
            yield DECLARATION.finding(subject, what, value, answer.at, answer.evidence)


def _facts(network: Network) -> Iterator[tuple[str, str]]:
    yield "network_name", network.name
    yield "network_range", f"{network.start} - {network.end}"
    yield "holder", network.holder
    yield "country", network.country
    yield "allocated", network.allocated
    yield "abuse_email", network.abuse_email
