"""Makes ``osint_kit/profiles/handle_model.json`` anew, from the name files of the US Census Bureau of 1990.

The files are in the public domain: https://www.census.gov/topics/population/genealogy/data/1990_census.html, and come
with the package `names` (https://pypi.org/project/names/). Run: ``python -m tests.bench.profiles.handle_model FOLDER``,
where FOLDER holds ``dist.all.last``, ``dist.male.first`` and ``dist.female.first``.
"""

import json
import math
import sys
from collections import defaultdict
from pathlib import Path

TARGET = Path(__file__).parents[3] / "osint_kit" / "profiles" / "handle_model.json"
FIRST, LAST = 400, 800
"""So many of the most frequent names are known as a whole."""
LETTERS = "abcdefghijklmnopqrstuvwxyz"


def shares(path: Path) -> dict[str, float]:
    """The share of the people who have each name, from a file of lines ``NAME percent cumulated rank``."""
    lines = (line.split() for line in path.read_text("ascii").splitlines())
    return {fields[0].lower(): float(fields[1]) / 100 for fields in lines if len(fields) >= 2}


def pairs(names: dict[str, float]) -> dict[str, list[float]]:
    """Bits of each letter after each letter, ``^`` at the start; every pair has at least a small share."""
    counts: defaultdict[str, defaultdict[str, float]] = defaultdict(lambda: defaultdict(float))
    for name, share in names.items():
        for before, after in zip("^" + name, name, strict=False):
            counts[before][after] += share
    table = {}
    for before in "^" + LETTERS:
        total = sum(counts[before].values()) or 1.0
        smoothed = [counts[before][after] / total * 0.95 + 0.05 / len(LETTERS) for after in LETTERS]
        table[before] = [round(-math.log2(share), 1) for share in smoothed]
    return table


def main(folder: Path) -> None:
    """Write the data file."""
    last = shares(folder / "dist.all.last")
    first = {name: share / 2 for name, share in shares(folder / "dist.male.first").items()}
    for name, share in shares(folder / "dist.female.first").items():
        first[name] = first.get(name, 0.0) + share / 2
    known: dict[str, float] = {}
    for names, most in ((first, FIRST), (last, LAST)):
        for name, share in sorted(names.items(), key=lambda pair: -pair[1])[:most]:
            if len(name) > 2:
                known[name] = max(known.get(name, 0.0), share)
    joined = {name: first.get(name, 0.0) + last.get(name, 0.0) for name in {*first, *last}}
    data = {
        "source": "US Census Bureau, names of 1990, public domain: "
        "https://www.census.gov/topics/population/genealogy/data/1990_census.html",
        "letters": LETTERS,
        "pairs": pairs(joined),
        "names": {name: round(-math.log2(share), 1) for name, share in sorted(known.items())},
    }
    TARGET.write_text(json.dumps(data, separators=(",", ":")) + "\n", "ascii")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
