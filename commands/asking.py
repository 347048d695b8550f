"""Asking about each item: read it, hold it to the case's scope, keep that it was asked, overlap the answers."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Generic, TypeVar

from osint_kit.commands.items import Item, Items
from osint_kit.commands.session import Session
from osint_kit.gateway.failures import Failure
from osint_kit.identifiers import Identifier, Kind, NotReadable
from osint_kit.investigation import Investigation
from osint_kit.overlap import Pool, once_in_order

T = TypeVar("T")
REMEMBERED = 1000
"""Answers of a run that are given again where the same is asked about again; bounded, so that memory is."""


@dataclass(frozen=True)
class Admitted:
    """An item that was read, held to the case and kept as asked; a ``problem`` where it may not be asked about.

    ``asked`` is the id of the line that says that it was asked about.
    """

    item: Item
    identifier: Identifier | None
    problem: str | None = None
    asked: str | None = None


@dataclass(frozen=True)
class Answered(Admitted, Generic[T]):
    """What came of one item: an answer, or a problem where it could not be read, asked or answered."""

    answer: T | None = None


def admitted(
    session: Session, work: Investigation, items: Items, read: Callable[[str], Identifier]
) -> Iterator[Admitted]:
    """Each item, kept as asked, with what it reads as. ``read`` raises `NotReadable`."""
    for item in items:
        try:
            identifier = read(item.text)
        except NotReadable as error:
            work.asked(Identifier(Kind.TEXT, item.text), item.text)
            yield Admitted(item, None, str(error))
            continue
        asked = work.asked(identifier, item.text)
        yield Admitted(item, identifier, session.admit(identifier), asked)


def ask_each(
    session: Session,
    work: Investigation,
    items: Items,
    read: Callable[[str], Identifier],
    ask: Callable[[Identifier], T],
    keep: Callable[[Identifier, T], object],
    at_once: int | Pool,
    lane: Callable[[Identifier], str | None] | None = None,
) -> Iterator[Answered[T]]:
    """An answer for each item, in order, with ``at_once`` of them under way, or as many as a pool has room for.

    ``read`` raises `NotReadable`; ``ask`` may raise `Failure`. ``keep`` gets each answer as soon as it is there, from
    many threads, so that an interruption loses none. What could not be read or asked is kept as asked, too. Of
    identifiers with the same ``lane`` only a few are under way; see `osint_kit.overlap`. What a list names again is
    not asked again: a shop in a hundred rows is one question, and one visit that a shortener counts.
    """
    counter = session.messages.counter(items.total)
    session.keep_input(work, items)

    def to_ask(one: Admitted) -> Identifier | None:
        return None if one.problem else one.identifier

    def answered(one: Admitted) -> tuple[T | None, str | None]:
        identifier = to_ask(one)
        if identifier is None:
            return None, one.problem
        try:
            answer = ask(identifier)
        except Failure as failure:
            return None, failure.message
        keep(identifier, answer)
        return answer, None

    def lane_of(one: Admitted) -> str | None:
        identifier = to_ask(one)
        return lane(identifier) if lane and identifier else None

    each = admitted(session, work, items, read)
    done = once_in_order(answered, each, at_once, to_ask, REMEMBERED, lane_of if lane else None)
    for one, (answer, problem) in done:
        counter.step()
        yield Answered(one.item, one.identifier, problem, one.asked, answer)
    counter.end()


def readable(session: Session, items: Items, read: Callable[[str], Identifier]) -> Iterator[tuple[Item, Identifier]]:
    """The items that can be read and may be asked about, for a plan."""
    for item in items:
        try:
            identifier = read(item.text)
        except NotReadable:
            continue  # the run itself will say what is wrong with it
        if session.admit(identifier) is None:
            yield item, identifier


def fits(read: Callable[[str], Identifier]) -> Callable[[str], bool]:
    """Whether a text can be read, for finding the column of a table."""

    def could_be(text: str) -> bool:
        try:
            read(text)
        except NotReadable:
            return False
        return True

    return could_be
