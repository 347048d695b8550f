"""Domain names: names, URLs and e-mail addresses in, the parts of the name out."""

from dataclasses import fields, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from osint_kit.identifiers import Identifier, Kind, NotReadable
from osint_kit.identifiers.domain import DomainRecord, domain_record, read_domain
from osint_kit.identifiers.domain_notes import domain_notes
from osint_kit.identifiers.suffixes import SuffixList, suffix_list

# Input, subdomain, registrable domain, suffix.
PARTS = [
    ("example.com", None, "example.com", "com"),
    ("www.Example.COM.", "www", "example.com", "com"),
    ("a.b.c.co.uk", "a.b", "c.co.uk", "co.uk"),
    ("jobs.fiji.example", "jobs", "fiji.example", "example"),
    ("a.b.com.fj", "a", "b.com.fj", "com.fj"),
    ("police.gov.vu", "police", "gov.vu", "vu"),
    ("http://a.b.com.fj:80/", "a", "b.com.fj", "com.fj"),
    ("https://user@www.example.com/path?q=a.b.org#c", "www", "example.com", "com"),
    ("hxxps://evil[.]example[.]com/x", "evil", "example.com", "com"),
    ("www.example.com/path", "www", "example.com", "com"),
    ("example.com:8080", None, "example.com", "com"),
    ("//example.com/x", None, "example.com", "com"),
    ("ftp://ftp.example.com/x", "ftp", "example.com", "com"),
    ("sefa@mail.example.com", "mail", "example.com", "com"),
    ("mailto:sefa@example.com?subject=x", None, "example.com", "com"),
    ("sefa[@]example[.]com", None, "example.com", "com"),
    ("_dmarc.example.com", "_dmarc", "example.com", "com"),
    ("alice.github.io", "alice", "github.io", "io"),
    ("shop.unknownzz", None, "shop.unknownzz", "unknownzz"),
    ("www.食狮.公司.cn", "www", "xn--85x722f.xn--55qx5d.cn", "xn--55qx5d.cn"),
    ("co.uk", None, None, "co.uk"),
    ("fj", None, None, "fj"),
    ("foo.kobe.jp", None, None, "foo.kobe.jp"),
    ("www.city.kobe.jp", "www", "city.kobe.jp", "kobe.jp"),
]
NOT_VALID = [
    ("", "nothing"),
    ("hello", "single word"),
    ("localhost", "single word"),
    ("example", "single word"),
    ("192.0.2.1", "IP address"),
    ("http://192.0.2.1/", "IP address"),
    ("[2001:db8::1]:80", "IP address"),
    ("sefa@192.0.2.1", "IP address"),
    ("::\r:", "IP address"),
    ("foo..com", "empty"),
    ("-foo.com", "hyphen"),
    ("foo bar.com", "character"),
    ("foo!.com", "character"),
    ("a_b.com", "underscore"),
    ("1.2.3.4.5", "number"),
    ("x" * 64 + ".com", "64 characters"),
    (".".join(["x" * 60] * 5), "304 characters"),
    ("xn--zzzzzz.com", "international"),
    ("a\u202eb.com", "U+202E"),
]


@pytest.mark.parametrize("text, subdomain, domain, suffix", PARTS)
def test_a_name_is_taken_apart(text: str, subdomain: str | None, domain: str | None, suffix: str) -> None:
    record = domain_record(text)
    assert (record.subdomain, record.domain, record.suffix) == (subdomain, domain, suffix)
    assert record.input == text
    assert (record.valid, record.problem, record.confusable_with) == (True, None, None)


def test_both_forms_of_the_whole_name_are_given() -> None:
    record = domain_record("WWW.Bücher.example")
    assert (record.ascii, record.unicode) == ("www.xn--bcher-kva.example", "www.bücher.example")


@pytest.mark.parametrize(
    "text, host",
    [
        ("evil[.]example[.]com", "evil.example.com"),
        ("hxxps[:]//evil(dot)example(dot)com/x", "evil.example.com"),
        ("Sefa V <sefa@mail.example.com>", "mail.example.com"),
        ("<https://example.com/a>", "example.com"),
        ('"example.com"', "example.com"),
        ("“example.com”", "example.com"),
        ("(example.com)", "example.com"),
        ("[example.com],", "example.com"),
        ("example.com;", "example.com"),
        ("ＥＸＡＭＰＬＥ。ＣＯＭ", "example.com"),
        ("example.com.:443/x", "example.com"),
        ("https://user:pass@example.com:8443/x?y@z#w", "example.com"),
        ("x" * 63 + ".com", "x" * 63 + ".com"),
        (".".join(["x" * 49] * 5) + ".fj", ".".join(["x" * 49] * 5) + ".fj"),
    ],
)
def test_a_name_is_found_in_what_people_paste(text: str, host: str) -> None:
    assert domain_record(text).ascii == host


