"""Where rows go: one interface, a format each."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from time import monotonic
from typing import BinaryIO, Protocol

from osint_kit.errors import OutputError
from osint_kit.tables.files import in_words, unwritable, whole_file
from osint_kit.tables.formats import Format
from osint_kit.tables.values import NOTHING, Row

_PATIENCE = 0.2  # seconds until a row that waits in a buffer is pushed on


class Writer(Protocol):
    """One format: writes rows as they come, and at the end what is still missing."""

    def write(self, row: Row, beyond: Row = NOTHING) -> None:
        """Write one row. A field that the row lacks is absent; what is in no field is left out.

        ``beyond`` are cells of a ragged row that no field names: they follow the last field.
        """
        ...

    def begin(self) -> None:
        """Write what stands before the first row, if it is not yet written."""
        ...

    def finish(self) -> None:
        """Write what closes the file."""
        ...

    def drop(self) -> None:
        """Give up: free what is held, write no more."""
        ...


class Sink:
    """Takes rows. Errors of the system become `OutputError`; a closed pipe stays ``BrokenPipeError``."""

    def __init__(self, writer: Writer, stream: BinaryIO, where: str) -> None:
        self._writer = writer
        self._stream = stream
        self._where = where
        self._flushed = monotonic()

    def write(self, row: Row, beyond: Row = NOTHING) -> None:
        """Write one row: values by the name of their field, and cells beyond the last one by a name of their own."""
        try:  # not `in_words`, which would take as long as the row
            self._writer.write(row, beyond)
            # Rows that come slowly, off a network, are seen at once; fast ones are not slowed down.
            if monotonic() - self._flushed > _PATIENCE:
                self._stream.flush()
                self._flushed = monotonic()
        except BrokenPipeError:
            raise
        except OSError as error:
            raise unwritable(self._where, error) from error

    def write_block(self, block: bytes) -> None:
        """Write whole rows that are in the format already, without a header (csv, tsv, ndjson)."""
        with in_words(self._where):
            self._writer.begin()
            self._stream.write(block)

    def flush(self) -> None:
        """Push on what waits in a buffer."""
        with in_words(self._where):
            self._stream.flush()

    def finish(self) -> None:
        """Write what closes the file, and push everything on."""
        with in_words(self._where):
            self._writer.finish()
            self._stream.flush()


@contextmanager
def open_sink(format_: Format, to: Path | BinaryIO, fields: Sequence[str], *, header: bool = True) -> Iterator[Sink]:
    """A sink for rows with these fields, in this order.

    To a path: the file appears, whole, when the block ends well (`whole_file`). To a binary stream, such as
    ``sys.stdout.buffer``: rows go out as they come, the stream stays open, and what the block wrote before an
    error is closed properly, so that it can be read. Without a header, rows of csv or tsv carry on with those of a
    file. Raises `OutputError`.
    """
    if isinstance(to, Path):
        with whole_file(to) as file, _writer(format_, file, fields, str(to), header) as writer:
            sink = Sink(writer, file, str(to))
            yield sink
            sink.finish()
        return
    where = "the output"
    with _writer(format_, to, fields, where, header) as writer:
        sink = Sink(writer, to, where)
        try:
            yield sink
        except BaseException:
            with suppress(OSError, OutputError):  # where the output itself has failed, the first error says more
                sink.finish()
            raise
        sink.finish()


@contextmanager
def _writer(format_: Format, stream: BinaryIO, fields: Sequence[str], where: str, header: bool) -> Iterator[Writer]:
    with in_words(where):
        writer = _new_writer(format_, stream, fields, header)
    try:
        yield writer
    finally:
        writer.drop()


def _new_writer(format_: Format, stream: BinaryIO, fields: Sequence[str], header: bool) -> Writer:
    match format_:
        case Format.CSV | Format.TSV:
            from osint_kit.tables.delimited import DelimitedWriter

            return DelimitedWriter(stream, fields, "," if format_ is Format.CSV else "\t", header=header)
        case Format.JSON | Format.NDJSON:
            from osint_kit.tables.json_rows import ArrayWriter, LinesWriter

            return (ArrayWriter if format_ is Format.JSON else LinesWriter)(stream, fields)
        case Format.XLSX:
            from osint_kit.tables.workbook import WorkbookWriter

            return WorkbookWriter(stream, fields)
        case Format.TABLE:
            from osint_kit.tables.plain import PlainWriter

            return PlainWriter(stream, fields)
