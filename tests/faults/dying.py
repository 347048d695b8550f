"""A program that works in a case and dies at a chosen instant; the tests of `tests.faults.test_instants` run it.

For each line of standard input, ``INSTANT LIMIT FOLDER``, a child works in that case. It is killed as with ``kill -9``
before the INSTANT-th line of the room of cases that it comes to (0: never), and may write files of LIMIT bytes at most
(0: any). The answer is a line with how it ended and how many lines it came to.
"""

import os
import resource
import signal
import struct
import sys
from pathlib import Path
from types import FrameType
from typing import Any

from osint_kit.cases.case import open_case
from osint_kit.cases.run import open_run
from osint_kit.errors import OsintError
from osint_kit.reach import Reach
from tests.cases.conftest import asked, finding, http_exchange

ROOM = f"{os.sep}osint_kit{os.sep}cases{os.sep}"


class Fuse:
    """Counts lines of the room of cases, and kills this process before the ``instant``-th."""

    def __init__(self, instant: int) -> None:
        self.lines = 0
        self._instant = instant

    def __call__(self, frame: FrameType, event: str, _: Any) -> "Fuse | None":
        if ROOM not in frame.f_code.co_filename:
            return None
        if event == "line":
            self.lines += 1
            if self.lines == self._instant:
                os.kill(os.getpid(), signal.SIGKILL)
        return self


def work(folder: Path) -> None:
    """One run, as a command makes it."""
    with open_run(open_case(folder), "link expand", {}, "Ana", "internet", False, Reach.PLATFORM, {}) as run:
        question = asked()
        run.add(question)
        for number in range(3):
            run.add(finding(str(number), (run.keep(http_exchange(os.urandom(200))),)))
        run.keep_file("advert.txt", b"call +679 999 1234", "text/plain")
        run.add(finding("derived", (question.id,)))


def child(folder: Path, instant: int, limit: int, pipe: int) -> None:
    """Work until the end, an error, or death."""
    fuse = Fuse(instant)
    if limit:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
    sys.settrace(fuse)
    code = 0
    try:
        work(folder)
    except OsintError:
        code = 1
    finally:
        sys.settrace(None)
        os.write(pipe, struct.pack("q", fuse.lines))
        os._exit(code)


def main() -> None:
    """Serve the tests until standard input ends."""
    for line in sys.stdin:
        instant, limit, folder = line.rstrip("\n").split(" ", 2)
        reading, writing = os.pipe()
        pid = os.fork()
        if pid == 0:
            child(Path(folder), int(instant), int(limit), writing)
        os.close(writing)
        counted = os.read(reading, 8)
        os.close(reading)
        _, status = os.waitpid(pid, 0)
        how = "killed" if os.WIFSIGNALED(status) else f"exit-{os.WEXITSTATUS(status)}"
        print(how, struct.unpack("q", counted)[0] if counted else instant, flush=True)


if __name__ == "__main__":
    main()
