"""Asking many things side by side while the answers come in the order of the questions."""

import threading
from collections import Counter, defaultdict, deque
from collections.abc import Callable, Hashable, Iterable, Iterator
from typing import TYPE_CHECKING, Any, Generic, NamedTuple, Protocol, TypeVar

if TYPE_CHECKING:
    from concurrent.futures import Future

In = TypeVar("In")
Out = TypeVar("Out")
PER_LANE = 8
"""Under way in one lane: enough to keep a host busy that takes ten questions a second and a second for each."""
AHEAD = 8
"""Items taken in advance for each that may be under way, where there are lanes."""


class Pool(Protocol):
    """Where work is done side by side; ``at_once`` pieces of it at most."""

    at_once: int

    def submit(self, work: Callable[..., Out], /, *arguments: Any) -> "Future[Out]":
        """Begin with a piece of work as soon as there is room."""
        ...

    def future(self) -> "Future[Any]":
        """A result that somebody will set, to be waited for like that of a piece of work."""
        ...

    def stop(self) -> None:
        """Drop what has not begun; what has is not waited for."""
        ...


class Threads:
    """A `Pool` in which each piece of work has a thread."""

    def __init__(self, at_once: int) -> None:
        from concurrent.futures import ThreadPoolExecutor

        self.at_once = at_once
        self._pool = ThreadPoolExecutor(at_once)

    def submit(self, work: Callable[..., Out], /, *arguments: Any) -> "Future[Out]":
        """Begin with a piece of work as soon as a thread is free."""
        return self._pool.submit(work, *arguments)

    def future(self) -> "Future[Any]":
        """A result that somebody will set."""
        from concurrent.futures import Future

        return Future()

    def stop(self) -> None:
        """Drop what has not begun; what has is not waited for."""
        self._pool.shutdown(wait=False, cancel_futures=True)


def in_order(
    work: Callable[[In], Out],
    items: Iterable[In],
    at_once: int | Pool,
    lane: Callable[[In], str | None] | None = None,
) -> Iterator[Out]:
    """The results of ``work`` for each item, in order, with ``at_once`` of them under way in threads, or in a pool.

    Of the items with the same ``lane``, such as one host, only a few are under way, so that they keep no thread from
    the others while they wait for one another; None is no lane. Items are taken only as results are taken, so memory
    stays constant. When the caller stops early or is interrupted, what has not begun is dropped and what has is not
    waited for.
    """
    pool = Threads(at_once) if isinstance(at_once, int) else at_once
    lanes = _Lanes(pool, work)
    most = (AHEAD if lane else 2) * pool.at_once
    under_way: deque[Future[Out]] = deque()
    try:
        for item in items:
            under_way.append(lanes.put(item, lane(item) if lane else None))
            if len(under_way) >= most:
                yield under_way.popleft().result()
        while under_way:
            yield under_way.popleft().result()
    finally:
        lanes.stop()
        pool.stop()


class _Question(NamedTuple, Generic[In, Out]):
    """An item, and the list that its result is put into: of a repeat, the list of the first of its like."""

    item: In
    result: list[Out]
    repeat: bool


def once_in_order(
    work: Callable[[In], Out],
    items: Iterable[In],
    at_once: int | Pool,
    same: Callable[[In], Hashable],
    remembered: int,
    lane: Callable[[In], str | None] | None = None,
) -> Iterator[tuple[In, Out]]:
    """As `in_order`, each item with its result; of those that are the ``same``, the work is done for the first alone.

    What is the same as nothing has None. Only the last so many results as are ``remembered`` are given again, so that
    memory stays bounded.
    """
    seen: dict[Hashable, list[Out]] = {}

    def begun(item: In) -> _Question[In, Out]:
        key = same(item)
        before = seen.get(key)
        question = _Question(item, [] if before is None else before, before is not None)
        if key is not None and before is None:
            seen[key] = question.result
            if len(seen) > remembered:
                del seen[next(iter(seen))]
        return question

    def done(question: _Question[In, Out]) -> _Question[In, Out]:
        if not question.repeat:
            question.result.append(work(question.item))
        return question

    def lane_of(question: _Question[In, Out]) -> str | None:
        return lane(question.item) if lane and not question.repeat else None

    for question in in_order(done, map(begun, items), at_once, lane_of if lane else None):
        yield question.item, question.result[0]


class _Lanes(Generic[In, Out]):
    """Hands items to a pool; those of a lane that is full wait without a thread."""

    def __init__(self, pool: Pool, work: Callable[[In], Out]) -> None:
        self._pool = pool
        self._work = work
        self._lock = threading.Lock()
        self._busy: Counter[str] = Counter()
        self._waiting: defaultdict[str, deque[tuple[In, Future[Out]]]] = defaultdict(deque)

    def put(self, item: In, lane: str | None) -> "Future[Out]":
        """Begin with an item as soon as its lane has room."""
        if lane is None:
            return self._pool.submit(self._work, item)
        future = self._pool.future()
        with self._lock:
            if self._busy[lane] >= PER_LANE:
                self._waiting[lane].append((item, future))
                return future
            self._busy[lane] += 1
        self._pool.submit(self._along, lane, item, future)
        return future

    def stop(self) -> None:
        """Drop what waits."""
        with self._lock:
            self._waiting.clear()

    def _along(self, lane: str, item: In, future: "Future[Out]") -> None:
        """Work on an item, then on the next of its lane until none waits."""
        while True:
            try:
                future.set_result(self._work(item))
            except BaseException as error:  # whoever takes the result gets it, as from a pool
                future.set_exception(error)
                if not isinstance(error, Exception):
                    raise
            with self._lock:
                if not self._waiting.get(lane):
                    self._waiting.pop(lane, None)
                    self._busy[lane] -= 1
                    if not self._busy[lane]:
                        del self._busy[lane]
                    return
                item, future = self._waiting[lane].popleft()
