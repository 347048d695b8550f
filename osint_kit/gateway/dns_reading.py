"""Reading a recorded DNS message: pure, the same live and in a replay."""

import typing

import dns.exception
import dns.message
import dns.name
import dns.rcode
import dns.rdatatype

from osint_kit.gateway.exchange import DnsAnswer, DnsRecord, DnsRequest, DnsStatus, Exchange
from osint_kit.gateway.failures import Unreachable
from osint_kit.gateway.routes import shown


def read_dns(exchange: Exchange, evidence: str | None = None) -> DnsAnswer:
    """The answer in an exchange without failure. Raises `Unreachable` where the bytes are no DNS message."""
    request = exchange.request
    assert isinstance(request, DnsRequest)
    try:
        message = dns.message.from_wire(exchange.received)
    except dns.exception.DNSException as error:
        raise Unreachable(f"the answer about {request.name} is no DNS message", evidence) from error
    return DnsAnswer(
        name=request.name,
        type=request.type,
        status=status(message),
        records=records(message),
        evidence=evidence,
        at=exchange.started,
        resolver=shown(exchange.peer) if exchange.peer else "",
    )


def status(message: dns.message.Message) -> str:
    """The word of its RCODE (IANA DNS parameters), ``OTHER`` for rare ones."""
    word = dns.rcode.to_text(message.rcode())
    return word if word in typing.get_args(DnsStatus) else "OTHER"


def records(message: dns.message.Message) -> tuple[DnsRecord, ...]:
    """The records of the answer section, in order."""
    return tuple(
        DnsRecord(
            rrset.name.to_text(omit_final_dot=True), dns.rdatatype.to_text(rrset.rdtype), rrset.ttl, rdata.to_text()
        )
        for rrset in message.answer
        for rdata in rrset
    )
