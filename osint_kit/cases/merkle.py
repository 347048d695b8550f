"""The Merkle tree hash of RFC 9162, section 2.1.1, over the lines of a file."""

import hashlib
from collections.abc import Iterable

WITHHELD_FIELDS = {"withheld", "role", "reason"}


def leaf_hash(line: bytes) -> bytes:
    """The hash of one line, given without its LF: SHA-256 over 0x00 and the line."""
    return hashlib.sha256(b"\x00" + line).digest()


def leaf_of(line: bytes) -> bytes:
    """The leaf that stands in the tree for a line: its hash, or where it is withheld the hash that it holds.

    A withheld line is ``{"reason": …, "role": …, "withheld": LEAF}``. Whoever trusts one must know from the ledger
    that the file was redacted.
    """
    import json

    if line.startswith(b'{"reason":') and b'"withheld":"' in line:
        try:
            record = json.loads(line)
            if record.keys() == WITHHELD_FIELDS and isinstance(record["reason"], str):
                return bytes.fromhex(record["withheld"])
        except (ValueError, TypeError, AttributeError):
            pass  # any other line stands for itself
    return leaf_hash(line)


class Tree:
    """A tree that leaves are added to in order; its length is their number.

    Only the roots of its full subtrees are held: twins are merged as soon as both are there, so that it takes memory
    of the logarithm of the number of leaves.
    """

    def __init__(self, leaves: Iterable[bytes] = ()) -> None:
        self._subtrees: list[bytes] = []
        self._leaves = 0
        for leaf in leaves:
            self.add(leaf)

    def add(self, leaf: bytes) -> None:
        """Add the hash of one more line."""
        # The bits of the number of leaves say which full subtrees there are; each final 1 is one to merge with.
        twins = self._leaves
        while twins & 1:
            leaf = _node(self._subtrees.pop(), leaf)
            twins >>= 1
        self._subtrees.append(leaf)
        self._leaves += 1

    def __len__(self) -> int:
        return self._leaves

    def root(self) -> str:
        """The root in hexadecimal; of no leaves it is the SHA-256 of nothing. More leaves may be added afterwards."""
        if not self._subtrees:
            return hashlib.sha256(b"").hexdigest()
        *larger, top = self._subtrees
        for subtree in reversed(larger):
            top = _node(subtree, top)
        return top.hex()


def root(leaves: Iterable[bytes]) -> str:
    """The root over leaf hashes in order, in hexadecimal."""
    return Tree(leaves).root()


def _node(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\x01" + left + right).digest()
