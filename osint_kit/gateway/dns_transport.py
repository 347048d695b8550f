"""One question to a resolver and its answer: UDP, then TCP where the answer was cut (RFC 1035, RFC 7766)."""

import io
from collections.abc import Sequence

from osint_kit.gateway import dns_wire
from osint_kit.gateway.caps import Deadline
from osint_kit.gateway.failures import TimedOut, Unreachable
from osint_kit.gateway.routes import shown
from osint_kit.gateway.sockets import PLAIN, Sockets
from osint_kit.gateway.wire import Place, Tape, Timed

TRY_SECONDS = (1.0, 3.0, 6.0)
"""How long each resolver is waited for, round after round: datagrams get lost."""
LARGEST = 65535
CANNOT = (dns_wire.SERVFAIL, dns_wire.REFUSED, dns_wire.NOTIMP, dns_wire.FORMERR)
"""What a resolver says that cannot or will not find out; another one may."""


def ask(
    name: str,
    type_: str,
    resolvers: Sequence[Place],
    deadline: Deadline,
    tape: Tape,
    sockets: Sockets = PLAIN,
) -> bytes:
    """Ask the resolvers in turn until one answers, and return its message.

    The tape keeps the messages and whom they went to. Any status is an answer; one that says that the resolver
    cannot find out is taken where none of the others can. Raises `TimedOut` and `Unreachable`.
    """
    asked = asked_for(name, type_)
    problem: TimedOut | Unreachable = Unreachable("this system names no resolver that DNS questions could go to")
    turns = [(seconds, resolver) for seconds in TRY_SECONDS for resolver in resolvers]
    cannot: tuple[Place, bytes, bytes] | None = None
    for left, (seconds, resolver) in zip(range(len(turns), 0, -1), turns, strict=True):
        if cannot and resolver == cannot[0]:
            break
        tape.peer = resolver
        try:
            data = _ask_one(asked, resolver, Deadline(min(seconds, deadline.left() / left)), tape, sockets)
        except (TimedOut, TimeoutError):
            problem = TimedOut(f"the resolver {shown(resolver)} did not answer")
        except OSError as error:
            problem = Unreachable(f"the resolver {shown(resolver)} cannot be asked: {error.strerror or error}")
        except Unreachable as failure:
            problem = failure
        else:
            if dns_wire.code_of(data) not in CANNOT or len(resolvers) == 1:
                return data
            cannot = cannot or (resolver, bytes(tape.sent), data)
    if not cannot:
        raise problem
    tape.peer, tape.sent[:], tape.received[:] = cannot
    return cannot[2]


def asked_for(name: str, type_: str) -> bytes:
    """The question section. Raises `Unreachable` for what DNS cannot be asked."""
    try:
        return dns_wire.question(name, type_)
    except dns_wire.Malformed as error:
        raise Unreachable(str(error)) from error


def system_resolvers() -> tuple[Place, ...]:
    """The resolvers that this system is set up to use."""
    import dns.exception
    import dns.resolver

    try:
        found = dns.resolver.Resolver().nameservers
    except dns.exception.DNSException:
        return ()
    return tuple((server, 53) for server in found if isinstance(server, str) and "://" not in server)


def _ask_one(asked: bytes, resolver: Place, deadline: Deadline, tape: Tape, sockets: Sockets) -> bytes:
    """Ask one resolver, again without EDNS where it cannot read a query that has it (RFC 6891 section 7)."""
    data = _converse(dns_wire.query(asked), asked, resolver, deadline, tape, sockets)
    if dns_wire.code_of(data) in (dns_wire.FORMERR, dns_wire.NOTIMP):
        tape.notes.append("asked again without EDNS, which the resolver cannot read")
        data = _converse(dns_wire.query(asked, edns=False), asked, resolver, deadline, tape, sockets)
    return data


def _converse(query: bytes, asked: bytes, resolver: Place, deadline: Deadline, tape: Tape, sockets: Sockets) -> bytes:
    query = dns_wire.with_id(query, dns_wire.new_id())
    tape.sent[:] = query
    data = _over_udp(query, asked, resolver, deadline, sockets)
    if dns_wire.is_cut(data):
        tape.notes.append("asked again over TCP, because the answer over UDP was cut")
        data = _over_tcp(query, resolver, deadline, sockets)
    tape.received[:] = data
    if not (dns_wire.is_response(data, query[:2], asked) and dns_wire.is_whole(data)):
        raise Unreachable(f"the resolver {shown(resolver)} sent what is no answer to the question")
    if dns_wire.is_cut(data):
        raise Unreachable(
            f"the resolver {shown(resolver)} cut its answer over TCP too; it holds too much for a message"
        )
    return data


def _over_udp(query: bytes, asked: bytes, resolver: Place, deadline: Deadline, sockets: Sockets) -> bytes:
    """The first datagram that answers the query, or is a cut answer to it. Others are no answer, maybe forged."""
    odd = False
    with sockets.datagrams(resolver, deadline.left()) as connection:
        connection.send(query)
        while True:
            try:
                connection.settimeout(deadline.left())
                data = connection.recv(LARGEST)
            except (TimedOut, TimeoutError):
                if odd:
                    raise Unreachable(f"the resolver {shown(resolver)} sent only what is no answer") from None
                raise
            if dns_wire.is_response(data, query[:2], asked) and (dns_wire.is_cut(data) or dns_wire.is_whole(data)):
                return data
            odd = True


def _over_tcp(query: bytes, resolver: Place, deadline: Deadline, sockets: Sockets) -> bytes:
    with sockets.connect(resolver, deadline.left()) as connection:
        stream = Timed(connection, deadline)
        stream.sendall(len(query).to_bytes(2) + query)
        with io.BufferedReader(stream) as reader:
            return reader.read(int.from_bytes(reader.read(2)))
