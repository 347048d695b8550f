"""A program that works in a case and dies at a chosen instant; the fixture ``work`` runs it.

For each line of standard input, ``WHAT INSTANT LIMIT FOLDER``, a child works in that case. It is killed as with
``kill -9`` before the INSTANT-th line of the room of cases that it comes to (`COUNTED`: never, `FREE`: never, and lines
are not counted, which is faster), and may write files of LIMIT bytes at most (0: any). The answer is a line with how it
ended and how many lines it came to.
"""

import os
import signal
import struct
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from types import FrameType
from typing import Any

from osint_kit.cases.case import Card, new_case, open_case
from osint_kit.cases.recovery import must_be_at_rest, recover
from osint_kit.cases.redaction import redact
from osint_kit.cases.run import open_run
from osint_kit.cases.withholding import look_through, wanted
from osint_kit.errors import OsintError
from osint_kit.reach import Reach
from tests.cases.conftest import PHONE, asked, finding, http_exchange

ROOM = f"{os.sep}osint_kit{os.sep}cases{os.sep}"
READING = tuple(ROOM + name for name in ("forms.py", "traces.py", "views.py", "withholding.py"))
"""Where nothing is written, and most of the lines of a redaction are."""
COUNTED, FREE = 0, -1


class Fuse:
    """Counts lines of the room of cases, and kills this process before the ``instant``-th."""

    def __init__(self, instant: int) -> None:
        self.lines = 0
        self._instant = instant

    def __call__(self, frame: FrameType, event: str, _: Any) -> "Fuse | None":
        name = frame.f_code.co_filename
        if ROOM not in name or name.endswith(READING):
            return None
        if event == "line":
            self.lines += 1
            if self.lines == self._instant:
                os.kill(os.getpid(), signal.SIGKILL)
        return self


def run(folder: Path) -> None:
    """One run, as a command makes it."""
    with open_run(open_case(folder), "link expand", {}, "Ana", "internet", False, Reach.PLATFORM, {}) as run:
        question = asked()
        run.add(question)
        for number in range(3):
            run.add(finding(str(number), (run.keep(http_exchange(os.urandom(200))),)))
        run.keep_file("advert.txt", b"call +679 999 1234", "text/plain")
        run.add(finding("derived", (question.id,)))


def withhold(folder: Path) -> None:
    """One redaction of what `run` asks about, as ``case redact`` makes it."""
    case = open_case(folder)
    with case.locked():
        recover(case, "Ana")
        must_be_at_rest(case)
        redact(case, look_through(case, wanted(case, [PHONE], [], [])), "Ana", "victim", "order 7")


WORKS = {"run": run, "redact": withhold}


def child(what: str, folder: Path, instant: int, limit: int, pipe: int) -> None:
    """Work until the end, an error, or death."""
    fuse = Fuse(instant)
    if limit:
        import resource  # there is none on Windows

        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
    sys.settrace(None if instant == FREE else fuse)
    code = 0
    try:
        WORKS[what](folder)
    except OsintError:
        code = 1
    finally:
        sys.settrace(None)
        os.write(pipe, struct.pack("q", fuse.lines))
        os._exit(code)


def warm_up() -> None:
    """Import all that is imported on the way, so that no child has to."""
    with TemporaryDirectory() as folder:
        case = new_case(Path(folder) / "case", Card(title="t", purpose="p", authority="a", operator="Ana"))
        for work in WORKS.values():
            work(case.folder)


def main() -> None:
    """Serve the tests until standard input ends."""
    warm_up()
    for line in sys.stdin:
        what, instant, limit, folder = line.rstrip("\n").split(" ", 3)
        reading, writing = os.pipe()
        pid = os.fork()
        if pid == 0:
            child(what, Path(folder), int(instant), int(limit), writing)
        os.close(writing)
        counted = os.read(reading, 8)
        os.close(reading)
        _, status = os.waitpid(pid, 0)
        how = "killed" if os.WIFSIGNALED(status) else f"exit-{os.WEXITSTATUS(status)}"
        print(how, struct.unpack("q", counted)[0] if counted else instant, flush=True)


if __name__ == "__main__":
    main()
