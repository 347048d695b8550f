"""The mistakes in a scenario file, all of them, each with its line."""

from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from osint_kit.errors import UsageError
from osint_kit.exercises.toml_lines import Keys, Places, find_places
from osint_kit.exercises.words import Words


@dataclass(frozen=True)
class Mistake:
    """One mistake: its ``line``, from 1 on, the ``place`` in words (``[[page]] no. 2``), and what is wrong.

    ``only_note`` is set for what the writer may have meant: it is said and refuses nothing.
    """

    line: int
    place: str
    mistake: str
    only_note: bool = False

    def __str__(self) -> str:
        return f"line {self.line}: {f'{self.place}: ' if self.place else ''}{self.mistake}"


@dataclass
class Mistakes:
    """Collects what is wrong with one file; lines are looked up when the first mistake is found."""

    file: Path
    text: str
    words: Words | None = None
    """Where the words that were asked for are kept, for a schema; None for most."""
    _found: dict[Mistake, None] = field(default_factory=dict)

    @cached_property
    def places(self) -> Places:
        """Where things stand in the file."""
        return find_places(self.text)

    def add(self, keys: Keys, place: str, message: str, only_note: bool = False) -> Mistake:
        """Keep one mistake; the same one twice is kept once."""
        mistake = Mistake(self.places.line(keys), place, message, only_note)
        self._found[mistake] = None
        return mistake

    def in_order(self) -> list[Mistake]:
        """All that was found, by line."""
        return sorted(self._found, key=lambda mistake: mistake.line)

    def refuse(self) -> None:
        """Raises ``UsageError`` with the first mistake and the number of the others, where there are any."""
        wrong = [mistake for mistake in self.in_order() if not mistake.only_note]
        if not wrong:
            return
        more = f" (and {len(wrong) - 1} more)" if len(wrong) > 1 else ""
        raise UsageError(f"{self.file}: {wrong[0]}{more}", f"See all of them: osint exercise check {self.file}")


class Wrong(UsageError):
    """A mistake after which the rest of its table cannot be read."""

    def __init__(self, keys: Keys, place: str, mistake: str) -> None:
        super().__init__(mistake)
        self.keys = keys
        self.place = place
