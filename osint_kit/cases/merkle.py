"""The Merkle tree hash of RFC 9162, section 2.1.1, over the lines of a file."""

import hashlib
from collections.abc import Iterable


def leaf_hash(line: bytes) -> bytes:
    """The hash of one line, given without its LF: SHA-256 over 0x00 and the line."""
    return hashlib.sha256(b"\x00" + line).digest()


def root(leaves: Iterable[bytes]) -> str:
    """The root over leaf hashes in order, in hexadecimal; of no leaves it is the SHA-256 of nothing.

    Works in memory of the logarithm of their number: full subtrees are merged as soon as they have a twin.
    """
    subtrees: list[tuple[int, bytes]] = []
    for leaf in leaves:
        height, node = 0, leaf
        while subtrees and subtrees[-1][0] == height:
            node = _node(subtrees.pop()[1], node)
            height += 1
        subtrees.append((height, node))
    if not subtrees:
        return hashlib.sha256(b"").hexdigest()
    _, top = subtrees.pop()
    while subtrees:
        top = _node(subtrees.pop()[1], top)
    return top.hex()


def _node(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\x01" + left + right).digest()
