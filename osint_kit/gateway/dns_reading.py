"""Reading a recorded DNS message: pure, the same live and in a replay.

The usual record types are read here, all others by dnspython; the presentation forms are those of dnspython
(RFC 1035 section 5.1), against which the tests hold them.
"""

from collections.abc import Callable, Mapping

from osint_kit.gateway.dns_wire import HEAD, Malformed, labels_at, type_word, walk
from osint_kit.gateway.exchange import DnsAnswer, DnsRecord, DnsRequest, Exchange
from osint_kit.gateway.failures import Unreachable
from osint_kit.gateway.routes import shown

CODES = (
    *("NOERROR", "FORMERR", "SERVFAIL", "NXDOMAIN", "NOTIMP", "REFUSED"),
    *("YXDOMAIN", "YXRRSET", "NXRRSET", "NOTAUTH", "NOTZONE", "DSOTYPENI"),
)
"""The words of the response codes, by their number (RFC 6895 section 2.3; RFC 8490 for the last)."""
OF_EXTENSIONS = {16: "BADVERS", 23: "BADCOOKIE"}
"""Those that an answer to a question can have by EDNS (RFC 6891, RFC 7873)."""
OTHER = "OTHER"
LONGEST_TTL = 0x7FFFFFFF
"""A longer one counts as 0 (RFC 2181 section 8)."""
_SOA, _OPT = 6, 41
_INTERNET = b"\x00\x01"


def read_dns(exchange: Exchange, evidence: str | None = None) -> DnsAnswer:
    """The answer in an exchange without failure. Raises `Unreachable` where the bytes are no DNS message."""
    request = exchange.request
    assert isinstance(request, DnsRequest)
    try:
        status, records, negative = read_message(exchange.received)
    except Malformed as error:
        raise Unreachable(f"the answer about {request.name} is no DNS message: {error}", evidence) from error
    return DnsAnswer(
        request.name,
        request.type,
        status,
        about(request.name, records),
        evidence,
        exchange.started,
        shown(exchange.peer) if exchange.peer else "",
        negative,
    )


def about(name: str, records: tuple[DnsRecord, ...]) -> tuple[DnsRecord, ...]:
    """The records of a name, and of the aliases that it leads to; what else stands in an answer answers nothing.

    It may be there to be taken for an answer (RFC 5452 section 6). A DNAME stands at a name above (RFC 6672).
    """
    asked = name.lower().rstrip(".") or "."
    if all(record.name.lower() == asked for record in records):
        return records
    aliases = {record.name.lower(): record.value.lower().rstrip(".") for record in records if record.type == "CNAME"}
    names = {asked}
    while (asked := aliases.get(asked, asked)) not in names:
        names.add(asked)
    return tuple(
        record
        for record in records
        if record.name.lower() in names
        or (record.type == "DNAME" and any(one.endswith("." + record.name.lower()) for one in names))
    )


def read_message(data: bytes) -> tuple[str, tuple[DnsRecord, ...], bool]:
    """Status, the records of the answer section in order, and whether a SOA in the authority section says that there
    are no more (RFC 2308). Raises `Malformed`.
    """
    if len(data) < HEAD:
        raise Malformed("the message is cut off")
    records, negative, extended = [], False, 0
    for section, name, type_, ttl, at, size in walk(data):
        if section == 1:
            records.append(_record(data, name, type_, ttl, at, size))
        elif section == 2:
            negative = negative or type_ == _SOA
        elif type_ == _OPT:
            extended = ttl >> 24
    code = extended << 4 | data[3] & 0x0F
    status = CODES[code] if code < len(CODES) else OF_EXTENSIONS.get(code, OTHER)
    return status, tuple(records), negative


