"""Where the public part of a domain name ends: the Public Suffix List.

The list is the snapshot that the package ``tldextract`` carries, or a file that the operator names; it is never
fetched. Format and algorithm: https://github.com/publicsuffix/list/wiki/Format#algorithm. Wildcards are read as the
first label of a rule only, which is where the list has them.
"""

import hashlib
import importlib.util
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

from osint_kit.errors import UsageError

_ICANN_PART = "// ===BEGIN ICANN DOMAINS==="
_ICANN_END = "// ===END ICANN DOMAINS==="
_PRIVATE_PART = "// ===BEGIN PRIVATE DOMAINS==="
_RULE = re.compile(r"!?(?:\*\.)?[^\s.!*/<>;,\"]+(?:\.[^\s.!*/<>;,\"]+)*")
_VERSION = re.compile(r"^// VERSION: (\S+)", re.MULTILINE)
_DATED = re.compile(r"(\d{4}-\d\d-\d\d)_(\d\d)-(\d\d)-(\d\d)_UTC")
_HEAD = 2000
"""In characters: the version stands behind a licence of 500."""
_WHERE = "take it from https://publicsuffix.org/list/public_suffix_list.dat"

RESERVED = frozenset({"test", "example", "invalid", "localhost"})
"""Top-level names that no registry will ever sell (RFC 2606 section 2, RFC 6761): training uses them."""


@dataclass(frozen=True)
class _Rules:
    """Rules by what they do: plain ones, the parents of wildcards, and exceptions without their ``!``."""

    plain: frozenset[str]
    wild: frozenset[str]
    exceptions: frozenset[str]


@dataclass(frozen=True)
class SuffixList:
    """The rules of one version of the list, in lower-case Unicode as the list has them.

    ``icann`` holds the rules of registries, ``private`` those of hosts such as ``github.io``. ``version`` is what the
    list says of itself, such as ``2025-04-07_15-51-09_UTC``, else the SHA-256 of its bytes.
    """

    icann: frozenset[str]
    private: frozenset[str]
    version: str = "unknown"

    @property
    def date(self) -> str:
        """When the list was made, in ISO 8601; the version as it is where that is no date."""
        dated = _DATED.fullmatch(self.version)
        return f"{dated[1]}T{dated[2]}:{dated[3]}:{dated[4]}Z" if dated else self.version

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
        rules = self._all if private_suffixes else self._of_registries
        longest, tail = 0, ""
        for count, label in enumerate(reversed(labels), 1):
            above, tail = tail, f"{label}.{tail}" if tail else label
            if tail in rules.exceptions:
                return count - 1
            if tail in rules.plain or above in rules.wild:
                longest = count
        return longest

    @cached_property
    def _of_registries(self) -> _Rules:
        return _sorted_out(self.icann)

    @cached_property
    def _all(self) -> _Rules:
        return _sorted_out(self.icann | self.private)


@cache
def suffix_list() -> SuffixList:
    """The packaged list, read once. Raises ``FileNotFoundError`` where ``tldextract`` came without it."""
    return _read(_snapshot().read_text(encoding="utf-8"), list_version())


@cache
def list_version() -> str:
    """The version that the packaged list gives itself, such as ``2025-04-07_15-51-09_UTC``."""
    with _snapshot().open(encoding="utf-8") as file:
        found = _VERSION.search(file.read(_HEAD))
    return found[1] if found else "unknown"


def read_suffix_list(path: Path, data: bytes) -> SuffixList:
    """Read the list that a file holds. ``path`` is for the message alone.

    Raises `UsageError` for what is no list, is a part of one, or has a line that is no rule.
    """
    try:
        text = data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        raise UsageError(f"{path} is no Public Suffix List: it is not UTF-8 text", _WHERE) from error
    if _ICANN_PART not in text:
        raise UsageError(f"{path} is no Public Suffix List: it has no line '{_ICANN_PART}'", _WHERE)
    if _ICANN_END not in text:
        raise UsageError(f"{path} is a Public Suffix List that was cut off: its ICANN part has no end", _WHERE)
    for number, line in enumerate(text.split("\n"), 1):
        rule = _rule(line)
        if rule and not _RULE.fullmatch(rule):
            raise UsageError(f"{path} is no Public Suffix List: line {number} is no rule: {rule[:60]!r}", _WHERE)
    found = _VERSION.search(text)
    rules = _read(text, found[1] if found else f"sha256:{hashlib.sha256(data).hexdigest()}")
    if not rules.icann:
        raise UsageError(f"{path} is no Public Suffix List: it holds no rule of a registry", _WHERE)
    return rules


def _read(text: str, version: str) -> SuffixList:
    icann, _, private = text.partition(_PRIVATE_PART)
    return SuffixList(icann=_rules(icann), private=_rules(private), version=version)


def _rules(part: str) -> frozenset[str]:
    """The rules of one part of the list."""
    return frozenset(filter(None, map(_rule, part.split("\n"))))


def _rule(line: str) -> str:
    """The rule in a line, which ends at the first white space; empty where there is none, or a comment."""
    if line.startswith("//"):
        return ""
    words = line.split(maxsplit=1)
    return words[0] if words else ""


def _sorted_out(rules: frozenset[str]) -> _Rules:
    return _Rules(
        plain=frozenset(rule for rule in rules if rule[0] not in "!*"),
        wild=frozenset(rule[2:] for rule in rules if rule.startswith("*.")),
        exceptions=frozenset(rule[1:] for rule in rules if rule.startswith("!")),
    )


def _snapshot() -> Path:
    """The path of the list, found without importing ``tldextract``, which would load ``requests``."""
    spec = importlib.util.find_spec("tldextract")
    for folder in (spec.submodule_search_locations or ()) if spec else ():
        path = Path(folder, ".tld_set_snapshot")
        if path.is_file():
            return path
    raise FileNotFoundError("the package tldextract is not installed, or came without .tld_set_snapshot")
