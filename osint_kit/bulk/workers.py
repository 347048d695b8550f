"""Processes that work side by side through many things, and their results in the order of the things.

A worker is a fresh Python (no fork: Windows has none) that takes batches from its standard input and gives results
on its standard output, pickled. It ends when its input does, so that none outlives the program, however that ends.
"""

import os
import pickle
import subprocess
import sys
from collections import deque
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack, contextmanager, suppress
from itertools import chain, islice
from typing import Any, BinaryIO, Generic, NamedTuple, Protocol, TypeVar

from osint_kit.errors import OsintError

WORKERS = 2
AHEAD = 4
"""Batches that are under way at once."""

In = TypeVar("In")
In_contra = TypeVar("In_contra", contravariant=True)
Report = TypeVar("Report")
Report_co = TypeVar("Report_co", covariant=True)


class Work(Protocol[In_contra, Report_co]):
    """Does batches: a text for each thing, in order, and a report of the batch."""

    def __call__(self, batch: Sequence[In_contra], /) -> "tuple[list[str], Report_co]": ...


class Task(Protocol[In_contra, Report_co]):
    """What a worker is started with; it can be pickled."""

    def start(self) -> Work[In_contra, Report_co]:
        """What does one batch after the other."""
        ...


class Done(NamedTuple, Generic[Report]):
    """The texts of a batch, one after the other, and the reports of the workers that had a share in it."""

    text: str
    reports: list[Report]


def do_batches(
    task: Task[In, Report], batches: Iterable[Sequence[In]], key: Callable[[In], Hashable]
) -> Iterator[Done[Report]]:
    """What came of each batch, in order. Things with the same ``key`` go to the same worker, which may remember them.

    A single batch, or a machine with one core, starts no process. Batches are taken only as results are taken, so
    memory stays constant. An error in a worker is raised here.
    """
    coming = iter(batches)
    first = list(islice(coming, 2))
    if len(first) < 2 or (os.cpu_count() or 1) < 2 or not sys.executable:
        work = task.start()
        for batch in chain(first, coming):
            texts, report = work(batch)
            yield Done("".join(texts), [report])
        return
    with ExitStack() as stack:
        workers = [stack.enter_context(_worker(task)) for _ in range(WORKERS)]
        # A thread for each, which does nothing but wait.
        threads = [ThreadPoolExecutor(1) for _ in workers]
        for thread in threads:
            stack.callback(thread.shutdown, wait=False, cancel_futures=True)
        under_way: deque[tuple[list[int], list[Future[Any]]]] = deque()
        for batch in chain(first, coming):
            turns = [hash(key(thing)) % WORKERS for thing in batch]
            shares: list[list[In]] = [[] for _ in workers]
            for turn, thing in zip(turns, batch, strict=True):
                shares[turn].append(thing)
            sent = [
                thread.submit(worker.do, share) for thread, worker, share in zip(threads, workers, shares, strict=True)
            ]
            under_way.append((turns, sent))
            if len(under_way) > AHEAD:
                yield _joined(*under_way.popleft())
        while under_way:
            yield _joined(*under_way.popleft())


def _joined(turns: list[int], sent: "list[Future[Any]]") -> Done[Any]:
    results = [future.result() for future in sent]
    texts = [iter(texts) for texts, _ in results]
    return Done("".join([next(texts[turn]) for turn in turns]), [report for _, report in results])


class _Worker:
    def __init__(self, process: "subprocess.Popen[bytes]") -> None:
        assert process.stdin is not None
        assert process.stdout is not None
        self._in, self._out = process.stdin, process.stdout

    def send(self, value: object) -> None:
        pickle.dump(value, self._in, pickle.HIGHEST_PROTOCOL)
        self._in.flush()

    def do(self, batch: object) -> object:
        try:
            self.send(batch)
            result = pickle.load(self._out)
        except (EOFError, OSError, ValueError, pickle.UnpicklingError) as error:
            raise OsintError(
                "a worker process ended before its work was done; memory may be short",
                "run the command again, with --resume if a part of the output is there",
            ) from error
        if isinstance(result, BaseException):
            raise result
        return result


@contextmanager
def _worker(task: object) -> Iterator[_Worker]:
    # A group of its own: Ctrl-C is for this process to answer, and its end is the workers' end.
    apart: dict[str, Any] = {"process_group": 0}
    if sys.platform == "win32":
        apart = {"creationflags": subprocess.CREATE_NEW_PROCESS_GROUP}
    process = subprocess.Popen(
        [sys.executable, "-c", "from osint_kit.bulk.workers import main; main()"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
        **apart,
    )
    try:
        worker = _Worker(process)
        worker.send(task)
        yield worker
    finally:
        process.kill()
        process.wait()
        for pipe in (process.stdin, process.stdout):
            with suppress(OSError):  # what it still held is for nobody
                if pipe:
                    pipe.close()


def main() -> None:
    """Be a worker: a task, then batches, from standard input; results to standard output."""
    import gc

    # Many values and hardly a cycle: to look for these less often saves a tenth of the time.
    gc.set_threshold(50_000, 20, 50)
    # Only results may go out there, whatever a library prints.
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    with suppress(EOFError, BrokenPipeError, KeyboardInterrupt):  # the program has no more work, or has ended
        serve(sys.stdin.buffer, out)
    os._exit(0)


def serve(batches: BinaryIO, results: BinaryIO) -> None:
    """Do what comes until nothing comes: raises ``EOFError``. An error is sent as the result of its batch."""
    task: Task[object, object] = pickle.load(batches)
    work = task.start()
    while True:
        batch = pickle.load(batches)
        result: object
        try:
            result = work(batch)
        except Exception as error:  # noqa: BLE001  # it is raised again in the process that gave the batch
            result = error
        pickle.dump(result, results, pickle.HIGHEST_PROTOCOL)
        results.flush()
