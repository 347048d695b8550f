"""One table of a scenario file, read key by key. A mistake is kept with its line, and reading goes on.

After a mistake a stand-in is returned (an empty text, the default): the scenario is refused at the end, and everything
else that is wrong with it has been found too.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from difflib import get_close_matches
from pathlib import Path
from typing import TypeVar

from osint_kit.canonical import Json
from osint_kit.exercises.mistakes import Mistakes, Wrong
from osint_kit.exercises.relative_dates import read_relative
from osint_kit.exercises.toml_lines import Keys
from osint_kit.exercises.words import FLAG, TEXT, TEXTS, names_of, one_of, whole_number

T = TypeVar("T")


class Table:
    """The keys of one TOML table. What nobody has asked for before `close` is a mistake of the writer."""

    def __init__(
        self, values: Mapping[str, object], mistakes: Mistakes, start: datetime, place: str = "", keys: Keys = ()
    ) -> None:
        self.mistakes = mistakes
        self.start = start
        """The moment that relative dates count from."""
        self.place = place
        self.keys = keys
        self._values = values
        self._known: set[str] = set()
        self._origins: dict[int, tuple[object, Table]] = {}

    def __contains__(self, key: str) -> bool:
        self._ask(key)
        if self.mistakes.words:
            self.mistakes.words.conditional.add(names_of((*self.keys, key)))
        return key in self._values

    @property
    def file(self) -> Path:
        """The scenario file."""
        return self.mistakes.file

    def raw(self, key: str) -> object:
        """The value of a key as TOML has it, None where it is not given."""
        self._ask(key)
        return self._values.get(key)

    def text(self, key: str, default: str | None = None) -> str:
        """A text; without a ``default`` it must be there and not be blank."""
        value = self.raw(key)
        self._ask(key, TEXT, required=default is None)
        if value is None:
            if default is None:
                self.mistake(f"{key!r} is missing")
            return default or ""
        if not isinstance(value, str) or not value.strip():
            self.mistake(f"{key!r} must be a text, in quotes", key)
            return default or ""
        return value

    def read(self, key: str, reader: Callable[[str], str]) -> str:
        """A text in the form that ``reader`` gives it; its ``ValueError`` becomes the message."""
        text = self.text(key)
        return "".join(self._read((key,), text, reader)) if text else ""

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts; a single text is a list of one, and nothing an empty list."""
        value = self.raw(key)
        self._ask(key, TEXTS)
        items = [value] if isinstance(value, str) else value
        if items is None:
            return ()
        if not isinstance(items, list) or not all(isinstance(item, str) and item.strip() for item in items):
            self.mistake(f"{key!r} must be a text or a list of texts", key)
            return ()
        return tuple(items)

    def read_all(self, key: str, reader: Callable[[str], T]) -> tuple[T, ...]:
        """A list of texts, each read by ``reader``; those that it refuses are left out."""
        found: list[T] = []
        for number, text in enumerate(self.texts(key)):
            found += self._read((key, number), text, reader)
        return tuple(found)

    def number(self, key: str, default: int, low: int, high: int) -> int:
        """A whole number from ``low`` to ``high``."""
        self._ask(key, whole_number(low, high))
        value = self.raw(key)
        if value is None:
            return default
        if not isinstance(value, int) or isinstance(value, bool) or not low <= value <= high:
            self.mistake(f"{key!r} must be a whole number from {low} to {high}", key)
            return default
        return value

    def flag(self, key: str) -> bool:
        """``true`` or ``false``, which is the default."""
        self._ask(key, FLAG)
        value = self.raw(key)
        if value is not None and not isinstance(value, bool):
            self.mistake(f"{key!r} must be true or false, without quotes", key)
        return value is True

    def moment(self, key: str) -> date | datetime | None:
        """A date or a time, which TOML writes without quotes, or a text such as ``"3 days before the start"``."""
        self._ask(key, TEXT)
        value = self.raw(key)
        if isinstance(value, str):
            try:
                return read_relative(value, self.start)
            except ValueError as error:
                self.mistake(str(error), key)
                return None
        if value is not None and not isinstance(value, date):
            self.mistake(f"{key!r} must be a date without quotes, such as 2026-11-03", key)
            return None
        return value

    def word(self, key: str, among: Iterable[str], default: str) -> str:
        """One word of a few."""
        words = [str(word) for word in among]
        self._ask(key, one_of(words))
        value = self.text(key, default)
        if value not in words:
            meant = nearest(value, words)
            meant = meant if "Did you mean" in meant else "."
            self.mistake(f"{value!r} is not one of: {', '.join(words)}{meant}", key)
            return default
        return value

    def table(self, key: str) -> "Table | None":
        """The table of this key, None where there is none."""
        if self.mistakes.words:
            self.mistakes.words.tables.add(names_of((*self.keys, key)))
        value = self.raw(key)
        if value is None:
            return None
        if not isinstance(value, dict):
            self.mistake(f"{key!r} must be a table", key)
            return None
        place = f"{self.place}.{key}" if self.place else f"[{key}]"
        return Table(value, self.mistakes, self.start, place, (*self.keys, key))

    def tables(self, key: str, short_for: str = "", dates_too: bool = False) -> "list[Table]":
        """The tables of a list; a bare text in it is short for a table with only the key ``short_for``.

        ``dates_too``: so is a bare date, and one alone is a list of one.
        """
        value = self.raw(key)
        if self.mistakes.words:
            self.mistakes.words.lists[names_of((*self.keys, key))] = bool(short_for)
        if value is None:
            return []
        short: tuple[type, ...] = ((date, str) if dates_too else (str,)) if short_for else ()
        items = [value] if dates_too and isinstance(value, (*short, dict)) else value
        place = f"{self.place}.{key}" if self.place else f"[[{key}]]"
        found = []
        for number, item in enumerate(items if isinstance(items, list) else [None]):
            values = {short_for: item} if isinstance(item, short) else item
            if isinstance(values, dict):
                own = Table(values, self.mistakes, self.start, f"{place} no. {number + 1}", (*self.keys, key, number))
                found.append(own)
                continue
            what = "dates such as [2026-11-03], or tables" if dates_too else "a list of tables"
            self.mistakes.add((*self.keys, key, number), self._place_of(key), f"{key!r} must be {what}")
        return found

    def each(self, key: str, reader: "Callable[[Table], T]", short_for: str = "") -> list[T]:
        """What ``reader`` makes of each table of a list; one that cannot be read is left out."""
        found = []
        for table in self.tables(key, short_for):
            try:
                item = reader(table)
            except Wrong as error:
                self.mistakes.add(error.keys, error.place, error.message)
                continue
            self._origins[id(item)] = (item, table)
            found.append(item)
        return found

    def origin(self, item: object) -> "Table":
        """The table that one thing of `each` was read from; this table where it is of another."""
        return self._origins.get(id(item), (item, self))[1]

    def over(self, defaults: Mapping[str, object]) -> "Table":
        """This table with ``defaults`` for what it does not say."""
        return Table({**defaults, **self._values}, self.mistakes, self.start, self.place, self.keys)

    def counted_from(self, start: datetime) -> "Table":
        """The same table, with its relative dates counted from another day; its mistakes are kept apart."""
        return Table(self._values, Mistakes(self.file, self.mistakes.text), start, self.place, self.keys)

    def keys_given(self) -> tuple[str, ...]:
        """All keys that the table has, for one whose words are the writer's own."""
        self._known |= self._values.keys()
        self._own_words()
        return tuple(self._values)

    def rest(self) -> dict[str, object]:
        """All that has not been asked for yet; after this nothing is left over."""
        left = {key: value for key, value in self._values.items() if key not in self._known}
        self._known |= left.keys()
        self._own_words()
        return left

    def close(self) -> None:
        """What is left over is a mistake."""
        for key in self._values:
            if key not in self._known:
                self.mistakes.add(
                    (*self.keys, key),
                    self.place,
                    f"{key!r} is not a word that means anything here" + nearest(key, self._known),
                )

    def mistake(self, message: str, key: str = "", only_note: bool = False) -> None:
        """Keep a mistake in this table, or in one ``key`` of it, and go on."""
        self.mistakes.add((*self.keys, key) if key else self.keys, self._place_of(key), message, only_note)

    def wrong(self, message: str, key: str = "") -> Wrong:
        """The error for a mistake after which the rest of this table means nothing."""
        return Wrong((*self.keys, key) if key else self.keys, self._place_of(key), message)

    def _ask(self, key: str, schema: dict[str, Json] | None = None, *, required: bool = False) -> None:
        self._known.add(key)
        if self.mistakes.words:
            self.mistakes.words.ask((*self.keys, key), schema, required=required)

    def _own_words(self) -> None:
        if self.mistakes.words:
            self.mistakes.words.has_own_words(self.keys)

    def _place_of(self, key: str) -> str:
        return ".".join(part for part in (self.place, key) if part)

    def _read(self, below: Keys, text: str, reader: Callable[[str], T]) -> list[T]:
        try:
            return [reader(text)]
        except ValueError as error:
            self.mistakes.add((*self.keys, *below), self._place_of(str(below[0])), str(error))
            return []


def nearest(word: str, known: Iterable[str]) -> str:
    """`` Did you mean …?``, or which words there are where none is near."""
    words = sorted(known)
    folded = {item.casefold(): item for item in words}
    near = get_close_matches(word.casefold(), folded, 1)
    if near:
        return f". Did you mean {folded[near[0]]!r}?"
    return f". Known here: {', '.join(words)}." if words else "."
