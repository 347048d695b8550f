"""How large a world may be and how much a range can bear: `python -m tests.bench.range`.

Limits: 10,000 hosts start in 2 s and 200 MB; twelve builds at once without an error; 2,000 requests a second.
The range has a process of its own, as with `osint exercise start`. On a machine that does other work, look at the
seconds of processor time beside those of the clock.
"""

import os
import ssl
import subprocess
import sys
import tempfile
import time
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from tests.bench.range_client import ask, ask_anew

HOSTS = 10_000
BUILDS = 12
REQUESTS = 20_000
PATHS = ["/island-jobs-2026", "/island-jobs-2026+", "/free-wifi", "/nobody"]


class Served(NamedTuple):
    """A running range: its world file, the seconds until it was there, its process."""

    world: Path
    seconds: float
    process: "subprocess.Popen[bytes]"

    def place(self, pattern: str) -> tuple[str, int]:
        """Where a pattern of the world file leads."""
        host, _, port = tomllib.loads(self.world.read_text("utf-8"))["connect"][pattern].rpartition(":")
        return host, int(port)

    def status(self, key: str) -> int:
        """A line of ``/proc/PID/status``, in kB; 0 where the system has none."""
        file = Path(f"/proc/{self.process.pid}/status")
        lines = file.read_text("utf-8").splitlines() if file.exists() else []
        return next((int(line.split()[1]) for line in lines if line.startswith(f"{key}:")), 0)

    def processor_seconds(self) -> float:
        """The processor time that it has used; 0 where the system does not say."""
        file = Path(f"/proc/{self.process.pid}/stat")
        if not file.exists():
            return 0.0
        fields = file.read_text("utf-8").rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


@contextmanager
def served(name: str, folder: Path) -> Iterator[Served]:
    """`osint exercise start` as a user runs it."""
    begun = time.perf_counter()
    command = [sys.executable, "-m", "osint_kit", "exercise", "start", name, "--into", str(folder), "-q"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stdin=subprocess.DEVNULL) as process:
        assert process.stdout
        try:
            world = Path(process.stdout.readline().decode().strip())
            yield Served(world, time.perf_counter() - begun, process)
        finally:
            process.kill()


def large_world(file: Path) -> None:
    """A scenario of many hosts, each with a registration, a mail server and a page."""
    head = 'title = "Large"\nbrief = "Large"\nseeds = ["@sefa"]\n'
    hosts = (
        f'[[domain]]\nname = "h{n}.example"\nwhois = {{ created = 2026-01-02, registrar = "R" }}\n'
        f'dns = {{ MX = "10 mail.h{n}.example" }}\n[[page]]\nurl = "https://h{n}.example/"\ntitle = "Host {n}"\n'
        for n in range(HOSTS)
    )
    file.write_text(head + "".join(hosts), encoding="utf-8")


def measure_size() -> None:
    """How long a large world takes to start, and how much memory."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        large_world(folder / "large.toml")
        with served(str(folder / "large.toml"), folder) as world:
            used = world.processor_seconds()
            authority = ssl.create_default_context(cafile=str(folder / "ca.pem"))
            answer = ask_anew(world.place("*:443"), "h9999.example", "/", 1, authority)
            print(
                f"{HOSTS:,} hosts: answering after {world.seconds:.2f} s ({used:.2f} s of processor),"
                f" {world.status('VmHWM') / 1024:.0f} MB, last host answers: {answer.wrong == 0}"
            )


def measure_rate() -> None:
    """Requests a second, over kept connections and over new ones."""
    with tempfile.TemporaryDirectory() as name, served("island-jobs", Path(name)) as world:
        authority = ssl.create_default_context(cafile=str(Path(name) / "ca.pem"))
        kept = ask(world.place("*:80"), "bit.ly", PATHS, REQUESTS, 12)
        before = world.processor_seconds()
        kept_tls = ask(world.place("*:443"), "bit.ly", PATHS, REQUESTS, 12, authority)
        spent = world.processor_seconds() - before
        anew = ask_anew(world.place("*:80"), "pacific-careers.example", "/", 2_000)
        anew_tls = ask_anew(world.place("*:443"), "pacific-careers.example", "/", 1_000, authority)
        for what, asked in (
            ("HTTP, 12 kept connections", kept),
            ("HTTPS, 12 kept connections", kept_tls),
            ("HTTP, a connection a request", anew),
            ("HTTPS, a connection a request", anew_tls),
        ):
            print(f"{what}: {asked.rate:,.0f} a second, {asked.slow * 1000:.1f} ms at the 99th, wrong: {asked.wrong}")
        print(f"one request costs the range {spent / REQUESTS * 1e6:.0f} µs of processor (HTTPS, kept)")


def measure_builds() -> None:
    """Twelve trainees at once, each with a case of his own."""
    with tempfile.TemporaryDirectory() as name, served("island-jobs", Path(name)) as world:
        environment = {
            **os.environ,
            "OSINT_WORLD": str(world.world),
            "OSINT_OPERATOR": "Bench",
            "OSINT_CONFIG": f"{name}/none",
        }
        osint = [sys.executable, "-m", "osint_kit"]
        words = ["--title", "T", "--purpose", "bench", "--authority", "none"]
        for number in range(BUILDS):
            subprocess.run(
                [*osint, "case", "new", f"{name}/c{number}", *words, "-q"],
                env=environment,
                check=True,
                stdout=subprocess.DEVNULL,
            )
        begun = time.perf_counter()
        builds = [
            subprocess.Popen(
                [*osint, "profile", "build", "@sefajobs679", "--case", f"{name}/c{number}", "-f", "json"],
                env=environment,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
            )
            for number in range(BUILDS)
        ]
        outputs = [build.communicate() for build in builds]
        seconds = time.perf_counter() - begun
        codes = [build.returncode for build in builds]
        same = len({len(out.splitlines()) for out, _ in outputs}) == 1
        print(f"{BUILDS} builds at once: {seconds:.1f} s, exit codes {sorted(set(codes))}, all found the same: {same}")


def main() -> None:
    """All three."""
    measure_size()
    measure_rate()
    measure_builds()


if __name__ == "__main__":
    main()
