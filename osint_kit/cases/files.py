"""Writing so that a kill or a full disk at any instant leaves whole files: the old one or the new one."""

import errno
import os
from collections.abc import Iterable
from io import FileIO
from pathlib import Path

from osint_kit.errors import OsintError, OutputError, UsageError


def write_whole(path: Path, data: bytes) -> None:
    """Put ``data`` in the place of ``path`` in one step: temp file, fsync, rename, fsync of the folder.

    Raises ``OSError`` with the old file untouched.
    """
    beside = path.with_name(f"{path.name}.{os.getpid()}.tmp")
    try:
        with beside.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        replace(beside, path)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise
    sync_folder(path.parent)


def replace(old: Path, new: Path) -> None:
    """Rename over whatever is there; waits a moment where a reader holds the file open, as Windows refuses then."""
    import time

    for attempt in range(20):
        try:
            old.replace(new)
            return
        except PermissionError:
            if os.name != "nt" or attempt == 19:
                raise
            time.sleep(0.05)


def sync_folder(folder: Path) -> None:
    """Make renames in a folder last through a loss of power, where the system can (Windows has no such call)."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def append_whole(file: FileIO, pieces: Iterable[bytes], start: int | None = None) -> int:
    """Append all pieces, or on any error none of them; returns where the file ends now.

    ``file`` is unbuffered and open for appending; ``start`` is where it ends, for those who know.
    """
    end = start = file.seek(0, os.SEEK_END) if start is None else start
    try:
        for piece in pieces:
            view = memoryview(piece)
            while view:
                written = file.write(view)
                end += written
                view = view[written:]
    except BaseException:
        file.truncate(start)
        raise
    return end


def trouble(error: OSError, path: Path) -> OsintError:
    """What to tell the operator when a case folder cannot be written."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return OutputError(
            f"the disk is full: {path} could not be written",
            "free some space and run the command again; what was written until now is kept",
        )
    if isinstance(error, PermissionError) or error.errno == errno.EROFS:
        return UsageError(
            f"the case folder is not writable: {path}",
            "check the rights of the folder, or copy the case to a disk that you may write to",
        )
    return OutputError(f"{path} could not be written: {error.strerror or error}", "check the disk and try again")
