"""Input that can be read only once, put into a file that can be read again."""

import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

STANDARD = "-"
"""Standard input or output, in the place of a file's name."""


@contextmanager
def as_file(name: str) -> Iterator[Path]:
    """The path of a file; of ``-`` and of a pipe, that of a file with the same bytes, for as long as the block takes.

    An input is read for its hash, as evidence, and for its rows: what a pipe gave to the first is lost to the others.
    Raises ``OSError``.
    """
    path = Path(name)
    if name != STANDARD and not _is_pipe(path):
        yield path
        return
    from tempfile import TemporaryDirectory

    with TemporaryDirectory(prefix="osint-") as folder:
        spooled = Path(folder) / ("standard-input" if name == STANDARD else path.name)
        with spooled.open("xb") as file:
            if name == STANDARD:
                shutil.copyfileobj(sys.stdin.buffer, file)
            else:
                with path.open("rb") as pipe:
                    shutil.copyfileobj(pipe, file)
        yield spooled


def _is_pipe(path: Path) -> bool:
    try:
        return path.exists() and not (path.is_file() or path.is_dir())
    except OSError:
        return False  # whoever opens it will say what is wrong with the name
