"""``[[domain]]`` of a scenario file: names, records and registrations."""

import re
from functools import partial
from ipaddress import ip_address

from osint_kit.exercises.addresses import HOST, host_name
from osint_kit.exercises.reading_past import read_captures, read_certificates
from osint_kit.exercises.reading_records import read_scans
from osint_kit.exercises.scenario import Domain, Registration
from osint_kit.exercises.toml_table import Table

MX_NUMBER = re.compile(r"[0-9]{1,4}")


def read_domains(file: Table) -> tuple[Domain, ...]:
    """All domains."""
    names: set[str] = set()

    def read(table: Table) -> Domain:
        domain = read_domain(table)
        if domain.name and domain.name in names:
            table.mistake(f"{domain.name} is there twice", "name")
        names.add(domain.name)
        return domain

    return tuple(file.each("domain", read))


def read_domain(table: Table) -> Domain:
    """One domain: ``name``, and as far as they differ from the usual ``address``, ``dns`` and ``whois``.

    Its past is ``certificates`` and ``captures`` (`reading_past`), and ``scans`` (`reading_records`).
    """
    name = table.read("name", host_name)
    addresses = table.read_all("address", documentation_address) if "address" in table else None
    records = _read_records(table)
    types = [type_ for type_, _ in records]
    if "CNAME" in types and (len(types) > 1 or addresses):
        table.mistake("a name with a CNAME has no other records and no address (RFC 1034 section 3.6.2)")
    whois = table.text("whois") if isinstance(table.raw("whois"), str) else _read_registration(table)
    certificates, captures = read_certificates(table, name), read_captures(table)
    scans = read_scans(table)
    table.close()
    return Domain(name, addresses, records, whois, certificates, captures, scans)


def documentation_address(text: str) -> str:
    """An IP address that belongs to nobody on the internet. Raises ``ValueError`` for all others."""
    address = ip_address(text)
    if address.is_global:
        raise ValueError(
            f"{text} may belong to somebody: use 192.0.2.x, 198.51.100.x, 203.0.113.x (RFC 5737), 2001:db8:…"
            " (RFC 3849), or as a trap a private address"
        )
    return str(address)


def _read_records(domain: Table) -> tuple[tuple[str, str], ...]:
    from osint_kit.exercises.names import RECORD_TYPES, read_record

    table = domain.table("dns")
    if table is None:
        return ()
    records: list[tuple[str, str]] = []
    for type_ in RECORD_TYPES:
        texts = table.texts(type_)
        if not all(_is_plain(type_, data) for data in texts):
            table.read_all(type_, partial(read_record, type_))
        records += ((type_, data) for data in texts)
    table.close()
    return tuple(records)


def _is_plain(type_: str, data: str) -> bool:
    """Whether a record is right at first sight; reading thousands with the whole library takes seconds."""
    if type_ == "MX":
        number, _, host = data.partition(" ")
        return bool(MX_NUMBER.fullmatch(number)) and bool(HOST.fullmatch(host))
    return type_ in ("NS", "CNAME") and bool(HOST.fullmatch(data))


def _read_registration(domain: Table) -> Registration | None:
    table = domain.table("whois")
    if table is None:
        return None
    registration = Registration(
        registrar=table.text("registrar", ""),
        registrar_host=table.read("registrar_host", host_name) if "registrar_host" in table else "",
        abuse_email=table.text("abuse_email", ""),
        created=table.moment("created"),
        updated=table.moment("updated"),
        expires=table.moment("expires"),
        status=table.texts("status"),
        registrant=table.text("registrant", ""),
        organisation=table.text("organisation", ""),
        country=table.text("country", ""),
        emails=table.texts("emails"),
        phones=table.texts("phones"),
    )
    table.close()
    return registration
