"""What a person reads on stderr: errors as what, which and next step; hints; progress."""

import os
import sys
import textwrap
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from osint_kit.tables.safe import visible


@dataclass
class Messages:
    """Writes to stderr. ``quiet`` leaves only errors, ``verbose`` adds details, ``progress`` a counter."""

    quiet: bool = False
    verbose: bool = False
    progress: bool = True
    _counter: "Counter | None" = field(default=None, init=False)

    def error(self, message: str, next_step: str = "") -> None:
        """What happened, to which input, and what to do next."""
        self._write(f"error: {message}")
        if next_step:
            self._write(f"  next: {next_step}")

    def warn(self, message: str) -> None:
        """Something that the operator should know although the command goes on."""
        if not self.quiet:
            self._write(f"note: {message}")

    def say(self, message: str) -> None:
        """A line about what was done."""
        if not self.quiet:
            self._write(message)

    def detail(self, message: str) -> None:
        """A line that only ``-v`` shows."""
        if self.verbose and not self.quiet:
            self._write(message)

    def counter(self, total: int | None = None, share: Callable[[], float | None] = lambda: None) -> "Counter":
        """A counter of items on one line of the terminal; silent where stderr is none.

        ``share`` tells how much of the work is done, from 0 to 1, where the ``total`` is not known.
        """
        shown = self.progress and not self.quiet and sys.stderr.isatty()
        self._counter = Counter(shown, total, share)
        return self._counter

    def clear(self) -> None:
        """Take the counter's line away, so that what is written next begins at the margin."""
        if self._counter:
            self._counter.end()

    def _write(self, line: str) -> None:
        self.clear()
        encoding = sys.stderr.encoding or "ascii"
        safe = "\n".join(_folded(visible(part)) for part in line.split("\n"))
        print(safe.encode(encoding, "backslashreplace").decode(encoding), file=sys.stderr)


def _folded(line: str) -> str:
    """A line as a terminal shows it without breaking words; whole where stderr is none, for programs to search."""
    if not sys.stderr.isatty():
        return line
    indent = line[: len(line) - len(line.lstrip())]
    width = max(os.get_terminal_size(sys.stderr.fileno()).columns, 20)
    wrapped = textwrap.wrap(line, width, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False)
    return "\n".join(wrapped)


class Counter:
    """Items done, per second, and the time left where the total is known; rewritten in place.

    ``note`` is shown behind them.
    """

    def __init__(self, shown: bool, total: int | None, share: Callable[[], float | None]) -> None:
        self.note = ""
        self._shown = shown
        self._total = total
        self._share = share
        self._done = 0
        self._on_screen = False
        self._begun = self._drawn = time.monotonic()

    def step(self, items: int = 1) -> None:
        """So many more items are done."""
        self._done += items
        if not self._shown:
            return
        moment = time.monotonic()
        if moment - self._drawn > 0.2:
            self._drawn = moment
            line = progress_line(self._done, moment - self._begun, self._total, self._share())
            if self.note:
                line = f"{line}: {self.note}"
            print(f"\r{line} \x1b[K", end="", file=sys.stderr, flush=True)
            self._on_screen = True

    def end(self) -> None:
        """Take the line away again."""
        if self._on_screen:
            self._on_screen = False
            print("\r\x1b[K", end="", file=sys.stderr, flush=True)


def progress_line(done: int, seconds: float, total: int | None, share: float | None) -> str:
    """``1,200 of 5,000, 400 a second, 10 s left``; of an unknown total its percentage, where that is known."""
    rate = done / seconds if seconds else 0.0
    of = f" of {total:,}" if total else f" ({share:.0%})" if share else ""
    share = done / total if total else share
    left = f", {time_left(seconds * (1 / share - 1))} left" if share else ""
    return f"{done:,}{of}, {rate:,.0f} a second{left}"


def time_left(seconds: float) -> str:
    """``50 s``, ``4 min``, ``2.5 h``."""
    seconds = max(seconds, 0)
    if seconds < 100:
        return f"{seconds:.0f} s"
    return f"{seconds / 60:.0f} min" if seconds < 6000 else f"{seconds / 3600:.1f} h"
