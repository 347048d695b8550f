"""What came of many rows, counted in constant memory."""

import re
from array import array
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache

MOST_REASONS = 1000
OTHER = "other reasons"

# What is quoted; links, hosts and addresses; code points; numbers.
_PARTICULAR = re.compile(
    r"(?<!\w)(?:'(?:'|[^']*)'|\"(?:\"|[^\"]*)\")(?!\w)|\w+://\S+|\[?[0-9a-fA-F]*(?::[0-9a-fA-F]*){2,}[\d.]*\]?|U\+[0-9A-F]+"
    r"|[\w-]+(?:\.[\w-]+)+(?::\d+)?|\d+"
)
# What follows the first of these explains a reason, or says what to do.
_DETAIL = re.compile(r"(?::(?!//)|[;,(]).*", re.DOTALL)


class Distinct:
    """How many different texts there were: exact up to `KEPT`, beyond it to about 0.4 %.

    Of all texts the `KEPT` smallest hashes are kept; the more there are, the closer they lie together (the
    k minimum values of Bar-Yossef and others, 2002).
    """

    KEPT = 1 << 16
    _SPACE = 1 << 64

    def __init__(self) -> None:
        from hashlib import blake2b

        self._hash = blake2b
        self._hashes: set[int] = set()
        self._new: list[int] = []
        self._limit = self._SPACE

    def add(self, text: str) -> None:
        """Count a text, if it is a new one."""
        self._add(int.from_bytes(self._hash(text.encode(), digest_size=8).digest(), "big"))

    def merge(self, hashes: Iterable[int]) -> None:
        """Count what another one has `taken` out."""
        for hash_ in hashes:
            self._add(hash_)

    def taken(self) -> "array[int]":
        """The hashes that are new since this was last asked."""
        new, self._new = array("Q", self._new), []
        return new

    @property
    def exact(self) -> bool:
        """Whether the count is no estimate."""
        return self._limit == self._SPACE

    def __len__(self) -> int:
        if self.exact:
            return len(self._hashes)
        smallest = sorted(self._hashes)[: self.KEPT]
        return round((self.KEPT - 1) * self._SPACE / (smallest[-1] + 1))

    def _add(self, hash_: int) -> None:
        if hash_ >= self._limit or hash_ in self._hashes:
            return
        self._hashes.add(hash_)
        self._new.append(hash_)
        if len(self._hashes) >= 2 * self.KEPT:
            smallest = sorted(self._hashes)[: self.KEPT]
            self._hashes = set(smallest)
            self._limit = smallest[-1] + 1


@dataclass
class Tally:
    """``rows`` of the input, the ``valid`` numbers among their records, and problems by reason."""

    rows: int = 0
    valid: int = 0
    reasons: Counter[str] = field(default_factory=Counter)

    def add(self, other: "Tally") -> None:
        """Count what another one has counted."""
        self.rows += other.rows
        self.valid += other.valid
        for reason, count in other.reasons.items():
            self.refuse(reason, count)

    def refuse(self, reason: str, count: int = 1) -> None:
        """Count a reason, as `reason_of` gives it."""
        known = reason in self.reasons or len(self.reasons) < MOST_REASONS
        self.reasons[reason if known else OTHER] += count


@lru_cache(maxsize=1024)
def reason_of(problem: str) -> str:
    """What a problem is a case of: ``too short in Fiji`` of ``too short in Fiji: 5 digits, where …``."""
    return _DETAIL.sub("", _PARTICULAR.sub("…", problem)).strip() or OTHER
