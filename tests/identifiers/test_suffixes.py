"""The Public Suffix List: the published algorithm, and the same answers as tldextract gives."""

import random
import re

import pytest
import tldextract

from osint_kit.identifiers.suffixes import SuffixList, list_version, suffix_list

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
