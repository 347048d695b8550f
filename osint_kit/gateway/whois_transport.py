"""One WHOIS query over an open stream, and its answer up to the end of the stream (RFC 3912)."""

import io
import re
from contextlib import suppress

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
    """The answer in an exchange without failure."""
    request = exchange.request
    assert isinstance(request, WhoisRequest)
    return WhoisAnswer(request.server, request.query, decode(exchange.received), evidence, exchange.started)


def decode(data: bytes) -> str:
    """An answer as text: UTF-8, else Shift-JIS where it is plainly Japanese, else Latin-1 (RFC 3912 names none).

    A Japanese text may also be ASCII with escapes: ISO-2022-JP (RFC 1468). Shift-JIS is read as Windows has it.
    """
    encoding = "iso2022_jp" if b"\x1b$" in data else "utf-8"
    with suppress(UnicodeDecodeError):
        return data.decode(encoding)
    with suppress(UnicodeDecodeError):
        japanese = data.decode("cp932")
        if re.search("[\u3040-\u30ff\u4e00-\u9fff]{2}", japanese):
            return japanese
    return data.decode("latin-1")
