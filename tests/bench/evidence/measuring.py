"""Three ratios: what recording adds to a run, verifying beside ``sha256sum``, showing a large case beside a small one.

The two sides of each are taken in turn, so that a drift of the machine falls on both alike; the ratio is the median of
those of the turns.

"Recording costs at most 10 % on top of a run" is meant of the time that a run on a network takes: of a server that
answers after 20 ms, which is a near one, asked sixteen questions at a time. On the bare loopback of this machine, where
no answer is waited for, a run is nothing but its computing; what recording adds to that is printed, without a goal.
The computing (processor time of the kit alone) hardly depends on what else the machine does.
"""

import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

from osint_kit.cases.verify import verify
from osint_kit.gateway import Gateway, KeepNothing, Recorder, open_world
from osint_kit.gateway.exchange import HttpRequest
from osint_kit.reach import Reach
from tests.bench.evidence.making import a_case, a_run, full_of_evidence, full_of_findings

EXCHANGES = 2000
AT_ONCE = 16
BIG = 1_000_000_000
RUNS, EACH = 1000, 1000
ROUNDS = 9
NEAR, AT_A_DISTANCE = 0.0, 0.02
"""Seconds that a server takes: one on this machine, as in a range, and a near one on the internet."""
GOAL = {AT_A_DISTANCE: "at most 1.10"}
SERVER = """
import asyncio, random, sys
page = random.Random(1).randbytes(6400)  # packed on its way, as pages and pictures are
head = b"HTTP/1.1 200 OK\\r\\nContent-Type: image/gif\\r\\nContent-Length: %d\\r\\n\\r\\n" % len(page)
async def answer(reader, writer):
    await reader.readuntil(b"\\r\\n\\r\\n")
    await asyncio.sleep(float(sys.argv[1]))
    writer.write(head + page)
    await writer.drain()
    writer.close()
async def main():
    server = await asyncio.start_server(answer, "127.0.0.1", 0, backlog=512)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()
asyncio.run(main())
"""


def main() -> None:
    """Measure, and print what the issue asks for beside each ratio."""
    with tempfile.TemporaryDirectory(dir=_roomy()) as folder:
        recording(Path(folder) / "distant", AT_A_DISTANCE)
        recording(Path(folder) / "near", NEAR)
        verifying(Path(folder))
        showing(Path(folder))


def recording(folder: Path, delay: float, exchanges: int = EXCHANGES, rounds: int = ROUNDS) -> float:
    """The time of a run that records over that of one that does not; the server answers after ``delay`` seconds."""
    folder.mkdir()
    server = subprocess.Popen([sys.executable, "-c", SERVER, str(delay)], stdout=subprocess.PIPE)
    try:
        assert server.stdout
        port = int(server.stdout.readline())
        world = folder / "world.toml"
        world.write_text(f'name = "bench"\n[connect]\n"*:80" = "127.0.0.1:{port}"\n')
        case = a_case(folder / "recorded")

        def with_case() -> None:
            with a_run(case) as run:
                _ask(world, run, exchanges)

        without, recorded = in_turn(rounds, lambda: _ask(world, KeepNothing(), exchanges), with_case)
    finally:
        server.kill()
        server.wait()
    ratio = _ratio(without, recorded)
    added = statistics.median(
        after.computing - before.computing for before, after in zip(without, recorded, strict=True)
    )
    print(
        f"recording   {exchanges:,} exchanges, answered after {delay * 1000:.0f} ms: {_seconds(without):.2f} s,"
        f" recorded {_seconds(recorded):.2f} s: {ratio:.2f} ({GOAL.get(delay, 'no goal')});"
        f" {added / exchanges * 1e6:.0f} µs of computing more an exchange,"
        f" over {statistics.median(one.computing for one in without) / exchanges * 1e6:.0f}"
    )
    return ratio


def verifying(folder: Path, size: int = BIG, rounds: int = 3) -> float:
    """The time of a verification over that of ``sha256sum`` on the same files."""
    case = full_of_evidence(folder / "big", size, 4)
    files = [str(path) for path in case.folder.rglob("*") if path.is_file()]

    def by_sha256sum() -> None:
        subprocess.run(["sha256sum", *files], stdout=subprocess.DEVNULL, check=True)

    def by_verify() -> None:
        assert verify(case.folder).problems == ()

    summed, verified = in_turn(rounds, by_sha256sum, by_verify)
    shutil.rmtree(case.folder)
    ratio = _ratio(summed, verified)
    print(
        f"verifying   {size:,} bytes: sha256sum {_seconds(summed):.2f} s, verify {_seconds(verified):.2f} s:"
        f" {ratio:.2f} (at most 2)"
    )
    return ratio


def showing(folder: Path, runs: int = RUNS, each: int = EACH, rounds: int = ROUNDS) -> float:
    """The time of ``osint case show`` on a case of many runs over that on a case of ten."""
    small, large = full_of_findings(folder / "small", 10, each), full_of_findings(folder / "large", runs, each)

    def show(case: Path) -> Callable[[], None]:
        command = [sys.executable, "-m", "osint_kit", "case", "show", str(case)]

        def shown() -> None:
            subprocess.run(command, stdout=subprocess.DEVNULL, check=True)

        return shown

    of_small, of_large = in_turn(rounds, show(small.folder), show(large.folder))
    ratio = _ratio(of_small, of_large)
    print(
        f"case show   10 runs {_seconds(of_small) * 1000:.0f} ms, {runs:,} runs with {runs * each:,} findings"
        f" {_seconds(of_large) * 1000:.0f} ms: {ratio:.2f} (under 3)"
    )
    return ratio


class Taken(NamedTuple):
    """Seconds that a piece of work took, and how many of them this program computed."""

    seconds: float
    computing: float


def in_turn(rounds: int, one: Callable[[], None], other: Callable[[], None]) -> tuple[list[Taken], list[Taken]]:
    """What two pieces of work took in each round, after one round that is not counted."""
    taken: tuple[list[Taken], list[Taken]] = ([], [])
    for _ in range(rounds + 1):
        for work, of_it in zip((one, other), taken, strict=True):
            begun, computed = time.perf_counter(), time.process_time()
            work()
            of_it.append(Taken(time.perf_counter() - begun, time.process_time() - computed))
    return taken[0][1:], taken[1][1:]


def _ratio(one: list[Taken], other: list[Taken]) -> float:
    return statistics.median(after.seconds / before.seconds for before, after in zip(one, other, strict=True))


def _seconds(taken: list[Taken]) -> float:
    return statistics.median(round_.seconds for round_ in taken)


def _ask(world: Path, recorder: Recorder, exchanges: int) -> None:
    gateway = Gateway(open_world(world), Reach.PLATFORM, recorder)

    def ask(number: int) -> int:
        return gateway.http(HttpRequest(f"http://192.0.2.7/{number}", Reach.PLATFORM, "bench")).status

    with ThreadPoolExecutor(AT_ONCE) as pool:
        assert set(pool.map(ask, range(exchanges))) == {200}


def _roomy() -> str | None:
    """Memory where there is such a disk: it is the work that is compared, not two disks."""
    return "/dev/shm" if Path("/dev/shm").is_dir() else None