def test_another_list_gives_another_domain() -> None:
    newer = SuffixList(frozenset({"fj", "edu.fj"}), frozenset())
    assert domain_record("www.suva.edu.fj").domain == "edu.fj"
    assert domain_record("www.suva.edu.fj", suffixes=newer).domain == "suva.edu.fj"


@pytest.mark.parametrize(
    "text, words",
    [
        ("example.com", []),
        ("police.gov.vu", ["gov.vu is shared by many", "need not have one owner"]),
        ("a.school.fj", ["school.fj is shared by many"]),
        ("co.uk", ["co.uk is a public suffix"]),
        ("www.ck", []),
        ("shop.unknownzz", ["2025-", "knows no .unknownzz"]),
        ("shop.example", []),
        ("gооgle.com", ["mixes Cyrillic and Latin letters"]),
        ("яндекс.com", []),
        ("i❤.ws", ["❤ in i❤", "IDNA 2008"]),
        ("not a name", []),
    ],
)
def test_what_should_be_known_beside_a_record_is_said(text: str, words: list[str]) -> None:
    notes = " ".join(domain_notes(domain_record(text), suffix_list()))
    assert bool(notes) == bool(words)
    assert all(word in notes for word in words)


def test_a_list_that_has_the_zone_needs_no_note() -> None:
    newer = SuffixList(frozenset({"vu", "gov.vu"}), frozenset())
    record = domain_record("police.gov.vu", suffixes=newer)
    assert (record.domain, domain_notes(record, newer)) == ("police.gov.vu", ())


def test_private_suffixes_count_where_they_are_asked_for() -> None:
    record = domain_record("www.alice.github.io", private_suffixes=True)
    assert (record.subdomain, record.domain, record.suffix) == ("www", "alice.github.io", "github.io")


@pytest.mark.parametrize("text, reason", NOT_VALID)
def test_what_is_not_valid_has_a_reason_and_nothing_else(text: str, reason: str) -> None:
    record = domain_record(text)
    assert record == DomainRecord(text, valid=False, problem=record.problem)
    assert record.problem is not None
    assert reason in record.problem
    assert record.problem.isprintable()


def test_the_fields_are_those_of_the_command() -> None:
    names = "input domain subdomain suffix ascii unicode valid confusable_with problem"
    assert [field.name for field in fields(DomainRecord)] == names.split()


@given(st.text())
def test_no_text_raises(text: str) -> None:
    record = domain_record(text)
    assert record.valid == (record.problem is None) == (record.ascii is not None)


@pytest.mark.parametrize(
    "text, value",
    [
        ("Example.com.", "example.com"),
        ("www.example[.]com", "www.example.com"),
        ("_dmarc.example.com", "_dmarc.example.com"),
        ("bücher.example", "xn--bcher-kva.example"),
        ("fiji.test", "fiji.test"),
        ("com.fj", "com.fj"),
    ],
)
def test_a_domain_is_read(text: str, value: str) -> None:
    assert read_domain(text) == Identifier(Kind.DOMAIN, value)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "com",
        "sefa",
        "192.0.2.1",
        "a.unknownzz",
        "example.com/x",
        "example.com:80",
        "sefa@example.com",
        "a_b.com",
    ],
)
def test_what_is_no_domain_is_refused(text: str) -> None:
    with pytest.raises(NotReadable):
        read_domain(text)


def test_a_suffix_that_the_list_does_not_know_passes_where_the_caller_knows_better() -> None:
    assert read_domain("a.unknownzz", any_suffix=True).value == "a.unknownzz"
    with pytest.raises(NotReadable, match=r"write domain:a\.unknownzz"):
        read_domain("a.unknownzz")


@given(
    st.sampled_from(["", "http://", "HTTPS://"]),
    st.from_regex(r"(?:[a-zA-Z0-9_.-]{1,12}\.){0,3}(?:com|gov\.fj|Fj|x1|1|0x1|xn--p1ai|example)", fullmatch=True),
    st.sampled_from(["", "/", "/a?b=c#d", "?q=a.b", ":80", "."]),
)
def test_what_is_told_at_one_look_is_what_a_closer_look_tells(scheme: str, name: str, rest: str) -> None:
    text = f"{scheme}{name}{rest}"
    assert replace(domain_record(f"<{text}>"), input=text) == domain_record(text)
