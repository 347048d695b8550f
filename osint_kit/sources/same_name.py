"""Whether two written names are the same name: case, accents, order, dots and hyphens do not count. Pure."""

import unicodedata


def folded(name: str) -> frozenset[str]:
    """The words of a name as they are compared."""
    bare = "".join(char for char in unicodedata.normalize("NFKD", name) if not unicodedata.combining(char))
    words = "".join(char if char.isalnum() else " " for char in bare.casefold()).split()
    return frozenset(words)


def fits(asked: str, listed: str) -> bool:
    """Whether every word of the name asked about stands in the listed one, and there are two of them at least."""
    words = folded(asked)
    return len(words) >= 2 and words <= folded(listed)