def _record(data: bytes, name: int, type_: int, ttl: int, at: int, size: int) -> DnsRecord:
    labels, _ = labels_at(data, name)
    read = _READERS.get(type_) if data[at - 8 : at - 6] == _INTERNET else None
    value, end = read(data, at, at + size) if read else _by_dnspython(data, type_, at, size)
    if end != at + size:
        raise Malformed("the data of a record do not end where they say")
    return DnsRecord(_text(labels)[:-1] or ".", type_word(type_), ttl if ttl <= LONGEST_TTL else 0, value)


def _a(data: bytes, at: int, end: int) -> tuple[str, int]:
    if end != at + 4:
        raise Malformed("an IPv4 address has four bytes")
    return f"{data[at]}.{data[at + 1]}.{data[at + 2]}.{data[at + 3]}", end


def _aaaa(data: bytes, at: int, end: int) -> tuple[str, int]:
    from dns.ipv6 import inet_ntoa

    if end != at + 16:
        raise Malformed("an IPv6 address has sixteen bytes")
    return inet_ntoa(data[at:end]), end


def _name(data: bytes, at: int, end: int) -> tuple[str, int]:
    labels, behind = labels_at(data, at)
    return _text(labels), behind


def _mx(data: bytes, at: int, end: int) -> tuple[str, int]:
    if end < at + 3:
        raise Malformed("an MX record is cut off")
    labels, behind = labels_at(data, at + 2)
    return f"{data[at] << 8 | data[at + 1]} {_text(labels)}", behind


def _txt(data: bytes, at: int, end: int) -> tuple[str, int]:
    if at == end:
        raise Malformed("a TXT record holds one string at least")
    strings = []
    while at < end:
        size = data[at]
        if at + 1 + size > end:
            raise Malformed("a string is cut off")
        strings.append(f'"{_escaped(data[at + 1 : at + 1 + size], _QUOTED)}"')
        at += 1 + size
    return " ".join(strings), at


def _soa(data: bytes, at: int, end: int) -> tuple[str, int]:
    server, at = labels_at(data, at)
    person, at = labels_at(data, at)
    if end != at + 20:
        raise Malformed("a SOA record ends in five numbers")
    numbers = [str(int.from_bytes(data[place : place + 4])) for place in range(at, end, 4)]
    return " ".join([_text(server), _text(person), *numbers]), end


def _by_dnspython(data: bytes, type_: int, at: int, size: int) -> tuple[str, int]:
    """A record of a type, or class, that is met seldom."""
    import dns.exception
    import dns.rdata
    from dns.rdataclass import RdataClass
    from dns.rdatatype import RdataType

    class_ = int.from_bytes(data[at - 8 : at - 6])
    try:
        rdata = dns.rdata.from_wire(RdataClass.make(class_), RdataType.make(type_), data, at, size)
        return rdata.to_text(), at + size
    except (dns.exception.DNSException, ValueError) as error:
        raise Malformed(f"a {type_word(type_)} record is not readable") from error


_READERS: Mapping[int, Callable[[bytes, int, int], tuple[str, int]]] = {
    1: _a,
    2: _name,
    5: _name,
    6: _soa,
    12: _name,
    15: _mx,
    16: _txt,
    28: _aaaa,
}


def _table(special: str, printable: range) -> list[str]:
    """What each byte looks like: itself, behind a backslash where it is special, else as ``\\DDD``."""
    plain = [chr(byte) if byte in printable else f"\\{byte:03}" for byte in range(256)]
    return [f"\\{text}" if text in special else text for text in plain]


_LABEL = _table('"().;\\@$', range(0x21, 0x7F))
_QUOTED = _table('"\\', range(0x20, 0x7F))


def _text(labels: list[bytes]) -> str:
    """A name in its presentation form, with its final dot."""
    whole = b".".join(labels)
    if whole.replace(b".", b"").replace(b"-", b"").replace(b"_", b"").isalnum() and whole.count(b".") < len(labels):
        return whole.decode("ascii") + "."
    return "".join([_escaped(label, _LABEL) + "." for label in labels]) or "."


def _escaped(text: bytes, table: list[str]) -> str:
    return "".join([table[byte] for byte in text])
