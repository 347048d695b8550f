"""`osint domain parse` on a file of names, beside a plain loop over `tldextract` that finds the same domains.

`python -m tests.bench.names [ROWS]` writes files of so many rows (100,000 by default), half of them repeats and all of
them different, and prints names a second, the ratio, and the peak memory. Both read and write csv, each in a fresh
process, taken in turn; the best of `ROUNDS` counts. The plain loop finds the suffix alone: it checks no name by IDNA,
undoes no defanging, gives no second form, and compares with no known name.
"""

import csv
import random
import string
import sys
import tempfile
from pathlib import Path

from tests.bench.phones import _seconds, _used

ROWS = 100_000
ROUNDS = 3
SUFFIXES = [*["com"] * 8, "com.fj", "com.fj", "vu", "org", "net", "co.uk", "co.nz", "com.au", "io", "gov.fj", "kobe.jp"]
PLAIN = """
import csv, sys
import tldextract
extract = tldextract.TLDExtract(cache_dir=None, suffix_list_urls=(), fallback_to_snapshot=True)
with open(sys.argv[1], newline="", encoding="utf-8") as source, open(sys.argv[2], "w", encoding="utf-8") as target:
    rows, out = csv.DictReader(source), csv.writer(target, lineterminator="\\n")
    out.writerow([*rows.fieldnames, "domain", "subdomain", "suffix"])
    for row in rows:
        found = extract(row["website"])
        out.writerow([*row.values(), found.top_domain_under_public_suffix, found.subdomain, found.suffix])
"""


def write_names(path: Path, rows: int, *, repeats: bool) -> None:
    """A csv file of names and web addresses, one in fifty of them with letters beyond ASCII."""
    dice = random.Random(5)

    def name() -> str:
        letters = string.ascii_lowercase + ("éüаорσ" if dice.random() < 0.02 else "")
        label = "".join(dice.choices(letters, k=dice.randint(5, 14)))
        host = f"{dice.choice(['', 'www.', 'apply.', 'mail.eu.'])}{label}.{dice.choice(SUFFIXES)}"
        return dice.choices((host, f"https://{host}/form?id=7", host.upper()), (6, 3, 1))[0]

    different: dict[str, None] = {}
    while len(different) < (rows // 2 if repeats else rows):
        different[name()] = None
    texts = list(different) * (2 if repeats else 1)
    dice.shuffle(texts)
    with path.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file)
        out.writerow(["ad", "website", "town"])
        out.writerows((place, text, dice.choice(("Suva", "Nadi", "Port Vila"))) for place, text in enumerate(texts))


def main(rows: int = ROWS) -> None:
    """Measure, and print a table."""
    with tempfile.TemporaryDirectory() as folder:
        print(f"{'domain parse':22} {'plain loop':>12} {'osint':>12} {'ratio':>6} {'CPU s':>13} {'peak':>8}")
        for title, repeats in (("half repeats", True), ("all different", False)):
            source, target = Path(folder, "in.csv"), Path(folder, "out.csv")
            write_names(source, rows, repeats=repeats)
            plain = [sys.executable, "-c", PLAIN, str(source), str(target)]
            osint = [sys.executable, "-m", "osint_kit", "domain", "parse", "-i", str(source), "-o", str(target)]
            times: dict[str, list[float]] = {"plain": [], "osint": []}
            for _ in range(ROUNDS):
                times["plain"].append(_seconds(plain, folder))
                times["osint"].append(_seconds(osint, folder))
            slow, fast = min(times["plain"]), min(times["osint"])
            (plain_cpu, _), (cpu, peak) = _used(plain, folder), _used(osint, folder)
            print(
                f"{title:22} {rows / slow:10,.0f}/s {rows / fast:10,.0f}/s {slow / fast:6.2f}"
                f" {plain_cpu:6.1f} / {cpu:4.1f} {peak:5.0f} MB"
            )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else ROWS)
