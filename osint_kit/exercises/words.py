"""The words of the scenario format, as the readers ask for them: what a JSON Schema for editors is made of."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from osint_kit.canonical import Json
from osint_kit.exercises.toml_lines import Keys

Names = tuple[str, ...]
"""The way to a word without the numbers in lists, as in ``("page", "title")``."""

TEXT: dict[str, Json] = {"type": "string"}
TEXTS: dict[str, Json] = {"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]}
FLAG: dict[str, Json] = {"type": "boolean"}


@dataclass
class Words:
    """Every word that was asked for, with the JSON Schema of its values; tables are in it by their own words."""

    schemas: dict[Names, dict[str, Json]] = field(default_factory=dict)
    required: set[Names] = field(default_factory=set)
    tables: set[Names] = field(default_factory=set)
    lists: dict[Names, bool] = field(default_factory=dict)
    """Tables that come in lists; True where a bare text or date may stand for one."""
    free: set[Names] = field(default_factory=set)
    """Tables whose words are the writer's own."""

    conditional: set[Names] = field(default_factory=set)
    """Words whose reader looks first whether they are there."""

    def ask(self, keys: Keys, schema: "dict[str, Json] | None" = None, *, required: bool = False) -> None:
        """One word; the first schema that says more than "anything" stays."""
        names = names_of(keys)
        if names[:-1] in self.free and names not in self.schemas:
            return
        if schema or names not in self.schemas:
            self.schemas[names] = {**(schema or {}), **self.schemas.get(names, {})}
        if required:
            self.required.add(names)

    def has_own_words(self, keys: Keys) -> None:
        """The words of this table are the writer's own."""
        self.free.add(names_of(keys))


def names_of(keys: Keys) -> Names:
    """A way without its numbers."""
    return tuple(key for key in keys if isinstance(key, str))


def one_of(words: Iterable[str]) -> "dict[str, Json]":
    """The schema of one word of a few."""
    return {"enum": list(words)}


def whole_number(low: int, high: int) -> "dict[str, Json]":
    """The schema of a whole number."""
    return {"type": "integer", "minimum": low, "maximum": high}
