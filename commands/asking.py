"""Asking about each item: read it, hold it to the case's scope, keep that it was asked, overlap the answers."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Generic, TypeVar

from osint_kit.commands.items import Item, Items
from osint_kit.commands.session import Session
from osint_kit.gateway.failures import Failure
from osint_kit.identifiers import Identifier, Kind, NotReadable
from osint_kit.investigation import Investigation
from osint_kit.overlap import Pool, in_order

T = TypeVar("T")
REMEMBERED = 1000
"""Answers of a run that are given again where the same is asked about again; bounded, so that memory is."""


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


class _Asking(Generic[T]):
    """One item on its way; where it is a ``repeat``, the one before it that brings the answer."""

    def __init__(self, begun: Answered[T], repeat: "_Asking[T] | None" = None) -> None:
        self.begun = begun
        self.repeat = repeat
        self.ended = begun

    def end(self) -> Answered[T]:
        """What came of it; of a repeat, once what it repeats has ended."""
        if self.repeat:
            self.ended = replace(self.repeat.ended, item=self.begun.item, asked=self.begun.asked)
        return self.ended


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
    seen: dict[Identifier, _Asking[T]] = {}
    counter = session.messages.counter(items.total)
    session.keep_input(work, items)

    def begun(item: Answered[T]) -> _Asking[T]:
        if item.problem or item.identifier is None:
            return _Asking(item)
        before = seen.get(item.identifier)
        asking = _Asking(item, before)
        if before is None:
            seen[item.identifier] = asking
            if len(seen) > REMEMBERED:
                del seen[next(iter(seen))]
        return asking

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

    def answered(asking: _Asking[T]) -> _Asking[T]:
        item = asking.begun
        if asking.repeat or item.problem or item.identifier is None:
            return asking
        try:
            answer = ask(item.identifier)
        except Failure as failure:
            asking.ended = Answered(item.item, item.identifier, problem=failure.message)
            return asking
        keep(item.identifier, answer)
        asking.ended = Answered(item.item, item.identifier, answer, asked=item.asked)
        return asking

    def lane_of(asking: _Asking[T]) -> str | None:
        item = asking.begun
        return None if asking.repeat or item.problem or not lane or not item.identifier else lane(item.identifier)

    for asking in in_order(answered, map(begun, admitted()), at_once, lane_of if lane else None):
        counter.step()
        yield asking.end()
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
