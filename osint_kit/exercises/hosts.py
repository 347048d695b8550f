"""Which host names a scenario has, and the address of each."""

from collections.abc import Iterator
from ipaddress import ip_address, ip_network

from osint_kit.exercises.addresses import read_address
from osint_kit.exercises.registries import whois_servers
from osint_kit.exercises.scenario import Domain, Scenario
from osint_kit.exercises.services import service_hosts

POOL = tuple(ip_network(net) for net in ("198.51.100.0/24", "192.0.2.0/24", "203.0.113.0/24"))
"""Documentation addresses (RFC 5737), given in this order to hosts without one of their own."""

BEYOND = ip_network("2001:db8:1::/64")
"""More of them (RFC 3849), for large worlds."""


def web_hosts(scenario: Scenario) -> frozenset[str]:
    """All names with a web server: every host that the scenario names, but no bare target of a record."""
    urls = [page.url for page in scenario.pages] + [site.url for site in scenario.sites]
    urls += [site.picture for site in scenario.sites]
    urls += [url for link in scenario.links for url in (link.url, link.preview) if url]
    return frozenset(read_address(url).host for url in urls if url) | {domain.name for domain in scenario.domains}


def assign(scenario: Scenario) -> dict[str, tuple[str, ...]]:
    """The addresses of every host, given or from the pool, always the same for the same scenario.

    Targets of MX and NS get one too; a CNAME may point at a name that nobody holds. There are 762 documentation
    addresses of IPv4; hosts beyond them have an address of IPv6 only.
    """
    given = {domain.name: domain.addresses for domain in scenario.domains}
    aliases = {domain.name for domain in scenario.domains if _is_alias(domain)}
    hosts = [*given, *sorted(web_hosts(scenario)), *whois_servers(scenario), *_targets(scenario)]
    hosts += service_hosts(scenario.domains)
    pool = _pool({address for addresses in given.values() for address in addresses or ()})
    found: dict[str, tuple[str, ...]] = {}
    for host in dict.fromkeys(hosts):
        addresses = given.get(host)
        found[host] = () if host in aliases else (next(pool),) if addresses is None else addresses
    return found


def _is_alias(domain: Domain) -> bool:
    return any(type_ == "CNAME" for type_, _ in domain.records)


def _targets(scenario: Scenario) -> Iterator[str]:
    for domain in scenario.domains:
        for type_, data in domain.records:
            target = data.split()[-1].rstrip(".").lower()
            if type_ in {"MX", "NS"} and target:  # "0 ." is how a domain says that it takes no mail (RFC 7505)
                yield target


def _pool(taken: set[str]) -> Iterator[str]:
    used = {ip_address(address) for address in taken}
    return (str(address) for net in (*POOL, BEYOND) for address in net.hosts() if address not in used)
