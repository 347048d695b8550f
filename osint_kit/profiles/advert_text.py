"""The text of a file, as one string in which every character stands where `read_lines` says."""

from pathlib import Path
from typing import BinaryIO

from osint_kit.profiles.advert import LONGEST
from osint_kit.texts.reading import form_of, read_lines


def text_of(name: str, stream: BinaryIO) -> tuple[str, bool]:
    """The text of a file of any form that `osint_kit.texts` reads, and whether it goes on behind what is read.

    The form is told by the name. Raises `NotText`, ``OSError``.
    """
    pieces: list[str] = []
    length = 0
    for line in read_lines(stream, form_of(Path(name).name)):
        pieces += ["\n" * (line.start - length), line.text]
        length = line.start + len(line.text)
        if length > LONGEST:
            return "".join(pieces)[:LONGEST], True
    return "".join(pieces), False
