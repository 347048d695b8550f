"""A file of names through worker processes gives what the same names give one by one."""

import csv
import json

import pytest

from tests.conftest import Osint

AWKWARD = [
    "apply.island-jobs.example",
    "hxxps://evil[.]example[.]com/x",
    "раураl.com",
    "paypa1-login.com",
    "police.gov.vu",
    "co.uk",
    "not a name",
    "192.0.2.1",
    "",
    "=1+1",
    'a"b,c',
    "\x1b[31m.example",
    "[red]x[/red].example",
    "💩.example",
    "x" * 64 + ".example",
    "a." * 126 + "fj",
    "a." * 127 + "fj",
    "_dmarc.example.com.",
    "foo.blogspot.com",
]
NEWER = "// ===BEGIN ICANN DOMAINS===\nexample\ncom\nblogspot.com\n// ===END ICANN DOMAINS===\n"


def _notes(messages: str) -> set[str]:
    return {line for line in messages.splitlines() if line.startswith("note: ")}


@pytest.mark.parametrize("format_", ["csv", "tsv", "ndjson"])
@pytest.mark.parametrize("words", [[], ["--private-suffixes", "--suffix-list", "new.dat", "--known", "own.txt"]])
def test_both_ways_give_the_same(osint: Osint, format_: str, words: list[str]) -> None:
    names = [
        name for place in range(2500 // len(AWKWARD)) for name in (*AWKWARD, f"n{place}.example", "is1and.example")
    ]
    (osint.folder / "new.dat").write_text(NEWER)
    (osint.folder / "own.txt").write_text("island.example\n")
    with (osint.folder / "in.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([("no", "website"), *enumerate(names)])
    fast = osint("domain", "parse", "-i", "in.csv", "--column", "website", "-f", format_, *words)
    slow = osint("domain", "parse", "-i", "in.csv", "--column", "website", "-f", "json", *words)
    assert (fast.code, slow.code) == (1, 1)
    assert _notes(fast.err) == _notes(slow.err)
    rows = json.loads(slow.out)
    assert len(rows) == len(names)
    if format_ == "ndjson":
        assert [json.loads(line) for line in fast.out.splitlines()] == rows
        return
    found = list(csv.DictReader(fast.out.splitlines(), delimiter="\t" if format_ == "tsv" else ","))
    assert [row["no"] for row in found] == [row["no"] for row in rows]
    for field in ("domain", "subdomain", "suffix", "ascii", "confusable_with"):
        assert [row[field] for row in found] == [row[field] or "" for row in rows]
    assert [row["valid"] for row in found] == ["true" if row["valid"] else "false" for row in rows]
