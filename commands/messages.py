"""What a person reads on stderr: errors as what, which and next step; hints; progress."""

import sys
import time
from dataclasses import dataclass

from osint_kit.tables.safe import visible


@dataclass
class Messages:
    """Writes to stderr. ``quiet`` leaves only errors, ``verbose`` adds details, ``progress`` a counter."""

    quiet: bool = False
    verbose: bool = False
    progress: bool = True

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

    def counter(self, total: int | None = None) -> "Counter":
        """A counter of items on one line of the terminal; silent where stderr is none."""
        shown = self.progress and not self.quiet and sys.stderr.isatty()
        return Counter(shown, total)

    def _write(self, line: str) -> None:
        encoding = sys.stderr.encoding or "ascii"
        safe = "\n".join(visible(part) for part in line.split("\n"))
        print(safe.encode(encoding, "backslashreplace").decode(encoding), file=sys.stderr)


class Counter:
    """Items done, per second, and the time left where the total is known; rewritten in place."""

    def __init__(self, shown: bool, total: int | None) -> None:
        self._shown = shown
        self._total = total
        self._done = 0
        self._begun = self._drawn = time.monotonic()

    def step(self) -> None:
        """One more item is done."""
        self._done += 1
        moment = time.monotonic()
        if self._shown and moment - self._drawn > 0.2:
            self._drawn = moment
            rate = self._done / (moment - self._begun)
            of = f" of {self._total}, {max(self._total - self._done, 0) / rate:.0f} s left" if self._total else ""
            print(f"\r{self._done}{of}, {rate:.0f} a second \x1b[K", end="", file=sys.stderr, flush=True)

    def end(self) -> None:
        """Take the line away again."""
        if self._shown and self._drawn != self._begun:
            print("\r\x1b[K", end="", file=sys.stderr, flush=True)
