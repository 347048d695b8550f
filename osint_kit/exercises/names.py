"""The simulated DNS (RFC 1034, 1035): the names and records of a scenario, and the answer to a message."""

from collections.abc import Iterator, Mapping
from functools import cached_property

import dns.exception
import dns.flags
import dns.message
import dns.name
import dns.opcode
import dns.rcode
import dns.rdata
import dns.rdataclass
import dns.rdatatype
import dns.rdtypes.ANY.TXT
import dns.rrset

from osint_kit.exercises.networks import origin_records
from osint_kit.exercises.scenario import Domain, Scenario

RECORD_TYPES = ("CNAME", "MX", "NS", "SOA", "TXT")
TTL = 300
PLAIN_UDP = 512
"""The largest answer over UDP to a client that says nothing else (RFC 1035 section 4.2.1)."""
LARGEST = 65535
MOST_MADE = 10_000
"""Names whose records are kept once they are made."""
CYMRU = "cymru.com"
ORIGINS = f".asn.{CYMRU}"
Records = dict[dns.rdatatype.RdataType, list[dns.rdata.Rdata]]


def read_record(type_: str, data: str) -> dns.rdata.Rdata:
    """One record from its data in the presentation form; a TXT record is the plain text, without quotes.

    Raises ``ValueError`` where the data do not fit the type.
    """
    if type_ == "TXT":
        raw = data.encode()
        pieces = [raw[at : at + 255] for at in range(0, len(raw), 255)]
        return dns.rdtypes.ANY.TXT.TXT(dns.rdataclass.IN, dns.rdatatype.TXT, pieces)
    try:
        return dns.rdata.from_text(dns.rdataclass.IN, type_, data, origin=dns.name.root, relativize=False)
    except dns.exception.DNSException as error:
        raise ValueError(f"{data!r} is no {type_} record: {error}") from error


class Zone:
    """All names of a scenario; ``addresses`` are those that `assign` gives to each host.

    Records are made when they are asked for: of a large world few ever are.
    """

    def __init__(self, scenario: Scenario, addresses: Mapping[str, tuple[str, ...]]) -> None:
        self._scenario = scenario
        self._addresses = addresses
        self._domains = {domain.name: domain for domain in scenario.domains}
        self._names = {ancestor for host in addresses for ancestor in _ancestors(host)}
        self._made: dict[str, Records] = {}

    def answer(self, query: dns.message.Message) -> dns.message.Message:
        """The answer to a query: aliases are followed, and NXDOMAIN is that of the last name (RFC 6604)."""
        answer = dns.message.make_response(query, recursion_available=True)
        if query.opcode() != dns.opcode.QUERY:
            answer.set_rcode(dns.rcode.NOTIMP)
        elif len(query.question) != 1:
            answer.set_rcode(dns.rcode.FORMERR)
        elif query.question[0].rdclass != dns.rdataclass.IN:
            answer.set_rcode(dns.rcode.REFUSED)
        else:
            self._fill(answer, query.question[0].name, query.question[0].rdtype)
        return answer

    def _fill(self, answer: dns.message.Message, name: dns.name.Name, type_: dns.rdatatype.RdataType) -> None:
        passed: set[dns.name.Name] = set()
        while name not in passed:
            passed.add(name)
            records = self._records(_key(name))
            if type_ in records:
                answer.answer.append(_rrset(name, records[type_]))
                return
            if dns.rdatatype.CNAME not in records:
                if not self._exists(_key(name)):
                    answer.set_rcode(dns.rcode.NXDOMAIN)
                answer.authority.extend(self._authority(_key(name)))
                return
            answer.answer.append(_rrset(name, records[dns.rdatatype.CNAME]))
            name = dns.name.from_text(records[dns.rdatatype.CNAME][0].to_text())
        answer.set_rcode(dns.rcode.SERVFAIL)

    def _authority(self, name: str) -> Iterator[dns.rrset.RRset]:
        """The SOA record of the zone that a name is in, which an empty answer carries (RFC 2308)."""
        for ancestor in _ancestors(name):
            records = self._records(ancestor)
            if dns.rdatatype.SOA in records:
                yield _rrset(dns.name.from_text(ancestor), records[dns.rdatatype.SOA])
                return

    def _exists(self, name: str) -> bool:
        """Whether a name has records, or one below it has."""
        return not name or name in self._names or (name.endswith(CYMRU) and name in self._origin_names)

    def _records(self, name: str) -> Records:
        if name not in self._made:
            if len(self._made) >= MOST_MADE:
                self._made.clear()
            self._made[name] = self._make(name)
        return self._made[name]

    def _make(self, name: str) -> Records:
        """The records of one name, by type."""
        known = [("AAAA" if ":" in address else "A", address) for address in self._addresses.get(name, ())]
        domain = self._domains.get(name)
        if domain:
            known += domain.records
            types = {type_ for type_, _ in domain.records}
            if "NS" in types and "SOA" not in types:
                known.append(("SOA", _start_of_authority(domain)))
        if name.endswith(ORIGINS):
            known += [("TXT", text) for text in self._origins.get(name, ())]
        records: Records = {}
        for type_, data in known:
            records.setdefault(dns.rdatatype.from_text(type_), []).append(read_record(type_, data))
        return records

    @cached_property
    def _origins(self) -> dict[str, list[str]]:
        texts: dict[str, list[str]] = {}
        for host, text in origin_records(self._scenario, self._addresses):
            texts.setdefault(host.lower(), []).append(text)
        return texts

    @cached_property
    def _origin_names(self) -> set[str]:
        return {ancestor for host in self._origins for ancestor in _ancestors(host)}


def answer_wire(zone: Zone, wire: bytes, over_udp: bool) -> tuple[dns.message.Message, bytes] | None:
    """The answer to a message, parsed and as bytes; None for what is no query and gets no answer.

    Over UDP it is cut, with TC set, to 512 bytes or what the client allows (RFC 6891).
    """
    try:
        query = dns.message.from_wire(wire)
    except dns.exception.DNSException:
        return None
    if query.flags & dns.flags.QR:
        return None
    answer = zone.answer(query)
    limit = max(PLAIN_UDP, query.payload) if over_udp else LARGEST
    return answer, answer.to_wire(max_size=limit, prefer_truncation=True, want_shuffle=False)


def question(message: dns.message.Message) -> tuple[str, str]:
    """The name (without the final dot) and the type that a message asks for; empty where it asks nothing."""
    if not message.question:
        return "", ""
    asked = message.question[0]
    return asked.name.to_text(omit_final_dot=True), dns.rdatatype.to_text(asked.rdtype)


def outcome(answer: dns.message.Message) -> str:
    """The status of an answer in a word, such as ``NXDOMAIN``."""
    return dns.rcode.to_text(answer.rcode())


def _key(name: dns.name.Name) -> str:
    """A name as text, in lower case, without the final dot; the root is empty."""
    return name.to_text(omit_final_dot=True).lower() if name != dns.name.root else ""


def _ancestors(name: str) -> Iterator[str]:
    """A name, and all names that it lies under, without the root."""
    while name:
        yield name
        name = name.partition(".")[2]


def _rrset(name: dns.name.Name, records: list[dns.rdata.Rdata]) -> dns.rrset.RRset:
    return dns.rrset.from_rdata_list(name, TTL, records)


def _start_of_authority(domain: Domain) -> str:
    primary = next(data for type_, data in domain.records if type_ == "NS")
    return f"{primary} hostmaster.{domain.name} 1 7200 3600 1209600 {TTL}"
