"""Where a value that is to be withheld stands: in a line, in a record of evidence, in a derived file."""

import io
import re
from collections.abc import Collection, Iterable, Iterator

from osint_kit.cases.forms import Form
from osint_kit.cases.views import views
from osint_kit.cases.warc import Record
from osint_kit.gateway.failures import Failure
from osint_kit.gateway.http_framing import read_response
from osint_kit.gateway.http_reading import decode

UNREADABLE = ("image/", "audio/", "video/")
"""Content types in which words may be seen or heard that no search finds."""


class Traces:
    """All forms of the values, and the ids of findings, that must not be left."""

    def __init__(self, forms: Iterable[Form], ids: Collection[str] = ()) -> None:
        ways = {way for form in forms for way in form.in_bytes()} | {one.encode() for one in ids}
        self._patterns = [re.compile(way) for way in sorted(ways)]

    def in_bytes(self, data: bytes) -> bool:
        """Whether any of them stands in some bytes, in any reading of these."""
        return bool(self._patterns) and any(self._found(view) for view in views(data))

    def in_record(self, record: Record) -> bool:
        """The same for a record of evidence: its fields, its block, and what that is once unpacked."""
        return bool(self._patterns) and any(self.in_bytes(piece) for piece in _pieces(record))

    def _found(self, view: bytes) -> bool:
        return any(pattern.search(view) for pattern in self._patterns)


def _pieces(record: Record) -> Iterator[bytes]:
    yield "\n".join(f"{name}: {value}" for name, value in record.fields).encode("utf-8", "replace")
    yield record.block
    kind = record.field("Content-Type")
    if kind.startswith("application/http") and record.type == "response":
        try:
            response = read_response(io.BytesIO(record.block), "GET")
        except Failure:
            return  # broken answers were searched as they are
        body, _ = decode(response.body, response.values("content-encoding"), 100_000_000)
        yield body
    elif kind == "application/dns-message":
        yield _dns_text(record.block)


def _dns_text(message: bytes) -> bytes:
    """A DNS message in words: on the wire a name may point into another one."""
    import dns.exception
    import dns.message

    try:
        return dns.message.from_wire(message, ignore_trailing=True).to_text().encode("utf-8", "replace")
    except (dns.exception.DNSException, ValueError):
        return b""
