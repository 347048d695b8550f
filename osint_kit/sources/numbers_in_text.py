"""The phone numbers that stand in a file of text, and where. Nothing is asked of any network."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from osint_kit.canonical import Json
from osint_kit.clock import now
from osint_kit.findings import Finding, Grade
from osint_kit.identifiers import Identifier, Kind
from osint_kit.identifiers.phone_extract import find_numbers
from osint_kit.texts.lines import NotText, context
from osint_kit.texts.reading import Form, read_lines

SOURCE = "text"
"""The name of the source in findings: the text of a file that the operator put in."""

_PLAIN = Grade("B", 2, "read by rule out of a file that the operator put in, which is kept")
_DOUBTFUL = Grade("B", 4, "read by rule out of a file that the operator put in, and doubtful; the value says why")


@dataclass(frozen=True)
class NumberInText:
    """What ``osint phone extract`` says of one number in a file.

    ``input`` is the name of the file. ``start`` and ``end`` are offsets in characters, and ``line`` a line
    counted from 1, in the text of the file as `osint_kit.texts.reading.read_lines` gives it; ``text`` is what
    stands there, ``context`` some words around it. ``doubt`` says why it may be no number, or how it was read.
    ``problem`` says why the file could not be read; all else is absent then.
    """

    input: str
    e164: str | None = None
    valid: bool | None = None
    country: str | None = None
    start: int | None = None
    end: int | None = None
    context: str | None = None
    text: str | None = None
    line: int | None = None
    doubt: str | None = None
    problem: str | None = None


def numbers_in_text(name: str, stream: BinaryIO, form: Form, region: str | None) -> Iterator[NumberInText]:
    """The numbers in a file, in their order; one record with a ``problem`` where it is no text.

    ``region`` is that of numbers without a country code; the stream stays open. Raises `UsageError` for a
    region that there is not, ``OSError``.
    """
    try:
        for line in read_lines(stream, form):
            for found in find_numbers(line.text, region, line.body):
                yield NumberInText(
                    input=name,
                    e164=found.e164,
                    valid=found.valid,
                    country=found.country,
                    start=line.start + found.start,
                    end=line.start + found.end,
                    context=context(line.text, found.start, found.end),
                    text=found.text,
                    line=line.number,
                    doubt=found.doubt or None,
                )
    except NotText as refused:
        yield NumberInText(name, problem=str(refused))


def appearance(first: NumberInText, file: str, times: int, evidence: str) -> Finding:
    """The finding that a number stands in a file: where first, and how many times.

    ``file`` is its name without folders, ``evidence`` the id of the record that holds it.
    """
    assert first.e164 is not None  # a record without a number is about a file that could not be read
    value: dict[str, Json] = {
        "file": file,
        "line": first.line,
        "start": first.start,
        "end": first.end,
        "text": first.text,
        "doubt": first.doubt,
        "times": times,
    }
    return Finding(
        Identifier(Kind.PHONE, first.e164),
        "appears_in",
        value,
        SOURCE,
        now(),
        _DOUBTFUL if first.doubt else _PLAIN,
        evidence=(evidence,),
    )
