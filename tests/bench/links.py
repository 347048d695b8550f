"""`osint link expand` on a list, beside the script that a colleague would write: `requests` in 32 threads.

`python -m tests.bench.links [LINKS]` serves a range on loopback in a process of its own: 2,000 links of three hops,
50 ms an answer, each on hosts of its own. Both read the list and write a csv, each in a fresh process, taken in turn;
the best of `ROUNDS` counts. On a machine with other work to do, 32 threads get more of it than one, so look at the
milliseconds of computing there. The kit works with guard, pace and the world's resolver on, once without a case and
once recording into one; the script is given the address of every host for nothing, and keeps nothing. The last lines
are the memory of the kit, on ten times as many links too.
"""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.bench.link_servers import first

LINKS = 2000
HOPS = 3
DELAY = 0.05
ROUNDS = 2
PLAIN = """
import csv, socket, sys
from concurrent.futures import ThreadPoolExecutor
import requests
port = int(sys.argv[3])
def resolved(host, *rest, **more):
    return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", port))]
socket.getaddrinfo = resolved
def follow(link):
    answer = requests.get(link, timeout=20)
    return [link, answer.url, len(answer.history)]
links = open(sys.argv[1]).read().split()
with ThreadPoolExecutor(32) as pool, open(sys.argv[2], "w", newline="") as target:
    out = csv.writer(target)
    out.writerow(["input", "final", "hops"])
    out.writerows(pool.map(follow, links))
"""
USED = """
import resource, subprocess, sys
subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(used.ru_utime + used.ru_stime, used.ru_maxrss // 1024)
"""


@contextmanager
def serving(folder: Path, hops: int, delay: float) -> Iterator[Path]:
    """A range in a process of its own; its world file."""
    folder.mkdir()
    words = [sys.executable, "-m", "tests.bench.link_servers", str(folder), str(hops), str(delay)]
    with subprocess.Popen(words) as process:
        try:
            while not (folder / "world.toml").exists():
                time.sleep(0.01)
            yield folder / "world.toml"
        finally:
            process.terminate()


def write_links(path: Path, links: int) -> Path:
    """A list of links."""
    path.write_text("".join(f"{first(link)}\n" for link in range(links)), "utf-8")
    return path


def main(links: int = LINKS) -> None:
    """Measure, and print a table."""
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # an installed program has its bytecode
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        source, target = write_links(folder / "links.txt", links), folder / "out.csv"
        with serving(folder / "range", HOPS, DELAY) as world:
            port = world.read_text("utf-8").rpartition(":")[2].strip('"\n')
            new_case(folder, world)
            works = {
                "requests, 32 threads": [sys.executable, "-c", PLAIN, str(source), str(target), port],
                "osint link expand": expand(source, target, world),
                "... --case": [*expand(source, target, world), "--case", str(folder / "case")],
            }
            times: dict[str, list[tuple[float, float]]] = {work: [] for work in works}
            for _ in range(ROUNDS):
                for work, words in works.items():
                    times[work].append(seconds(words, folder))
                    assert target.read_text("utf-8").count(f",{HOPS}") >= links, target.read_text("utf-8")[:500]
        slow, _ = min(times["requests, 32 threads"])
        for work, taken in times.items():
            best, _ = min(taken)
            computing = 1000 * min(used for _, used in taken) / links
            said = (
                f"{links / best:8,.0f} links/s {slow / best:6.2f} times as fast {computing:6.2f} ms of computing a link"
            )
            print(f"{work:22} {said}")
        for many in (links, 10 * links):
            with serving(folder / f"fast{many}", 1, 0.0) as world:
                words = expand(write_links(source, many), target, world)
                print(f"{'memory':22} {many:8,} links   {memory(words, folder):6.0f} MB")


def expand(source: Path, target: Path, world: Path) -> list[str]:
    """The kit's command."""
    words = [sys.executable, "-m", "osint_kit", "link", "expand", "--reach", "target", "--world", str(world)]
    return [*words, "-i", str(source), "-o", str(target)]


def new_case(folder: Path, world: Path) -> None:
    """A case in the world of the range."""
    words = ["case", "new", "case", "--title", "Bench", "--purpose", "bench", "--authority", "none"]
    environment = {**os.environ, "OSINT_WORLD": str(world)}
    words = [sys.executable, "-m", "osint_kit", *words]
    subprocess.run(words, cwd=folder, env=environment, check=True, capture_output=True)


def memory(command: list[str], folder: Path) -> float:
    """The most memory that a command took, in MB."""
    words = [sys.executable, "-c", USED, *command]
    used = subprocess.run(words, cwd=folder, capture_output=True, text=True, check=True)
    return float(used.stdout.split()[1])


def seconds(command: list[str], folder: Path) -> tuple[float, float]:
    """How long a command took, from its start to its end, and for how long of it a processor was at work."""
    begun, before = time.perf_counter(), os.times()
    done = subprocess.run(command, cwd=folder, capture_output=True, check=False)
    assert done.returncode in (0, 1), done.stderr.decode()
    taken, after = time.perf_counter() - begun, os.times()
    used = after.children_user + after.children_system - before.children_user - before.children_system
    return taken, used


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else LINKS)
