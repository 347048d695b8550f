"""All that some bytes can be read as: packed, escaped or encoded bytes once more in plain, as deep as they go.

A redaction must find a name in whatever form it was stored: percent-encoded in an address, in base64 in a mail, as a
JSON escape in a script, packed in a spreadsheet. Each reading is bytes again; UTF-16 is left to whoever searches.
"""

import binascii
import html
import io
import quopri
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator
from urllib.parse import unquote_to_bytes

DEPTH = 4
"""Codings within one another that are undone."""
MOST_BYTES = 256_000_000
"""Of all readings of one piece; a small file that unpacks into more is a trap, and is read no further."""

_BASE64 = re.compile(rb"[A-Za-z0-9+/_-]{6,}")
_HEX = b"0123456789abcdef"
_STANDARD = bytes.maketrans(b"-_", b"+/")
_ESCAPE = re.compile(rb"(?:\\u[0-9a-fA-F]{4})+|\\x[0-9a-fA-F]{2}|\\/")
_QUOTED = re.compile(rb"=(?:[0-9A-F]{2}|\r?\n)")
_STREAM = re.compile(rb"stream\r?\n(.*?)endstream", re.DOTALL)
_GAP = b"\x00\xff\x00"
"""Between pieces that did not stand together, so that nothing is found across them."""


_TEXT = bytes(range(32, 127)) + b"\t\r\n\0" + bytes(range(0xC3, 0xE0))
_PACKED = (b"\x1f\x8b", b"PK\x03\x04", b"%PDF", b"\x78\x01", b"\x78\x9c", b"\x78\xda")


def views(data: bytes) -> Iterator[bytes]:
    """The bytes as they are, then each other reading of them, none twice."""
    seen: set[bytes] = set()
    level, total = [data], 0
    for _ in range(DEPTH):
        deeper: list[bytes] = []
        for piece in level:
            if piece in seen:
                continue
            seen.add(piece)
            total += len(piece)
            if total > MOST_BYTES:
                return
            yield piece
            deeper.extend(reading for undo in _UNDO if (reading := undo(piece)))
            decoded = _base64(piece)
            if decoded:
                yield _GAP.join(decoded)
                deeper.extend(part for part in decoded if _means_something(part))
        level = deeper
    yield from (piece for piece in level if piece not in seen)


def _percent(data: bytes) -> bytes:
    return unquote_to_bytes(data) if b"%" in data else b""


def _entities(data: bytes) -> bytes:
    if b"&" not in data or b";" not in data:
        return b""
    return html.unescape(data.decode("utf-8", "surrogateescape")).encode("utf-8", "surrogateescape")


def _escapes(data: bytes) -> bytes:
    return _ESCAPE.sub(_plain, data) if b"\\" in data else b""


def _plain(found: re.Match[bytes]) -> bytes:
    text = found[0]
    if text == rb"\/":
        return b"/"
    if text.startswith(rb"\x"):
        return bytes.fromhex(text[2:].decode())
    units = bytes.fromhex(text.replace(rb"\u", b"").decode())
    return units.decode("utf-16-be", "replace").encode()


def _quoted_printable(data: bytes) -> bytes:
    return quopri.decodestring(data) if _QUOTED.search(data) else b""


def _base64(data: bytes) -> list[bytes]:
    """All runs of the alphabet, decoded from each of their first four characters on; lines are joined before."""
    joined = data.replace(b"\r\n", b"").replace(b"\n", b"") if b"\n" in data else b""
    parts: list[bytes] = []
    for text in (data, joined):
        for run in _BASE64.findall(text):
            if len(run) in (32, 64) and not run.strip(_HEX):
                continue  # a hash or a salt, of which every line has two
            standard = run.translate(_STANDARD)
            for start in range(4):
                rest = standard[start:]
                whole = rest[: len(rest) - (len(rest) % 4 == 1)]
                parts.append(binascii.a2b_base64(whole + b"=" * (-len(whole) % 4)))
    return parts


def _means_something(part: bytes) -> bool:
    """Whether decoded bytes look like text or a packed file, so that it may pay to look deeper; most are neither."""
    return len(part) >= 8 and (part.startswith(_PACKED) or len(part.translate(None, _TEXT)) * 8 <= len(part))


def _gzip(data: bytes) -> bytes:
    """The content of gzip members and zlib streams."""
    packed = data[:2] in (b"\x1f\x8b", b"\x78\x01", b"\x78\x9c", b"\x78\xda")
    return _inflated(data, zlib.MAX_WBITS | 32) if packed else b""


def _zip(data: bytes) -> bytes:
    if data[:4] != b"PK\x03\x04":
        return b""
    parts: list[bytes] = []
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            left = MOST_BYTES
            for item in archive.infolist():
                parts.append(item.filename.encode("utf-8", "replace"))
                if item.file_size <= left and not item.flag_bits & 1:
                    parts.append(archive.read(item))
                    left -= item.file_size
    except (zipfile.BadZipFile, zlib.error, OSError, EOFError, NotImplementedError, ValueError, RuntimeError):
        pass  # what could be read of a broken archive is searched
    return _GAP.join(parts)


def _pdf(data: bytes) -> bytes:
    if b"%PDF" not in data[:1024]:
        return b""
    return _GAP.join(filter(None, (_inflated(stream, zlib.MAX_WBITS) for stream in _STREAM.findall(data))))


def _inflated(data: bytes, window: int) -> bytes:
    parts: list[bytes] = []
    left = MOST_BYTES
    while data and left > 0:
        unpacker = zlib.decompressobj(window)
        try:
            part = unpacker.decompress(data, left)
        except zlib.error:
            break
        parts.append(part)
        left -= len(part)
        data = unpacker.unused_data
    return b"".join(parts)


_UNDO: tuple[Callable[[bytes], bytes], ...] = (
    _percent,
    _entities,
    _escapes,
    _quoted_printable,
    _gzip,
    _zip,
    _pdf,
)
