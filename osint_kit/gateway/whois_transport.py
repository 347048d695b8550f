"""One WHOIS query over an open stream, and its answer up to the end of the stream (RFC 3912)."""

import io

from osint_kit.gateway.exchange import Exchange, WhoisAnswer, WhoisRequest
from osint_kit.gateway.failures import TooMuch, Unreachable
from osint_kit.gateway.wire import CutShort, Tape, Wire

PORT = 43
CHUNK = 1 << 16


def exchange_whois(request: WhoisRequest, wire: Wire, tape: Tape) -> None:
    """Send the query and read all that comes; the tape keeps both.

    Raises `Unreachable` where nothing comes, `TooMuch`, `TimedOut`, and ``OSError`` as sockets do.
    """
    if not request.query.isprintable():
        raise Unreachable("a WHOIS query is one line of printable text")
    wire.sendall(request.query.encode() + b"\r\n")
    reader = io.BufferedReader(wire)
    try:
        while reader.read1(CHUNK):
            pass
    except CutShort as error:
        raise TooMuch(f"the answer of {request.server} is larger than the cap on size") from error
    if not tape.received.strip():
        raise Unreachable(f"{request.server} answered nothing")


def read_whois(exchange: Exchange, evidence: str | None = None) -> WhoisAnswer:
    """The answer in an exchange without failure: UTF-8, or Latin-1 where it is none."""
    request = exchange.request
    assert isinstance(request, WhoisRequest)
    try:
        text = exchange.received.decode("utf-8")
    except UnicodeDecodeError:
        text = exchange.received.decode("latin-1")
    return WhoisAnswer(request.server, request.query, text, evidence, exchange.started)
