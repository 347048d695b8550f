"""A fact: one thing that a page says of the owner of an account, and the exact words in which it stands there."""

from dataclasses import dataclass

from osint_kit.canonical import Json
from osint_kit.identifiers import Identifier


@dataclass(frozen=True)
class Fact:
    """One thing that a page says: ``excerpt`` is how it stands there, ``read_from`` the place, such as ``og:image``.

    ``object`` is the identifier that it names, where it names one. ``evidence`` names records that it rests on beside
    that of the page.
    """

    property: str
    value: Json
    excerpt: str
    read_from: str
    object: Identifier | None = None
    evidence: tuple[str, ...] = ()

    def record(self) -> dict[str, Json]:
        """The fact in JSON."""
        return {"value": self.value, "excerpt": self.excerpt, "from": self.read_from}
