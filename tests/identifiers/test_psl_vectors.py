"""The test vectors that the Public Suffix List publishes, all of them, against the packaged list.

``psl_vectors.txt`` is ``tests/test_psl.txt`` of https://github.com/publicsuffix/list as it is (CC0). Its rules are
those of both parts of the list.
"""

import re
from pathlib import Path

import pytest

from osint_kit.identifiers.domain import domain_record
from osint_kit.identifiers.hostname import read_host_name

VECTORS = re.findall(
    r"^checkPublicSuffix\((null|'[^']*'), (null|'[^']*')\);$",
    Path(__file__).with_name("psl_vectors.txt").read_text("utf-8"),
    re.MULTILINE,
)
OF_A_HOST = {"'uk.com'", "'example.uk.com'", "'b.example.uk.com'", "'a.b.example.uk.com'"}
"""Vectors about a suffix of the private part."""


def test_all_vectors_are_read() -> None:
    assert len(VECTORS) == 78


@pytest.mark.parametrize("name, domain", VECTORS)
def test_the_registrable_domain_is_as_published(name: str, domain: str) -> None:
    text = "" if name == "null" else name.strip("'")
    expected = None if domain == "null" else read_host_name(domain.strip("'")).ascii
    assert domain_record(text, private_suffixes=True).domain == expected
    if name not in OF_A_HOST:
        assert domain_record(text).domain == expected


@pytest.mark.parametrize("name", sorted(OF_A_HOST))
def test_without_the_private_part_the_host_is_the_domain(name: str) -> None:
    assert domain_record(name.strip("'")).domain == "uk.com"
