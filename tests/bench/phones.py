"""`osint phone normalise` on a file, beside a plain loop over `phonenumbers` that does the same work.

`python -m tests.bench.phones [ROWS]` writes files of so many rows (200,000 by default), half of them repeats and all
of them different, and prints seconds, the ratio, and the peak memory of any process. Both read and write csv, each in
a fresh process, taken in turn; the best of `ROUNDS` counts, as other work on the machine only ever adds. CPU seconds
are those of all processes together: half of them is the least that two cores can take.
"""

import csv
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROWS = 200_000
ROUNDS = 3
COUNTRIES = [*["FJ"] * 8, *["VU"] * 4, *["AU", "NZ"] * 2, *"SB PG TO WS US US GB IN PH CN ID MY".split()]
PLAIN = """
import csv, sys
import phonenumbers
from phonenumbers import PhoneNumberFormat as Form, PhoneNumberType, carrier, geocoder, timezone
KINDS = {getattr(PhoneNumberType, name): name.lower() for name in vars(PhoneNumberType) if name.isupper()}
FIELDS = "valid possible e164 international national country type carrier location timezones".split()
with open(sys.argv[1], newline="", encoding="utf-8") as source, open(sys.argv[2], "w", encoding="utf-8") as target:
    rows, out = csv.DictReader(source), csv.writer(target, lineterminator="\\n")
    out.writerow([*rows.fieldnames, *FIELDS])
    for row in rows:
        try:
            number = phonenumbers.parse(row["phone"], "FJ")
        except phonenumbers.NumberParseException:
            out.writerow([*row.values(), "false", "false"])
            continue
        out.writerow([
            *row.values(),
            "true" if phonenumbers.is_valid_number(number) else "false",
            "true" if phonenumbers.is_possible_number(number) else "false",
            phonenumbers.format_number(number, Form.E164),
            phonenumbers.format_number(number, Form.INTERNATIONAL),
            phonenumbers.format_number(number, Form.NATIONAL),
            phonenumbers.region_code_for_number(number),
            KINDS[phonenumbers.number_type(number)],
            carrier.name_for_number(number, "en"),
            geocoder.description_for_number(number, "en"),
            "; ".join(timezone.time_zones_for_number(number)),
        ])
"""
# CPU seconds of a command and its children, and the most memory that one of these processes had, in MB.
USED = """
import resource, subprocess, sys
subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(used.ru_utime + used.ru_stime, used.ru_maxrss // 1024)
"""


def write_numbers(path: Path, rows: int, *, repeats: bool) -> None:
    """A csv file of numbers as people write them, a fifth of them local ones of Fiji."""
    from phonenumbers import example_number_for_type, national_significant_number

    dice = random.Random(4)
    examples = {name: [example_number_for_type(name, kind) for kind in (0, 1)] for name in set(COUNTRIES)}

    def number() -> str:
        country = dice.choice(COUNTRIES)
        example = dice.choice([found for found in examples[country] if found])
        significant = national_significant_number(example)
        free = min(len(significant) - 1, 6)
        significant = significant[:-free] + "".join(dice.choices("0123456789", k=free))
        whole = f"+{example.country_code}{significant}"
        spaced = f"+{example.country_code} {significant[:-4]} {significant[-4:]}"
        local = significant if country == "FJ" else spaced.replace(" ", "-")
        forms = (whole, spaced, "00" + whole[1:], spaced.replace("+", "(").replace(" ", ") ", 1), local)
        return dice.choices(forms, (3, 4, 1, 1, 1))[0]

    different: dict[str, None] = {}
    while len(different) < (rows // 2 if repeats else rows):
        different[number()] = None
    texts = list(different) * (2 if repeats else 1)
    dice.shuffle(texts)
    with path.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file)
        out.writerow(["ad", "phone", "town"])
        out.writerows((place, text, dice.choice(("Suva", "Nadi", "Port Vila"))) for place, text in enumerate(texts))


def main(rows: int = ROWS) -> None:
    """Measure, and print a table."""
    with tempfile.TemporaryDirectory() as folder:
        print(f"{'phone normalise':22} {'plain loop':>12} {'osint':>12} {'ratio':>6} {'CPU s':>13} {'peak':>8}")
        for name, repeats in (("half repeats", True), ("all different", False)):
            source, target = Path(folder, "in.csv"), Path(folder, "out.csv")
            write_numbers(source, rows, repeats=repeats)
            plain = [sys.executable, "-c", PLAIN, str(source), str(target)]
            osint = [sys.executable, "-m", "osint_kit", "phone", "normalise", "--region", "FJ"]
            osint += ["-i", str(source), "-o", str(target)]
            times: dict[str, list[float]] = {"plain": [], "osint": []}
            for _ in range(ROUNDS):
                times["plain"].append(_seconds(plain, folder))
                times["osint"].append(_seconds(osint, folder))
            slow, fast = min(times["plain"]), min(times["osint"])
            (plain_cpu, _), (cpu, peak) = _used(plain, folder), _used(osint, folder)
            print(
                f"{name:22} {rows / slow:10,.0f}/s {rows / fast:10,.0f}/s {slow / fast:6.2f}"
                f" {plain_cpu:6.1f} / {cpu:4.1f} {peak:5.0f} MB"
            )


def _used(command: list[str], folder: str) -> tuple[float, float]:
    used = subprocess.run(
        [sys.executable, "-c", USED, *command], cwd=folder, capture_output=True, text=True, check=True
    )
    seconds, memory = map(float, used.stdout.split())
    return seconds, memory


def _seconds(command: list[str], folder: str) -> float:
    begun = time.perf_counter()
    done = subprocess.run(command, cwd=folder, capture_output=True, check=False)
    assert done.returncode in (0, 1), done.stderr.decode()
    return time.perf_counter() - begun


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else ROWS)
