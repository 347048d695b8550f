"""Items line by line. A line ends with LF or CRLF and with nothing else; blank lines are skipped."""

from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, TextIO

from osint_kit.tables.rows import InputRow, Source
from osint_kit.tables.text import MAX_LINE, open_text, too_long

COLUMN = "input"


def read_lines(stream: BinaryIO) -> Iterator[str]:
    r"""The items of standard input, without line ends: UTF-8, wrong bytes as ``\xe9``.

    A byte order mark is dropped. One line is in memory at a time. Raises `UsageError` for a line of more than
    16 M bytes.
    """
    number = 0
    while data := stream.readline(MAX_LINE):
        number += 1
        if len(data) == MAX_LINE and not data.endswith(b"\n"):
            raise too_long(None, number)
        line = data.decode("utf-8-sig" if number == 1 else "utf-8", "backslashreplace")
        line = line.removesuffix("\n").removesuffix("\r")
        if line.strip():
            yield line


def read_text_lines(path: Path) -> Source:
    """The lines of a text file as rows of one column. Raises `UsageError`, ``OSError``."""
    open_file = open_text(path, "\n")
    file = open_file.file

    def rows() -> Iterator[InputRow]:
        with file:
            for number, line in numbered_lines(file, path):
                if line.strip():
                    yield InputRow(number, {COLUMN: line})

    return Source((COLUMN,), rows(), file.close, open_file.position)


def numbered_lines(file: TextIO, path: Path) -> Iterator[tuple[int, str]]:
    r"""Each line of a file that was opened for LF, with its number, without its line end."""
    number = 0
    while line := file.readline(MAX_LINE):
        number += 1
        if len(line) == MAX_LINE and not line.endswith("\n"):
            raise too_long(path, number)
        yield number, line.removesuffix("\n").removesuffix("\r")
