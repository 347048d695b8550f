"""A JSON Schema of scenario files, for editors: made of the words that the readers ask for, so it is never behind them.

What each word means is the comment behind it in an example that has every word. JSON Schema:
https://json-schema.org/draft/2020-12/json-schema-core.
"""

from collections import Counter
from pathlib import Path

from osint_kit.canonical import Json
from osint_kit.exercises.reading import parse, read_scenario
from osint_kit.exercises.toml_lines import Places
from osint_kit.exercises.words import TEXT, Names, Words, names_of

SEVERAL_KINDS: dict[Names, list[dict[str, Json]]] = {
    ("domain", "whois"): [TEXT],
    ("short_link", "preview"): [{"type": "boolean"}, TEXT],
}
"""What a word may be beside what its reader asks for."""


def scenario_schema(example: Path) -> dict[str, Json]:
    """The schema, described by the comments of ``example``. Raises ``UsageError`` where that cannot be read."""
    file = parse(example)
    file.mistakes.words = words = Words()
    read_scenario(file)
    file.mistakes.refuse()
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A scenario of osint-kit",
        **_Schema(words, file.mistakes.places).table(()),
    }


class _Schema:
    def __init__(self, words: Words, places: Places) -> None:
        self._words = words
        self._meanings: dict[Names, str] = {}
        for keys, comment in places.comments.items():
            self._meanings.setdefault(names_of(keys), comment)
        self._times = Counter(names_of(keys) for keys in places.lines if isinstance(keys[-1], str))
        self._tables = Counter(names_of(keys) for keys in places.lines if isinstance(keys[-1], int))

    def table(self, names: Names) -> dict[str, Json]:
        """The schema of a table: its words, and whether others may be in it."""
        inside = sorted(word for word in self._words.schemas if word[:-1] == names and word)
        properties: dict[str, Json] = {word[-1]: self._word(word) for word in inside}
        required: list[Json] = [word[-1] for word in inside if self._always(word)]
        table: dict[str, Json] = {"type": "object", "properties": properties}
        if required:
            table["required"] = required
        return {**table, "additionalProperties": names in self._words.free}

    def _word(self, names: Names) -> dict[str, Json]:
        own = dict(self._words.schemas[names])
        if names in self._words.lists:
            item = self.table(names)
            own = {"type": "array", "items": item}
            if self._words.lists[names]:
                own = {"anyOf": [TEXT, item, {"type": "array", "items": {"anyOf": [TEXT, item]}}]}
        elif names in self._words.tables:
            own = self.table(names)
        if names in SEVERAL_KINDS:
            own = {"anyOf": [*([own] if own else []), *SEVERAL_KINDS[names]]}
        return {"description": self._meanings.get(names, ""), **own}

    def _always(self, names: Names) -> bool:
        """Whether each table of the example has the word, and its reader insists."""
        tables = self._tables[names[:-1]] or self._times[names[:-1]] or 1
        asked = names in self._words.required and names not in self._words.conditional
        return asked and self._times[names] >= tables
