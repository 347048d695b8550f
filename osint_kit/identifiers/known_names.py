"""Names that are imitated, and whether a name imitates one of them by letters that look alike.

The list is data: ``known_names.txt``, to which the operator may add a file of the same form.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import chain
from typing import NamedTuple

from osint_kit.errors import UsageError
from osint_kit.identifiers.confusables import seen_as
from osint_kit.identifiers.hostname import read_host_name
from osint_kit.identifiers.kinds import NotReadable
from osint_kit.identifiers.suffixes import SuffixList, suffix_list
from osint_kit.identifiers.unlisted import unlisted_zone

SHORTEST_NAME = 3
"""In characters: shorter known names, such as that of ``t.me``, are not compared with."""
TELLING = 5
"""In characters: a shorter word of plain letters and digits, such as ``dh1``, imitates a name under its own suffix
only, and is none as a part of a longer name."""


_SIGNS = re.compile(r"[.-]")


@dataclass(frozen=True)
class Owner:
    """Whose name is imitated: his domains in Unicode, the kind of body, who, and where that is published."""

    domains: tuple[str, ...]
    everyday_word: bool = False
    kind: str = ""
    who: str = ""
    source: str = ""


class _Known(NamedTuple):
    label: str
    suffix: str
    domain: str
    owner: Owner


class KnownNames:
    """Owners, ready to be compared with."""

    def __init__(self, owners: Iterable[Owner]) -> None:
        self._owners: dict[str, Owner] = {}
        self._seen: dict[str, list[_Known]] = {}
        for owner in owners:
            for domain in owner.domains:
                self._owners[domain] = owner
                label, _, suffix = domain.partition(".")
                if len(label) < SHORTEST_NAME:
                    continue
                self._seen.setdefault(seen_as(label), []).append(_Known(label, suffix, domain, owner))

    def imitated(self, name: str, suffixes: SuffixList) -> str | None:
        """The known domain that a name imitates, or None.

        ``name`` is lower-case Unicode. Its registered label counts, and each part of any label between hyphens; it
        must look like the known one and not be it. A known domain, and all that is under one, imitates nobody.
        """
        seen = seen_as(name)
        if self._seen.keys().isdisjoint(chain(seen.split("."), _SIGNS.split(seen))):
            return None
        labels = name.split(".")
        if any(".".join(labels[start:]) in self._owners for start in range(len(labels) - 1)):
            return None
        own = len(labels) - registered_suffix(labels, suffixes)
        suffix = ".".join(labels[own:])
        if own and (found := self._like(labels[own - 1], suffix)):
            return found
        for label in labels[:own]:
            for part in (label, *label.split("-")):
                if _tells(part) and (found := self._like(part, suffix)):
                    return found
        return None

    def same_owner(self, domain: str, other: str) -> bool:
        """Whether two registered domains, in Unicode, are known to be of one owner."""
        owner = self._owners.get(domain)
        return owner is not None and self._owners.get(other) is owner

    def _like(self, part: str, suffix: str) -> str | None:
        """The best known domain whose label looks like a part and is another; under the same suffix first."""
        known = self._seen.get(seen_as(part), [])
        if any(entry.label == part for entry in known):
            return None
        alike = [entry for entry in known if entry.suffix == suffix or (_tells(part) and not entry.owner.everyday_word)]
        return min(alike, key=lambda entry: entry.suffix != suffix).domain if alike else None


def _tells(part: str) -> bool:
    return len(part) >= TELLING or not part.isascii()


@cache
def known_names() -> KnownNames:
    """The packaged list."""
    return KnownNames(packaged_owners())


@cache
def packaged_owners() -> tuple[Owner, ...]:
    """The owners of the packaged list."""
    text = files("osint_kit.identifiers").joinpath("known_names.txt").read_text("utf-8")
    return tuple(read_owners(text, "known_names.txt"))


def read_owners(text: str, where: str) -> list[Owner]:
    """Read a list: a line an owner, his domains between spaces, then ``#`` and a kind, a name, a source between ``;``.

    ``word`` before the domains marks an everyday word. Raises `UsageError` that names the line of ``where`` which
    holds no domain.
    """
    owners = []
    for number, line in enumerate(text.splitlines(), 1):
        domains, _, about = line.partition("#")
        words = domains.replace(",", " ").replace(";", " ").split()
        if not words:
            continue
        kind, who, source, *_ = [*(part.strip() for part in about.split(";")), "", "", ""]
        try:
            read = tuple(_domain(word) for word in words if word != "word")
        except NotReadable as error:
            raise UsageError(f"{where}, line {number}: {error}", "write one or more domains on a line") from error
        owners.append(Owner(read, "word" in words, kind, who, source))
    return owners


def _domain(text: str) -> str:
    """The registered part of a name, in Unicode."""
    labels = read_host_name(text).unicode.split(".")
    start = len(labels) - registered_suffix(labels, suffix_list())
    if len(labels) < 2 or not start:
        raise NotReadable(f"'{text}' is no domain of somebody's own")
    return ".".join(labels[start - 1 :])


def registered_suffix(labels: Sequence[str], suffixes: SuffixList) -> int:
    """How many labels of a name are the suffix, where a zone that no list has counts as one."""
    length = suffixes.suffix_length(labels)
    is_zone = len(labels) > length + 1 and unlisted_zone(".".join(labels[-length - 1 :]))
    return length + 1 if is_zone else length
