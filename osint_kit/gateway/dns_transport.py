"""One question to a resolver and its answer: UDP, then TCP where the answer was cut (RFC 1035, RFC 7766)."""

import io
import socket
from collections.abc import Sequence

import dns.exception
import dns.flags
import dns.message
import dns.rdatatype

from osint_kit.gateway.caps import Deadline
from osint_kit.gateway.failures import TimedOut, Unreachable
from osint_kit.gateway.routes import shown
from osint_kit.gateway.wire import Place, Tape, Timed

ROUNDS = 2
"""How often each resolver is tried: datagrams get lost."""
TRY_SECONDS = 5.0
PAYLOAD = 1232
"""The largest answer over UDP that is not cut into fragments on the way (https://www.dnsflagday.net/2020/)."""
LARGEST = 65535


def ask(name: str, type_: str, resolvers: Sequence[Place], deadline: Deadline, tape: Tape) -> dns.message.Message:
    """Ask the resolvers in turn until one answers; the tape keeps the messages and whom they went to.

    Raises `TimedOut` and `Unreachable`; any status is an answer.
    """
    query = _query(name, type_)
    tape.sent[:] = query.to_wire()
    problem: TimedOut | Unreachable = Unreachable("this system names no resolver that DNS questions could go to")
    turns = [resolver for _ in range(ROUNDS) for resolver in resolvers]
    for left, resolver in zip(range(len(turns), 0, -1), turns, strict=True):
        tape.peer = resolver
        try:
            return _ask_one(query, resolver, Deadline(min(TRY_SECONDS, deadline.left() / left)), tape)
        except (TimedOut, TimeoutError):
            problem = TimedOut(f"the resolver {shown(resolver)} did not answer")
        except OSError as error:
            problem = Unreachable(f"the resolver {shown(resolver)} cannot be asked: {error.strerror or error}")
        except Unreachable as failure:
            problem = failure
    raise problem


def system_resolvers() -> tuple[Place, ...]:
    """The resolvers that this system is set up to use."""
    import dns.resolver

    try:
        found = dns.resolver.Resolver().nameservers
    except dns.exception.DNSException:
        return ()
    return tuple((server, 53) for server in found if isinstance(server, str) and "://" not in server)


def _query(name: str, type_: str) -> dns.message.QueryMessage:
    try:
        return dns.message.make_query(name, type_, use_edns=0, payload=PAYLOAD)
    except (dns.exception.DNSException, ValueError) as error:
        raise Unreachable(f"{name} {type_} is no question that DNS can be asked: {error}") from error


def _ask_one(query: dns.message.Message, resolver: Place, deadline: Deadline, tape: Tape) -> dns.message.Message:
    data = _over_udp(query, resolver, deadline)
    if data[2] & (dns.flags.TC >> 8):
        tape.notes.append("asked again over TCP, because the answer over UDP was cut")
        data = _over_tcp(query, resolver, deadline)
    tape.received[:] = data
    answer = _answer_to(query, data)
    if answer is None:
        raise Unreachable(f"the resolver {shown(resolver)} sent what is no answer to the question")
    return answer


def _over_udp(query: dns.message.Message, resolver: Place, deadline: Deadline) -> bytes:
    """The first datagram that answers the query, or is a cut answer to it. Others are no answer, maybe forged."""
    family = socket.AF_INET6 if ":" in resolver[0] else socket.AF_INET
    wire, odd = query.to_wire(), False
    with socket.socket(family, socket.SOCK_DGRAM) as connection:
        connection.connect(resolver)  # so that the system drops datagrams from elsewhere
        connection.send(wire)
        while True:
            try:
                connection.settimeout(deadline.left())
                data = connection.recv(LARGEST)
            except (TimedOut, TimeoutError):
                if odd:
                    raise Unreachable(f"the resolver {shown(resolver)} sent only what is no answer") from None
                raise
            if _is_cut(query, data) or _answer_to(query, data):
                return data
            odd = True


def _over_tcp(query: dns.message.Message, resolver: Place, deadline: Deadline) -> bytes:
    wire = query.to_wire()
    with socket.create_connection(resolver, deadline.left()) as connection:
        stream = Timed(connection, deadline)
        stream.sendall(len(wire).to_bytes(2) + wire)
        with io.BufferedReader(stream) as reader:
            return reader.read(int.from_bytes(reader.read(2)))


def _answer_to(query: dns.message.Message, data: bytes) -> dns.message.Message | None:
    try:
        answer = dns.message.from_wire(data)
    except dns.exception.DNSException:
        return None
    return answer if query.is_response(answer) else None


def _is_cut(query: dns.message.Message, data: bytes) -> bool:
    """Whether it is a response to this very query, cut off so that its records may be unreadable."""
    own = len(data) >= 12 and int.from_bytes(data[:2]) == query.id
    flags = int.from_bytes(data[2:4])
    return own and bool(flags & dns.flags.QR) and bool(flags & dns.flags.TC)
