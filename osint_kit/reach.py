"""How near to the subject a request comes."""

from enum import IntEnum


class Reach(IntEnum):
    """The four levels, nearest last; a ceiling of one level allows all levels before it."""

    OFFLINE = 0
    """Nothing is asked of any network."""
    REGISTRY = 1
    """Resolvers, WHOIS, certificate logs, archives: whoever keeps public records."""
    PLATFORM = 2
    """Sites that host accounts, and link shorteners."""
    TARGET = 3
    """What the subject may run himself, where he may watch the visitor counter."""

    @property
    def word(self) -> str:
        """The level as the command line and the case folder write it, such as ``platform``."""
        return self.name.lower()

    @classmethod
    def of(cls, word: str) -> "Reach":
        """Read a level from its word. Raises ``KeyError`` for any other text."""
        return cls[word.upper()]
