"""Which ids were written lately, in memory that does not grow with their number."""

from collections.abc import Iterable

AT_LEAST = 16_384
"""So many of the latest ids are known at any time, and about twice as many at most."""


class Lately:
    """Ids of two generations: when the younger one is full, the older one is forgotten."""

    def __init__(self, at_least: int = AT_LEAST) -> None:
        self._at_least = at_least
        self._younger: set[str] = set()
        self._older: set[str] = set()

    def __contains__(self, id_: str) -> bool:
        return id_ in self._younger or id_ in self._older

    def add_all(self, ids: Iterable[str]) -> None:
        """Remember ids."""
        self._younger.update(ids)
        if len(self._younger) >= self._at_least:
            self._older, self._younger = self._younger, set()
