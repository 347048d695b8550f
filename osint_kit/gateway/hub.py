"""Many pieces of work in one thread: each runs until it would have to wait, and then another one does.

A piece of work is written as if it were alone, and keeps its place on a stack of its own (a greenlet). What it waits
for, a socket or a moment, it tells the hub; so it costs neither a thread nor a lock while it waits.
"""

import selectors
import time
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future
from typing import Any, TypeVar

from greenlet import getcurrent, greenlet

Out = TypeVar("Out")
READ, WRITE = selectors.EVENT_READ, selectors.EVENT_WRITE


class Result(Future[Out]):
    """What a piece of work comes to; whoever asks for it lets all work go on until it is there."""

    def __init__(self, hub: "Hub") -> None:
        super().__init__()
        self._hub = hub

    def result(self, timeout: float | None = None) -> Out:
        """The result; ``timeout`` is not looked at."""
        while not self.done():
            self._hub.turn()
        return super().result(0)


class Hub:
    """A `Pool` (`osint_kit.overlap`) of one thread, which alone may use it, and ask for results from outside the work.

    Work that computes long keeps all other work from going on. What interrupts the program ends the turn at once.
    """

    def __init__(self, at_once: int) -> None:
        self.at_once = at_once
        self._coming: deque[tuple[Callable[[], object], Result[Any]]] = deque()
        self._running: set[greenlet] = set()
        self._until: dict[greenlet, float] = {}
        """Until when each piece of work waits at most."""
        self._at: dict[int, greenlet] = {}
        """Who waits at a socket."""
        self._watched: dict[int, int] = {}
        self._selector = selectors.DefaultSelector()
        self._due = float("inf")
        self._endings: list[Callable[[], object]] = []

    def submit(self, work: Callable[..., Out], *arguments: Any) -> Future[Out]:
        """Begin with a piece of work as soon as fewer than ``at_once`` are under way."""
        result: Result[Out] = Result(self)
        self._coming.append((lambda: work(*arguments), result))
        self._begin()
        return result

    def future(self) -> Future[Any]:
        """A result that somebody else will set."""
        return Result(self)

    def stop(self) -> None:
        """Drop all work; what it had open is closed."""
        self._coming.clear()
        for one in list(self._running):
            one.throw()
        self._running.clear()
        for end in self._endings:
            end()
        self._selector.close()

    def at_end(self, call: Callable[[], object]) -> None:
        """Call this when all work has stopped."""
        self._endings.append(call)

    def turn(self) -> None:
        """Wait for the first of what is waited for, and let that go on. Raises ``RuntimeError`` where nothing is."""
        if not (self._running or self._coming):
            raise RuntimeError("no work is under way that anything could come of")
        self._begin()
        if not self._until:
            return
        seconds = None if self._due == float("inf") else max(0.0, self._due - time.monotonic())
        for key, _ in self._selector.select(seconds):
            waiting = self._at.pop(key.fd, None)
            if waiting is None:  # it is at work, and will see for itself
                self.forget(key.fd)
                continue
            del self._until[waiting]
            waiting.switch(True)
        if time.monotonic() >= self._due:
            self._wake_late()

    def wait(self, socket: int, event: int, until: float) -> None:
        """From a piece of work: let others work until a socket is ready. Raises ``TimeoutError`` after ``until``."""
        watched = self._watched.get(socket)
        if watched is None:
            self._selector.register(socket, event)
        elif watched != event:
            self._selector.modify(socket, event)
        self._watched[socket] = event
        me = getcurrent()
        self._at[socket] = me
        if not self._leave(me, until):
            self._at.pop(socket, None)
            raise TimeoutError("timed out")

    def forget(self, socket: int) -> None:
        """A socket is about to be closed."""
        if self._watched.pop(socket, None) is not None:
            self._selector.unregister(socket)

    def sleep(self, seconds: float) -> None:
        """From a piece of work: let others work for some time."""
        self._leave(getcurrent(), time.monotonic() + seconds)

    def _begin(self) -> None:
        while self._coming and len(self._running) < self.at_once:
            one = greenlet(self._work)
            self._running.add(one)
            one.switch(one, *self._coming.popleft())

    def _work(self, me: greenlet, work: Callable[[], object], result: Result[Any]) -> None:
        try:
            result.set_result(work())
        except Exception as error:  # noqa: BLE001  # whoever takes the result gets it, as from a pool
            result.set_exception(error)
        finally:
            self._running.discard(me)

    def _leave(self, me: greenlet, until: float) -> bool:
        """Go to whoever let this work go on; whether it was what was waited for, and not the time, that ended it."""
        self._until[me] = until
        self._due = min(self._due, until)
        return bool(me.parent.switch())

    def _wake_late(self) -> None:
        moment = time.monotonic()
        for late in [one for one, until in self._until.items() if until <= moment]:
            if self._until.pop(late, None) is not None:
                late.switch(False)
        self._due = min(self._until.values(), default=float("inf"))
