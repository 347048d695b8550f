"""Start-up: `osint` beside ``python -c pass``, a bare typer program, and HTTPie's ``http --help``.

`python -m tests.bench.startup` prints medians of whole processes, taken in turn so that a drift of the machine
falls on all alike, and the ratio to the bare typer program that does the same kind of thing (help, or a command).
"""

import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROUNDS = 15
BARE = """
import typer
app = typer.Typer(rich_markup_mode=None)
@app.command()
def one(item: str):
    "Do one thing."
    print(item)
@app.command()
def two(item: str):
    "Do another thing."
    print(item)
app()
"""


def main() -> None:
    """Measure, and print a table."""
    with tempfile.TemporaryDirectory() as folder:
        bare = Path(folder) / "bare.py"
        bare.write_text(BARE)
        osint = [sys.executable, "-m", "osint_kit"]
        commands = {
            "python -c pass": [sys.executable, "-c", "pass"],
            "bare typer --help": [sys.executable, str(bare), "--help"],
            "bare typer, a command": [sys.executable, str(bare), "one", "x"],
            "osint --help": [*osint, "--help"],
            "osint domain parse": [*osint, "domain", "parse", "apply.island-jobs.example"],
            "osint phone normalise": [*osint, "phone", "normalise", "+6799991234"],
        }
        if http := shutil.which("http", path=str(Path(sys.executable).parent)):
            commands["http --help"] = [http, "--help"]
        medians = measure(commands, folder)
    print(f"{'start-up':24} {'median':>8}   ratio to the bare typer program")
    for name, seconds in medians.items():
        base = medians["bare typer --help" if name.endswith("--help") else "bare typer, a command"]
        print(f"{name:24} {seconds * 1000:5.0f} ms   {seconds / base:.2f}")
    if not http:
        print("http --help is not beside this Python: run it by 'make bench'")


def measure(commands: dict[str, list[str]], folder: str) -> dict[str, float]:
    """The median wall time of each command in seconds, after one run that is not counted."""
    times: dict[str, list[float]] = {name: [] for name in commands}
    for turn in range(ROUNDS + 1):
        for name, command in commands.items():
            begun = time.perf_counter()
            subprocess.run(command, cwd=folder, stdout=subprocess.DEVNULL, stdin=subprocess.DEVNULL, check=True)
            if turn:
                times[name].append(time.perf_counter() - begun)
    return {name: statistics.median(values) for name, values in times.items()}


if __name__ == "__main__":
    main()
