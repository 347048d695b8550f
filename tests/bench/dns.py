"""`osint domain resolve` on a file of names, beside dnspython's resolver in threads and aiodns, which do the same.

`python -m tests.bench.dns [NAMES]` asks for A and MX of so many names (20,000 by default) of a resolver on loopback
(`tests.bench.dns_server`), whose answers take 20 ms and of which one in a hundred never comes. Names come from a csv
file and rows go into one, each program in a fresh process; the programs are taken in turn, and the best of `ROUNDS`
counts, as other work on the machine only ever adds. Every program must answer every question. aiodns goes into a
virtual environment of its own; it runs with many questions under way, a large buffer and five tries, since it loses
answers otherwise. Memory is the peak of half the names and of all.
"""

import csv
import subprocess
import sys
import tempfile
import time
import venv
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.bench.phones import USED

NAMES = 20_000
ROUNDS = 3
DELAY, LOSS = 0.02, 0.01
AIODNS = "aiodns==4.0.4"
THREADS = """
import csv, sys
from concurrent.futures import ThreadPoolExecutor
import dns.resolver
resolver = dns.resolver.Resolver(configure=False)
resolver.nameservers, resolver.port, resolver.lifetime = ["127.0.0.1"], int(sys.argv[3]), 30.0
def ask(question):
    row, type_ = question
    answer = resolver.resolve(row["host"], type_)
    return [[*row.values(), type_, data.to_text(), answer.rrset.ttl] for data in answer]
with open(sys.argv[1], newline="", encoding="utf-8") as source, open(sys.argv[2], "w", encoding="utf-8") as target:
    rows, out = csv.DictReader(source), csv.writer(target, lineterminator="\\n")
    out.writerow([*rows.fieldnames, "type", "value", "ttl"])
    with ThreadPoolExecutor(64) as pool:
        for lines in pool.map(ask, ((row, type_) for row in rows for type_ in ("A", "MX"))):
            out.writerows(lines)
"""
LOOP = """
import asyncio, csv, sys
import aiodns
async def main():
    resolver = aiodns.DNSResolver(
        ["127.0.0.1"], udp_port=int(sys.argv[3]), timeout=1.0, tries=5, socket_receive_buffer_size=4 << 20
    )
    with open(sys.argv[1], newline="", encoding="utf-8") as source, open(sys.argv[2], "w", encoding="utf-8") as target:
        rows, out = csv.DictReader(source), csv.writer(target, lineterminator="\\n")
        out.writerow([*rows.fieldnames, "type", "value", "ttl"])
        questions = ((row, type_) for row in rows for type_ in ("A", "MX"))
        async def work():
            for row, type_ in questions:
                answer = await resolver.query_dns(row["host"], type_)
                for record in answer.answer:
                    data = record.data
                    value = data.addr if type_ == "A" else f"{data.priority} {data.exchange}"
                    out.writerow([*row.values(), type_, value, record.ttl])
        await asyncio.gather(*(work() for _ in range(int(sys.argv[4]))))
asyncio.run(main())
"""
AT_ONCE = ("500", "1000", "2000")
"""Questions under way in aiodns; its best setting counts."""


def write_names(path: Path, names: int) -> None:
    """A csv file of names."""
    with path.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file)
        out.writerow(["ad", "host"])
        out.writerows((place, f"n{place}.bench.example") for place in range(names))


@contextmanager
def resolver() -> Iterator[int]:
    """The resolver in a process of its own; its port."""
    words = [sys.executable, "-m", "tests.bench.dns_server", str(DELAY), str(LOSS)]
    with subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdout
        yield int(process.stdout.readline())
        assert process.stdin
        process.stdin.close()


def main(names: int = NAMES) -> None:
    """Measure, and print a table."""
    with tempfile.TemporaryDirectory() as text, resolver() as port:
        folder = Path(text)
        venv.create(folder / "venv", with_pip=True)
        python = str(next((folder / "venv").glob("[bS]*/python*")))
        subprocess.run([python, "-m", "pip", "-q", "install", AIODNS], check=True, stderr=subprocess.DEVNULL)
        write_names(folder / "in.csv", names)
        write_names(folder / "half.csv", names // 2)
        (folder / "world.toml").write_text(f'name = "bench"\nresolver = "127.0.0.1:{port}"\n', "utf-8")
        files = [str(folder / "in.csv"), str(folder / "out.csv")]
        peers = {"dnspython, 64 threads": [sys.executable, "-c", THREADS, *files, str(port)]}
        for at_once in AT_ONCE:
            peers[f"aiodns, {at_once} at once"] = [python, "-c", LOOP, *files, str(port), at_once]
        own = {"osint": _osint(folder, "in.csv"), "osint --case": [*_osint(folder, "in.csv"), "--case", "case"]}
        words = ["case", "new", "case", "--title", "t", "--purpose", "p", "--authority", "a", "--world", "world.toml"]
        subprocess.run([sys.executable, "-m", "osint_kit", *words], cwd=folder, check=True, capture_output=True)
        times: dict[str, list[float]] = {name: [] for name in (*peers, *own)}
        for turn in range(ROUNDS):
            for name, command in (*peers.items(), *own.items()):
                if turn and name.startswith("dnspython"):
                    continue  # it takes longest, and once is enough to be a multiple of
                times[name].append(_seconds(command, folder, 2 * names + 1))
        slow = min(times["dnspython, 64 threads"])
        print(f"{'names to rows':24} {'questions':>12} {'of dnspython':>13}")
        for name, taken in times.items():
            print(f"{name:24} {2 * names / min(taken):10,.0f}/s {slow / min(taken):12.2f}x")
        for name, more in (("osint", []), ("osint --case", ["--case", "case"])):
            half, whole = (_peak([*_osint(folder, file), *more], folder) for file in ("half.csv", "in.csv"))
            print(f"{name}: peak {half:.0f} MB for half the names, {whole:.0f} MB for all")


def _osint(folder: Path, source: str) -> list[str]:
    words = [sys.executable, "-m", "osint_kit", "domain", "resolve", "--type", "A", "--type", "MX"]
    return [*words, "-i", source, "-o", "out.csv", "--world", "world.toml"]


def _peak(command: list[str], folder: Path) -> float:
    used = subprocess.run(
        [sys.executable, "-c", USED, *command], cwd=folder, capture_output=True, text=True, check=True
    )
    return float(used.stdout.split()[1])


def _seconds(command: list[str], folder: Path, lines: int) -> float:
    begun = time.perf_counter()
    done = subprocess.run(command, cwd=folder, capture_output=True, check=False)
    seconds = time.perf_counter() - begun
    assert done.returncode == 0, done.stderr.decode()
    with (folder / "out.csv").open(encoding="utf-8") as file:
        found = sum(1 for _ in file)
    assert found == lines, f"{found} lines, not {lines}: {command}"
    return seconds


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else NAMES)
