"""Asking about each item: read it, hold it to the case's scope, keep that it was asked, overlap the answers."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Generic, TypeVar

from osint_kit.commands.items import Item, Items
from osint_kit.commands.session import Session
from osint_kit.gateway.failures import Failure
from osint_kit.identifiers import Identifier, Kind, NotReadable
from osint_kit.investigation import Investigation
from osint_kit.overlap import Pool, in_order

T = TypeVar("T")


@dataclass(frozen=True)
class Answered(Generic[T]):
    """What came of one item: an answer, or a problem where it could not be read, asked or answered.

    ``asked`` is the id of the line that says that it was asked about.
    """

    item: Item
    identifier: Identifier | None
    answer: T | None = None
    problem: str | None = None
    asked: str | None = None


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
    identifiers with the same ``lane`` only a few are under way; see `osint_kit.overlap`.
    """
    counter = session.messages.counter(items.total)
    session.keep_input(work, items)

    def admitted() -> Iterator[Answered[T]]:
        for item in items:
            try:
                identifier = read(item.text)
            except NotReadable as error:
                work.asked(Identifier(Kind.TEXT, item.text), item.text)
                yield Answered(item, None, problem=str(error))
                continue
            asked = work.asked(identifier, item.text)
            refusal = session.admit(identifier)
            yield Answered(item, identifier, problem=refusal, asked=asked)

    def answered(item: Answered[T]) -> Answered[T]:
        if item.problem or item.identifier is None:
            return item
        try:
            answer = ask(item.identifier)
        except Failure as failure:
            return Answered(item.item, item.identifier, problem=failure.message)
        keep(item.identifier, answer)
        return Answered(item.item, item.identifier, answer, asked=item.asked)

    def lane_of(item: Answered[T]) -> str | None:
        return None if item.problem or not lane or not item.identifier else lane(item.identifier)

    for result in in_order(answered, admitted(), at_once, lane_of if lane else None):
        counter.step()
        yield result
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
