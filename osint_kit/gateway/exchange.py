"""What is asked through the gateway and what comes back: requests, answers, and the exchange on record.

A request says at which reach it is made, because the one who asks knows whose system that is.
An `Exchange` is what happened on the wire, byte for byte; it is what a recorder keeps and a replay returns.
"""

from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from osint_kit.reach import Reach

if TYPE_CHECKING:
    from osint_kit.gateway.http_framing import Response

Headers = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class HttpRequest:
    """One HTTP request to one address; redirects are never followed inside of it.

    ``url`` is absolute, http or https. ``source`` is the name of the public source that asks. ``insecure``: a
    certificate that does not hold is put on record, and the question asked all the same.
    """

    url: str
    reach: Reach
    source: str
    method: str = "GET"
    headers: Headers = ()
    body: bytes | None = None
    insecure: bool = False


@dataclass(frozen=True)
class DnsRequest:
    """One DNS question: ``name`` in ASCII without the final dot, ``type`` such as ``A`` or ``MX``."""

    name: str
    type: str
    source: str
    reach: Reach = Reach.REGISTRY


@dataclass(frozen=True)
class WhoisRequest:
    """One WHOIS query (RFC 3912): ``server`` is a host name, ``query`` one line without its CRLF."""

    server: str
    query: str
    source: str
    reach: Reach = Reach.REGISTRY


Request = HttpRequest | DnsRequest | WhoisRequest


@dataclass(frozen=True)
class Exchange:
    """What happened on the wire between one request and its outcome.

    ``sent`` and ``received`` are the bytes as they were, HTTP head and transfer coding included; for DNS the
    message (RFC 1035) without the length prefix of TCP; for WHOIS the text. ``failure`` is the word for the
    kind of failure and ``why`` a sentence, both empty where an answer came; what had been received until then
    is kept. ``peer`` is the address that was really asked, as DNS gave it (not where a world file sent the
    connection), with the port. ``lookups`` are the DNS exchanges by which the host's address was found. ``response`` is
    what was read of ``received`` when it came, to spare who reads it again; a recorded exchange has none.
    """

    request: Request
    started: datetime
    ended: datetime
    sent: bytes = b""
    received: bytes = b""
    peer: tuple[str, int] | None = None
    tls: str = ""
    failure: str = ""
    why: str = ""
    notes: tuple[str, ...] = ()
    lookups: "tuple[Exchange, ...]" = ()
    response: "Response | None" = field(default=None, compare=False, repr=False)


@dataclass(frozen=True)
class HttpAnswer:
    """An HTTP response that arrived whole, or was cut at the size cap (``truncated``).

    ``url`` is what was asked; ``body`` has transfer and content coding undone. Header names are as sent. ``peer`` and
    ``tls`` are those of the exchange.
    """

    url: str
    status: int
    reason: str
    headers: Headers
    body: bytes
    evidence: str | None
    at: datetime
    truncated: bool = False
    peer: tuple[str, int] | None = None
    tls: str = ""

    def header(self, name: str) -> str | None:
        """The first value of a header, whatever the case of its name; None where there is none."""
        wanted = name.lower()
        return next((value for key, value in self.headers if key.lower() == wanted), None)

    @property
    def text(self) -> str:
        """The body as text: by the charset of its content type, else UTF-8, never an error."""
        content_type = self.header("content-type") or ""
        _, _, after = content_type.lower().partition("charset=")
        charset = after.split(";")[0].strip(" \"'") or "utf-8"
        try:
            return self.body.decode(charset, "replace")
        except LookupError:
            return self.body.decode("utf-8", "replace")


@dataclass(frozen=True)
class DnsRecord:
    """One record of an answer; ``value`` is the presentation form of its data (RFC 1035 section 5)."""

    name: str
    type: str
    ttl: int
    value: str


@dataclass(frozen=True)
class DnsAnswer:
    """A DNS answer. ``records`` is the answer section in order, CNAMEs on the way included.

    ``negative`` tells that the resolver says itself that there are no more: a SOA stands beside (RFC 2308).
    """

    name: str
    type: str
    status: str
    records: tuple[DnsRecord, ...]
    evidence: str | None
    at: datetime
    resolver: str = ""
    negative: bool = False

    def values(self, type_: str | None = None) -> tuple[str, ...]:
        """The data of the records of one type, by default of the type that was asked for."""
        wanted = type_ or self.type
        return tuple(record.value for record in self.records if record.type == wanted)


@dataclass(frozen=True)
class WhoisAnswer:
    """A WHOIS answer: ``text`` is the reply, decoded as `whois_transport.decode` has it."""

    server: str
    query: str
    text: str
    evidence: str | None
    at: datetime
