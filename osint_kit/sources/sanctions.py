"""Sanctions lists that the operator keeps as files: who is listed under a name, a phone, an e-mail address, a wallet.

Nothing is asked of any network. The forms are those of `sanctions_reading`. Whoever bears a listed name need not be the
person who is listed.
"""

import csv
import hashlib
import threading
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from osint_kit.canonical import Json
from osint_kit.clock import now
from osint_kit.findings import Finding, Grade
from osint_kit.gateway.failures import Unreachable
from osint_kit.identifiers import Identifier, Kind
from osint_kit.reach import Reach
from osint_kit.sources.same_name import folded
from osint_kit.sources.sanctions_reading import Entry, form_of, read_list
from osint_kit.sources.source import Declaration, Planned

if TYPE_CHECKING:
    from osint_kit.gateway import Gateway

MOST = 20
BY_NAME = Grade("A", 6, "a published list; whether it is the same person is not known")
BY_MARK = Grade("A", 2, "a published list names this very identifier")

DECLARATION = Declaration(
    name="sanctions",
    title="Sanctions lists kept as files",
    home="https://www.opensanctions.org",
    documentation="https://www.opensanctions.org/docs/bulk/csv/",
    terms="https://www.opensanctions.org/licensing/ ; OFAC's list is in the public domain",
    kinds=(Kind.NAME, Kind.PHONE, Kind.EMAIL, Kind.WALLET),
    reach=Reach.OFFLINE,
    pace="offline",
    yields=("listed",),
    grade=BY_NAME,
    learns="nobody",
)


@dataclass
class _List:
    """One file, and where in it words and marks stand."""

    form: str
    sha256: str
    entries: list[Entry] = field(default_factory=list)
    words: dict[str, set[int]] = field(default_factory=dict)
    marks: dict[str, set[int]] = field(default_factory=dict)


class SanctionsLists:
    """The lists of the operator, read when the first question comes; without any it finds nothing."""

    declaration = DECLARATION

    def __init__(self, paths: Sequence[Path] = ()) -> None:
        self._paths = tuple(paths)
        self._lock = threading.Lock()

    def plan(self, identifier: Identifier) -> list[Planned]:
        """Nothing."""
        return []

    def ask(self, identifier: Identifier, gateway: "Gateway") -> Iterator[Finding]:
        """A finding a target that is listed so. Raises `Unreachable` for a file that cannot be read."""
        with self._lock:  # so that the lists are read once
            lists = self._lists
        by_name = identifier.kind is Kind.NAME
        for known in lists:
            places = _named(known, identifier.value) if by_name else known.marks.get(_mark(identifier), set())
            for place in sorted(places)[:MOST]:
                yield Finding(
                    identifier,
                    "listed",
                    _value(known, known.entries[place]),
                    DECLARATION.name,
                    now(),
                    BY_NAME if by_name else BY_MARK,
                )

    @cached_property
    def _lists(self) -> list[_List]:
        return [_read(path) for path in self._paths]


def _read(path: Path) -> _List:
    try:
        with path.open("rb") as file:
            known = _List(form_of(path), hashlib.file_digest(file, "sha256").hexdigest())
        for place, entry in enumerate(read_list(path)):
            known.entries.append(entry)
            _put(known.words, (word for name in entry.names for word in folded(name)), place)
            _put(known.marks, map(_digits, entry.phones), place)
            _put(known.marks, (mark.strip().lower() for mark in (*entry.emails, *entry.wallets)), place)
    except (OSError, ValueError, csv.Error) as error:  # no UTF-8 is a ValueError too
        raise Unreachable(f"the sanctions list {path} cannot be read: {error}", None) from error
    return known


def _put(index: dict[str, set[int]], keys: Iterable[str], place: int) -> None:
    for key in keys:
        if key:
            index.setdefault(key, set()).add(place)


def _named(known: _List, name: str) -> set[int]:
    """The targets of which one name has all words of the name asked about, two of them at least."""
    words = folded(name)
    if len(words) < 2:
        return set()
    places = set.intersection(*(known.words.get(word, set()) for word in words))
    return {place for place in places if any(words <= folded(other) for other in known.entries[place].names)}


def _mark(identifier: Identifier) -> str:
    return _digits(identifier.value) if identifier.kind is Kind.PHONE else identifier.value.lower()


def _digits(number: str) -> str:
    return "".join(char for char in number if char.isdecimal())


def _value(known: _List, entry: Entry) -> dict[str, Json]:
    return {
        "list": known.form,
        "sha256": known.sha256,
        "number": entry.number,
        "kind": entry.kind,
        "name": entry.names[0] if entry.names else None,
        "born": list(entry.born),
        "countries": list(entry.countries),
        "programs": list(entry.programs),
        "excerpt": entry.excerpt,
    }
