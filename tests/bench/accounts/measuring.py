"""Runs the kit and its peers against one range, in turn, and scores what they said."""

import csv
import json
import os
import random
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.bench.accounts import peers
from tests.bench.accounts.sites import DELAY, Site, draw, rule

SITES = 500
ROUNDS = 2
SEEDS = (1, 2, 3)
CACHE = Path(os.environ.get("OSINT_BENCH_CACHE") or Path(tempfile.gettempdir()) / "osint-bench-peers")
USED = """
import resource, subprocess, sys
out = open(sys.argv[1], "wb")
done = subprocess.run(sys.argv[2:], stdout=out, stderr=subprocess.PIPE)
sys.stderr.buffer.write(done.stderr)
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(used.ru_utime + used.ru_stime, used.ru_maxrss // 1024)
sys.exit(done.returncode)
"""
"""Runs a command with its output in a file; prints its CPU seconds and its most memory in MB."""


@dataclass(frozen=True)
class Measured:
    """One run of one tool: what it said of each site, and what that took."""

    states: dict[str, str]
    seconds: float
    cpu: float
    memory: float
    requests: int
    bytes: int


def main(*seeds: int) -> None:
    """Measure, and print a table for each seed."""
    for seed in seeds or SEEDS:
        handle = handle_of(seed)
        sites = draw(seed, SITES, handle)
        print(f"seed {seed}: {SITES} sites, {DELAY * 1000:.0f} ms each, asked about {handle}")
        print(
            f"{'':18} {'precision':>9} {'recall':>7} {'false absent':>12} {'time':>8}"
            f" {'CPU':>7} {'peak':>7} {'asked':>6} {'bytes':>9}"
        )
        with tempfile.TemporaryDirectory() as folder, running(seed, handle) as (port, resolver):
            commands = {
                "osint": osint(sites, handle, port, resolver, Path(folder)),
                **{name: peer(name, sites, handle, port, Path(folder)) for name in peers.SCRIPTS},
            }
            best: dict[str, Measured] = {}
            for _ in range(ROUNDS):
                for name, command in commands.items():
                    measured = measure(name, command, port, Path(folder))
                    if name not in best or measured.seconds < best[name].seconds:
                        best[name] = measured
            for name, measured in best.items():
                print(line(name, measured, sites))
            fastest = min(measured.seconds for name, measured in best.items() if name != "osint")
            print(f"time of osint to the faster peer: {best['osint'].seconds / fastest:.2f}")
            for mistake in mistakes(best["osint"].states, sites):
                print("  ", mistake)


def handle_of(seed: int) -> str:
    """A handle as people have them."""
    dice = random.Random(seed)
    return (
        dice.choice(("sefa", "mere", "tomasi"))
        + dice.choice((".", "_", "-", ""))
        + dice.choice(("jobs", "v", "smith"))
        + str(dice.randrange(10, 999))
    )


@contextmanager
def running(seed: int, handle: str) -> Iterator[tuple[int, int]]:
    """The range in a process of its own: the ports of its sites and of its resolver."""
    words = [sys.executable, "-m", "tests.bench.accounts.server", str(seed), str(SITES), handle]
    with subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdin
        assert process.stdout
        port, resolver = map(int, process.stdout.readline().split())
        yield port, resolver
        process.stdin.close()


def osint(sites: list[Site], handle: str, port: int, resolver: int, folder: Path) -> list[str]:
    """The kit's own command in a world that leads to the range."""
    world, rules = folder / "world.toml", folder / "rules.json"
    world.write_text(
        f'name = "bench"\nresolver = "127.0.0.1:{resolver}"\n[connect]\n"*:80" = "127.0.0.1:{port}"\n', "utf-8"
    )
    rules.write_text(json.dumps({"sites": [rule(site) for site in sites]}), "utf-8")
    words = ["account", "find", handle, "--sites", str(rules), "--world", str(world), "-f", "csv", "-q"]
    return [sys.executable, "-m", "osint_kit", *words]


def peer(name: str, sites: list[Site], handle: str, port: int, folder: Path) -> list[str]:
    """A peer's engine over the same sites."""
    data = folder / f"{name}.json"
    data.write_text(json.dumps(peers.data_for(name, sites, port)), "utf-8")
    return [str(peers.python_of(name, CACHE)), "-c", peers.SCRIPTS[name], str(data), handle]


def measure(name: str, command: list[str], port: int, folder: Path) -> Measured:
    """Run one tool once."""
    used(port)
    out = folder / "out"
    begun = time.perf_counter()
    done = subprocess.run([sys.executable, "-c", USED, str(out), *command], capture_output=True, text=True, check=False)
    seconds = time.perf_counter() - begun
    assert done.returncode in (0, 1), done.stderr
    cpu, memory = map(float, done.stdout.split())
    text = out.read_text("utf-8")
    said = (
        {row["site"]: row["state"] for row in csv.DictReader(text.splitlines())}
        if name == "osint"
        else peers.states(name, text)
    )
    return Measured(said, seconds, cpu, memory, *used(port))


def used(port: int) -> tuple[int, int]:
    """Requests and bytes since this was last asked."""
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/used") as answer:
        requests, size = json.load(answer)
    return requests, size


def line(name: str, measured: Measured, sites: list[Site]) -> str:
    """Precision of "found", recall over the sites that can be told, and "absent" said of those that cannot."""
    pairs = Counter((site.truth, measured.states.get(site.name, "unclear")) for site in sites)
    found = sum(count for (_, said), count in pairs.items() if said == "found")
    right = pairs["found", "found"]
    told = right + pairs["absent", "absent"]
    answerable = sum(count for (truth, _), count in pairs.items() if truth != "unclear")
    return (
        f"{name:18} {right / found if found else 1:9.3f} {told / answerable:7.3f} {pairs['unclear', 'absent']:12}"
        f" {measured.seconds:6.2f} s {measured.cpu:5.2f} s {measured.memory:4.0f} MB {measured.requests:6}"
        f" {measured.bytes / 1e6:6.2f} MB"
    )


def mistakes(states: dict[str, str], sites: list[Site]) -> list[str]:
    """Where the kit said something else than the truth."""
    return [
        f"{site.name} {site.kind}: {site.truth}, said {states.get(site.name)}; {site.look.path} {site.look.e_string}"
        for site in sites
        if states.get(site.name) != site.truth
    ]
