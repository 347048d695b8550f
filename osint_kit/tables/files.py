"""Files that are there whole or not at all, and what to tell the operator when one cannot be written."""

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from io import BufferedWriter, FileIO, TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, TextIO

from osint_kit.errors import OutputError
from osint_kit.tables.safe import visible

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer


@contextmanager
def whole_file(path: Path) -> Iterator[BinaryIO]:
    """A binary file to fill. ``path`` gets it in one step when the block ends well, and never half of it.

    The bytes go to a hidden file in the same folder, onto the disk (fsync), then over ``path`` by a rename;
    on any error, Ctrl-C included, that file is removed and ``path`` is as before. A device or a named pipe
    is written as it is. Raises `OutputError` where the system refuses; errors of the block itself pass
    through.
    """
    with in_words(str(path)):
        target = path.resolve()
        known = target.is_file()
        if known or target.is_dir():
            # A folder, a read-only file or one that Excel holds open is better known now than at the end.
            target.open("r+b").close()
    if target.exists() and not known:
        with _open(target, "wb", str(path)) as file:
            yield file
        return
    beside = target.with_name(f".osint-{os.urandom(8).hex()}.part")
    try:
        with _open(beside, "xb", str(path)) as file:
            yield file
            file.flush()
            with in_words(str(path)):
                os.fsync(file.fileno())
        with in_words(str(path)):
            if known:
                beside.chmod(target.stat().st_mode & 0o777)
            beside.replace(target)
        _sync_folder(target.parent)
    finally:
        with suppress(OSError):
            beside.unlink(missing_ok=True)


@contextmanager
def whole_text(path: Path) -> Iterator[TextIO]:
    r"""As `whole_file`, for text: UTF-8, lines end in ``\n`` on every system."""
    with whole_file(path) as file:
        text = TextIOWrapper(file, encoding="utf-8", newline="\n")
        try:
            yield text
            text.flush()
        finally:
            with suppress(OutputError, ValueError):
                text.detach()


@contextmanager
def in_words(where: str) -> Iterator[None]:
    """Turns an ``OSError`` of the block into an `OutputError` that names ``where``, a path or a stream.

    A pipe that its reader has closed is no trouble to speak of: ``BrokenPipeError`` passes.
    """
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        raise unwritable(where, error) from error


def unwritable(where: str, error: OSError) -> OutputError:
    """What to tell the operator about an error of the system while ``where`` was written."""
    what, next_step = _TROUBLES.get(error.errno or 0, (error.strerror or str(error), "write to another place"))
    return OutputError(f"{visible(where)} could not be written: {what}", next_step)


_FULL = ("the disk is full", "free some space, or write to another disk, and run the command again")
_CLOSED = (
    "no permission, or it is open in another program",
    "close the program that has it open, or write to another place",
)
_NO_FOLDER = ("there is no such folder", "make the folder first, or write to another place")
_TROUBLES = {
    errno.ENOSPC: _FULL,
    errno.EDQUOT: _FULL,
    errno.EACCES: _CLOSED,
    errno.EPERM: _CLOSED,
    errno.ENOENT: _NO_FOLDER,
    errno.ENOTDIR: _NO_FOLDER,
    errno.EISDIR: ("it is a folder", "name a file in it"),
    errno.EROFS: ("the disk is read-only", "write to another disk"),
    errno.ENAMETOOLONG: ("the name is too long", "give it a shorter name"),
}


class _File(FileIO):
    """A file whose writes fail in the operator's words, through any buffer that stands above it."""

    def __init__(self, path: Path, mode: str, shown: str) -> None:
        super().__init__(path, mode)
        self._shown = shown

    def write(self, data: "ReadableBuffer", /) -> int:
        with in_words(self._shown):
            return super().write(data)


@contextmanager
def _open(path: Path, mode: str, shown: str) -> Iterator[BinaryIO]:
    with in_words(shown):
        file = BufferedWriter(_File(path, mode, shown), 1 << 16)
    try:
        yield file
        file.flush()
    finally:
        # After a failed write the buffer is still full, and closing would fail on it once more.
        with suppress(OSError, OutputError):
            file.close()


def _sync_folder(folder: Path) -> None:
    """Make the rename last through a loss of power, where the system can: Windows and some disks cannot."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
