"""The Public Suffix List: the published algorithm, and the same answers as tldextract gives."""

import hashlib
import importlib.util
import random
import re
from pathlib import Path

import pytest
import tldextract

from osint_kit.errors import UsageError
from osint_kit.identifiers.suffixes import SuffixList, list_version, read_suffix_list, suffix_list

# After the test data of https://publicsuffix.org/list/: a name, and its registrable part, where it has one.
VECTORS = [
    ("com", None),
    ("example.com", "example.com"),
    ("b.example.com", "example.com"),
    ("a.b.example.com", "example.com"),
    ("biz", None),
    ("domain.biz", "domain.biz"),
    ("a.b.domain.biz", "domain.biz"),
    ("uk.com", "uk.com"),
    ("test.ac", "test.ac"),
    ("co.uk", None),
    ("b.c.co.uk", "c.co.uk"),
    ("c.mm", None),
    ("b.c.mm", "b.c.mm"),
    ("a.b.c.mm", "b.c.mm"),
    ("jp", None),
    ("test.jp", "test.jp"),
    ("ac.jp", None),
    ("www.test.ac.jp", "test.ac.jp"),
    ("kyoto.jp", None),
    ("test.kyoto.jp", "test.kyoto.jp"),
    ("ide.kyoto.jp", None),
    ("a.b.ide.kyoto.jp", "b.ide.kyoto.jp"),
    ("c.kobe.jp", None),
    ("b.c.kobe.jp", "b.c.kobe.jp"),
    ("a.b.c.kobe.jp", "b.c.kobe.jp"),
    ("city.kobe.jp", "city.kobe.jp"),
    ("www.city.kobe.jp", "city.kobe.jp"),
    ("ck", None),
    ("test.ck", None),
    ("b.test.ck", "b.test.ck"),
    ("a.b.test.ck", "b.test.ck"),
    ("www.ck", "www.ck"),
    ("www.www.ck", "www.ck"),
    ("k12.ak.us", None),
    ("www.test.k12.ak.us", "test.k12.ak.us"),
    ("食狮.com.cn", "食狮.com.cn"),
    ("食狮.公司.cn", "食狮.公司.cn"),
    ("www.食狮.公司.cn", "食狮.公司.cn"),
    ("公司.cn", None),
    ("食狮.中国", "食狮.中国"),
    ("中国", None),
    ("example.example", "example.example"),
    ("b.local", "b.local"),
    ("com.fj", None),
    ("a.b.com.fj", "b.com.fj"),
]


@pytest.mark.parametrize("name, domain", VECTORS)
def test_the_registrable_part_is_the_suffix_and_one_label_more(name: str, domain: str | None) -> None:
    labels = name.split(".")
    start = len(labels) - suffix_list().suffix_length(labels)
    assert (".".join(labels[start - 1 :]) if start else None) == domain


def test_an_exception_prevails_over_a_longer_rule() -> None:
    rules = SuffixList(frozenset({"jp", "*.kobe.jp", "!city.kobe.jp", "x.city.kobe.jp"}), frozenset())
    assert rules.suffix_length(["a", "x", "city", "kobe", "jp"]) == 2


def test_private_rules_count_only_where_they_are_asked_for() -> None:
    assert suffix_list().suffix_length(["alice", "github", "io"]) == 1
    assert suffix_list().suffix_length(["alice", "github", "io"], private_suffixes=True) == 2


@pytest.mark.parametrize(
    "name, known",
    [
        ("example.com", True),
        ("a.com.fj", True),
        ("www.ck", True),
        ("a.example", True),
        ("a.test", True),
        ("a.invalid", True),
        ("a.unknownzz", False),
        ("a.b.unknownzz", False),
        ("alice.github.io", True),
    ],
)
def test_a_suffix_is_known_or_reserved_or_neither(name: str, known: bool) -> None:
    assert suffix_list().knows(name.split(".")) is known


def test_the_list_says_its_date() -> None:
    assert re.fullmatch(r"20\d\d-\d\d-\d\d_.*", list_version())


