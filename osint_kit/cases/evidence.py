"""A run's ``evidence.warc.gz``: exchanges with networks, and files that the operator put in.

HTTP is kept as request and response; DNS and WHOIS as the records that web archives use: ``dns:NAME?type=T``
(RFC 4501) with the message as ``application/dns-message``, ``whois://SERVER/QUERY`` with the text. A failure is
a ``metadata`` record beside whatever had been sent and received until then.
"""

import os
import threading
from collections.abc import Iterable, Sequence
from io import BytesIO
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Self
from urllib.parse import quote

from osint_kit.canonical import Json, canonical
from osint_kit.cases import warc
from osint_kit.cases.files import append_whole
from osint_kit.cases.packing import is_packed, member
from osint_kit.clock import iso, now
from osint_kit.gateway.exchange import DnsRequest, Exchange, HttpRequest, Request
from osint_kit.version import VERSION

SOURCE, REACH, ENDED, TLS, NOTES = "Osint-Source", "Osint-Reach", "Osint-Ended", "Osint-TLS", "Osint-Notes"
PORT, METHOD, BODY, OPTION = "Osint-Port", "Osint-Method", "Osint-Body", "Osint-Option"
TRUNCATED = {"timeout": "time", "limit": "length", "unreachable": "disconnect"}


class EvidenceFile:
    """Appends records. Each is written whole and flushed to the system before its id is given out."""

    def __init__(self, path: Path) -> None:
        self._file = path.open("ab", buffering=0)
        self._lock = threading.Lock()
        self._end: int | None = None
        self.records = 0
        self._append([_warcinfo()])

    def keep(self, exchange: Exchange) -> str:
        """Write the records of one exchange; the id is that of the answer, or of the failure."""
        return self.keep_many([exchange])[0]

    def keep_many(self, exchanges: Sequence[Exchange]) -> Sequence[str]:
        """The same for many: all of it in one step, or on an error none."""
        encoded = [_encode_exchange(exchange) for exchange in exchanges]
        if encoded:
            self._append([b"".join(data for _, data, _ in encoded)], sum(count for _, _, count in encoded))
        return [record_id for record_id, _, _ in encoded]

    def keep_file(self, name: str, data: bytes, content_type: str, option: str = "") -> str:
        """Write a file of the operator's as a ``resource`` record under ``file:NAME``.

        ``option`` is the parameter of the command that named the file; a replay hands it back there.
        """
        return self._keep_stream(name, BytesIO(data), content_type, option)[0]

    def keep_input(self, path: Path, content_type: str, option: str = "") -> str:
        """The same for a file of any size: it is read a piece at a time."""
        return self.keep_measured(path, content_type, option)[0]

    def keep_measured(self, path: Path, content_type: str, option: str = "") -> tuple[str, warc.Measured]:
        """The same, with the hash and the size of what was kept."""
        with path.open("rb") as file:
            return self._keep_stream(os.fsencode(path.name).decode("utf-8", "replace"), file, content_type, option)

    def _keep_stream(self, name: str, file: BinaryIO, content_type: str, option: str) -> tuple[str, warc.Measured]:
        record_id = warc.new_record_id()
        fields = [("WARC-Target-URI", "file:" + quote(name)), (OPTION, option)]
        measured = warc.measure(file)
        self._append(warc.encode_file("resource", record_id, now(), file, content_type, fields, measured))
        return record_id, measured

    def sync(self) -> None:
        """Force what was written onto the disk."""
        os.fsync(self._file.fileno())

    def close(self) -> None:
        """Close the file; nothing can be appended afterwards."""
        self._file.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _append(self, pieces: Iterable[bytes], count: int = 1) -> None:
        with self._lock:
            known, self._end = self._end, None  # unknown for as long as an interruption may leave it so
            self._end = append_whole(self._file, pieces, known)
            self.records += count


def target_uri(exchange: Exchange) -> str:
    """The address that an exchange was about, in the form of ``WARC-Target-URI``."""
    return uri_of(exchange.request)


def uri_of(request: Request) -> str:
    """The same for what is asked."""
    if isinstance(request, HttpRequest):
        return request.url
    if isinstance(request, DnsRequest):
        return f"dns:{quote(request.name)}?type={request.type}"
    return f"whois://{quote(request.server)}/{quote(request.query)}"


def asked_otherwise(request: Request) -> list[tuple[str, str]]:
    """What tells a request from a plain GET of its address: the method, and the digest of the body."""
    if not isinstance(request, HttpRequest):
        return []
    method = request.method if request.method != "GET" else ""
    return [(METHOD, method), (BODY, warc.digest(request.body) if request.body else "")]


def _encode_exchange(exchange: Exchange) -> tuple[str, bytes, int]:
    (main_id, request_id), date = warc.new_record_ids(2), warc.warc_date(exchange.started)
    sent_type, received_type = _content_types(exchange)
    host, port = exchange.peer or ("", "")
    named = warc.named_fields([("WARC-Target-URI", target_uri(exchange)), ("WARC-IP-Address", host)])
    beside = f"{named}WARC-Concurrent-To: <{main_id}>\r\n"
    named += warc.named_fields(
        [
            (SOURCE, exchange.request.source),
            (REACH, exchange.request.reach.word),
            *asked_otherwise(exchange.request),
            (ENDED, iso(exchange.ended)),
            (PORT, str(port)),
            (TLS, exchange.tls),
            (NOTES, "; ".join(exchange.notes)),
        ]
    )
    records = []
    if exchange.sent:
        records.append(warc.plain("request", request_id, date, exchange.sent, sent_type, beside))
    if not exchange.failure:
        records.append(warc.plain("response", main_id, date, exchange.received, received_type, named))
    else:
        if exchange.received:
            broken = beside + f"WARC-Truncated: {TRUNCATED.get(exchange.failure, 'unspecified')}\r\n"
            records.append(warc.plain("response", warc.new_record_id(), date, exchange.received, received_type, broken))
        why = canonical(_failure(exchange))
        records.append(warc.plain("metadata", main_id, date, why, "application/json", named))
    packed = is_packed(exchange.received)
    return main_id, b"".join([member(record, packed) for record in records]), len(records)


def _content_types(exchange: Exchange) -> tuple[str, str]:
    if isinstance(exchange.request, HttpRequest):
        return "application/http; msgtype=request", "application/http; msgtype=response"
    if isinstance(exchange.request, DnsRequest):
        return "application/dns-message", "application/dns-message"
    return "text/plain", "text/plain"


def _failure(exchange: Exchange) -> dict[str, Json]:
    request = exchange.request
    asked: dict[str, Json] = {}
    if isinstance(request, HttpRequest):
        asked = {"method": request.method}
    return {"failure": exchange.failure, "why": exchange.why, "asked": target_uri(exchange), **asked}


def _warcinfo() -> bytes:
    block = (
        f"software: osint-kit/{VERSION}\r\n"
        "format: WARC File Format 1.1\r\n"
        "conformsTo: http://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/\r\n"
    ).encode()
    return warc.encode("warcinfo", warc.new_record_id(), now(), block, "application/warc-fields")
