"""Where the public part of a domain name ends: the Public Suffix List.

The list is the snapshot that the package ``tldextract`` carries; it is never fetched. Format and algorithm:
https://github.com/publicsuffix/list/wiki/Format#algorithm. Wildcards are read as the first label of a rule
only, which is where the list has them.
"""

import importlib.util
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_PRIVATE_PART = "// ===BEGIN PRIVATE DOMAINS==="
_HEAD = 2000
"""In characters: the version stands behind a licence of 500."""

RESERVED = frozenset({"test", "example", "invalid", "localhost"})
"""Top-level names that no registry will ever sell (RFC 2606 section 2, RFC 6761): training uses them."""


@dataclass(frozen=True)
class SuffixList:
    """The rules of one version of the list, in lower-case Unicode as the list has them.

    ``icann`` holds the rules of registries, ``private`` those of hosts such as ``github.io``.
    """

    icann: frozenset[str]
    private: frozenset[str]

    def suffix_length(self, labels: Sequence[str], private_suffixes: bool = False) -> int:
        """How many labels at the end of a name are its public suffix, at least 1.

        ``labels`` are lower-case Unicode, top-level label last. A name that no rule fits falls under the
        default rule ``*``: its last label.
        """
        return self._matched(labels, private_suffixes) or 1

    def knows(self, labels: Sequence[str]) -> bool:
        """Whether a rule of the ICANN part fits the name, or its last label is reserved (``example``)."""
        return labels[-1] in RESERVED or self._matched(labels, private_suffixes=False) > 0

    def _matched(self, labels: Sequence[str], private_suffixes: bool) -> int:
        """The labels of the rule that prevails: an exception, else the longest; 0 where none fits."""
        parts = (self.icann, self.private) if private_suffixes else (self.icann,)
        tails = [".".join(labels[start:]) for start in range(len(labels))] + [""]
        for start, tail in enumerate(tails[:-1]):
            if any(f"!{tail}" in rules for rules in parts):
                return len(labels) - start - 1
        for start, tail in enumerate(tails[:-1]):
            if any(tail in rules or f"*.{tails[start + 1]}" in rules for rules in parts):
                return len(labels) - start
        return 0


@cache
def suffix_list() -> SuffixList:
    """The packaged list, read once. Raises ``FileNotFoundError`` where ``tldextract`` came without it."""
    text = _snapshot().read_text(encoding="utf-8")
    icann, _, private = text.partition(_PRIVATE_PART)
    return SuffixList(icann=_rules(icann), private=_rules(private))


@cache
def list_version() -> str:
    """The version that the packaged list gives itself, such as ``2025-04-07_15-51-09_UTC``."""
    with _snapshot().open(encoding="utf-8") as file:
        found = re.search(r"^// VERSION: (\S+)", file.read(_HEAD), re.MULTILINE)
    return found[1] if found else "unknown"


def _rules(part: str) -> frozenset[str]:
    """The rules of one part of the list: each line that is neither empty nor a comment."""
    return frozenset(line for line in part.splitlines() if line and not line.startswith("//"))


def _snapshot() -> Path:
    """The path of the list, found without importing ``tldextract``, which would load ``requests``."""
    spec = importlib.util.find_spec("tldextract")
    for folder in (spec.submodule_search_locations or ()) if spec else ():
        path = Path(folder, ".tld_set_snapshot")
        if path.is_file():
            return path
    raise FileNotFoundError("the package tldextract is not installed, or came without .tld_set_snapshot")