def test_both_parts_of_the_list_are_read() -> None:
    assert len(suffix_list().icann) > 6000
    assert len(suffix_list().private) > 2000


@pytest.mark.parametrize("private", [False, True])
def test_tldextract_finds_the_same_suffixes(private: bool) -> None:
    extract = tldextract.TLDExtract(
        cache_dir=None, suffix_list_urls=(), include_psl_private_domains=private, fallback_to_snapshot=True
    )
    for name in _names(3000):
        expected = extract(name).suffix
        labels = name.split(".")
        length = suffix_list().suffix_length(labels, private_suffixes=private)
        assert (".".join(labels[-length:]) if suffix_list().knows(labels) else "") == expected, name


def _names(count: int) -> list[str]:
    """Names of one to four labels over rules of the list, wildcards filled, and some under no rule."""
    chance = random.Random(3)
    rules = sorted(suffix_list().icann | suffix_list().private)
    names = []
    for rule in chance.sample(rules, count):
        filled = rule.removeprefix("!").replace("*", chance.choice(["foo", "city", "www"]))
        front = [chance.choice(["a", "www", "shop", "city"]) for _ in range(chance.randint(0, 3))]
        names.append(".".join([*front, filled]))
    return [*names, "a.unknownzz", "a.b.unknownzz"]


LIST = """// VERSION: 2026-10-22_08-36-41_UTC
// ===BEGIN ICANN DOMAINS===
fj
edu.fj   // a remark behind a rule
*.ck
!www.ck
公司.cn
// ===END ICANN DOMAINS===
// ===BEGIN PRIVATE DOMAINS===
blogspot.com
// ===END PRIVATE DOMAINS===
"""


def read(text: str) -> SuffixList:
    return read_suffix_list(Path("new.dat"), text.encode())


@pytest.mark.parametrize("text", [LIST, LIST.replace("\n", "\r\n"), "\ufeff" + LIST])
def test_a_list_is_read_from_a_file(text: str) -> None:
    rules = read(text)
    assert rules.icann == {"fj", "edu.fj", "*.ck", "!www.ck", "公司.cn"}
    assert rules.private == {"blogspot.com"}
    assert (rules.version, rules.date) == ("2026-10-22_08-36-41_UTC", "2026-10-22T08:36:41Z")
    assert rules.suffix_length("suva.edu.fj".split(".")) == 2


def test_the_packaged_list_reads_as_a_file() -> None:
    spec = importlib.util.find_spec("tldextract")
    assert spec is not None
    assert spec.submodule_search_locations is not None
    path = Path(spec.submodule_search_locations[0], ".tld_set_snapshot")
    assert read_suffix_list(path, path.read_bytes()) == suffix_list()


def test_a_list_without_a_date_is_known_by_its_bytes() -> None:
    undated = LIST.split("\n", 1)[1]
    assert read(undated).date == f"sha256:{hashlib.sha256(undated.encode()).hexdigest()}"


@pytest.mark.parametrize(
    "data, reason",
    [
        (b"", "no Public Suffix List"),
        (b"name,phone\nSefa,9991234\n", "no Public Suffix List"),
        (b"<html><body>404 Not Found</body></html>", "no Public Suffix List"),
        (b"\xff\xfe\x00\x01", "not UTF-8"),
        (LIST.split("// ===END ICANN")[0].encode(), "cut off"),
        (LIST.replace("*.ck", "a,b;c").encode(), "line 5 is no rule"),
        (LIST.replace("*.ck", "..").encode(), "line 5 is no rule"),
        (b"// ===BEGIN ICANN DOMAINS===\n// ===END ICANN DOMAINS===\n", "no rule of a registry"),
    ],
)
def test_what_is_no_list_is_refused(data: bytes, reason: str) -> None:
    with pytest.raises(UsageError, match=reason) as refused:
        read_suffix_list(Path("new.dat"), data)
    assert "new.dat" in refused.value.message
    assert refused.value.next_step
