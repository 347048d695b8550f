"""A recorded run's command, carried out again: the same function, in a session that asks and writes nothing."""

import importlib
from collections.abc import Mapping
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from types import NoneType, TracebackType
from typing import TYPE_CHECKING, Any, Self, get_args, get_origin

from osint_kit.commands.items import Item, Items
from osint_kit.commands.messages import Messages
from osint_kit.commands.options import LEAVES, Leaf, Shared
from osint_kit.commands.results import Results
from osint_kit.commands.session import Session
from osint_kit.commands.settings import unknown
from osint_kit.errors import UsageError

if TYPE_CHECKING:
    from inspect import Parameter

    from osint_kit.canonical import Json
    from osint_kit.cases.case import Case
    from osint_kit.cases.opened import Opened
    from osint_kit.gateway import Budget, World
    from osint_kit.investigation import Investigation
    from osint_kit.reach import Reach
    from osint_kit.replay import Rereading
    from osint_kit.tables.values import Row


def run_again(card: "Case", run: "Opened", reread: "Rereading", texts: tuple[str, ...], folder: Path) -> None:
    """Carry out the command of a run; whatever it writes goes into ``folder``, a case of the same card.

    Raises `UsageError` where this program has no such command.
    """
    leaf = _leaf(run.command)
    case = _empty_case(card, folder / "case")
    session = ReplaySession(leaf, run, reread, case, texts)
    with unknown(folder):
        leaf.function(session, **_values(leaf, run, reread))


class ReplaySession(Session):
    """A session of a recorded run: its items are what was asked, its world the recording, and it tells nobody."""

    def __init__(self, leaf: Leaf, run: "Opened", reread: "Rereading", case: "Case", texts: tuple[str, ...]) -> None:
        super().__init__(leaf.command, Shared(), None, leaf.needs)
        self.messages = Silent()
        self._run = run
        self._reread = reread
        self._case = case
        self._texts = texts

    @cached_property
    def case(self) -> "Case | None":
        """An empty case of the same card."""
        return self._case

    @cached_property
    def world(self) -> "World":
        """The recording."""
        return self._reread.recording

    @cached_property
    def ceiling(self) -> "Reach":
        """The reach that the run had."""
        return self._run.reach

    @cached_property
    def budget(self) -> "Budget | None":
        """None: where the recorded run had used up its own, that is on record."""
        return None

    @property
    def operator(self) -> str:
        """Who worked then."""
        return self._run.operator

    @property
    def replaying(self) -> bool:
        """Yes."""
        return True

    @property
    def interactive(self) -> bool:
        """Nobody reads along."""
        return False

    def ask_dns_of(self, *_: object) -> None:
        """Whoever was asked then answers again."""

    def items(self, *_: object) -> Items:
        """What was asked, in the operator's own words."""
        return Items([Item(text, place=place) for place, text in enumerate(self._texts)], total=len(self._texts))

    @property
    def typed_items(self) -> list[str]:
        """The same as words."""
        return list(self._texts)

    @property
    def has_input(self) -> bool:
        """What was in a file of items was asked item by item."""
        return False

    def results(self, *_: object, **__: object) -> "Results":
        """Records go nowhere: it is findings that are compared."""
        return Nowhere()

    def _work(self, options: "Mapping[str, Json]", data: Mapping[str, str]) -> "Investigation":
        """The same work in the place of the recorded run."""
        return replace(super()._work(options, data), case=None, run=self._reread)


class Silent(Messages):
    """Says nothing."""

    def _write(self, line: str) -> None:
        pass


class Nowhere(Results):
    """Takes records and drops them."""

    def __init__(self) -> None:
        pass

    @property
    def fields(self) -> tuple[str, ...]:
        """None."""
        return ()

    def write(self, item: Item | None, record: "Row") -> None:
        """Drop a record."""

    def write_block(self, lines: bytes, reports: "object") -> None:
        """Drop many."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        pass


def _leaf(command: str) -> Leaf:
    """The command of a name; all groups are imported, as commands of other packages are, until it is there."""
    from osint_kit.commands.app import GROUPS, SINGLE

    for group in (*GROUPS, *SINGLE):
        if command not in LEAVES:
            importlib.import_module(f"osint_kit.commands.{group}")
    if command not in LEAVES:
        raise UsageError(f"this program has no command '{command}'", "use the version that made the run: see open.json")
    return LEAVES[command]


def _values(leaf: Leaf, run: "Opened", reread: "Rereading") -> dict[str, Any]:
    """The command's own parameters: files from the evidence, the rest from ``open.json``, else their defaults."""
    values: dict[str, Any] = {}
    for parameter in leaf.parameters:
        kind, many = _type(parameter)
        files = reread.files(parameter.name)
        if files:
            values[parameter.name] = [kind(path) for path in files] if many else kind(files[0])
        elif parameter.name in run.options and kind is not Path:
            values[parameter.name] = run.options[parameter.name]
        else:
            values[parameter.name] = parameter.default
    return values


def _type(parameter: "Parameter") -> tuple[type, bool]:
    """What a parameter takes, and whether it takes many."""
    annotated = get_args(parameter.annotation)
    whole = annotated[0] if annotated else parameter.annotation
    members = [member for member in (get_args(whole) or (whole,)) if member is not NoneType]
    for member in [whole, *members]:
        if get_origin(member) is list:
            return get_args(member)[0], True
    return members[0], False


def _empty_case(like: "Case", folder: Path) -> "Case":
    """A case of the same card in which nothing has happened yet."""
    from osint_kit.cases.case import new_case

    return new_case(folder, like.card)
