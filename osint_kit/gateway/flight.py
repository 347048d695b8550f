"""Many requests under way at once, each with its place, coming back in the order in which they are settled."""

from collections.abc import Callable
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from types import TracebackType
from typing import Protocol, Self, runtime_checkable

from osint_kit.gateway.exchange import DnsRequest, Exchange

Settled = list[tuple[int, Exchange]]


class Flight(Protocol):
    """Used by one thread; a context manager that drops what is under way when it is left."""

    def room(self) -> bool:
        """Whether another request may be put now."""
        ...

    def put(self, place: int, request: DnsRequest) -> None:
        """Send a request on its way."""
        ...

    def wait(self) -> Settled:
        """What was settled since; waits until there is something, or room. Nothing where nothing is under way."""
        ...

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...


@runtime_checkable
class Flies(Protocol):
    """A world with a quicker way than one thread a question."""

    def flight(self) -> Flight:
        """A new flight, with nothing under way."""
        ...


class SideBySide:
    """A `Flight` of threads, each of which carries out one request; in any world."""

    def __init__(self, perform: Callable[[DnsRequest], Exchange], at_once: int) -> None:
        self._perform = perform
        self._at_once = at_once
        self._pool = ThreadPoolExecutor(at_once)
        self._under_way: dict[Future[Exchange], int] = {}

    def __len__(self) -> int:
        return len(self._under_way)

    def room(self) -> bool:
        """Whether a thread is free."""
        return len(self._under_way) < self._at_once

    def put(self, place: int, request: DnsRequest) -> None:
        """Give a request to a thread; it waits its turn where none is free."""
        self._under_way[self._pool.submit(self._perform, request)] = place

    def wait(self, seconds: float | None = None) -> Settled:
        """What is done; waits for the first, ``seconds`` at most."""
        if not self._under_way:
            return []
        done, _ = wait(self._under_way, seconds, FIRST_COMPLETED)
        return [(self._under_way.pop(future), future.result()) for future in done]

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._pool.shutdown(wait=False, cancel_futures=True)
