"""A value is found in whatever form it was stored, and nothing else is taken for it."""

import base64
import gzip
import io
import json
import quopri
import zipfile
import zlib
from collections.abc import Callable
from datetime import UTC, datetime
from urllib.parse import quote

import dns.message
import pytest

from osint_kit.cases import warc
from osint_kit.cases.forms import forms_of, forms_of_text
from osint_kit.cases.traces import Traces
from osint_kit.cases.views import MOST_BYTES, views
from osint_kit.identifiers import Identifier, Kind, parse

ITEMS = [
    "+6799991234",
    "@mary.kila",
    "name:Mére Kila",
    "mary@kila.example",
    "kila.example",
    "https://x.example/kila?a=1",
]
AT = datetime(2026, 11, 27, tzinfo=UTC)


def zipped(data: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.xml", data)
    return out.getvalue()


CODINGS: dict[str, Callable[[bytes], bytes]] = {
    "plain": lambda data: data,
    "gzip": gzip.compress,
    "zip": zipped,
    "pdf": lambda data: b"%PDF-1.7\nstream\n" + zlib.compress(data) + b"\nendstream",
    "percent": lambda data: "".join(f"%{byte:02x}" for byte in data).encode(),
    "percent twice": lambda data: quote(quote(data, safe=""), safe="").encode(),
    "entities": lambda data: "".join(f"&#{ord(char)};" for char in data.decode()).encode(),
    "json": lambda data: "".join(f"\\u{ord(char):04x}" for char in data.decode()).encode(),
    "quoted-printable": quopri.encodestring,
    "base64 0": lambda data: base64.b64encode(data),
    "base64 1": lambda data: base64.b64encode(b"x" + data),
    "base64 2": lambda data: base64.urlsafe_b64encode(b"xx" + data),
    "base64 lines": lambda data: base64.encodebytes(b"long text before it " * 3 + data + b" and after it" * 4),
    "base64 in json": lambda data: json.dumps({"a": base64.b64encode(data).decode()}).encode(),
    "gzip in base64": lambda data: base64.b64encode(gzip.compress(data)),
    "utf-16": lambda data: data.decode().encode("utf-16-le"),
    "utf-16 be": lambda data: data.decode().encode("utf-16-be"),
    "utf-16 in base64": lambda data: base64.b64encode(data.decode().encode("utf-16-le")),
    "capitals": lambda data: data.decode().upper().encode(),
}


@pytest.mark.parametrize("coding", CODINGS)
@pytest.mark.parametrize("item", ITEMS)
def test_every_coding_of_every_kind_is_found(item: str, coding: str) -> None:
    identifier = parse(item)
    traces = Traces(forms_of(identifier))
    text = identifier.value.encode()
    around = b"words before it " + text + b" and behind it"
    assert traces.in_bytes(CODINGS[coding](text))
    assert traces.in_bytes(CODINGS[coding](around))
    other = around.replace(text, b"somebody else, +679 999 1235, mary@other.example")
    assert not traces.in_bytes(CODINGS[coding](other))


@pytest.mark.parametrize(
    "text",
    ["+679 999 1234", "(679) 999-1234", "999 1234", "00679.999.1234", "tel:+679-999-1234", "9991234", "0999 1234"],
)
def test_a_phone_number_is_found_as_people_write_it(text: str) -> None:
    assert Traces(forms_of(parse("+6799991234"))).in_bytes(f"call {text}!".encode())


@pytest.mark.parametrize("text", ["99912345", "19991234", "+679 999 1235", "9 9 9 1 2 3"])
def test_another_number_is_not(text: str) -> None:
    assert not Traces(forms_of(parse("+6799991234"))).in_bytes(f"call {text}!".encode())


@pytest.mark.parametrize("text", ["MÉRE  KILA", "Me\u0301re Kila", "mére_kila", "mére+kila", "Mére\nKila"])
def test_a_name_is_found_as_people_write_it(text: str) -> None:
    traces = Traces(forms_of(Identifier(Kind.NAME, "Mére Kila")))
    assert traces.in_bytes(text.encode())
    assert text == "Me\u0301re Kila" or traces.in_bytes(text.encode("cp1252"))


def test_a_short_word_is_found_only_by_itself() -> None:
    traces = Traces(forms_of_text("Ana"))
    assert traces.in_bytes(b"this is ANA.")
    assert not traces.in_bytes(b"banana")


def test_records_are_looked_into_as_their_type_says() -> None:
    traces = Traces(forms_of(parse("kila.example")))
    packed = gzip.compress(b"see kila.example")
    chunked = b"%x\r\n%b\r\n%x\r\n%b\r\n0\r\n\r\n" % (9, packed[:9], len(packed) - 9, packed[9:])
    head = b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n\r\n"
    http = record("response", head + chunked, "application/http; msgtype=response")
    assert traces.in_record(http)
    message = dns.message.make_query("kila.example", "A").to_wire()
    assert traces.in_record(record("response", message, "application/dns-message"))
    assert traces.in_record(
        record("metadata", b"{}", "application/json", [("WARC-Target-URI", "https://kila.example/")])
    )
    assert not traces.in_record(record("response", b"\xff" * 50, "application/dns-message"))


def test_a_small_file_that_unpacks_into_much_does_not_fill_the_memory() -> None:
    bomb = gzip.compress(gzip.compress(b"\0" * 50_000_000))
    assert sum(len(view) for view in views(bomb)) <= 2 * MOST_BYTES
    assert list(views(b"PK\x03\x04 and no archive"))


def record(type_: str, block: bytes, kind: str, fields: list[tuple[str, str]] | None = None) -> warc.Record:
    data = warc.encode(type_, warc.new_record_id(), AT, block, kind, fields or [])
    return next(warc.read_records(io.BytesIO(data)))
