"""Roots against the definition of RFC 9162, section 2.1.1, written out naively."""

import hashlib

import pytest

from osint_kit.cases import merkle


def naive(lines: list[bytes]) -> bytes:
    if not lines:
        return hashlib.sha256(b"").digest()
    if len(lines) == 1:
        return hashlib.sha256(b"\x00" + lines[0]).digest()
    split = 1
    while split * 2 < len(lines):
        split *= 2
    return hashlib.sha256(b"\x01" + naive(lines[:split]) + naive(lines[split:])).digest()


@pytest.mark.parametrize("count", [*range(20), 31, 32, 33, 100])
def test_root_is_that_of_the_rfc(count: int) -> None:
    lines = [f"line {number}".encode() for number in range(count)]
    assert merkle.root(map(merkle.leaf_hash, lines)) == naive(lines).hex()


def test_a_tree_has_a_root_at_any_time_and_grows_on() -> None:
    lines, tree = [f"line {number}".encode() for number in range(40)], merkle.Tree()
    for count, line in enumerate(lines):
        assert (len(tree), tree.root()) == (count, naive(lines[:count]).hex())
        tree.add(merkle.leaf_hash(line))


def test_published_test_vector() -> None:
    # The eight inputs and the root of the Certificate Transparency reference tests (google/certificate-transparency).
    inputs = [
        "",
        "00",
        "10",
        "2021",
        "3031",
        "40414243",
        "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    ]
    leaves = [merkle.leaf_hash(bytes.fromhex(text)) for text in inputs]
    assert merkle.root(leaves) == "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"
