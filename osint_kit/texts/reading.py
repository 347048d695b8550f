"""A stream of bytes in, the lines of its text out."""

from collections.abc import Iterator
from enum import StrEnum
from functools import partial
from pathlib import PurePath
from typing import BinaryIO, TextIO

from osint_kit.texts.chat import stamp_length
from osint_kit.texts.encodings import decoded
from osint_kit.texts.lines import LONGEST, Line, numbered


class Form(StrEnum):
    """What a file of text is written in."""

    TXT = "txt"
    HTML = "html"
    EML = "eml"
    JSON = "json"


_SUFFIXES = {
    ".html": Form.HTML,
    ".htm": Form.HTML,
    ".xhtml": Form.HTML,
    ".eml": Form.EML,
    ".json": Form.JSON,
    ".ndjson": Form.JSON,
    ".jsonl": Form.JSON,
}


def form_of(name: str) -> Form:
    """The form that a file's name tells; text where it tells none, as for csv and chat exports."""
    return _SUFFIXES.get(PurePath(name).suffix.lower(), Form.TXT)


def read_lines(stream: BinaryIO, form: Form) -> Iterator[Line]:
    """The lines of a file's text, with their places in it.

    For `Form.TXT` the text is that of the file, decoded, without a byte order mark, line ends as they are. For
    the others it is what `page_lines`, `mail_lines` and `value_lines` take out of it, and places are places in
    that. The stream is left open. Raises `NotText`, ``OSError``.
    """
    if form is Form.EML:
        from osint_kit.texts.mail import mail_lines

        yield from numbered(mail_lines(stream.read()))
        return
    with decoded(stream) as file:
        if form is Form.HTML:
            from osint_kit.texts.pages import page_lines

            yield from numbered(page_lines(_pieces(file)))
        elif form is Form.JSON:
            from osint_kit.texts.values import value_lines

            yield from numbered(value_lines(_pieces(file)))
        else:
            yield from numbered(iter(partial(file.readline, LONGEST), ""), stamp_length)


def _pieces(file: TextIO) -> Iterator[str]:
    return iter(partial(file.read, LONGEST), "")
