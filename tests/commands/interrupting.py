"""A command over a list that is interrupted in its middle."""

import signal
import time

from tests.conftest import Osint


def interrupted(osint: Osint, how: signal.Signals, *words: str) -> int:
    """Begin a command that writes ``out.csv``, and signal it once some rows are kept; the code that it ended with."""
    with osint.begin(*words, "-o", "out.csv") as process:
        deadline = time.monotonic() + 30
        while not (osint.folder / "out.csv.part.json").exists():
            assert time.monotonic() < deadline
            time.sleep(0.005)
        process.send_signal(how)
    assert not (osint.folder / "out.csv").exists()
    return process.returncode
