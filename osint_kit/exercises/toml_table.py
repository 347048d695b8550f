"""One table of a scenario file, read key by key; a mistake is named with file, place and nearest word."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from difflib import get_close_matches
from pathlib import Path
from typing import TypeVar

from osint_kit.errors import UsageError

T = TypeVar("T")


class Table:
    """The keys of one TOML table. What nobody has asked for before `close` is a mistake of the writer."""

    def __init__(self, values: Mapping[str, object], file: Path, place: str = "") -> None:
        self.file = file
        self.place = place
        self._values = values
        self._known: set[str] = set()

    def __contains__(self, key: str) -> bool:
        self._known.add(key)
        return key in self._values

    def raw(self, key: str) -> object:
        """The value of a key as TOML has it, None where it is not given."""
        self._known.add(key)
        return self._values.get(key)

    def text(self, key: str, default: str | None = None) -> str:
        """A text; without a ``default`` it must be there and not be blank."""
        value = self.raw(key)
        if value is None:
            if default is None:
                raise self.wrong(f"{key!r} is missing")
            return default
        if not isinstance(value, str) or not value.strip():
            raise self.wrong(f"{key!r} must be a text, in quotes", key)
        return value

    def read(self, key: str, reader: Callable[[str], T]) -> T:
        """A text that ``reader`` can read; its ``ValueError`` becomes the message."""
        return self._read(key, self.text(key), reader)

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts; a single text is a list of one, and nothing an empty list."""
        value = self.raw(key)
        items = [value] if isinstance(value, str) else value
        if items is None:
            return ()
        if not isinstance(items, list) or not all(isinstance(item, str) and item.strip() for item in items):
            raise self.wrong(f"{key!r} must be a text or a list of texts", key)
        return tuple(items)

    def read_all(self, key: str, reader: Callable[[str], T]) -> tuple[T, ...]:
        """A list of texts, each read by ``reader``."""
        return tuple(self._read(key, text, reader) for text in self.texts(key))

    def number(self, key: str, default: int, low: int, high: int) -> int:
        """A whole number from ``low`` to ``high``."""
        value = self.raw(key)
        if value is None:
            return default
        if not isinstance(value, int) or isinstance(value, bool) or not low <= value <= high:
            raise self.wrong(f"{key!r} must be a whole number from {low} to {high}", key)
        return value

    def moment(self, key: str) -> date | datetime | None:
        """A date or a time, which TOML writes without quotes."""
        value = self.raw(key)
        if value is not None and not isinstance(value, date):
            raise self.wrong(f"{key!r} must be a date without quotes, such as 2026-11-03", key)
        return value

    def word(self, key: str, among: Iterable[str], default: str) -> str:
        """One word of a few."""
        words = list(among)
        value = self.text(key, default)
        if value not in words:
            raise self.wrong(f"{value!r} is not one of: {', '.join(words)}" + nearest(value, words), key)
        return value

    def table(self, key: str) -> "Table | None":
        """The table of this key, None where there is none."""
        value = self.raw(key)
        if value is None:
            return None
        if not isinstance(value, dict):
            raise self.wrong(f"{key!r} must be a table", key)
        return Table(value, self.file, f"{self.place}.{key}" if self.place else f"[{key}]")

    def tables(self, key: str, short_for: str = "") -> list["Table"]:
        """The tables of a list; a bare text in it is short for a table with only the key ``short_for``."""
        value = self.raw(key)
        if value is None:
            return []
        place = f"{self.place}.{key}" if self.place else f"[[{key}]]"
        found = []
        for number, item in enumerate(value if isinstance(value, list) else [None], 1):
            values = {short_for: item} if short_for and isinstance(item, str) else item
            if not isinstance(values, dict):
                raise self.wrong(f"{key!r} must be a list of tables", key)
            found.append(Table(values, self.file, f"{place} no. {number}"))
        return found

    def over(self, defaults: Mapping[str, object]) -> "Table":
        """This table with ``defaults`` for what it does not say."""
        return Table({**defaults, **self._values}, self.file, self.place)

    def rest(self) -> dict[str, object]:
        """All that has not been asked for yet; after this nothing is left over."""
        left = {key: value for key, value in self._values.items() if key not in self._known}
        self._known |= left.keys()
        return left

    def close(self) -> None:
        """Refuse what is left over. Raises ``UsageError``."""
        for key in self._values:
            if key not in self._known:
                raise self.wrong(f"{key!r} is not a word that means anything here" + nearest(key, self._known))

    def wrong(self, message: str, key: str = "") -> UsageError:
        """The error for a mistake in this table, or in one ``key`` of it."""
        place = ".".join(part for part in (self.place, key) if part)
        return UsageError(
            f"{self.file}: {f'{place}: ' if place else ''}{message}",
            "Mend the file and run the command again.",
        )

    def _read(self, key: str, text: str, reader: Callable[[str], T]) -> T:
        try:
            return reader(text)
        except ValueError as error:
            raise self.wrong(str(error), key) from error


def nearest(word: str, known: Iterable[str]) -> str:
    """`` Did you mean …?``, or which words there are where none is near."""
    words = sorted(known)
    folded = {item.casefold(): item for item in words}
    near = get_close_matches(word.casefold(), folded, 1)
    if near:
        return f". Did you mean {folded[near[0]]!r}?"
    return f". Known here: {', '.join(words)}." if words else "."
