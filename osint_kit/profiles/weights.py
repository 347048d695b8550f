"""The data of ``joining.toml``: what each ground for a join weighs, and which statements make which ground."""

import math
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from osint_kit.findings import Finding, as_text

DATA = Path(__file__).with_name("joining.toml")


@dataclass(frozen=True)
class Ground:
    """One kind of ground: ``m`` and ``u`` as in Fellegi and Sunter; with ``rarity`` u is that of the text itself.

    ``hard``: nobody else could have made it, so that a join on it may be certain.
    """

    code: str
    title: str
    m: float
    u: float
    why: str
    rarity: str
    hard: bool

    @property
    def agrees(self) -> float:
        """The weight of agreement in bits; nothing for a ground that is weighed by its rarity."""
        return math.log2(self.m / self.u) if self.u else 0.0

    @property
    def differs(self) -> float:
        """The weight, below zero, where both sides tell and differ."""
        return math.log2((1 - self.m) / (1 - self.u))

    def of_rarity(self, bits: float, cap: float) -> float:
        """The weight of agreement on a text of so many bits of surprisal."""
        return min(math.log2(self.m) + bits, cap)


@dataclass(frozen=True)
class Shared:
    """What two nodes may have in common: an object of kind ``to``, or the value of one of some properties."""

    ground: Ground
    to: str
    properties: tuple[str, ...]
    values: tuple[str, ...]

    def key(self, finding: Finding) -> str | None:
        """What a finding says that could be shared; None where it says nothing of the kind."""
        if self.values:
            return as_text(finding) if finding.property in self.values else None
        if finding.object is None or finding.object.kind != self.to:
            return None
        return finding.object.value if not self.properties or finding.property in self.properties else None


@dataclass(frozen=True)
class Weights:
    """All of it."""

    population: int
    possible: float
    probable: float
    cap: float
    most_in_a_group: int
    most_tokens: int
    grounds: dict[str, Ground]
    statements: tuple[tuple[frozenset[str], frozenset[str], frozenset[str], str], ...]
    shared: tuple[Shared, ...]
    words: tuple[str, ...]
    role_handles: frozenset[str]
    own_words: frozenset[str]
    office_words: frozenset[str]
    others_words: frozenset[str]
    denying_words: frozenset[str]

    @property
    def prior(self) -> float:
        """The prior odds in bits: one of so many is meant."""
        return -math.log2(self.population)

    def ground_of(self, finding: Finding) -> Ground | None:
        """The ground that a statement makes between its subject and its object; None where it makes none."""
        if finding.object is None:
            return None
        for properties, of, to, ground in self.statements:
            if finding.property not in properties or (of and finding.subject.kind not in of):
                continue
            if not to or finding.object.kind in to:
                return self.grounds[ground]
        return None


@cache
def weights() -> Weights:
    """The data, read once."""
    data = tomllib.loads(DATA.read_text("utf-8"))
    grounds = {
        code: Ground(
            code=code,
            title=line["title"],
            m=line["m"],
            u=line.get("u", 0.0),
            why=line.get("why", ""),
            rarity=line.get("rarity", ""),
            hard=line.get("hard", False),
        )
        for code, line in data["ground"].items()
    }
    return Weights(
        population=data["population"],
        possible=data["possible"],
        probable=data["probable"],
        cap=data["handle_cap"],
        most_in_a_group=data["most_in_a_group"],
        most_tokens=data["most_tokens"],
        grounds=grounds,
        statements=tuple(
            (
                frozenset(line["properties"]),
                frozenset(line.get("of", ())),
                frozenset(line.get("to", ())),
                line["ground"],
            )
            for line in data["statement"]
        ),
        shared=tuple(
            Shared(
                grounds[line["ground"]],
                line.get("to", ""),
                tuple(line.get("properties", ())),
                tuple(line.get("value", ())),
            )
            for line in data["shared"]
        ),
        words=tuple(data["words"]["frequent"]),
        role_handles=frozenset(data["words"]["roles"]),
        own_words=frozenset(data["words"]["own"]),
        office_words=frozenset(data["words"]["office"]),
        others_words=frozenset(data["words"]["others"]),
        denying_words=frozenset(data["words"]["denying"]),
    )
