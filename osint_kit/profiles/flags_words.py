"""The words of the red flags, a file a language: those of the kit, and those in a folder of the operator's."""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from osint_kit.errors import UsageError
from osint_kit.profiles.flags_phrases import BadPhrase, Phrases, read_phrase
from osint_kit.profiles.flags_rules import Rule, own_rules, read_rules

FOLDER = Path(__file__).with_name("flags_words")
LISTS = ("not", "work", "firm", "address", "registered")
"""Lists of words beside the flags' own; what each is for stands in ``en.toml``."""
TABLES = ("periods", "places")
"""Words for a stretch of time (hour, day, week, month, year), and for countries (ISO 3166 codes)."""
PERIODS = ("hour", "day", "week", "fortnight", "month", "year")
_KNOWN = {"language", "flag", *LISTS, *TABLES}


@dataclass
class Book:
    """All rules, and the phrases of all languages. A key of ``phrases`` is ``flag/group`` or ``list/name``."""

    rules: dict[str, Rule]
    groups: dict[str, set[str]] = field(default_factory=dict)
    languages: list[str] = field(default_factory=list)
    texts: list[tuple[str, str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._phrases: Phrases | None = None

    @property
    def phrases(self) -> Phrases:
        """The phrases, ready to be looked for."""
        if self._phrases is None:
            self._phrases = Phrases(self.texts)
        return self._phrases


@cache
def own_book() -> Book:
    """The rules and words that come with the kit."""
    book = Book(dict(own_rules()))
    for path in sorted(FOLDER.glob("*.toml")):
        _add(book, path)
    return book


@cache
def book_with(folder: Path) -> Book:
    """The same, and the ``*.toml`` files of a folder: words in more languages, flags of one's own.

    Raises `UsageError` naming the file and what is wrong in it.
    """
    if not folder.is_dir():
        raise UsageError(f"{folder} is no folder", "name the folder that holds your word lists")
    paths = sorted(folder.glob("*.toml"))
    if not paths:
        raise UsageError(f"{folder} holds no .toml file", "see docs/flags.md for how to write one")
    own = own_book()
    book = Book(dict(own.rules), {code: set(names) for code, names in own.groups.items()}, [*own.languages])
    book.texts = [*own.texts]
    for path in paths:
        _add(book, path)
    return book


def _add(book: Book, path: Path) -> None:
    try:
        values = tomllib.loads(path.read_text("utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        raise UsageError(f"{path} is not readable: {error}", "mend the file; see docs/flags.md") from error
    for code, rule in read_rules(_list(values.get("flag", []), path, "flag"), path.name).items():
        if code in book.rules:
            raise UsageError(f"{path}: the flag '{code}' exists already", "give it another code")
        book.rules[code] = rule
    if isinstance(values.get("language"), str):
        book.languages.append(values["language"])
    for name in LISTS:
        _phrases(book, f"list/{name}", values.get(name, []), path)
    for table in TABLES:
        for name, phrases in _table(values.get(table, {}), path, table).items():
            if table == "periods" and name not in PERIODS:
                raise UsageError(f"{path}: '{name}' is no period", f"use one of {', '.join(PERIODS)}")
            _phrases(book, f"{table}/{name}", phrases, path)
    for code in values.keys() - _KNOWN:
        if code not in book.rules:
            raise UsageError(f"{path}: there is no flag '{code}'", "osint profile flags --list shows their codes")
        for group, phrases in _table(values[code], path, code).items():
            book.groups.setdefault(code, set()).add(group)
            _phrases(book, f"{code}/{group}", phrases, path)


def _phrases(book: Book, key: str, phrases: Any, path: Path) -> None:
    for phrase in _list(phrases, path, key):
        try:
            read_phrase(str(phrase))
        except BadPhrase as error:
            raise UsageError(f"{path}, {key}: {error}", "see docs/flags.md for how to write a phrase") from error
        book.texts.append((key, str(phrase)))


def _list(value: Any, path: Path, name: str) -> Iterable[Any]:
    if not isinstance(value, list):
        raise UsageError(f"{path}: '{name}' is no list", 'write it as name = ["…", "…"]')
    return value


def _table(value: Any, path: Path, name: str) -> Mapping[str, Any]:
    if not isinstance(value, dict):
        raise UsageError(f"{path}: '{name}' is no table", f"begin it with [{name}]")
    return value
