"""All that a link says by itself, and the links that stand in it, one in the other. Nothing is asked.

The work a text can cause is bounded: `LONGEST` characters, `MOST_LINKS` links, `DEEPEST` levels, `MOST_PARTS` parts.
Where a bound was met, a part says so.
"""

from collections import deque
from collections.abc import Container, Iterator
from dataclasses import dataclass

from osint_kit.identifiers import Identifier
from osint_kit.identifiers.url import SEVERAL, holds_several
from osint_kit.links.families import FAMILIES
from osint_kit.links.inner import LINK_INSIDE
from osint_kit.links.part import Certainty, Part
from osint_kit.links.taken_apart import LONGEST, MOST_PAIRS, Link, take_apart
from osint_kit.links.wrapped import target_of

NAMED = frozenset(["phone", "e-mail", "account", "phone in the link", "e-mail in the link"])
"""Parts that name somebody: once for a link is enough."""
ENDS = frozenset(["phone", "e-mail", "account", "invitation", "video id"])
"""Parts that say where a link leads: nothing is hidden then, however short it is."""
DEEPEST = 10
MOST_LINKS = 25
MOST_PARTS = 250


@dataclass(frozen=True)
class Told:
    """A part, and the link that it was read from: ``way`` says how one came to it, and is empty for the text itself."""

    part: Part
    link: str
    way: tuple[str, ...] = ()


@dataclass(frozen=True)
class Decoded:
    """What a text says; ``problem`` says why nothing, or not all, of it could be read."""

    input: str
    told: tuple[Told, ...] = ()
    problem: str | None = None


def decode(text: str, shorteners: Container[str] = frozenset()) -> Decoded:
    """Read a link, or an id by itself. ``shorteners`` are hosts whose links hide their target. Never raises."""
    if len(text) > LONGEST:
        return Decoded(text, problem=f"{len(text):,} characters are too many; a link of up to {LONGEST:,} is read")
    if holds_several(text):
        return Decoded(text, problem=SEVERAL)
    link = take_apart(text)
    if link is None:
        return _bare(text)
    told = _all(link, shorteners)
    if link.is_web and not link.host:
        return Decoded(text, told, problem=f"the link has no readable host: {link.host_problem}")
    if not told:
        return Decoded(text, problem=f"nothing is known of links that begin with {link.scheme}:")
    return Decoded(text, told)


def _all(first: Link, shorteners: Container[str]) -> tuple[Told, ...]:
    told: list[Told] = []
    cut: dict[str, None] = {}
    seen = {first.text}
    coming: deque[tuple[Link, tuple[str, ...]]] = deque([(first, ())])
    while coming:
        link, way = coming.popleft()
        if (link.query or "").count("&") >= MOST_PAIRS:
            cut["more parameters"] = None
        for part, inner in _once(_parts(link, shorteners)):
            if len(told) >= MOST_PARTS:
                cut["more parts"] = None
                break
            told.append(Told(part, link.text, way))
            if inner is None or inner.text in seen:
                continue
            if len(way) >= DEEPEST or len(seen) >= MOST_LINKS:
                cut["more links inside"] = None
                continue
            seen.add(inner.text)
            coming.append((inner, (*way, part.what)))
    return (*told, *map(_cut, cut))


def _once(parts: Iterator[Part]) -> Iterator[tuple[Part, Link | None]]:
    """The parts of one link, each with the link that stands in it; what a family before has told is left out."""
    told: set[Identifier | str] = set()
    for part in parts:
        named = part.identifier if part.what in NAMED else part.target if part.what == LINK_INSIDE else None
        if (named and named in told) or (part.guessed_of and {part.guessed_of, part.value} & told):
            continue
        told |= {part.target, part.value, part.value.rpartition(":")[2]}
        if part.identifier:
            told.add(part.identifier)
        yield part, take_apart(part.target) if part.target else None


def _parts(link: Link, shorteners: Container[str]) -> Iterator[Part]:
    ends = False
    for family in FAMILIES:
        for part in family(link):
            ends = ends or part.what in ENDS
            yield part
    if not ends and link.host in shorteners and len(link.path) > 1 and target_of(link) is None:
        yield Part(
            "hidden target",
            "not in the link",
            Certainty.CERTAIN,
            f"A short link of {link.host}. Where it leads does not stand in it; 'osint link expand' asks.",
        )


def _cut(what: str) -> Told:
    return Told(Part("not read", what, Certainty.CERTAIN, f"There is {what} than is read of one link."), "")


def _bare(text: str) -> Decoded:
    """An id without a link: each of the forms that it fits."""
    from osint_kit.links.bare import read

    parts = tuple(Told(part, text) for part in read(text.strip()))
    if parts:
        return Decoded(text, parts)
    return Decoded(text, problem="this is no link; write one that begins with https:// or the like, or an id alone")
