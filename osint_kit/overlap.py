"""Asking many things side by side while the answers come in the order of the questions."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

In = TypeVar("In")
Out = TypeVar("Out")


def in_order(work: Callable[[In], Out], items: Iterable[In], at_once: int) -> Iterator[Out]:
    """The results of ``work`` for each item, in order, with ``at_once`` of them under way in threads.

    Items are taken only as results are taken, so memory stays constant. When the caller stops early or is
    interrupted, what has not begun is dropped and what has is not waited for.
    """
    from concurrent.futures import Future, ThreadPoolExecutor

    pool = ThreadPoolExecutor(at_once)
    under_way: deque[Future[Out]] = deque()
    try:
        for item in items:
            under_way.append(pool.submit(work, item))
            if len(under_way) >= 2 * at_once:
                yield under_way.popleft().result()
        while under_way:
            yield under_way.popleft().result()
        pool.shutdown()
    finally:
        pool.shutdown(wait=False, cancel_futures=True)
