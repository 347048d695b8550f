"""``[[network]]`` of a scenario file: who holds addresses; and ``[trouble]``: which public services fail."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from ipaddress import ip_network

from osint_kit.exercises.scenario import Domain, Network, Trouble
from osint_kit.exercises.services import service_hosts
from osint_kit.exercises.toml_table import Table, nearest

REGISTRIES = ("afrinic", "apnic", "arin", "lacnic", "ripencc")
FIRST_ASN = 64496
"""AS numbers for documentation are 64496 to 64511 (RFC 5398); a scenario may name real operators' too."""
DOCUMENTATION = tuple(
    map(ip_network, ("192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/24", "2001:db8::/32", "3fff::/20"))
)
"""RFC 5737, RFC 3849, RFC 9637."""


def read_networks(file: Table) -> tuple[Network, ...]:
    """All networks."""
    prefixes: set[str] = set()

    def read(table: Table) -> Network:
        network = _read_network(table, FIRST_ASN + len(prefixes))
        if network.prefix and network.prefix in prefixes:
            table.mistake(f"{network.prefix} is there twice", "prefix")
        prefixes.add(network.prefix)
        return network

    return tuple(file.each("network", read))


def read_trouble(file: Table, domains: Iterable[Domain]) -> Mapping[str, Trouble]:
    """How services fail, by host; ``domains`` are those whose registries are among them."""
    table = file.table("trouble")
    if table is None:
        return {}
    found, known = {}, service_hosts(domains)
    for host in table.rest():
        if host not in known:
            table.mistake(f"{host!r} is no service of an exercise" + nearest(host, known), host)
        found[host] = Trouble(table.word(host, Trouble, Trouble.DOWN))
    return found


def documentation_prefix(text: str) -> str:
    """A network of addresses that belong to nobody on the internet. Raises ``ValueError`` for all others."""
    network = ip_network(text)
    if not any(network.version == own.version and network.subnet_of(own) for own in DOCUMENTATION):  # type: ignore[arg-type]
        raise ValueError(f"{text} may belong to somebody: use a part of {', '.join(map(str, DOCUMENTATION))}")
    return str(network)


def _read_network(table: Table, asn: int) -> Network:
    holder = table.text("holder")
    allocated = table.moment("allocated") or date(2010, 1, 1)
    network = Network(
        prefix=table.read("prefix", documentation_prefix),
        asn=table.number("asn", asn, 1, 4294967295),
        name=table.text("name", holder.upper().replace(" ", "-")),
        holder=holder,
        country=table.text("country", "FJ"),
        registry=table.word("registry", REGISTRIES, "apnic"),
        allocated=allocated.date() if isinstance(allocated, datetime) else allocated,
        abuse_email=table.text("abuse_email", ""),
    )
    table.close()
    return network
