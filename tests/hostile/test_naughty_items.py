"""Naughty items through the commands that take any text: one process a command, all items at once."""

import csv
import io
import unicodedata

import pytest

from tests.conftest import Osint

NAUGHTY = [
    "-",
    "--help",
    "0",
    "-1",
    "1e999",
    "9" * 400,
    "NaN",
    "null",
    "undefined",
    "true",
    " ",
    "\t",
    ",",
    '"',
    "'",
    '"a","b"',
    ";",
    "=1+1",
    "+1+1",
    "-1+1",
    "@SUM(A1:A9)",
    '=HYPERLINK("http://x.example","y")',
    "\t=1+1",
    "[red]markup[/red]",
    "[/]",
    "[link=http://x.example]y[/link]",
    "{account}",
    "{0}",
    "%s%n%d",
    "%00",
    "%2e%2e%2f",
    "../../etc/passwd",
    "..\\..\\windows",
    "/dev/stdin",
    "C:\\con",
    "$(id)",
    "`id`",
    "; rm -rf /",
    "' OR 1=1 --",
    "<script>alert(1)</script>",
    "\x1b[31mred\x1b[0m",
    "\x1b]0;title\x07",
    "\x9b31m",
    "a\x00b",
    "\x07\x08\x7f",
    "a\u202eb\u202cc",
    "\u200b\u200c\u200d\ufeff",
    "\u2028\u2029\x85",
    "\x0b\x0c",
    "e\u0301" * 40,
    "Z\u0335\u0353\u0362a\u0321\u035el\u0341g\u0489o",
    "\U0001f468\u200d\U0001f469\u200d\U0001f467",
    "\ufffe\uffff",
    "\U0010ffff",
    "ﷺ" * 20,
    "٠١٢٣٤٥٦٧٨٩",
    "+٦٧٩ ٩٩٩ ١٢٣٤",
    "+679\u00a0999\u20111234",
    "İstanbul.example",
    "ß.example",
    "xn--a",
    "xn--zzzzzzzzzzzzzzz.example",
    "a" * 64 + ".example",
    "a." * 200 + "example",
    "..",
    ".",
    "http://",
    "http:///",
    "https://[",
    "https://[::1",
    "https://x.example:99999/",
    "https://@/",
    "https://user:pass@bit.ly:0/",
    "https://0x7f.1/",
    "https://bit.ly/" + "x" * 5000,
    "https://bit.ly/\x1b[31m",
    "https://bit.ly/?q=[red]",
    "javascript:alert(1)",
    "file:///etc/passwd",
    "data:text/html,<h1>x",
    "tel:+6799991234;ext=9",
    "mailto:a@b",
    "a@b@c",
    "@",
    "@@",
    "github:",
    ":x",
    "email:",
    "x" * 20_000,
]
COMMANDS = [
    ["phone", "normalise"],
    ["domain", "parse"],
    ["domain", "lookalikes", "--plan", "--limit", "5"],
    ["link", "expand", "--plan"],
    ["link", "decode"],
    ["account", "find", "--plan"],
    ["profile", "build", "--plan"],
]


def control_characters(text: str) -> set[str]:
    """The characters in a csv text that a terminal would obey; line ends are the format's own."""
    return {char for char in text if unicodedata.category(char) == "Cc" and char not in "\r\n"}


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_no_item_breaks_a_command(osint: Osint, words: list[str]) -> None:
    lines = [item for item in NAUGHTY if item.strip() and "\n" not in item]
    done = osint(*words, "-", "-f", "csv", stdin="\n".join(lines) + "\n")
    assert done.code in (0, 1, 2, 3), done.err
    assert "Traceback" not in done.err
    assert "the program itself failed" not in done.err
    assert control_characters(done.out) == set()
    rows = list(csv.DictReader(io.StringIO(done.out, newline="")))
    assert all(None not in row and None not in row.values() for row in rows)
    if words == ["link", "decode"]:
        assert len(rows) >= len(lines)
    elif "--plan" not in words:
        assert len(rows) == len(lines)


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
@pytest.mark.parametrize("group", range(4))
def test_nor_as_an_argument(osint: Osint, words: list[str], group: int) -> None:
    items = [item for item in NAUGHTY[group::4] if "\x00" not in item]
    done = osint(*words, "-f", "csv", "--", *items)
    assert done.code in (0, 1, 2, 3), done.err
    assert "Traceback" not in done.err
    assert "the program itself failed" not in done.err
    assert control_characters(done.out) == set()
    assert control_characters(done.err.replace("\t", "")) == set()
    list(csv.DictReader(io.StringIO(done.out, newline=""), strict=True))


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_bytes_that_are_no_text(osint: Osint, words: list[str]) -> None:
    done = osint(*words, "-", "-f", "csv", stdin=b"\xff\xfe\x00\n\x80abc\n\xc3\x28\n" + bytes(range(1, 10)) + b"\n")
    assert done.code in (0, 1, 2, 3), done.err
    assert "Traceback" not in done.err
    assert "the program itself failed" not in done.err
    assert control_characters(done.out) == set()
