"""The part of an output that an interrupted command leaves beside it, so that a later one can carry on."""

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from io import BufferedWriter, FileIO
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, BinaryIO

from osint_kit.errors import UsageError
from osint_kit.tables.files import in_words
from osint_kit.tables.safe import visible

if TYPE_CHECKING:
    from filelock import BaseFileLock

_SECONDS = 1.0  # between two marks
_BUFFER = 1 << 16


@dataclass(frozen=True)
class Mark:
    """How far a part has come: ``items`` of the input are whole in its first ``size`` bytes, some with ``problems``.

    ``input`` is the SHA-256 of the input file, ``work`` that of all else that the output depends on.
    """

    input: str
    work: str
    items: int = 0
    size: int = 0
    problems: bool = False


class Part:
    """``out.csv.part`` beside ``out.csv``, and ``out.csv.part.json``, its latest mark.

    Bytes are with the system before a mark counts them, so a mark holds whatever ends the program; a loss of power
    included, as both are forced onto the disk. At a good end the part is renamed to the output in one step.
    """

    def __init__(self, output: Path, input_: str, work: str) -> None:
        self._output = output
        self._target = output.resolve()
        self.path = self._target.with_name(self._target.name + ".part")
        self._mark_path = self.path.with_name(self.path.name + ".json")
        self.start = Mark(input_, work)
        self._whole = self.start
        self._marked = self.start
        self._marked_at = monotonic()
        # Where the items were whole since the last mark, a buffer's length or more apart.
        self._earlier = [self.start]
        self._file: BufferedWriter

    def carry_on(self) -> bool:
        """Start from the mark that was left; False where there is none, and the output is begun afresh.

        Raises `UsageError` where the part is that of another input, or of other options or another version.
        """
        try:
            left = Mark(**json.loads(self._mark_path.read_text("utf-8")))
            size = self.path.stat().st_size
        except (OSError, ValueError, TypeError):
            return False
        shown = visible(str(self.path.name))
        if left.input != self.start.input:
            raise UsageError(
                f"{shown} was made from another input, or the input has changed since",
                "leave --resume out to begin afresh, or name the output of the interrupted run with -o",
            )
        if left.work != self.start.work:
            raise UsageError(
                f"{shown} was made with other options, or by another version of the program or its data",
                "repeat the options of the interrupted run, or leave --resume out to begin afresh",
            )
        if size < left.size:
            return False
        self.start = self._whole = self._marked = left
        self._earlier = [left]
        return True

    @contextmanager
    def open(self) -> Iterator[BinaryIO]:
        """The part, to be filled from its start mark on. Raises `OutputError`, and `UsageError` where it is in use."""
        with in_words(str(self._output)):
            if self._target.exists():
                # A read-only file or one that Excel holds open is better known now than at the end.
                self._target.open("r+b").close()
            lock = _locked(self.path)
        try:
            yield from self._filled()
        finally:
            lock.release()
            with suppress(OSError):
                Path(lock.lock_file).unlink(missing_ok=True)

    def _filled(self) -> Iterator[BinaryIO]:
        with in_words(str(self._output)):
            if not self.start.size:
                self._mark_path.unlink(missing_ok=True)
            self._file = BufferedWriter(FileIO(self.path, "r+" if self.start.size else "w"), _BUFFER)
            self._file.truncate(self.start.size)
            self._file.seek(self.start.size)
        try:
            yield self._file
            with in_words(str(self._output)):
                self._save()
        except BaseException:
            self._keep()
            raise
        finally:
            with suppress(OSError):
                self._file.close()
        with in_words(str(self._output)):
            if self._target.exists():
                self.path.chmod(self._target.stat().st_mode & 0o777)
            self.path.replace(self._target)
            self._mark_path.unlink(missing_ok=True)

    def whole(self, items: int, *, problems: bool) -> None:
        """Say that so many items of the input are whole in what was written until now."""
        self._whole = Mark(self.start.input, self.start.work, items, self._file.tell(), problems)
        if self._whole.size - self._earlier[-1].size > _BUFFER:
            self._earlier.append(self._whole)
        if monotonic() - self._marked_at > _SECONDS:
            with in_words(str(self._output)):
                self._mark()

    @property
    def kept(self) -> int:
        """How many items a later command need not do again."""
        return self._marked.items

    def _keep(self) -> None:
        try:
            self._mark()
        except OSError:
            self._fall_back()
        if not self._marked.items:
            with suppress(OSError):
                self._file.close()
            self.path.unlink(missing_ok=True)
            self._mark_path.unlink(missing_ok=True)

    def _fall_back(self) -> None:
        """On a full disk, give up the end of the part, so that there is room for the mark of what is before it."""
        with suppress(OSError):
            raw = self._file.raw
            on_disk = raw.seek(0, os.SEEK_END)
            for earlier in reversed(self._earlier):
                if self._marked.size < earlier.size <= on_disk:
                    with suppress(OSError):
                        raw.truncate(earlier.size)
                        self._whole = earlier
                        self._write_mark()
                        return

    def _mark(self) -> None:
        self._marked_at = monotonic()
        if self._whole != self._marked:
            self._save()
            self._write_mark()
            self._earlier = [self._whole]

    def _write_mark(self) -> None:
        beside = self._mark_path.with_name(self._mark_path.name + ".new")
        try:
            beside.write_text(json.dumps(asdict(self._whole)) + "\n", "utf-8")
            beside.replace(self._mark_path)
        finally:
            beside.unlink(missing_ok=True)
        self._marked = self._whole

    def _save(self) -> None:
        self._file.flush()
        os.fsync(self._file.fileno())


def _locked(path: Path) -> "BaseFileLock":
    from filelock import FileLock, Timeout

    lock = FileLock(path.with_name(path.name + ".lock"))
    try:
        lock.acquire(blocking=False)
    except Timeout as error:
        raise UsageError(
            f"another command is writing {visible(str(path.name))} now", "let it end, or give another name with -o"
        ) from error
    return lock
