"""Bytes to characters: the encodings that files of text come in, and what is no text."""

import codecs
import io
from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO, TextIO, cast

from osint_kit.texts.lines import NotText

SAMPLE = 1 << 16
"""In bytes: how much of the beginning is looked at."""

NO_TEXT = "this is no text: it holds zero bytes; look for the file that was meant, or export it as text"

_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"PK\x03\x04", "a zip archive, an Office document or a workbook; unpack it, or save it as text or csv"),
    (b"%PDF-", "a PDF document; save its text as a .txt file"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office document; save it as text or csv"),
    (b"\x1f\x8b", "compressed with gzip; unpack it first"),
    (b"\x89PNG", "a picture; its text is not read"),
    (b"\xff\xd8\xff", "a picture; its text is not read"),
    (b"SQLite format 3\0", "a database; export the messages in it as text or csv"),
)


@contextmanager
def decoded(stream: BinaryIO) -> Iterator[TextIO]:
    """The stream as text; line ends are left as they are, and a byte that is wrong comes as U+FFFD.

    The stream must be at its start, and is left open. Raises `NotText`.
    """
    raw = io.BufferedReader(cast(io.RawIOBase, stream), SAMPLE)
    try:
        encoding = encoding_of(raw.peek(SAMPLE)[:SAMPLE])
        text = io.TextIOWrapper(raw, encoding, "replace", newline="\n")
        try:
            yield text
        finally:
            text.detach()
    finally:
        raw.detach()


def encoding_of(head: bytes) -> str:
    """The encoding of a text that begins like this; raises `NotText` for what is none.

    A byte order mark decides; without one it is UTF-16 where every other byte is zero, UTF-8 where that fits,
    else Windows-1252.
    """
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    refuse_known(head)
    if b"\0" in head:
        return _wide(head)
    try:
        codecs.getincrementaldecoder("utf-8")("strict").decode(head)
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8-sig"


def refuse_known(head: bytes) -> None:
    """Raises `NotText` for the first bytes of a file that is well known, and no text."""
    for magic, what in _MAGIC:
        if head.startswith(magic):
            raise NotText(f"this is {what}")


def _wide(head: bytes) -> str:
    """UTF-16 without a mark: text of our alphabet has a zero in every other byte, and only there."""
    even, odd = head[::2].count(0), head[1::2].count(0)
    half = len(head) / 2
    if odd > 0.6 * half and even < 0.02 * half:
        return "utf-16-le"
    if even > 0.6 * half and odd < 0.02 * half:
        return "utf-16-be"
    raise NotText(NO_TEXT)
