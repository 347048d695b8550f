"""Text files opened in the encoding that they are in."""

import codecs
from io import BufferedReader, FileIO, TextIOWrapper
from pathlib import Path
from typing import NamedTuple, TextIO

from osint_kit.errors import UsageError
from osint_kit.tables.contents import SAMPLE, refuse_other_than_text
from osint_kit.tables.safe import visible

MAX_LINE = 1 << 24
"""Characters of one line; a longer one is no line of a table, and would fill the memory."""


class OpenText(NamedTuple):
    """An open text file at its start, and a look at the first 64 KB of it."""

    file: TextIO
    sample: str

    def position(self) -> int:
        """How many bytes have been read, up to a buffer more than what was decoded."""
        return self.file.buffer.tell() if not self.file.closed else 0


def open_text(path: Path, newline: str) -> OpenText:
    r"""A text file opened for reading; ``newline`` is ``""`` for CR, LF and CRLF, ``"\n"`` for LF only.

    A byte order mark decides the encoding and is dropped. Without one it is UTF-8 if the first 64 KB are,
    else Windows-1252. Bytes that are wrong in it come out as ``\xe9``. Raises `UsageError` for what is no
    text.
    """
    raw = BufferedReader(FileIO(path), SAMPLE)
    try:
        head = raw.peek(SAMPLE)
        encoding = _encoding(head)
        refuse_other_than_text(path, head)
    except BaseException:
        raw.close()
        raise
    sample = codecs.getincrementaldecoder(encoding)("backslashreplace").decode(head)
    return OpenText(TextIOWrapper(raw, encoding, "backslashreplace", newline), sample)


def too_long(path: Path | None, number: int) -> UsageError:
    """What to tell the operator about a line of more than `MAX_LINE` characters."""
    where = visible(str(path)) if path else "standard input"
    return UsageError(
        f"{where}, line {number}, has more than {MAX_LINE:,} characters: that is no list of items",
        "check that this is the file that was meant",
    )


def _encoding(head: bytes) -> str:
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    try:
        codecs.getincrementaldecoder("utf-8")("strict").decode(head)
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8-sig"
